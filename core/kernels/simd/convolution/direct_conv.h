#pragma once

#include "kernels/simd/target.h"
#include "kernels/window.h"
#include "tensor/shape.h"

/// Convolution as a matrix product whose right-hand side is never built: with zeros written around
/// the images, the row of the patch matrix that belongs to one filter weight is the image itself,
/// read from another place. So a tile's vectors are `source + chunk + offset of the weight`.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// Some neighbouring maps of every image of a batch: all of them, or those of one group.
template <typename Value>
struct MapsOf {
  Value* data = nullptr;
  Shape shape;      ///< c of these maps
  Index pitch = 0;  ///< values from one image to the next

  [[nodiscard]] Index plane() const { return static_cast<Index>(shape.h) * shape.w; }
  [[nodiscard]] Value* image(Index n) const { return data + n * pitch; }
};
using Maps = MapsOf<float>;
using ConstMaps = MapsOf<const float>;

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
  /// Images [first, first + images) of a batch.
  void copy_images(const ConstMaps& batch, Index first, Index images, float* to) const;

 private:
  /// Pixels from `from` on to columns [left, right) of one row.
  void copy_phases(const float* from, Index left, Index right, float* line) const;
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

/// The same for every image of `from`, `group` of them at a time. conv.source is `padded`, which is
/// filled here; conv.target is chosen here.
void direct_conv_images(DirectConv conv, const PaddedPlanes& planes, Index group,
                        const ConstMaps& from, float* padded, Index chunks_per_image,
                        const Maps& to);

/// Images that are padded and convolved together: enough chunks to fill tiles, few enough to stay
/// in the second level cache.
Index group_images(const PaddedPlanes& planes, Index images);

/// One row of outputs, cut into chunks.
struct ChunkRow {
  Index source = 0;
  Index target = 0;
  Index count = 0;
  Index step = 1;  ///< values of the target from one output to the next
  int width = 1;   ///< lanes of a chunk
  Index room = 0;  ///< values of the map from the row's first output on
  Index first_weight = 0;
  Index last_weight = 0;
};

/// Appends the chunks of a row and returns the place behind them.
Chunk* list_chunks_of_row(const ChunkRow& row, Chunk* chunk);

void fill_zero(float* values, Index count);
/// The sum, gathered in several strands.
float sum_of(const float* values, Index count);
/// sums[c] += the sum of map c, for images [first, first + images); nothing for a nullptr.
void add_map_sums(const ConstMaps& maps, Index first, Index images, float* sums);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
