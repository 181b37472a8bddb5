#include <cassert>

#include "kernels/simd/convolution/conv2d.h"
#include "kernels/simd/convolution/direct_conv.h"
#include "kernels/simd/tile.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

struct Plan {
  PaddedPlanes planes;
  Index group = 0;  ///< images at a time
  int depth = 0;    ///< weights of one filter
  Index chunks_per_row = 0;
  float* panels = nullptr;
  std::int32_t* offsets = nullptr;
  Chunk* chunks = nullptr;
  float* padded = nullptr;
  Index used = 0;
};

Plan make_plan(const Shape& x, const Shape& weight, const Window2d& window, const Shape& y,
               float* workspace) {
  Plan plan;
  plan.planes = padded_input(x, window, y, window.stride_w);
  plan.group = group_images(plan.planes, x.n);
  plan.depth = weight.c * weight.h * weight.w;
  plan.chunks_per_row = ceil_div(y.w, chunk_lanes(y.w));
  Pieces pieces(workspace);
  plan.panels = pieces.floats(static_cast<Index>(weight.n) * plan.depth);
  plan.offsets = pieces.ints(plan.depth);
  plan.chunks =
      reinterpret_cast<Chunk*>(pieces.ints(plan.group * y.h * plan.chunks_per_row * chunk_ints));
  plan.padded = pieces.floats(plan.planes.size(plan.group));
  plan.used = pieces.used();
  return plan;
}

/// The order of weights within a filter is (kernel row, input map, kernel column) here, so that the
/// weights of some kernel rows are neighbours.
void pack_filters(const Shape& weight, const float* values, float* panels) {
  const Index depth = static_cast<Index>(weight.c) * weight.h * weight.w;
  for (int first = 0; first < weight.n;) {
    const int rows = panel_rows(weight.n - first, tile_rows);
    for (int kh = 0; kh < weight.h; ++kh) {
      for (int c = 0; c < weight.c; ++c) {
        const float* from = values + (static_cast<Index>(c) * weight.h + kh) * weight.w;
        for (int kw = 0; kw < weight.w; ++kw, ++from) {
          for (int r = 0; r < rows; ++r) *panels++ = from[r * depth];
        }
      }
    }
    values += rows * depth;
    first += rows;
  }
}

void list_offsets(const PaddedPlanes& planes, const Window2d& window, std::int32_t* offsets) {
  for (int kh = 0; kh < window.kernel_h; ++kh) {
    for (int c = 0; c < planes.channels; ++c) {
      for (int kw = 0; kw < window.kernel_w; ++kw) {
        const Index at = planes.at(static_cast<Index>(kh) * window.dilation_h,
                                   static_cast<Index>(kw) * window.dilation_w);
        *offsets++ = static_cast<std::int32_t>(c * planes.plane_pitch + at);
      }
    }
  }
}

/// The outputs of `plan.group` images in the order of memory.
void list_chunks(const Plan& plan, const Shape& x, const Window2d& window, const Maps& y) {
  Chunk* chunk = plan.chunks;
  const Index kernel_row = static_cast<Index>(x.c) * window.kernel_w;
  for (Index n = 0; n < plan.group; ++n) {
    for (int oh = 0; oh < y.shape.h; ++oh) {
      const Range kernel_rows = touching(oh * window.stride_h - window.padding.top,
                                         window.dilation_h, window.kernel_h, x.h);
      const Index at = static_cast<Index>(oh) * y.shape.w;
      const Index row = plan.planes.at(static_cast<Index>(oh) * window.stride_h, 0);
      chunk = list_chunks_of_row({.source = n * plan.planes.image_pitch + row,
                                  .target = n * y.pitch + at,
                                  .count = y.shape.w,
                                  .width = chunk_lanes(y.shape.w),
                                  .room = y.plane() - at,
                                  .first_weight = kernel_rows.first * kernel_row,
                                  .last_weight = kernel_rows.last * kernel_row},
                                 chunk);
    }
  }
}

}  // namespace

std::size_t direct_forward_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                                     const Shape& y) {
  return static_cast<std::size_t>(make_plan(x, weight, window, y, nullptr).used);
}

void direct_forward(const ConstMaps& x, ConstTensorView weight, const float* bias,
                    const Window2d& window, const Maps& y, std::span<float> workspace) {
  const Plan plan = make_plan(x.shape, weight.shape, window, y.shape, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  pack_filters(weight.shape, weight.data, plan.panels);
  list_offsets(plan.planes, window, plan.offsets);
  list_chunks(plan, x.shape, window, y);
  fill_zero(plan.padded, plan.planes.size(plan.group));

  DirectConv conv;
  conv.panels = plan.panels;
  conv.rows = weight.shape.n;
  conv.depth = plan.depth;
  conv.offsets = plan.offsets;
  conv.chunks = plan.chunks;
  conv.target_row = y.plane();
  conv.bias = bias;
  conv.narrow = is_narrow(y.shape.w);
  direct_conv_images(conv, plan.planes, plan.group, x, plan.padded, y.shape.h * plan.chunks_per_row,
                     y);
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
