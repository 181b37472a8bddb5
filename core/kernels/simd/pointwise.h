#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// Where a loop over values stands: `count` of them, a whole vector but for the last.
template <bool Whole>
struct Part {
  Index at;
  Index count;

  [[nodiscard]] RECEPTIVE_INLINE Vec load(const float* from) const {
    if constexpr (Whole) return Vec::load_unaligned(from + at);
    return load_first(from + at, count);
  }
  RECEPTIVE_INLINE void store(float* to, Vec value) const {
    if constexpr (Whole) {
      value.store_unaligned(to + at);
    } else {
      store_first(to + at, value, count);
    }
  }
  /// Zeros in the lanes behind the last value.
  [[nodiscard]] RECEPTIVE_INLINE Vec keep(Vec value) const {
    if constexpr (Whole) return value;
    return keep_first(value, count);
  }
  /// Adds the values that are there.
  RECEPTIVE_INLINE void add(float* to, Vec value) const { store(to, load(to) + value); }
};

/// Calls body(part) for `count` values, vector by vector. Each lane is computed alike wherever it
/// stands, so results depend neither on alignment nor on what else is in the span.
template <typename Body>
RECEPTIVE_INLINE void for_parts(Index count, const Body& body) {
  Index at = 0;
  for (; at + lanes <= count; at += lanes) body(Part<true>{at, lanes});
  if (at < count) body(Part<false>{at, count - at});
}

void activation_forward(ActivationKind kind, float slope, std::span<const float> x,
                        std::span<float> y);
void activation_backward(ActivationKind kind, float slope, std::span<const float> x,
                         std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                         bool accumulate);
void dropout(std::span<const float> x, std::uint32_t key, float rate, std::span<float> mask,
             std::span<float> y);
void multiply(std::span<const float> a, std::span<const float> b, std::span<float> y);
void multiply_add(std::span<const float> a, std::span<const float> b, std::span<float> y);
void add(std::span<const float> x, std::span<float> y);
void scale(std::span<float> values, float factor);
void interpolate(std::span<const float> target, float amount, std::span<float> values);
double sum_of_squares(std::span<const float> values);
void clamp(std::span<float> values, float limit);

void sgd_update(std::span<float> values, std::span<const float> gradients,
                std::span<float> velocity, float learning_rate, float momentum);
void nesterov_update(std::span<float> values, std::span<const float> gradients,
                     std::span<float> velocity, float learning_rate, float momentum);
void adagrad_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, float learning_rate, float epsilon);
void rmsprop_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, std::span<float> velocity, const RmspropStep& step);
void adam_update(std::span<float> values, std::span<const float> gradients,
                 std::span<float> first_moment, std::span<float> second_moment,
                 const AdamStep& step);
void penalize(std::span<const float> values, float l1, float l2, std::span<float> gradients);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
