#include <cassert>

#include "kernels/simd/convolution/conv2d.h"
#include "kernels/simd/convolution/direct_conv.h"
#include "kernels/simd/product/transpose.h"
#include "kernels/simd/tile.h"

/// dweight is the patch matrix times dy, summed over all pixels of the batch. A tile holds a few
/// filter weights (rows) for a few vectors of output maps: for every pixel it multiplies the input
/// values those weights read, straight from the padded image, with the pixel's dy, which is
/// transposed to (pixel, output map) beforehand.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Rows of a tile that is `vecs` wide. Each row needs a pointer too: more than eight spill those.
constexpr int rows_for(int vecs) {
  return vecs == 1 ? 8 : (vecs == 2 && tile_vecs == 3 ? (tile_rows == 8 ? 8 : 6) : tile_rows);
}

/// Output rows of one or several images, and the part of the transposed dy that belongs to them.
struct Pixels {
  const std::int32_t* lines = nullptr;  ///< where each output row begins in the padded images
  Index line_count = 0;
  int width = 0;  ///< pixels of an output row
  int step = 1;   ///< input pixels from one to the next
  const float* dy = nullptr;
};

/// sums[r, map] += for every pixel: source[line + offsets[r] + i * step] * dy[pixel, map]
template <int Rows, int Vecs>
void outer_tile(const float* source, const std::int32_t* offsets, const Pixels& pixels,
                float* sums) {
  const float* from[Rows];
  RECEPTIVE_UNROLL
  for (int r = 0; r < Rows; ++r) from[r] = source + offsets[r];
  Tile<Rows, Vecs> tile;
  tile.fill_zero();
  const float* dy = pixels.dy;
  const Index step = pixels.step;
  for (Index line = 0; line < pixels.line_count; ++line) {
    Index at = pixels.lines[line];
    const Index end = at + pixels.width * step;
    for (; at != end; at += step, dy += Vecs * lanes) {
      tile.multiply_add([&](int r) { return from[r][at]; },
                        [&](int v) { return load(dy + v * lanes); });
    }
  }
  RECEPTIVE_UNROLL
  for (int r = 0; r < Rows; ++r) {
    RECEPTIVE_UNROLL
    for (int v = 0; v < Vecs; ++v) {
      float* sum = sums + (r * Vecs + v) * lanes;
      store(sum, load(sum) + tile.sum[r][v]);
    }
  }
}

using TileFunction = void (*)(const float*, const std::int32_t*, const Pixels&, float*);

struct TileTable {
  TileFunction tiles[9][tile_vecs + 1] = {};
};

template <int Rows, int Vecs>
constexpr void fill_table(TileTable& table) {
  table.tiles[Rows][Vecs] = outer_tile<Rows, Vecs>;
  if constexpr (Rows > 1) {
    fill_table<Rows - 1, Vecs>(table);
  } else if constexpr (Vecs > 1) {
    fill_table<rows_for(Vecs - 1), Vecs - 1>(table);
  }
}

constexpr TileTable make_table() {
  TileTable table;
  fill_table<rows_for(tile_vecs), tile_vecs>(table);
  return table;
}

constexpr TileTable table = make_table();

struct Plan {
  PaddedPlanes planes;
  Index group = 0;
  Index depth = 0;  ///< weights of one filter
  Index vecs = 0;   ///< vectors that hold a dy of every output map
  std::int32_t* offsets = nullptr;
  std::int32_t* lines = nullptr;
  float* padded = nullptr;
  float* dy = nullptr;    ///< block by block of output maps: (pixel, map)
  float* sums = nullptr;  ///< block by block of output maps: (weight of the filter, map)
  Index used = 0;
};

Plan make_plan(const Shape& x, const Shape& weight, const Window2d& window, const Shape& y,
               float* workspace) {
  Plan plan;
  plan.planes = padded_input(x, window, y, 1);
  plan.depth = static_cast<Index>(weight.c) * weight.h * weight.w;
  plan.vecs = ceil_div(y.c, lanes);
  // The transposed dy of a group shall stay in the second level cache too.
  constexpr Index most_values = 32 * 1024;
  const Index dy_values = plan.vecs * lanes * y.h * y.w;
  plan.group = max_of(1, min_of(group_images(plan.planes, x.n), most_values / dy_values));
  Pieces pieces(workspace);
  plan.offsets = pieces.ints(plan.depth);
  plan.lines = pieces.ints(plan.group * y.h);
  plan.padded = pieces.floats(plan.planes.size(plan.group));
  plan.dy = pieces.floats(plan.group * y.h * y.w * plan.vecs * lanes);
  plan.sums = pieces.floats(plan.depth * plan.vecs * lanes);
  plan.used = pieces.used();
  return plan;
}

