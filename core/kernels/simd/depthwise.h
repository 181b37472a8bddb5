#pragma once

#include "kernels/simd/direct_conv.h"

/// Convolution of single maps. With zeros around it a map is one long row: output (row, col) stands
/// at row * pitch + col, and each weight reads the same row from another place. So vectors run over
/// the ends of rows, and what they compute between two rows is not copied out.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// A weight, and where it reads for the first output.
struct Tap {
  std::int32_t offset;
  std::int32_t weight;
};

constexpr Index tap_ints = static_cast<Index>(sizeof(Tap) / sizeof(std::int32_t));

/// The outputs of one map as one row.
struct LongRow {
  Index rows = 0;
  Index cols = 0;
  Index pitch = 0;  ///< from one row of outputs to the next

  /// Positions from the first output to the last.
  [[nodiscard]] Index positions() const { return (rows - 1) * pitch + cols; }
  /// Values to store them in whole vectors.
  [[nodiscard]] Index size() const { return round_up(positions(), lanes); }
};

/// The zero-padded map that a filter slides over.
PaddedPlanes single_map(const Shape& x, const Window2d& window, const Shape& y);

/// Where the weights of a filter read in such a map; `taps` has room for all of them.
void list_taps(const PaddedPlanes& planes, const Window2d& window, Tap* taps);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
