#include "kernels/simd/pointwise.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

void sgd_update(std::span<float> values, std::span<const float> gradients,
                std::span<float> velocity, float learning_rate, float momentum) {
  const Index count = static_cast<Index>(values.size());
  float* value = values.data();
  const float* gradient = gradients.data();
  const Vec rate(-learning_rate);
  if (velocity.empty()) {
    return for_parts(count, [&](auto part) {
      part.store(value, madd(rate, part.load(gradient), part.load(value)));
    });
  }
  float* speed = velocity.data();
  const Vec keep(momentum);
  for_parts(count, [&](auto part) {
    const Vec step = madd(keep, part.load(speed), rate * part.load(gradient));
    part.store(speed, step);
    part.add(value, step);
  });
}

void adam_update(std::span<float> values, std::span<const float> gradients,
                 std::span<float> first_moment, std::span<float> second_moment,
                 const AdamStep& step) {
  float* value = values.data();
  const float* gradient = gradients.data();
  float* mean = first_moment.data();
  float* square = second_moment.data();
  const Vec beta1(step.beta1);
  const Vec beta2(step.beta2);
  const Vec rest1(1.0F - step.beta1);
  const Vec rest2(1.0F - step.beta2);
  const Vec rate(step.learning_rate / step.correction1);
  const Vec correction2(step.correction2);
  const Vec epsilon(step.epsilon);
  for_parts(static_cast<Index>(values.size()), [&](auto part) {
    const Vec g = part.load(gradient);
    const Vec m = madd(beta1, part.load(mean), rest1 * g);
    const Vec v = madd(beta2, part.load(square), rest2 * (g * g));
    part.store(mean, m);
    part.store(square, v);
    part.add(value, -(rate * m / (xsimd::sqrt(v / correction2) + epsilon)));
  });
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
