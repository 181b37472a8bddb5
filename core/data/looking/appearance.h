#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/looking/picture/ink.h"
#include "data/looking/picture/picture.h"
#include "data/looking/plan.h"

namespace receptive {

/// Largest pictures that networks here are shown.
inline constexpr int largest_side = 64;

/// How pictures as they lie in files become those of a set.
struct Appearance {
  int channels = 1;
  int height = 0;
  int width = 0;
  Fit fit = Fit::fit;
  Turn turn = Turn::none;
  bool over = false;  ///< light becomes dark
  /// Of tables and arrays: their values. Of files: shares of what 8 or 16 bits can say.
  ValueRange range = {};
  float ground = 1.0F;               ///< under what is transparent
  std::vector<Layout> layouts = {};  ///< of each part that has values
  Ink ink = {};                      ///< of the set as it becomes

  [[nodiscard]] std::size_t bytes() const {
    return static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) *
           static_cast<std::size_t>(width);
  }
};

/// A set that is there already, which pictures are to be added to.
struct SetForm {
  int channels = 1;
  int height = 0;
  int width = 0;
  bool dark = false;            ///< dark on light
  std::string class_name = {};  ///< of the pictures
};

/// Finds it from the samples of the plan's parts, adds its choices, what is unsure and what is
/// done, and a problem where the set would be too large.
/// @param form that pictures must have; none: their own, as far as networks take it.
Appearance find_appearance(Plan& plan, const Choices& wanted, const std::optional<SetForm>& form);

/// A picture of a table or an array, of part number `part`, as it is in the set.
Planes shown(std::span<const float> values, std::size_t part, const Appearance& appearance);
/// A picture of a file.
Planes shown(const DecodedPicture& picture, const Appearance& appearance);

}  // namespace receptive
