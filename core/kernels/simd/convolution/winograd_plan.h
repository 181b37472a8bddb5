#pragma once

#include "kernels/simd/convolution/direct_conv.h"
#include "kernels/simd/convolution/winograd_points.h"

/// How the images of a convolution are cut into tiles, and where everything lies in the workspace.
///
/// Lanes run over the maps of one pixel: the maps of an image are transposed to (pixel, map) and
/// back, which costs an operation for each value, and then every load, whatever the width of the
/// image, is a whole vector, tiles at the edge are like all others, and the products of all three
/// passes find their operands in the order they read them.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// Maps of a column of tiles that are transformed together: a cache line.
constexpr Index line_maps = 16;

/// One side of the convolution: what it reads or what it gives.
struct WinogradSide {
  int maps = 0;
  Index pitch = 0;            ///< maps rounded up to whole vectors
  Index frequency_pitch = 0;  ///< values from one frequency to the next
  float* staged = nullptr;    ///< the rows of one image that a strip touches: (pixel, map)
  float* values = nullptr;    ///< (frequency, tile, map)
};

/// Some rows of tiles of an image, or all of them.
struct Strip {
  Index first = 0;
  Index rows = 0;
  Range in;   ///< the rows of x that they read
  Range out;  ///< the rows of y that they are
};

struct WinogradPlan {
  int kernel = 0;  ///< rows and columns of a filter
  int step = 0;    ///< rows and columns of y that a tile is
  Shape x;
  Shape y;
  Padding padding;
  Index tile_rows = 0;
  Index tile_cols = 0;
  // As many tiles at a time as stay in the second level cache: several images, or a strip of one.
  Index group_images = 0;
  Index group_rows = 0;
  WinogradSide in;
  WinogradSide out;
  Index filter_pitch = 0;    ///< values from one frequency of the filters to the next
  float* filters = nullptr;  ///< or their gradients: (frequency, panel, depth, map of the panel)
  float* weights = nullptr;  ///< of all filters for one map: (weight, map)
  float* lines = nullptr;    ///< a column of tiles, half transformed
  float* bias = nullptr;     ///< of every output map
  float* zeros = nullptr;    ///< the maps of a pixel outside of the image
  float* bin = nullptr;      ///< what such a pixel would get
  Index used = 0;

  [[nodiscard]] Strip strip(Index first) const;
  /// Of one image in a group.
  [[nodiscard]] Index image_tiles() const { return group_rows * tile_cols; }
};

/// With a null workspace it only counts.
WinogradPlan winograd_plan(const Shape& x, const Shape& weight, const Window2d& window,
                           const Shape& y, float* workspace);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