void list_offsets_and_lines(const Plan& plan, const Window2d& window, const Shape& y) {
  std::int32_t* offset = plan.offsets;
  for (int c = 0; c < plan.planes.channels; ++c) {
    for (int kh = 0; kh < window.kernel_h; ++kh) {
      for (int kw = 0; kw < window.kernel_w; ++kw) {
        const Index at = plan.planes.at(static_cast<Index>(kh) * window.dilation_h,
                                        static_cast<Index>(kw) * window.dilation_w);
        *offset++ = static_cast<std::int32_t>(c * plan.planes.plane_pitch + at);
      }
    }
  }
  std::int32_t* line = plan.lines;
  for (Index n = 0; n < plan.group; ++n) {
    for (int oh = 0; oh < y.h; ++oh) {
      *line++ = static_cast<std::int32_t>(n * plan.planes.image_pitch +
                                          plan.planes.row_pitch * oh * window.stride_h);
    }
  }
}

/// Output maps [first, first + vecs * lanes) of `images` images; maps beyond the last stay zero.
void transpose_dy(const ConstMaps& dy, Index first_image, Index images, Index first, Index vecs,
                  float* to) {
  const Index plane = dy.plane();
  const Index pitch = vecs * lanes;
  const Index maps = min_of(pitch, dy.shape.c - first);
  for (Index n = 0; n < images; ++n) {
    transpose(dy.image(first_image + n) + first * plane, plane, maps, plane, to + n * plane * pitch,
              pitch);
  }
}

/// All weights' sums over the pixels of one block of output maps.
void add_products(const Plan& plan, const Pixels& all, int vecs, float* sums) {
  // As many rows at a time as keep their dy in the first level cache while all weights pass by.
  constexpr Index most_values = 4096;
  const Index line_values = static_cast<Index>(all.width) * vecs * lanes;
  const Index most_lines = max_of(1, most_values / line_values);
  for (Index line = 0; line < all.line_count; line += most_lines) {
    Pixels pixels = all;
    pixels.lines += line;
    pixels.dy += line * line_values;
    pixels.line_count = min_of(most_lines, all.line_count - line);
    for (Index k = 0; k < plan.depth;) {
      const int rows = panel_rows(static_cast<int>(plan.depth - k), rows_for(vecs));
      table.tiles[rows][vecs](plan.padded, plan.offsets + k, pixels, sums + k * vecs * lanes);
      k += rows;
    }
  }
}

}  // namespace

std::size_t direct_backward_weights_workspace(const Shape& x, const Shape& weight,
                                              const Window2d& window, const Shape& y) {
  return static_cast<std::size_t>(make_plan(x, weight, window, y, nullptr).used);
}

void direct_backward_weights(const ConstMaps& x, const ConstMaps& dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float> workspace) {
  const Shape& y = dy.shape;
  const Plan plan = make_plan(x.shape, dweight.shape, window, y, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  list_offsets_and_lines(plan, window, y);
  fill_zero(plan.padded, plan.planes.size(plan.group));
  fill_zero(plan.dy, plan.group * dy.plane() * plan.vecs * lanes);
  fill_zero(plan.sums, plan.depth * plan.vecs * lanes);

  for (Index n = 0; n < x.shape.n; n += plan.group) {
    const Index images = min_of(plan.group, x.shape.n - n);
    plan.planes.copy_images(x, n, images, plan.padded);
    for (Index vec = 0; vec < plan.vecs;) {
      const int vecs = panel_rows(static_cast<int>(plan.vecs - vec), tile_vecs);
      Pixels pixels;
      pixels.lines = plan.lines;
      pixels.line_count = images * y.h;
      pixels.width = y.w;
      pixels.step = window.stride_w;
      float* block = plan.dy + plan.group * dy.plane() * vec * lanes;
      transpose_dy(dy, n, images, vec * lanes, vecs, block);
      pixels.dy = block;
      add_products(plan, pixels, vecs, plan.sums + plan.depth * vec * lanes);
      vec += vecs;
    }
    add_map_sums(dy, n, images, dbias);
  }
  for (Index vec = 0; vec < plan.vecs;) {
    const int vecs = panel_rows(static_cast<int>(plan.vecs - vec), tile_vecs);
    transpose_add(plan.sums + plan.depth * vec * lanes, static_cast<Index>(vecs) * lanes,
                  plan.depth, min_of(vecs * lanes, y.c - vec * lanes),
                  dweight.data + vec * lanes * plan.depth, plan.depth);
    vec += vecs;
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
