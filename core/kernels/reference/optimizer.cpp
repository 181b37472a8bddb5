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

void nesterov_update(std::span<float> values, std::span<const float> gradients,
                     std::span<float> velocity, float learning_rate, float momentum) {
  assert(gradients.size() == values.size() && velocity.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double step = static_cast<double>(learning_rate) * gradients[i];
    const double speed = static_cast<double>(momentum) * velocity[i] - step;
    velocity[i] = static_cast<float>(speed);
    values[i] = static_cast<float>(values[i] + momentum * speed - step);
  }
}

void adagrad_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, float learning_rate, float epsilon) {
  assert(gradients.size() == values.size() && squares.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double g = gradients[i];
    const double square = squares[i] + g * g;
    squares[i] = static_cast<float>(square);
    values[i] = static_cast<float>(values[i] - learning_rate * g / std::sqrt(square + epsilon));
  }
}

void rmsprop_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, std::span<float> velocity, const RmspropStep& step) {
  assert(gradients.size() == values.size() && squares.size() == values.size());
  assert(velocity.size() == values.size() || (velocity.empty() && step.momentum == 0.0F));
  const double rho = step.rho;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double g = gradients[i];
    const double square = rho * squares[i] + (1.0 - rho) * g * g;
    squares[i] = static_cast<float>(square);
    const double before = velocity.empty() ? 0.0 : velocity[i];
    const double speed =
        step.momentum * before + step.learning_rate * g / std::sqrt(square + step.epsilon);
    if (!velocity.empty()) velocity[i] = static_cast<float>(speed);
    values[i] = static_cast<float>(values[i] - speed);
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

void penalize(std::span<const float> values, float l1, float l2, std::span<float> gradients) {
  assert(gradients.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double sign = values[i] > 0.0F ? 1.0 : (values[i] < 0.0F ? -1.0 : 0.0);
    gradients[i] = static_cast<float>(gradients[i] + l1 * sign + 2.0 * l2 * values[i]);
  }
}

}  // namespace receptive::reference
