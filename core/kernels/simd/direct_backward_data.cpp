#include <cassert>

#include "kernels/simd/conv2d.h"
#include "kernels/simd/direct_conv.h"
#include "kernels/simd/tile.h"

/// dx is a convolution too, of dy with the filters turned around. With strides only some weights
/// reach a pixel, and which ones depends on (row % stride_h, column % stride_w): each such phase of
/// dx is a dense convolution of dy with its own part of the filter.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

constexpr int floor_div(int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

/// The geometry of one direction (rows or columns).
struct Axis {
  int extent = 0;  ///< of x
  int kernel = 0;
  int stride = 1;
  int dilation = 1;
  int padding = 0;  ///< before the first pixel

  /// Whether weight k reaches the pixels of this phase.
  [[nodiscard]] bool reaches(int phase, int k) const {
    return (phase + padding - k * dilation) % stride == 0;
  }
  /// The output that multiplied pixel phase + i * stride with weight k is i + shift.
  [[nodiscard]] int shift(int phase, int k) const {
    return floor_div(phase + padding - k * dilation, stride);
  }
  /// Pixels of this phase.
  [[nodiscard]] int pixels(int phase) const {
    return phase >= extent ? 0 : (extent - 1 - phase) / stride + 1;
  }
  /// The first output any phase reads, and how many from there on.
  [[nodiscard]] int first() const { return floor_div(padding - (kernel - 1) * dilation, stride); }
  [[nodiscard]] int count() const {
    return floor_div(stride - 1 + padding, stride) + pixels(0) - first();
  }
};

struct Plan {
  Axis row;
  Axis col;
  PaddedPlanes planes;
  Index group = 0;
  float* panels = nullptr;
  std::int32_t* offsets = nullptr;
  Chunk* chunks = nullptr;
  float* padded = nullptr;
  Index used = 0;
};

Plan make_plan(const Shape& x, const Shape& weight, const Window2d& window, const Shape& y,
               float* workspace) {
  Plan plan;
  plan.row = {x.h, window.kernel_h, window.stride_h, window.dilation_h, window.padding.top};
  plan.col = {x.w, window.kernel_w, window.stride_w, window.dilation_w, window.padding.left};
  plan.planes.channels = y.c;
  plan.planes.rows = plan.row.count();
  plan.planes.cols = plan.col.count();
  plan.planes.first_row = plan.row.first();
  plan.planes.first_col = plan.col.first();
  plan.planes.lay_out();
  plan.group = group_images(plan.planes, x.n);
  const Index depth = static_cast<Index>(weight.n) * weight.h * weight.w;
  const Index chunks = plan.group * plan.row.pixels(0) *
                       ceil_div(plan.col.pixels(0), chunk_lanes(plan.col.pixels(0)));
  Pieces pieces(workspace);
  plan.panels = pieces.floats(depth * weight.c);
  plan.offsets = pieces.ints(depth);
  plan.chunks = reinterpret_cast<Chunk*>(pieces.ints(chunks * chunk_ints));
  plan.padded = pieces.floats(plan.planes.size(plan.group));
  plan.used = pieces.used();
  return plan;
}

/// Where each weight of this phase reads, in the order (kernel row, output map, kernel column).
/// Returns how many they are.
int list_offsets(const Plan& plan, int row_phase, int col_phase) {
  std::int32_t* offset = plan.offsets;
  for (int kh = 0; kh < plan.row.kernel; ++kh) {
    if (!plan.row.reaches(row_phase, kh)) continue;
    const Index row = plan.row.shift(row_phase, kh) - plan.planes.first_row;
    for (int oc = 0; oc < plan.planes.channels; ++oc) {
      for (int kw = 0; kw < plan.col.kernel; ++kw) {
        if (!plan.col.reaches(col_phase, kw)) continue;
        const Index col = plan.col.shift(col_phase, kw) - plan.planes.first_col;
        const Index at = oc * plan.planes.plane_pitch + plan.planes.at(row, col);
        *offset++ = static_cast<std::int32_t>(at);
      }
    }
  }
  return static_cast<int>(offset - plan.offsets);
}

/// The weights of this phase in the order of list_offsets, in panels of a few input maps.
void pack_filters(const Plan& plan, ConstTensorView weight, int row_phase, int col_phase) {
  const Index plane = static_cast<Index>(weight.shape.h) * weight.shape.w;
  float* out = plan.panels;
  for (int first = 0; first < weight.shape.c;) {
    const int rows = panel_rows(weight.shape.c - first, tile_rows);
    for (int kh = 0; kh < weight.shape.h; ++kh) {
      if (!plan.row.reaches(row_phase, kh)) continue;
      for (int oc = 0; oc < weight.shape.n; ++oc) {
        const float* line = weight.data +
                            (static_cast<Index>(oc) * weight.shape.c + first) * plane +
                            static_cast<Index>(kh) * weight.shape.w;
        for (int kw = 0; kw < weight.shape.w; ++kw) {
          if (!plan.col.reaches(col_phase, kw)) continue;
          for (int r = 0; r < rows; ++r) *out++ = line[r * plane + kw];
        }
      }
    }
    first += rows;
  }
}

/// The part of the phase's kernel rows that reach an output row for pixel row `i` of the phase.
Range reaching(const Axis& row, int phase, Index i, int outputs) {
  Range range;
  Index position = 0;
  for (int kh = 0; kh < row.kernel; ++kh) {
    if (!row.reaches(phase, kh)) continue;
    const Index output = i + row.shift(phase, kh);  // falls as kh grows
    if (output >= outputs) range.first = position + 1;
    if (output >= 0) range.last = position + 1;
    ++position;
  }
  range.last = max_of(range.first, range.last);
  return range;
}

/// The pixels of this phase in `plan.group` images of x. Returns how many chunks an image has.
Index list_chunks(const Plan& plan, const Shape& x, const Shape& y, int row_phase, int col_phase,
                  int depth) {
  Chunk* chunk = plan.chunks;
  const Index rows = plan.row.pixels(row_phase);
  const Index cols = plan.col.pixels(col_phase);
  const Index plane = static_cast<Index>(x.h) * x.w;
  const int width = chunk_lanes(plan.col.pixels(0));
  int kernel_rows = 0;
  for (int kh = 0; kh < plan.row.kernel; ++kh) kernel_rows += plan.row.reaches(row_phase, kh);
  const Index kernel_row = depth / kernel_rows;
  for (Index n = 0; n < plan.group; ++n) {
    for (Index i = 0; i < rows; ++i) {
      const Index line = (row_phase + i * plan.row.stride) * x.w + col_phase;
      const Range range = reaching(plan.row, row_phase, i, y.h);
      for (Index j = 0; j < cols; j += width) {
        const Index at = line + j * plan.col.stride;
        chunk->source =
            static_cast<std::int32_t>(n * plan.planes.image_pitch + i * plan.planes.row_pitch + j);
        chunk->target = static_cast<std::int32_t>(n * x.c * plane + at);
        chunk->count = static_cast<std::int32_t>(min_of(width, cols - j));
        chunk->room = at + width <= plane;
        chunk->first_weight = static_cast<std::int32_t>(range.first * kernel_row);
        chunk->last_weight = static_cast<std::int32_t>(range.last * kernel_row);
        ++chunk;
      }
    }
  }
  return rows * ceil_div(cols, width);
}

}  // namespace

