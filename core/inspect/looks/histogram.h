#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace receptive {

/// How many values lie where, between -2^exponent and 2^exponent in bins of equal width.
///
/// The range is a power of two, so that two histograms can be laid over each other: going up one
/// exponent, neighbouring bins join exactly. It is the smallest that reaches four times as far as
/// the root mean square, which holds 99.99 % of normally spread values and at least 15 of 16 of
/// any (Chebyshev's inequality); what lies beyond counts in the outermost bins.
///
/// Values that are exactly 0 are counted apart: behind a relu they are most, and would hide the
/// others.
struct Histogram {
  static constexpr int bins = 64;

  int exponent = 0;
  std::array<std::uint32_t, bins> counts = {};
  std::uint32_t zeros = 0;
  std::uint32_t not_finite = 0;  ///< NaN or infinity; everything else leaves them out
  std::uint32_t outside = 0;     ///< how many of the outermost bins lie beyond the range
  float smallest = 0.0F;
  float largest = 0.0F;
  double mean = 0.0;
  double root_mean_square = 0.0;

  /// Finite values, zeros included.
  [[nodiscard]] std::uint32_t total() const;
};

/// Without values all is 0.
Histogram histogram_of(std::span<const float> values);

/// Positions 0 = p(0) < p(1) < ... of at most `most` out of `count`, evenly spread; the step is odd
/// so that it does not fall in with the even widths of maps.
struct EvenSample {
  EvenSample(std::size_t count, std::size_t most);
  std::size_t step = 1;
  std::size_t size = 0;
};

}  // namespace receptive
