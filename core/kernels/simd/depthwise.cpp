#include "kernels/simd/depthwise.h"

#include <cassert>

#include "kernels/simd/conv2d.h"
#include "kernels/simd/direct_axis.h"
#include "kernels/simd/tile.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// out[p] = start + sum over taps of weights[tap.weight] * source[tap.offset + p]
struct LongConv {
  const Tap* taps = nullptr;
  Index tap_count = 0;
  const float* source = nullptr;
  const float* weights = nullptr;
  float start = 0.0F;
  float* out = nullptr;
};

template <int Vecs>
void long_tile(const LongConv& conv, Index at) {
  const float* source = conv.source + at;
  Tile<1, Vecs> tile;
  tile.fill(&conv.start);
  for (const Tap* tap = conv.taps; tap != conv.taps + conv.tap_count; ++tap) {
    const float* from = source + tap->offset;
    tile.multiply_add([&](int) { return conv.weights[tap->weight]; },
                      [&](int v) { return load(from + v * lanes); });
  }
  RECEPTIVE_UNROLL
  for (int v = 0; v < Vecs; ++v) store(conv.out + at + v * lanes, tile.sum[0][v]);
}

using TileFunction = void (*)(const LongConv&, Index);

struct TileTable {
  TileFunction tiles[thin_vecs + 1] = {};
};

template <int Vecs>
constexpr void fill_table(TileTable& table) {
  table.tiles[Vecs] = long_tile<Vecs>;
  if constexpr (Vecs > 1) fill_table<Vecs - 1>(table);
}

constexpr TileTable make_table() {
  TileTable table;
  fill_table<thin_vecs>(table);
  return table;
}

constexpr TileTable table = make_table();

void convolve(const LongConv& conv, const LongRow& row) {
  for (Index at = 0; at < row.positions();) {
    const Index left = ceil_div(row.positions() - at, lanes);
    const int vecs = panel_rows(static_cast<int>(left), thin_vecs);
    table.tiles[vecs](conv, at);
    at += vecs * lanes;
  }
}

struct Plan {
  PaddedPlanes planes;
  LongRow row;
  Tap* taps = nullptr;
  float* padded = nullptr;
  float* sums = nullptr;
  Index used = 0;

  Plan(const PaddedPlanes& planes_of, const LongRow& row_of, Index weights, float* workspace)
      : planes(planes_of), row(row_of) {
    Pieces pieces(workspace);
    taps = reinterpret_cast<Tap*>(pieces.ints(weights * tap_ints));
    padded = pieces.floats(planes.size(1));
    sums = pieces.floats(row.size());
    used = pieces.used();
  }
};

Plan forward_plan(const Shape& x, const Window2d& window, const Shape& y, float* workspace) {
  const PaddedPlanes planes = single_map(x, window, y);
  return {planes,
          {.rows = y.h, .cols = y.w, .pitch = planes.row_pitch},
          static_cast<Index>(window.kernel_h) * window.kernel_w,
          workspace};
}

/// For the pixels of the first phase, which has the most.
Plan backward_plan(const Axes& axes, int multiplier, float* workspace) {
  const PaddedPlanes planes = axes.outputs(multiplier);
  return {planes,
          {.rows = axes.row.pixels(0), .cols = axes.col.pixels(0), .pitch = planes.row_pitch},
          static_cast<Index>(multiplier) * axes.row.kernel * axes.col.kernel,
          workspace};
}

/// The weights of `multiplier` filters that reach the pixels of this phase. Returns how many.
Index list_reaching_taps(const Plan& plan, const Axes& axes, int row_phase, int col_phase) {
  Tap* tap = plan.taps;
  std::int32_t weight = 0;
  for (int map = 0; map < plan.planes.channels; ++map) {
    for (int kh = 0; kh < axes.row.kernel; ++kh) {
      for (int kw = 0; kw < axes.col.kernel; ++kw, ++weight) {
        if (!axes.row.reaches(row_phase, kh) || !axes.col.reaches(col_phase, kw)) continue;
        const Index at = map * plan.planes.plane_pitch +
                         plan.planes.at(axes.row.shift(row_phase, kh) - plan.planes.first_row,
                                        axes.col.shift(col_phase, kw) - plan.planes.first_col);
        *tap++ = {static_cast<std::int32_t>(at), weight};
      }
    }
  }
  return tap - plan.taps;
}

}  // namespace

