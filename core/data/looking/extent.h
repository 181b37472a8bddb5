#pragma once

#include <cstdint>

namespace receptive {

/// What kind of numbers there are.
struct Extent {
  double low = 0.0;
  double high = 0.0;
  bool whole = true;                   ///< no number has a fraction
  std::uint64_t count = 0;             ///< of numbers that are finite
  std::uint64_t not_finite = 0;        ///< NaN and infinities
  std::uint64_t first_not_finite = 0;  ///< place of the first of them, counted from 0 among all

  void add(double number);
  /// Both together.
  void add(const Extent& other);
};

}  // namespace receptive
