#include "kernels/simd/pool2d.h"
#include "kernels/simd/pool_window.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// `next` beats `best`: it is larger, or the first NaN.
template <typename Value>
RECEPTIVE_INLINE auto beats(Value next, Value best) {
  return (best == best) & !(next <= best);
}

template <int Step, typename V>
RECEPTIVE_INLINE void max_vector(const float* plane, const WindowRow& row, Index ow, float* y,
                                 std::int32_t* switches, V zeros) {
  using Ints = xsimd::batch<std::int32_t, typename V::arch_type>;
  alignas(64) static constexpr std::int32_t steps[8] = {0,        Step,     2 * Step, 3 * Step,
                                                        4 * Step, 5 * Step, 6 * Step, 7 * Step};
  const Ints lane_steps = Ints::load_aligned(steps);
  V best = zeros;
  Ints winner(-1);
  bool started = false;
  row.for_pixels(ow, row.all_cols(), [&](Index position) {
    const V next = load_every<V, Step>(plane + position);
    const Ints at = lane_steps + Ints(static_cast<std::int32_t>(position));
    if (started) {
      const auto wins = beats(next, best);
      best = xsimd::select(wins, next, best);
      winner = xsimd::select(xsimd::batch_bool_cast<std::int32_t>(wins), at, winner);
    } else {
      best = next;
      winner = at;
      started = true;
    }
  });
  best.store_unaligned(y + ow);
  winner.store_unaligned(switches + ow);
}

template <int Step>
void max_row(const float* plane, const WindowRow& row, Index outputs, Range inner, float* y,
             std::int32_t* switches) {
  for_outputs(
      outputs, inner,
      [&](Index ow, auto zeros) { max_vector<Step>(plane, row, ow, y, switches, zeros); },
      [&](Index ow) {
        Index winner = -1;
        float best = 0.0F;
        row.for_pixels(ow, row.kernel_cols(ow), [&](Index position) {
          const float next = plane[position];
          if (winner >= 0 && !beats(next, best)) return;
          best = next;
          winner = position;
        });
        y[ow] = best;
        switches[ow] = static_cast<std::int32_t>(winner);
      });
}

}  // namespace

void max_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y,
                        std::span<std::int32_t> switches) {
  const auto row_of = window.stride_w == 2 ? max_row<2> : max_row<1>;
  Range inner = inner_outputs(window, x.shape.w, y.shape.w);
  if (window.stride_w > 2) inner = {};
  const float* plane = x.data;
  float* out = y.data;
  std::int32_t* winners = switches.data();
  for (Index map = 0; map < static_cast<Index>(x.shape.n) * x.shape.c; ++map) {
    for (Index oh = 0; oh < y.shape.h; ++oh) {
      row_of(plane, WindowRow(window, x.shape, oh), y.shape.w, inner, out, winners);
      out += y.shape.w;
      winners += y.shape.w;
    }
    plane += static_cast<Index>(x.shape.h) * x.shape.w;
  }
}

void max_pool2d_backward(ConstTensorView dy, std::span<const std::int32_t> switches,
                         TensorView dx) {
  const Index outputs = static_cast<Index>(dy.shape.h) * dy.shape.w;
  const Index pixels = static_cast<Index>(dx.shape.h) * dx.shape.w;
  const float* gradient = dy.data;
  const std::int32_t* winner = switches.data();
  float* plane = dx.data;
  for (Index map = 0; map < static_cast<Index>(dx.shape.n) * dx.shape.c; ++map) {
    for (Index i = 0; i < outputs; ++i) {
      if (winner[i] >= 0) plane[winner[i]] += gradient[i];
    }
    gradient += outputs;
    winner += outputs;
    plane += pixels;
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
