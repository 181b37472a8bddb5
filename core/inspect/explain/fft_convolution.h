#pragma once

#include <span>
#include <vector>

namespace receptive {

/// A map or a filter: `values` row by row, height * width of them.
struct PlaneView {
  std::span<const float> values;
  int height = 1;
  int width = 1;
};

enum class FftPadding {
  valid,  ///< only windows that lie on the map: (H - KH + 1, W - KW + 1)
  same,   ///< zeros around the map, the odd one at the far side: (H, W)
};

/// The cross-correlation of a map with a filter, as a conv2d of one channel and one filter computes
/// it, by the convolution theorem: the transform of a convolution is the product of the transforms,
/// and conjugating the filter's turns the convolution into a correlation. Both are padded with
/// zeros, so that nothing wraps around. Transforms by kissfft, in double precision.
/// @throws ArgumentError when a plane is empty or has another number of values, when it is too
///   large (over 2^24 values with padding), or a valid filter is larger than the map.
std::vector<float> convolve_by_fft(const PlaneView& map, const PlaneView& filter,
                                   FftPadding padding);

}  // namespace receptive
