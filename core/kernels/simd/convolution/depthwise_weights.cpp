#include <cassert>

#include "kernels/simd/convolution/conv2d.h"
#include "kernels/simd/convolution/depthwise.h"
#include "kernels/simd/tile.h"

/// Each weight's gradient is the dot product of dy with what the weight reads.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Weights at a time: with dy and what one of them reads these fill sixteen registers well, and the
/// nine of the usual filter need one turn.
constexpr int most_taps = 10;

/// One map of dy and the padded map that its filter read.
struct MapPair {
  const float* dy = nullptr;
  Index rows = 0;
  Index cols = 0;
  const float* source = nullptr;
  Index source_pitch = 0;  ///< from one row of outputs to the next
};

/// dy of one vector of outputs; zeros in lanes that are no outputs of this row or have had their
/// turn.
template <typename V>
RECEPTIVE_INLINE V gradient_of(const MapPair& maps, Index row, const RowVector& vector) {
  const Index at = row * maps.cols + vector.start;
  const float* dy = maps.dy + at;
  if (at + static_cast<Index>(V::size) <= maps.rows * maps.cols) {
    return keep_from(keep_first(V::load_unaligned(dy), maps.cols), vector.skip);
  }
  alignas(64) float buffer[V::size] = {};
  for (Index i = vector.skip; i < maps.cols; ++i) buffer[i] = dy[i];
  return V::load_aligned(buffer);
}

/// sums[t] += source[taps[t].offset + output] * dy[output], lane by lane
template <typename V, int Taps>
void dot_tile(const MapPair& maps, const Tap* taps, float* sums) {
  constexpr Index size = static_cast<Index>(V::size);
  const float* from[Taps];
  V sum[Taps];
  RECEPTIVE_UNROLL
  for (int t = 0; t < Taps; ++t) {
    from[t] = maps.source + taps[t].offset;
    sum[t] = V::load_unaligned(sums + t * size);
  }
  for (Index col = 0; col < maps.cols; col += size) {
    const RowVector vector(col, maps.cols, size);
    Index at = vector.start;
    for (Index row = 0; row < maps.rows; ++row, at += maps.source_pitch) {
      const V gradient = gradient_of<V>(maps, row, vector);
      RECEPTIVE_UNROLL
      for (int t = 0; t < Taps; ++t) {
        sum[t] = madd(gradient, V::load_unaligned(from[t] + at), sum[t]);
      }
    }
  }
  RECEPTIVE_UNROLL
  for (int t = 0; t < Taps; ++t) sum[t].store_unaligned(sums + t * size);
}

using TileFunction = void (*)(const MapPair&, const Tap*, float*);

struct TileTable {
  TileFunction tiles[most_taps + 1] = {};
};

template <typename V, std::size_t... Less>
constexpr TileTable make_table(std::index_sequence<Less...> /*less than taps by one*/) {
  return {{nullptr, dot_tile<V, static_cast<int>(Less) + 1>...}};
}

constexpr TileTable wide_table = make_table<Vec>(std::make_index_sequence<most_taps>());
constexpr TileTable narrow_table = make_table<HalfVec>(std::make_index_sequence<most_taps>());

struct Plan {
  PaddedPlanes planes;
  Index filter = 0;  ///< weights of one
  int lanes = 0;     ///< of the vectors used
  Tap* taps = nullptr;
  float* padded = nullptr;
  float* sums = nullptr;  ///< a vector for each weight of the filters that read one map
  Index used = 0;
};

Plan make_plan(const Shape& x, const Window2d& window, const Shape& y, float* workspace) {
  Plan plan;
  plan.planes = single_map(x, window, y);
  plan.filter = static_cast<Index>(window.kernel_h) * window.kernel_w;
  plan.lanes = chunk_lanes(y.w);
  Pieces pieces(workspace);
  plan.taps = reinterpret_cast<Tap*>(pieces.ints(plan.filter * tap_ints));
  plan.padded = pieces.floats(plan.planes.size(1));
  plan.sums = pieces.floats(plan.filter * (y.c / x.c) * plan.lanes);
  plan.used = pieces.used();
  return plan;
}

void add_products(const Plan& plan, const MapPair& maps, float* sums) {
  const TileTable& table = is_narrow(static_cast<int>(maps.cols)) ? narrow_table : wide_table;
  for (Index t = 0; t < plan.filter;) {
    const int taps = panel_rows(static_cast<int>(plan.filter - t), most_taps);
    table.tiles[taps](maps, plan.taps + t, sums + t * plan.lanes);
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

  const Index multiplier = y.c / x.shape.c;
  const Index x_plane = static_cast<Index>(x.shape.h) * x.shape.w;
  const Index y_plane = static_cast<Index>(y.h) * y.w;
  MapPair maps;
  maps.rows = y.h;
  maps.cols = y.w;
  maps.source = plan.padded;
  maps.source_pitch = plan.planes.row_pitch * window.stride_h;
  const Index weights = multiplier * plan.filter;
  for (Index c = 0; c < x.shape.c; ++c) {
    fill_zero(plan.sums, weights * plan.lanes);
    for (Index n = 0; n < x.shape.n; ++n) {
      const float* map = x.data + (n * x.shape.c + c) * x_plane;
      plan.planes.copy_image(map, x.shape.h, x.shape.w, plan.padded);
      for (Index i = 0; i < multiplier; ++i) {
        const Index oc = c * multiplier + i;
        maps.dy = dy.data + (n * y.c + oc) * y_plane;
        if (dbias != nullptr) dbias[oc] += sum_of(maps.dy, y_plane);
        add_products(plan, maps, plan.sums + i * plan.filter * plan.lanes);
      }
    }
    for (Index i = 0; i < weights; ++i) {
      dweight.data[c * weights + i] += sum_of(plan.sums + i * plan.lanes, plan.lanes);
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
