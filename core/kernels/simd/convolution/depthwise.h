#pragma once

#include "kernels/simd/convolution/direct_conv.h"

/// Convolution of single maps, each with its own filters. With zeros around it a map fits into the
/// first level cache, and every weight reads a row of it from another place.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// A weight, and where it reads for the first output.
struct Tap {
  std::int32_t offset;
  std::int32_t weight;
};

constexpr Index tap_ints = static_cast<Index>(sizeof(Tap) / sizeof(std::int32_t));

/// The zero-padded map that a filter slides over.
PaddedPlanes single_map(const Shape& x, const Window2d& window, const Shape& y);

/// Where the weights of a filter read in such a map; `taps` has room for all of them.
void list_taps(const PaddedPlanes& planes, const Window2d& window, Tap* taps);

/// Where vectors of `size` lanes stand in a row of `cols` values. The last one begins early enough
/// to end with the row: `skip` of its lanes are those of the one before.
struct RowVector {
  Index start;
  Index skip;

  constexpr RowVector(Index wanted, Index cols, Index size)
      : start(max_of(0, min_of(wanted, cols - size))), skip(wanted - start) {}
};

/// target[row, col * step] (+)= start + sum over taps of
///     weights[tap.weight] * source[row * source_pitch + col + tap.offset]
struct RowConv {
  const Tap* taps = nullptr;
  Index tap_count = 0;
  const float* weights = nullptr;
  float start = 0.0F;
  const float* source = nullptr;
  Index source_pitch = 0;
  float* target = nullptr;
  Index target_pitch = 0;
  Index step = 1;
  Index room = 0;  ///< values of the target from its first on
  Index rows = 0;
  Index cols = 0;
  bool accumulate = false;
};

void convolve_rows(const RowConv& conv);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
