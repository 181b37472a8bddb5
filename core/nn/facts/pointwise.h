#pragma once

#include <cstdint>

#include "kernels/kernels.h"

namespace receptive {

/// A function of each value by itself; `ActivationKind` has the formulas.
struct Pointwise {
  ActivationKind kind = ActivationKind::relu;
  float slope = 0;
  /// What the layer's writer calls `slope`; nullptr where the function has none.
  const char* slope_name = nullptr;
};

/// In double, where the kernels work in float32.
double value_at(const Pointwise& function, double x);
/// With the kernels' slopes at the kinks.
double slope_at(const Pointwise& function, double x);

/// How a unit may come to pass no gradient on.
enum class Fate : std::uint8_t {
  none,
  dies,       ///< it gives 0 for everything (relu)
  saturates,  ///< it gives values where the function is next to flat (tanh, sigmoid)
};

constexpr Fate fate_of(ActivationKind kind) {
  switch (kind) {
    case ActivationKind::relu:
      return Fate::dies;
    case ActivationKind::sigmoid:
    case ActivationKind::tanh:
    case ActivationKind::scaled_tanh:
      return Fate::saturates;
    case ActivationKind::leaky_relu:
    case ActivationKind::elu:
    case ActivationKind::absolute:
      break;
  }
  return Fate::none;
}

/// Where scaled_tanh levels off.
constexpr double scaled_tanh_limit = 1.7159;

/// Share of the steepest slope that the function has where it gives `y`: 1 - tanh^2 and
/// 4 s (1 - s); of a function without a fate 1.
constexpr float steepness_where(ActivationKind kind, float y) {
  constexpr auto limit = static_cast<float>(scaled_tanh_limit);
  switch (kind) {
    case ActivationKind::relu:
      return y == 0.0F ? 0.0F : 1.0F;
    case ActivationKind::tanh:
      return 1.0F - y * y;
    case ActivationKind::scaled_tanh:
      return 1.0F - (y / limit) * (y / limit);
    case ActivationKind::sigmoid:
      return 4.0F * y * (1.0F - y);
    case ActivationKind::leaky_relu:
    case ActivationKind::elu:
    case ActivationKind::absolute:
      break;
  }
  return 1.0F;
}

}  // namespace receptive
