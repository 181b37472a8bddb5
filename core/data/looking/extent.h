#pragma once

#include <algorithm>
#include <cmath>
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

/// Here, because it runs for every value of a file.
inline void Extent::add(double number) {
  if (!std::isfinite(number)) {
    if (not_finite == 0) first_not_finite = count;
    ++not_finite;
    return;
  }
  if (count == 0) low = high = number;
  low = std::min(low, number);
  high = std::max(high, number);
  // Beyond this size every double is whole. Conversion is quicker than std::trunc where processors
  // before SSE4 are served.
  constexpr double fractions_end = 4503599627370496.0;
  if (whole && std::abs(number) < fractions_end) {
    whole = static_cast<double>(static_cast<std::int64_t>(number)) == number;
  }
  ++count;
}

}  // namespace receptive
