#include "kernels/simd/pointwise/parts.h"

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

void nesterov_update(std::span<float> values, std::span<const float> gradients,
                     std::span<float> velocity, float learning_rate, float momentum) {
  float* value = values.data();
  const float* gradient = gradients.data();
  float* speed = velocity.data();
  const Vec rate(-learning_rate);
  const Vec keep(momentum);
  for_parts(static_cast<Index>(values.size()), [&](auto part) {
    const Vec step = rate * part.load(gradient);
    const Vec after = madd(keep, part.load(speed), step);
    part.store(speed, after);
    part.add(value, madd(keep, after, step));
  });
}

void adagrad_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, float learning_rate, float epsilon) {
  float* value = values.data();
  const float* gradient = gradients.data();
  float* square = squares.data();
  const Vec rate(-learning_rate);
  const Vec least(epsilon);
  for_parts(static_cast<Index>(values.size()), [&](auto part) {
    const Vec g = part.load(gradient);
    const Vec sum = madd(g, g, part.load(square));
    part.store(square, sum);
    part.add(value, rate * g / xsimd::sqrt(sum + least));
  });
}

void rmsprop_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, std::span<float> velocity, const RmspropStep& step) {
  float* value = values.data();
  const float* gradient = gradients.data();
  float* square = squares.data();
  float* speed = velocity.data();
  const bool with_momentum = !velocity.empty();
  const Vec rate(step.learning_rate);
  const Vec rho(step.rho);
  const Vec rest(1.0F - step.rho);
  const Vec keep(step.momentum);
  const Vec least(step.epsilon);
  for_parts(static_cast<Index>(values.size()), [&](auto part) {
    const Vec g = part.load(gradient);
    const Vec mean = madd(rho, part.load(square), rest * (g * g));
    part.store(square, mean);
    Vec change = rate * g / xsimd::sqrt(mean + least);
    if (with_momentum) {
      change = madd(keep, part.load(speed), change);
      part.store(speed, change);
    }
    part.add(value, -change);
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

void penalize(std::span<const float> values, float l1, float l2, std::span<float> gradients) {
  const float* value = values.data();
  float* gradient = gradients.data();
  const Vec zero(0.0F);
  const Vec up(l1);
  const Vec down(-l1);
  const Vec slope(2.0F * l2);
  for_parts(static_cast<Index>(values.size()), [&](auto part) {
    const Vec w = part.load(value);
    const Vec signs = xsimd::select(w > zero, up, xsimd::select(w < zero, down, zero));
    part.add(gradient, madd(slope, w, signs));
  });
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
