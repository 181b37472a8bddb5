#pragma once

#include "kernels/simd/target.h"
#include "kernels/window.h"
#include "tensor/shape.h"

/// Convolution as a matrix product whose right-hand side is never built: with zeros written around
/// the images, the row of the patch matrix that belongs to one filter weight is the image itself,
/// read from another place. So a tile's vectors are `source + chunk + offset of the weight`.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// Images with zeros around them.
///
/// Pixel (row, col) of the padded plane is pixel (row + first_row, col + first_col) of the image.
/// With `phases` > 1 the columns of a row are sorted by col % phases, so that every phases-th pixel
/// lies side by side and a strided convolution still reads whole vectors.
struct PaddedPlanes {
  int channels = 0;
  int rows = 0;
  int cols = 0;
  int first_row = 0;
  int first_col = 0;
  int phases = 1;
  Index phase_pitch = 0;
  Index row_pitch = 0;
  Index plane_pitch = 0;
  Index image_pitch = 0;

  /// Fills in the pitches.
  void lay_out();

  /// Where padded pixel (row, col) lies in its plane.
  [[nodiscard]] Index at(Index row, Index col) const {
    return row * row_pitch + (col % phases) * phase_pitch + col / phases;
  }

  /// Values for `images` images and the vector that a last partial chunk reads beyond them.
  [[nodiscard]] Index size(Index images) const { return images * image_pitch + lanes; }

  /// Copies what `planes` shows of one image of `channels` maps of h x w; the zeros are there.
  void copy_image(const float* image, int h, int w, float* to) const;
};

/// The padded images that the convolution at these shapes reads, with `phases` as above.
PaddedPlanes padded_input(const Shape& x, const Window2d& window, const Shape& y, int phases);

/// One vector of neighbouring outputs of one row.
struct Chunk {
  std::int32_t source;  ///< their first input pixel, relative to DirectConv::source
  std::int32_t target;  ///< the first of them, relative to DirectConv::target
  std::int32_t count;   ///< how many of the lanes are outputs of this row
  /// Whether memory for a whole vector follows in the same map: then one is written (the values
  /// behind `count` come later and overwrite it) or added with zeros.
  bool room;
  /// The weights that touch the image at all, as a part of `depth`: whole kernel rows that lie in
  /// the padding are left out.
  std::int32_t first_weight;
  std::int32_t last_weight;
};

/// `chunk_ints` * 4 bytes each in the workspace.
constexpr Index chunk_ints = static_cast<Index>(sizeof(Chunk) / sizeof(std::int32_t));

/// target[row, chunk + i * target_step] (+)= bias[row] +
///     sum over p < depth of panels[row, p] * source[chunk + offsets[p] + i]
struct DirectConv {
  const float* panels = nullptr;  ///< panel by panel of panel_rows: depth times its rows' values
  int rows = 0;
  int depth = 0;
  const std::int32_t* offsets = nullptr;
  const float* source = nullptr;
  const Chunk* chunks = nullptr;
  Index chunk_count = 0;
  float* target = nullptr;
  Index target_row = 0;  ///< values from one row (map) of the target to the next
  Index target_step = 1;
  const float* bias = nullptr;
  bool accumulate = false;
  bool narrow = false;  ///< chunks of HalfVec's lanes
};

/// Vectors half as wide serve rows that do not fill one of them better.
constexpr bool is_narrow(int width) { return width <= static_cast<int>(HalfVec::size); }
constexpr int chunk_lanes(int width) {
  return is_narrow(width) ? static_cast<int>(HalfVec::size) : lanes;
}

void direct_conv(const DirectConv& conv);

/// Images that are padded and convolved together: enough chunks to fill tiles, few enough to stay
/// in the second level cache.
Index group_images(const PaddedPlanes& planes, Index images);

void fill_zero(float* values, Index count);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
