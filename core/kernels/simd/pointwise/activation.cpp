#include "kernels/simd/pointwise/parts.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// LeCun's scaled tanh: amplitude * tanh(steepness * x).
constexpr float amplitude = 1.7159F;
constexpr float steepness = 2.0F / 3.0F;

/// x P(x^2) / Q(x^2), fitted by us for the least largest relative error on |x| <= 8.6, where the
/// next float is 1: 1.4e-8 before rounding. No term is negative, so that nothing cancels.
RECEPTIVE_INLINE Vec tanh_of(Vec x) {
  const Vec limit(8.6F);
  const Vec t = xsimd::min(x * x, limit * limit);
  Vec p = madd(t, Vec(1.4080357e-8F), Vec(2.1120923e-5F));
  p = madd(t, p, Vec(3.5263154e-3F));
  p = madd(t, p, Vec(1.3406803e-1F));
  p = madd(t, p, Vec(1.0F));
  Vec q = madd(t, Vec(8.0697925e-7F), Vec(3.3361276e-4F));
  q = madd(t, q, Vec(2.5993574e-2F));
  q = madd(t, q, Vec(4.6740125e-1F));
  q = madd(t, q, Vec(1.0F));
  const Vec y = xsimd::select(x > limit, Vec(1.0F), x * p / q);  // a NaN stays a NaN
  return xsimd::select(x < -limit, Vec(-1.0F), y);
}

}  // namespace

void activation_forward(ActivationKind kind, float slope, std::span<const float> x,
                        std::span<float> y) {
  const Index count = static_cast<Index>(x.size());
  const float* from = x.data();
  float* to = y.data();
  const Vec zero(0.0F);
  const Vec one(1.0F);
  const Vec factor(slope);
  switch (kind) {
    case ActivationKind::relu:  // not max(0, x): a NaN stays a NaN
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(from);
        part.store(to, xsimd::select(value < zero, zero, value));
      });
    case ActivationKind::leaky_relu:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(from);
        part.store(to, xsimd::select(value >= zero, value, factor * value));
      });
    case ActivationKind::elu:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(from);
        part.store(to, xsimd::select(value > zero, value, factor * xsimd::expm1(value)));
      });
    case ActivationKind::sigmoid:
      return for_parts(
          count, [&](auto part) { part.store(to, one / (one + xsimd::exp(-part.load(from)))); });
    case ActivationKind::tanh:
      return for_parts(count, [&](auto part) { part.store(to, tanh_of(part.load(from))); });
    case ActivationKind::scaled_tanh:
      return for_parts(count, [&](auto part) {
        part.store(to, Vec(amplitude) * tanh_of(Vec(steepness) * part.load(from)));
      });
    case ActivationKind::absolute:
      return for_parts(count, [&](auto part) { part.store(to, xsimd::abs(part.load(from))); });
  }
}

namespace {

template <bool Accumulate>
void backward(ActivationKind kind, float slope, std::span<const float> x, std::span<const float> y,
              std::span<const float> dy, std::span<float> dx) {
  const Index count = static_cast<Index>(x.size());
  const float* from = x.data();
  const float* out = y.data();
  const float* gradient = dy.data();
  float* to = dx.data();
  const auto give = [&](auto part, Vec value) {
    if constexpr (Accumulate) {
      part.add(to, value);
    } else {
      part.store(to, value);
    }
  };
  const Vec zero(0.0F);
  const Vec one(1.0F);
  const Vec factor(slope);
  switch (kind) {
    case ActivationKind::relu:
      return for_parts(count, [&](auto part) {
        give(part, xsimd::select(part.load(from) > zero, part.load(gradient), zero));
      });
    case ActivationKind::leaky_relu:
      return for_parts(count, [&](auto part) {
        const Vec g = part.load(gradient);
        give(part, xsimd::select(part.load(from) > zero, g, factor * g));
      });
    case ActivationKind::elu:
      return for_parts(count, [&](auto part) {
        const Vec slopes = xsimd::select(part.load(from) > zero, one, part.load(out) + factor);
        give(part, part.load(gradient) * slopes);
      });
    case ActivationKind::sigmoid:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(out);
        give(part, part.load(gradient) * (value * (one - value)));
      });
    case ActivationKind::tanh:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(out);
        give(part, part.load(gradient) * (one - value * value));
      });
    case ActivationKind::scaled_tanh:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(out);
        const Vec slopes =
            Vec(steepness) * (Vec(amplitude) - value * value * Vec(1.0F / amplitude));
        give(part, part.load(gradient) * slopes);
      });
    case ActivationKind::absolute:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(from);
        const Vec g = part.load(gradient);
        give(part, xsimd::select(value > zero, g, xsimd::select(value < zero, -g, zero)));
      });
  }
}

}  // namespace

void activation_backward(ActivationKind kind, float slope, std::span<const float> x,
                         std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                         bool accumulate) {
  const auto one = accumulate ? backward<true> : backward<false>;
  one(kind, slope, x, y, dy, dx);
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
