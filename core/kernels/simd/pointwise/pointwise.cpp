#include "kernels/simd/pointwise/parts.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

void dropout(std::span<const float> x, std::uint32_t key, float rate, std::span<float> mask,
             std::span<float> y) {
  using Words = xsimd::batch<std::uint32_t, Vec::arch_type>;
  using Ints = xsimd::batch<std::int32_t, Vec::arch_type>;
  alignas(64) static constexpr std::uint32_t numbers[16] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                            8, 9, 10, 11, 12, 13, 14, 15};
  static_assert(lanes <= 16);
  const Words own = Words::load_aligned(numbers);
  const Words keys(key);
  const Ints dropped(static_cast<std::int32_t>(rate * 16777216.0F));
  const Vec kept(1.0F / (1.0F - rate));
  const float* from = x.data();
  float* factor = mask.data();
  float* out = y.data();
  for_parts(static_cast<Index>(y.size()), [&](auto part) {
    // The hash of the reference; its 24 bits are compared with a sign, which all targets can.
    Words value = (own + Words(static_cast<std::uint32_t>(part.at))) ^ keys;
    value = value ^ (value >> 16);
    value = value * Words(0x7feb352dU);
    value = value ^ (value >> 15);
    value = value * Words(0x846ca68bU);
    value = value ^ (value >> 16);
    const auto leaves = xsimd::bitwise_cast<std::int32_t>(value >> 8) < dropped;
    const Vec times = xsimd::select(xsimd::batch_bool_cast<float>(leaves), Vec(0.0F), kept);
    part.store(factor, times);
    part.store(out, part.load(from) * times);
  });
}

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  const float* left = a.data();
  const float* right = b.data();
  float* out = y.data();
  for_parts(static_cast<Index>(y.size()),
            [&](auto part) { part.store(out, part.load(left) * part.load(right)); });
}

void multiply_add(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  const float* left = a.data();
  const float* right = b.data();
  float* out = y.data();
  for_parts(static_cast<Index>(y.size()), [&](auto part) {
    part.store(out, madd(part.load(left), part.load(right), part.load(out)));
  });
}

void add(std::span<const float> x, std::span<float> y) {
  const float* from = x.data();
  float* out = y.data();
  for_parts(static_cast<Index>(y.size()), [&](auto part) { part.add(out, part.load(from)); });
}

void scale(std::span<float> values, float factor) {
  float* value = values.data();
  const Vec times(factor);
  for_parts(static_cast<Index>(values.size()),
            [&](auto part) { part.store(value, part.load(value) * times); });
}

void interpolate(std::span<const float> target, float amount, std::span<float> values) {
  const float* goal = target.data();
  float* value = values.data();
  const Vec share(amount);
  for_parts(static_cast<Index>(values.size()), [&](auto part) {
    const Vec from = part.load(value);
    part.store(value, madd(share, part.load(goal) - from, from));
  });
}

double sum_of_squares(std::span<const float> values) {
  // The compiler makes vectors of the inner loop: xsimd does not widen float to double.
  constexpr Index width = 4 * lanes;
  const Index count = static_cast<Index>(values.size());
  const float* from = values.data();
  double sums[width] = {};
  Index at = 0;
  for (; at + width <= count; at += width) {
    for (Index i = 0; i < width; ++i) {
      const double value = from[at + i];
      sums[i] += value * value;
    }
  }
  RECEPTIVE_TAIL
  for (; at < count; ++at) {
    const double value = from[at];
    sums[at % width] += value * value;
  }
  for (Index half = width / 2; half > 0; half /= 2) {
    for (Index i = 0; i < half; ++i) sums[i] += sums[i + half];
  }
  return sums[0];
}

void clamp(std::span<float> values, float limit) {
  float* value = values.data();
  const Vec high(limit);
  const Vec low(-limit);
  for_parts(static_cast<Index>(values.size()), [&](auto part) {
    const Vec from = part.load(value);
    const Vec raised = xsimd::select(from < low, low, from);
    part.store(value, xsimd::select(raised > high, high, raised));
  });
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
