#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "data/looking/appearance.h"

// The choices of an appearance, in the order in which they are made. Each adds itself to the plan,
// and what is unsure or done.

namespace receptive {

using PictureSize = std::pair<int, int>;  ///< height and width

/// Sizes of the pictures as they lie in the files.
std::set<PictureSize> natural_sizes(const Plan& plan, const Appearance& appearance);

void choose_values(Plan& plan, const Choices& wanted, Appearance& appearance);
/// What is transparent is laid on black or on white, so that what is drawn can be seen.
void find_ground(Plan& plan, Appearance& appearance);
void choose_colour(Plan& plan, const Choices& wanted, Appearance& appearance);
void choose_turn(Plan& plan, const Choices& wanted, Appearance& appearance);
void choose_size(const std::set<PictureSize>& naturals, Plan& plan, const Choices& wanted,
                 Appearance& appearance);
void choose_fit(const std::set<PictureSize>& naturals, Plan& plan, const Choices& wanted,
                Appearance& appearance);
void choose_ink(Plan& plan, const Choices& wanted, const std::optional<SetForm>& form,
                Appearance& appearance);

}  // namespace receptive
