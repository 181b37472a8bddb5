#pragma once

#include <string>
#include <vector>

#include "data/looking/plan.h"
#include "data/looking/test_set.h"

namespace receptive {

/// Of each part, of each of its pictures: the class; -1 where it has none.
using PartClasses = std::vector<std::vector<std::int32_t>>;

/// Gives the plan those of the classes that are shown in training, and `classes` their numbers
/// there. Test pictures of the others cannot be learned: they are left out, and that is said.
void leave_out_unlearned(const std::vector<std::string>& names, PartClasses& classes,
                         const Purposes& purposes, Purpose test, Plan& plan);

/// Gives every picture its place: as they come or, where a tenth is for testing, as that is drawn.
void place_all(const PartClasses& classes, const Purposes& purposes, Purpose test, Plan& plan);

/// Pictures of each class.
void count_pictures(Plan& plan);

}  // namespace receptive
