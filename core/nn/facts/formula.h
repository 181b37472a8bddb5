#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "kernels/kernels.h"
#include "nn/facts/pointwise.h"

namespace receptive {

/// What a layer makes of what it reads (`Reading`), when it answers. The list is closed: whoever
/// looks at layers deals with every formula, and a new layer that has one of them needs nothing
/// else.
namespace formula {

/// Sum of read * weight, plus the bias where there is one.
struct WeightedSum {};

/// Minus the squared distance of what is read to the weights.
struct Distance {};

/// The row of the weight whose number is read.
struct LookUp {};

/// The mean of the values that are there.
struct Mean {
  /// Shares along the window's rows and columns alike, before they are made to sum to 1. Empty: all
  /// count the same.
  std::vector<float> profile = {};
};

struct Largest {};

/// The root of the sum of the squares.
struct RootOfSquares {};

/// scale * x + offset, by fixed numbers, one of each for every map.
struct Rescaled {
  std::vector<float> scale;
  std::vector<float> offset;
};

/// e^x over the sum of e^x of all that is read.
struct Softmax {};

/// gamma * (x - mean) / sqrt(variance + epsilon) + beta. gamma and beta are parameters with a value
/// for each map; without them 1 and 0.
struct Standardized {
  /// Whose mean and variance.
  enum class Over : std::uint8_t {
    kept,  ///< parameters, `movingMean` and `movingVariance`, with a value for each map
    read,  ///< of all that the output reads, its own group of maps (`Axis::all`)
  };
  float epsilon = 0;
  Over over = Over::kept;
};

/// (x - local mean) / local deviation; the whole of it in
/// nn/layers/local_contrast_normalization.cpp.
struct ContrastNormalized {
  std::vector<float> profile;  ///< of the window, along rows and columns alike
  float least_divisor = 0;
};

/// x over (bias + alpha * sum of the squares of what is read)^beta.
using ResponseNormalized = ResponseNorm;

/// The value itself, somewhere else; 0 where nothing is read.
struct Copy {};

/// The inputs' values, added up.
struct Sum {};

}  // namespace formula

using Formula =
    std::variant<formula::WeightedSum, formula::Distance, formula::LookUp, formula::Mean,
                 formula::Largest, formula::RootOfSquares, Pointwise, formula::Rescaled,
                 formula::Softmax, formula::Standardized, formula::ContrastNormalized,
                 formula::ResponseNormalized, formula::Copy, formula::Sum>;

/// How units of a layer with this formula may come to pass no gradient on.
inline Fate fate_of(const Formula& made) {
  const auto* function = std::get_if<Pointwise>(&made);
  return function == nullptr ? Fate::none : fate_of(function->kind);
}

/// True where a number still means what it meant in the map before: twice as bright, twice as large
/// (homogeneous of degree 1), and of one map alone.
inline bool keeps_measure(const Formula& made) {
  if (const auto* function = std::get_if<Pointwise>(&made)) {
    return function->kind == ActivationKind::relu || function->kind == ActivationKind::leaky_relu ||
           function->kind == ActivationKind::absolute;
  }
  return std::holds_alternative<formula::Mean>(made) ||
         std::holds_alternative<formula::Largest>(made) ||
         std::holds_alternative<formula::RootOfSquares>(made) ||
         std::holds_alternative<formula::Copy>(made);
}

/// Where guided backpropagation stops negative gradients too (Springenberg et al. 2015).
inline bool is_relu(const Formula& made) {
  const auto* function = std::get_if<Pointwise>(&made);
  return function != nullptr && function->kind == ActivationKind::relu;
}

}  // namespace receptive