PaddedPlanes single_map(const Shape& x, const Window2d& window, const Shape& y) {
  return padded_input({1, 1, x.h, x.w}, window, y, window.stride_h, window.stride_w);
}

void list_taps(const PaddedPlanes& planes, const Window2d& window, Tap* taps) {
  std::int32_t weight = 0;
  for (int kh = 0; kh < window.kernel_h; ++kh) {
    for (int kw = 0; kw < window.kernel_w; ++kw, ++weight) {
      const Index at = planes.at(static_cast<Index>(kh) * window.dilation_h,
                                 static_cast<Index>(kw) * window.dilation_w);
      taps[weight] = {static_cast<std::int32_t>(at), weight};
    }
  }
}

std::size_t depthwise_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                                const Shape& y) {
  const Index forward = forward_plan(x, window, y, nullptr).used;
  const Index data = backward_plan(axes_of(x, window), weight.n / x.c, nullptr).used;
  const Index weights =
      static_cast<Index>(depthwise_backward_weights_workspace(x, weight, window, y));
  return static_cast<std::size_t>(max_of(forward, max_of(data, weights)));
}

void depthwise_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                       const Window2d& window, TensorView y, std::span<float> workspace) {
  const Plan plan = forward_plan(x.shape, window, y.shape, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  list_taps(plan.planes, window, plan.taps);
  fill_zero(plan.padded, plan.planes.size(1));

  const int multiplier = y.shape.c / x.shape.c;
  const Index filter = static_cast<Index>(window.kernel_h) * window.kernel_w;
  const Index x_plane = static_cast<Index>(x.shape.h) * x.shape.w;
  LongConv conv;
  conv.taps = plan.taps;
  conv.tap_count = filter;
  conv.source = plan.padded;
  conv.out = plan.sums;
  float* out = y.data;
  for (Index map = 0; map < static_cast<Index>(x.shape.n) * x.shape.c; ++map) {
    plan.planes.copy_image(x.data + map * x_plane, x.shape.h, x.shape.w, plan.padded);
    for (Index oc = map % x.shape.c * multiplier, i = 0; i < multiplier; ++i, ++oc) {
      conv.weights = weight.data + oc * filter;
      if (bias != nullptr) conv.start = bias[oc];
      convolve(conv, plan.row);
      for (Index row = 0; row < y.shape.h; ++row, out += y.shape.w) {
        copy(plan.sums + row * plan.row.pitch, y.shape.w, out);
      }
    }
  }
}

void depthwise_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                             TensorView dx, std::span<float> workspace) {
  const Axes axes = axes_of(dx.shape, window);
  const int multiplier = dy.shape.c / dx.shape.c;
  const Plan plan = backward_plan(axes, multiplier, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  fill_zero(plan.padded, plan.planes.size(1));

  const Index filters = static_cast<Index>(multiplier) * window.kernel_h * window.kernel_w;
  const Index dy_planes = static_cast<Index>(multiplier) * dy.shape.h * dy.shape.w;
  const Index dx_plane = static_cast<Index>(dx.shape.h) * dx.shape.w;
  LongConv conv;
  conv.taps = plan.taps;
  conv.source = plan.padded;
  conv.out = plan.sums;
  for (int row_phase = 0; row_phase < window.stride_h; ++row_phase) {
    for (int col_phase = 0; col_phase < window.stride_w; ++col_phase) {
      conv.tap_count = list_reaching_taps(plan, axes, row_phase, col_phase);
      LongRow pixels = plan.row;
      pixels.rows = axes.row.pixels(row_phase);
      pixels.cols = axes.col.pixels(col_phase);
      if (conv.tap_count == 0 || pixels.rows == 0 || pixels.cols == 0) continue;
      for (Index map = 0; map < static_cast<Index>(dx.shape.n) * dx.shape.c; ++map) {
        plan.planes.copy_image(dy.data + map * dy_planes, dy.shape.h, dy.shape.w, plan.padded);
        conv.weights = weight.data + map % dx.shape.c * filters;
        convolve(conv, pixels);
        float* out =
            dx.data + map * dx_plane + row_phase * static_cast<Index>(dx.shape.w) + col_phase;
        for (Index row = 0; row < pixels.rows; ++row) {
          const float* sums = plan.sums + row * pixels.pitch;
          for (Index col = 0; col < pixels.cols; ++col) out[col * window.stride_w] += sums[col];
          out += static_cast<Index>(window.stride_h) * dx.shape.w;
        }
      }
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
