#pragma once

#include <string>

#include "data/looking/plan.h"

namespace receptive {

/// Why the plan's pictures are no set; empty: they are one.
/// @param test as choose_test() has it.
std::string problem_of(const Plan& plan, Purpose test);

/// Says where classes have few pictures, or far more than others.
void look_at_counts(Plan& plan);

/// Takes the names that were chosen; those that were found come from files, and are looked at as
/// well.
void check_names(const Choices& wanted, Plan& plan);

}  // namespace receptive