std::size_t direct_backward_data_workspace(const Shape& x, const Shape& weight,
                                           const Window2d& window, const Shape& y) {
  return static_cast<std::size_t>(make_plan(x, weight, window, y, nullptr).used);
}

void direct_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                          TensorView dx, std::span<float> workspace) {
  const Shape& x = dx.shape;
  const Shape& y = dy.shape;
  const Plan plan = make_plan(x, weight.shape, window, y, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  fill_zero(plan.padded, plan.planes.size(plan.group));

  const Index x_plane = static_cast<Index>(x.h) * x.w;
  const Index y_example = static_cast<Index>(y.c) * y.h * y.w;
  DirectConv conv;
  conv.panels = plan.panels;
  conv.rows = x.c;
  conv.offsets = plan.offsets;
  conv.source = plan.padded;
  conv.chunks = plan.chunks;
  conv.target_row = x_plane;
  conv.target_step = window.stride_w;
  conv.accumulate = true;
  conv.narrow = is_narrow(plan.col.pixels(0));
  for (int row_phase = 0; row_phase < window.stride_h; ++row_phase) {
    for (int col_phase = 0; col_phase < window.stride_w; ++col_phase) {
      conv.depth = list_offsets(plan, row_phase, col_phase);
      if (conv.depth == 0) continue;  // no weight reaches these pixels
      pack_filters(plan, weight, row_phase, col_phase);
      const Index chunks = list_chunks(plan, x, y, row_phase, col_phase, conv.depth);
      for (Index n = 0; n < x.n; n += plan.group) {
        const Index images = min_of(plan.group, x.n - n);
        for (Index i = 0; i < images; ++i) {
          plan.planes.copy_image(dy.data + (n + i) * y_example, y.h, y.w,
                                 plan.padded + i * plan.planes.image_pitch);
        }
        conv.chunk_count = images * chunks;
        conv.target = dx.data + n * x.c * x_plane;
        direct_conv(conv);
      }
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
