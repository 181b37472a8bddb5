#include "kernels/simd/kernels.h"
#include "kernels/simd/pooling/window.h"

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

/// A vector of 2x2 windows side by side, the pool of nearly every network: the same as
/// `max_vector`, with all loads known to the compiler.
template <typename V>
RECEPTIVE_INLINE void max_vector_2x2(const float* pixels, Index position, Index width, float* y,
                                     std::int32_t* switches) {
  using Ints = xsimd::batch<std::int32_t, typename V::arch_type>;
  alignas(64) static constexpr std::int32_t steps[8] = {0, 2, 4, 6, 8, 10, 12, 14};
  const Ints first = Ints::load_aligned(steps) + Ints(static_cast<std::int32_t>(position));
  const Ints second_row(static_cast<std::int32_t>(width));
  const float* below = pixels + width;
  V best = load_every_second<V>(pixels);
  Ints winner = first;
  const auto take = [&](V next, Ints at) {
    const auto wins = beats(next, best);
    best = xsimd::select(wins, next, best);
    winner = xsimd::select(xsimd::batch_bool_cast<std::int32_t>(wins), at, winner);
  };
  take(load_every_second_from_one<V>(pixels), first + Ints(1));
  take(load_every_second<V>(below), first + second_row);
  take(load_every_second_from_one<V>(below), first + second_row + Ints(1));
  best.store_unaligned(y);
  winner.store_unaligned(switches);
}

/// Maps of height x width whose windows all lie on them; at least one narrow vector of outputs in a
/// row.
template <typename V>
void max_maps_2x2(const float* plane, Index maps, const Shape& map, const Shape& out, float* y,
                  std::int32_t* switches) {
  constexpr Index size = static_cast<Index>(V::size);
  for (; maps > 0; --maps, plane += static_cast<Index>(map.h) * map.w) {
    for (Index oh = 0; oh < out.h; ++oh, y += out.w, switches += out.w) {
      const Index row = 2 * oh * map.w;
      for (Index ow = 0; ow < out.w; ow += size) {
        const Index at = min_of(ow, out.w - size);  // the last vector partly twice
        max_vector_2x2<V>(plane + row + 2 * at, row + 2 * at, map.w, y + at, switches + at);
      }
    }
  }
}

bool is_plain_2x2(const Window2d& window, const Shape& map, const Shape& out) {
  return window.kernel_h == 2 && window.kernel_w == 2 && window.stride_h == 2 &&
         window.stride_w == 2 && window.dilation_h == 1 && window.dilation_w == 1 &&
         window.padding.top == 0 && window.padding.left == 0 && 2 * out.h <= map.h &&
         2 * out.w <= map.w && out.w >= static_cast<int>(NarrowVec::size);
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
  if (is_plain_2x2(window, x.shape, y.shape)) {
    const bool wide = y.shape.w >= static_cast<int>(HalfVec::size);
    const auto maps_of = wide ? max_maps_2x2<HalfVec> : max_maps_2x2<NarrowVec>;
    return maps_of(x.data, static_cast<Index>(x.shape.n) * x.shape.c, x.shape, y.shape, y.data,
                   switches.data());
  }
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
