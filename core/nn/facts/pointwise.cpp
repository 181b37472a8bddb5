#include "nn/facts/pointwise.h"

#include <algorithm>
#include <cmath>

namespace receptive {

namespace {

/// LeCun, Bottou, Orr and Mueller 1998: f(1) = 1 and f(-1) = -1.
constexpr double scaled_tanh_rate = 2.0 / 3.0;

double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

}  // namespace

double value_at(const Pointwise& function, double x) {
  const auto slope = static_cast<double>(function.slope);
  switch (function.kind) {
    case ActivationKind::relu:
      return std::max(x, 0.0);
    case ActivationKind::leaky_relu:
      return x >= 0 ? x : slope * x;
    case ActivationKind::elu:
      return x > 0 ? x : slope * std::expm1(x);
    case ActivationKind::sigmoid:
      return sigmoid(x);
    case ActivationKind::tanh:
      return std::tanh(x);
    case ActivationKind::scaled_tanh:
      return scaled_tanh_limit * std::tanh(scaled_tanh_rate * x);
    case ActivationKind::absolute:
      return std::abs(x);
  }
  return 0.0;
}

double slope_at(const Pointwise& function, double x) {
  const auto slope = static_cast<double>(function.slope);
  switch (function.kind) {
    case ActivationKind::relu:
      return x > 0 ? 1.0 : 0.0;
    case ActivationKind::leaky_relu:
      return x > 0 ? 1.0 : slope;
    case ActivationKind::elu:
      return x > 0 ? 1.0 : slope * std::exp(x);
    case ActivationKind::sigmoid:
      return sigmoid(x) * (1.0 - sigmoid(x));
    case ActivationKind::tanh:
      return 1.0 - std::tanh(x) * std::tanh(x);
    case ActivationKind::scaled_tanh: {
      const double y = std::tanh(scaled_tanh_rate * x);
      return scaled_tanh_limit * scaled_tanh_rate * (1.0 - y * y);
    }
    case ActivationKind::absolute:
      return x == 0 ? 0.0 : std::copysign(1.0, x);
  }
  return 0.0;
}

}  // namespace receptive
