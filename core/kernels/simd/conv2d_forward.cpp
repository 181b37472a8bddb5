#include "kernels/simd/conv2d.h"
#include "kernels/simd/direct_conv.h"
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
  plan.chunks_per_row = ceil_div(y.w, lanes);
  Pieces pieces(workspace);
  plan.panels = pieces.floats(static_cast<Index>(weight.n) * plan.depth);
  plan.offsets = pieces.ints(plan.depth);
  plan.chunks = reinterpret_cast<Chunk*>(pieces.ints(plan.group * y.h * plan.chunks_per_row * 3));
  plan.padded = pieces.floats(plan.planes.size(plan.group));
  plan.used = pieces.used();
  return plan;
}

/// (OC, depth) to panels of a few filters, weight by weight.
void pack_filters(const float* weight, int filters, int depth, float* panels) {
  for (int first = 0; first < filters;) {
    const int rows = panel_rows(filters - first, tile_rows);
    for (int r = 0; r < rows; ++r) {
      for (int p = 0; p < depth; ++p) panels[static_cast<Index>(p) * rows + r] = *weight++;
    }
    panels += static_cast<Index>(rows) * depth;
    first += rows;
  }
}

void list_offsets(const PaddedPlanes& planes, const Window2d& window, std::int32_t* offsets) {
  for (int c = 0; c < planes.channels; ++c) {
    for (int kh = 0; kh < window.kernel_h; ++kh) {
      for (int kw = 0; kw < window.kernel_w; ++kw) {
        const Index at = planes.at(static_cast<Index>(kh) * window.dilation_h,
                                   static_cast<Index>(kw) * window.dilation_w);
        *offsets++ = static_cast<std::int32_t>(c * planes.plane_pitch + at);
      }
    }
  }
}

/// The outputs of `plan.group` images in the order of memory.
void list_chunks(const Plan& plan, const Window2d& window, const Shape& y) {
  Chunk* chunk = plan.chunks;
  const Index example = static_cast<Index>(y.c) * y.h * y.w;
  for (Index n = 0; n < plan.group; ++n) {
    for (int oh = 0; oh < y.h; ++oh) {
      const Index row = n * plan.planes.image_pitch +
                        plan.planes.row_pitch * (static_cast<Index>(oh) * window.stride_h);
      for (Index i = 0; i < plan.chunks_per_row; ++i) {
        // The last chunk of a row steps back and computes some outputs twice, to the same bits,
        // rather than storing part of a vector.
        const Index ow = y.w < lanes ? 0 : min_of(i * lanes, y.w - lanes);
        chunk->source = static_cast<std::int32_t>(row + ow);
        chunk->target = static_cast<std::int32_t>(n * example + static_cast<Index>(oh) * y.w + ow);
        chunk->count = static_cast<std::int32_t>(min_of(y.w, lanes));
        ++chunk;
      }
    }
  }
}

}  // namespace

std::size_t conv2d_forward_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                                     const Shape& y) {
  return static_cast<std::size_t>(make_plan(x, weight, window, y, nullptr).used);
}

void conv2d_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                    const Window2d& window, TensorView y, std::span<float> workspace) {
  const Plan plan = make_plan(x.shape, weight.shape, window, y.shape, workspace.data());
  pack_filters(weight.data, weight.shape.n, plan.depth, plan.panels);
  list_offsets(plan.planes, window, plan.offsets);
  list_chunks(plan, window, y.shape);
  fill_zero(plan.padded, plan.planes.size(plan.group));

  const Index x_example = static_cast<Index>(x.shape.c) * x.shape.h * x.shape.w;
  const Index y_plane = static_cast<Index>(y.shape.h) * y.shape.w;
  DirectConv conv;
  conv.panels = plan.panels;
  conv.rows = weight.shape.n;
  conv.depth = plan.depth;
  conv.offsets = plan.offsets;
  conv.source = plan.padded;
  conv.chunks = plan.chunks;
  conv.target_row = y_plane;
  conv.bias = bias;
  for (Index n = 0; n < x.shape.n; n += plan.group) {
    const Index images = min_of(plan.group, x.shape.n - n);
    for (Index i = 0; i < images; ++i) {
      plan.planes.copy_image(x.data + (n + i) * x_example, x.shape.h, x.shape.w,
                             plan.padded + i * plan.planes.image_pitch);
    }
    conv.chunk_count = images * y.shape.h * plan.chunks_per_row;
    conv.target = y.data + n * y.shape.c * y_plane;
    direct_conv(conv);
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
