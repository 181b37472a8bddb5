#include <cassert>
#include <cmath>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

namespace {

/// LeCun's scaled tanh: amplitude * tanh(steepness * x), which is 1 at 1 and -1 at -1.
constexpr double amplitude = 1.7159;
constexpr double steepness = 2.0 / 3.0;

float activation(ActivationKind kind, float slope, float x) {
  switch (kind) {
    case ActivationKind::relu:
      return x < 0.0F ? 0.0F : x;  // not max(0, x): a NaN stays a NaN
    case ActivationKind::leaky_relu:
      return x >= 0.0F ? x : slope * x;
    case ActivationKind::elu:
      return x > 0.0F ? x : static_cast<float>(slope * std::expm1(static_cast<double>(x)));
    case ActivationKind::sigmoid:
      return static_cast<float>(1.0 / (1.0 + std::exp(-static_cast<double>(x))));
    case ActivationKind::tanh:
      return static_cast<float>(std::tanh(static_cast<double>(x)));
    case ActivationKind::scaled_tanh:
      return static_cast<float>(amplitude * std::tanh(steepness * x));
    case ActivationKind::absolute:
      return std::abs(x);
  }
  return 0.0F;
}

/// f'(x), where y = f(x).
double derivative(ActivationKind kind, float slope, float x, double y) {
  switch (kind) {
    case ActivationKind::relu:
      return x > 0.0F ? 1.0 : 0.0;
    case ActivationKind::leaky_relu:
      return x > 0.0F ? 1.0 : slope;
    case ActivationKind::elu:
      return x > 0.0F ? 1.0 : y + slope;
    case ActivationKind::sigmoid:
      return y * (1.0 - y);
    case ActivationKind::tanh:
      return 1.0 - y * y;
    case ActivationKind::scaled_tanh:
      return steepness * (amplitude - y * y / amplitude);
    case ActivationKind::absolute:
      return x > 0.0F ? 1.0 : (x < 0.0F ? -1.0 : 0.0);
  }
  return 0.0;
}

}  // namespace

void activation_forward(ActivationKind kind, float slope, std::span<const float> x,
                        std::span<float> y) {
  assert(x.size() == y.size());
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = activation(kind, slope, x[i]);
}

void activation_backward(ActivationKind kind, float slope, std::span<const float> x,
                         std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                         bool accumulate) {
  assert(x.size() == y.size() && x.size() == dy.size() && x.size() == dx.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const float before = accumulate ? dx[i] : 0.0F;
    dx[i] = static_cast<float>(before + dy[i] * derivative(kind, slope, x[i], y[i]));
  }
}

}  // namespace receptive::reference
