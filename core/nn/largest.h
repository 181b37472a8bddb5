#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

namespace receptive {

/// The class that an answer (one value for each class) is for: the place of the largest value, the
/// first of equals. Nothing where a value is NaN: that is no answer, and never a right one.
inline std::optional<std::size_t> class_of(std::span<const float> answer) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < answer.size(); ++i) {
    if (std::isnan(answer[i])) return {};
    if (answer[i] > answer[best]) best = i;
  }
  return best;
}

}  // namespace receptive
