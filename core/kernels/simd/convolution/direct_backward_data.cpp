#include <cassert>

#include "kernels/simd/convolution/conv2d.h"
#include "kernels/simd/convolution/direct_axis.h"
#include "kernels/simd/tile.h"

/// dx is a convolution too, of dy with the filters turned around. With strides only some weights
/// reach a pixel, and which ones depends on (row % stride_h, column % stride_w): each such phase of
/// dx is a dense convolution of dy with its own part of the filter.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

struct Plan {
  Axes axes;
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
  plan.axes = axes_of(x, window);
  plan.planes = plan.axes.outputs(y.c);
  plan.group = group_images(plan.planes, x.n);
  const Index depth = static_cast<Index>(weight.n) * weight.h * weight.w;
  const Index chunks = plan.group * plan.axes.row.pixels(0) *
                       ceil_div(plan.axes.col.pixels(0), chunk_lanes(plan.axes.col.pixels(0)));
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
  for (int kh = 0; kh < plan.axes.row.kernel; ++kh) {
    if (!plan.axes.row.reaches(row_phase, kh)) continue;
    const Index row = plan.axes.row.shift(row_phase, kh) - plan.planes.first_row;
    for (int oc = 0; oc < plan.planes.channels; ++oc) {
      for (int kw = 0; kw < plan.axes.col.kernel; ++kw) {
        if (!plan.axes.col.reaches(col_phase, kw)) continue;
        const Index col = plan.axes.col.shift(col_phase, kw) - plan.planes.first_col;
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
      if (!plan.axes.row.reaches(row_phase, kh)) continue;
      for (int oc = 0; oc < weight.shape.n; ++oc) {
        const float* line = weight.data +
                            (static_cast<Index>(oc) * weight.shape.c + first) * plane +
                            static_cast<Index>(kh) * weight.shape.w;
        for (int kw = 0; kw < weight.shape.w; ++kw) {
          if (!plan.axes.col.reaches(col_phase, kw)) continue;
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

/// The pixels of this phase in `plan.group` images of dx. Returns how many chunks an image has.
Index list_chunks(const Plan& plan, const Maps& dx, const Shape& y, int row_phase, int col_phase,
                  int depth) {
  Chunk* chunk = plan.chunks;
  const Index rows = plan.axes.row.pixels(row_phase);
  const Index cols = plan.axes.col.pixels(col_phase);
  const int width = chunk_lanes(plan.axes.col.pixels(0));
  int kernel_rows = 0;
  for (int kh = 0; kh < plan.axes.row.kernel; ++kh)
    kernel_rows += plan.axes.row.reaches(row_phase, kh);
  const Index kernel_row = depth / kernel_rows;
  for (Index n = 0; n < plan.group; ++n) {
    for (Index i = 0; i < rows; ++i) {
      const Index at = (row_phase + i * plan.axes.row.stride) * dx.shape.w + col_phase;
      const Range range = reaching(plan.axes.row, row_phase, i, y.h);
      chunk = list_chunks_of_row({.source = n * plan.planes.image_pitch + plan.planes.at(i, 0),
                                  .target = n * dx.pitch + at,
                                  .count = cols,
                                  .step = plan.axes.col.stride,
                                  .width = width,
                                  .room = dx.plane() - at,
                                  .first_weight = range.first * kernel_row,
                                  .last_weight = range.last * kernel_row},
                                 chunk);
    }
  }
  return rows * ceil_div(cols, width);
}

}  // namespace

std::size_t direct_backward_data_workspace(const Shape& x, const Shape& weight,
                                           const Window2d& window, const Shape& y) {
  return static_cast<std::size_t>(make_plan(x, weight, window, y, nullptr).used);
}

void direct_backward_data(const ConstMaps& dy, ConstTensorView weight, const Window2d& window,
                          const Maps& dx, std::span<float> workspace) {
  const Plan plan = make_plan(dx.shape, weight.shape, window, dy.shape, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  fill_zero(plan.padded, plan.planes.size(plan.group));

  DirectConv conv;
  conv.panels = plan.panels;
  conv.rows = dx.shape.c;
  conv.offsets = plan.offsets;
  conv.chunks = plan.chunks;
  conv.target_row = dx.plane();
  conv.target_step = window.stride_w;
  conv.accumulate = true;
  conv.narrow = is_narrow(plan.axes.col.pixels(0));
  for (int row_phase = 0; row_phase < window.stride_h; ++row_phase) {
    for (int col_phase = 0; col_phase < window.stride_w; ++col_phase) {
      conv.depth = list_offsets(plan, row_phase, col_phase);
      if (conv.depth == 0) continue;  // no weight reaches these pixels
      pack_filters(plan, weight, row_phase, col_phase);
      const Index chunks = list_chunks(plan, dx, dy.shape, row_phase, col_phase, conv.depth);
      direct_conv_images(conv, plan.planes, plan.group, dy, plan.padded, chunks, dx);
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
