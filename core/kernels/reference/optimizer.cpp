#include <cassert>
#include <cmath>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

void sgd_update(std::span<float> values, std::span<const float> gradients,
                std::span<float> velocity, float learning_rate, float momentum) {
  assert(gradients.size() == values.size());
  assert(velocity.size() == values.size() || (velocity.empty() && momentum == 0.0F));
  const double rate = learning_rate;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double before = velocity.empty() ? 0.0 : velocity[i];
    const double step = momentum * before - rate * gradients[i];
    if (!velocity.empty()) velocity[i] = static_cast<float>(step);
    values[i] = static_cast<float>(values[i] + step);
  }
}

void adam_update(std::span<float> values, std::span<const float> gradients,
                 std::span<float> first_moment, std::span<float> second_moment,
                 const AdamStep& step) {
  assert(gradients.size() == values.size());
  assert(first_moment.size() == values.size() && second_moment.size() == values.size());
  const double beta1 = step.beta1;
  const double beta2 = step.beta2;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double g = gradients[i];
    const double m = beta1 * first_moment[i] + (1.0 - beta1) * g;
    const double v = beta2 * second_moment[i] + (1.0 - beta2) * g * g;
    first_moment[i] = static_cast<float>(m);
    second_moment[i] = static_cast<float>(v);
    const double m_hat = m / step.correction1;
    const double v_hat = v / step.correction2;
    values[i] = static_cast<float>(values[i] -
                                   step.learning_rate * m_hat / (std::sqrt(v_hat) + step.epsilon));
  }
}

}  // namespace receptive::reference
