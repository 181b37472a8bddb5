#include "kernels/simd/pointwise.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

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
    case ActivationKind::sigmoid:
      return for_parts(
          count, [&](auto part) { part.store(to, one / (one + xsimd::exp(-part.load(from)))); });
    case ActivationKind::tanh:
      return for_parts(count, [&](auto part) { part.store(to, xsimd::tanh(part.load(from))); });
  }
}

void activation_backward(ActivationKind kind, float slope, std::span<const float> x,
                         std::span<const float> y, std::span<const float> dy, std::span<float> dx) {
  const Index count = static_cast<Index>(x.size());
  const float* from = x.data();
  const float* out = y.data();
  const float* gradient = dy.data();
  float* to = dx.data();
  const Vec zero(0.0F);
  const Vec one(1.0F);
  const Vec factor(slope);
  switch (kind) {
    case ActivationKind::relu:
      return for_parts(count, [&](auto part) {
        part.add(to, xsimd::select(part.load(from) > zero, part.load(gradient), zero));
      });
    case ActivationKind::leaky_relu:
      return for_parts(count, [&](auto part) {
        const Vec g = part.load(gradient);
        part.add(to, xsimd::select(part.load(from) > zero, g, factor * g));
      });
    case ActivationKind::sigmoid:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(out);
        part.add(to, part.load(gradient) * (value * (one - value)));
      });
    case ActivationKind::tanh:
      return for_parts(count, [&](auto part) {
        const Vec value = part.load(out);
        part.add(to, part.load(gradient) * (one - value * value));
      });
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
