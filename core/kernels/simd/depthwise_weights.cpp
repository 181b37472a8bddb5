#include <cassert>

#include "kernels/simd/conv2d.h"
#include "kernels/simd/depthwise.h"
#include "kernels/simd/tile.h"

/// Each weight's gradient is the dot product of dy with what the weight reads, both as long rows;
/// between the rows dy is zero.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Weights at a time: with dy and what one of them reads these fill sixteen registers well, and the
/// nine of the usual filter need one turn.
constexpr int most_taps = 10;

/// sums[t] += source[taps[t].offset + p] * dy[p], lane by lane
template <int Taps>
void dot_tile(const float* source, const Tap* taps, const float* dy, Index positions, float* sums) {
  const float* from[Taps];
  Vec sum[Taps];
  RECEPTIVE_UNROLL
  for (int t = 0; t < Taps; ++t) {
    from[t] = source + taps[t].offset;
    sum[t] = load(sums + t * lanes);
  }
  for (Index p = 0; p < positions; p += lanes) {
    const Vec gradient = load(dy + p);
    RECEPTIVE_UNROLL
    for (int t = 0; t < Taps; ++t) sum[t] = madd(gradient, load(from[t] + p), sum[t]);
  }
  RECEPTIVE_UNROLL
  for (int t = 0; t < Taps; ++t) store(sums + t * lanes, sum[t]);
}

using TileFunction = void (*)(const float*, const Tap*, const float*, Index, float*);

struct TileTable {
  TileFunction tiles[most_taps + 1] = {};
};

template <int Taps>
constexpr void fill_table(TileTable& table) {
  table.tiles[Taps] = dot_tile<Taps>;
  if constexpr (Taps > 1) fill_table<Taps - 1>(table);
}

constexpr TileTable make_table() {
  TileTable table;
  fill_table<most_taps>(table);
  return table;
}

constexpr TileTable table = make_table();

struct Plan {
  PaddedPlanes planes;
  LongRow row;
  Index filter = 0;  ///< weights of one
  Tap* taps = nullptr;
  float* padded = nullptr;
  float* dy = nullptr;
  float* sums = nullptr;  ///< a vector for each weight of the filters that read one map
  Index used = 0;
};

Plan make_plan(const Shape& x, const Window2d& window, const Shape& y, float* workspace) {
  Plan plan;
  plan.planes = single_map(x, window, y);
  plan.row = {.rows = y.h, .cols = y.w, .pitch = plan.planes.row_pitch};
  plan.filter = static_cast<Index>(window.kernel_h) * window.kernel_w;
  Pieces pieces(workspace);
  plan.taps = reinterpret_cast<Tap*>(pieces.ints(plan.filter * tap_ints));
  plan.padded = pieces.floats(plan.planes.size(1));
  plan.dy = pieces.floats(plan.row.size());
  plan.sums = pieces.floats(plan.filter * (y.c / x.c) * lanes);
  plan.used = pieces.used();
  return plan;
}

void add_products(const Plan& plan, float* sums) {
  for (Index t = 0; t < plan.filter;) {
    const int taps = panel_rows(static_cast<int>(plan.filter - t), most_taps);
    table.tiles[taps](plan.padded, plan.taps + t, plan.dy, plan.row.positions(), sums + t * lanes);
    t += taps;
  }
}

}  // namespace

std::size_t depthwise_backward_weights_workspace(const Shape& x, const Shape& /*weight*/,
                                                 const Window2d& window, const Shape& y) {
  return static_cast<std::size_t>(make_plan(x, window, y, nullptr).used);
}

void depthwise_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                                TensorView dweight, float* dbias, std::span<float> workspace) {
  const Shape& y = dy.shape;
  const Plan plan = make_plan(x.shape, window, y, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  list_taps(plan.planes, window, plan.taps);
  fill_zero(plan.padded, plan.planes.size(1));
  fill_zero(plan.dy, plan.row.size());

  const Index multiplier = y.c / x.shape.c;
  const Index x_plane = static_cast<Index>(x.shape.h) * x.shape.w;
  const Index y_plane = static_cast<Index>(y.h) * y.w;
  for (Index c = 0; c < x.shape.c; ++c) {
    fill_zero(plan.sums, plan.filter * multiplier * lanes);
    for (Index n = 0; n < x.shape.n; ++n) {
      plan.planes.copy_image(x.data + (n * x.shape.c + c) * x_plane, x.shape.h, x.shape.w,
                             plan.padded);
      for (Index i = 0; i < multiplier; ++i) {
        const Index oc = c * multiplier + i;
        const float* gradient = dy.data + (n * y.c + oc) * y_plane;
        if (dbias != nullptr) dbias[oc] += sum_of(gradient, y_plane);
        for (Index row = 0; row < y.h; ++row) {
          copy(gradient + row * y.w, y.w, plan.dy + row * plan.row.pitch);
        }
        add_products(plan, plan.sums + i * plan.filter * lanes);
      }
    }
    float* out = dweight.data + c * multiplier * plan.filter;
    for (Index i = 0; i < multiplier * plan.filter; ++i)
      out[i] += sum_lanes(load(plan.sums + i * lanes));
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
