#pragma once

#include <string>
#include <vector>

#include "nn/arguments.h"
#include "nn/layer.h"

namespace receptive {

namespace declared {

/// By Keras's names; weight_argument.cpp has what they stand for, in this order.
inline constexpr const char* initializers[] = {"glorotUniform", "glorotNormal", "heUniform",
                                               "heNormal",      "lecunUniform", "lecunNormal",
                                               "fanInUniform",  "zeros"};

inline constexpr Argument kernel_initializer{.name = "kernelInitializer",
                                             .type = ArgumentType::choice,
                                             .fallback = 0,
                                             .choices = initializers,
                                             .title = "Weights start as",
                                             .about = "How the weights are drawn at the start."};
inline constexpr Argument kernel_values{.name = "kernelValues",
                                        .type = ArgumentType::numbers,
                                        .low = -no_limit,
                                        .title = "Weights by hand",
                                        .about = "What the weights start as, a number for each."};
inline constexpr Argument use_bias{.name = "useBias",
                                   .type = ArgumentType::flag,
                                   .fallback = 1,
                                   .title = "Bias",
                                   .about = "A number that each filter or unit adds to its sums."};
inline constexpr Argument bias_values{.name = "biasValues",
                                      .type = ArgumentType::numbers,
                                      .low = -no_limit,
                                      .title = "Biases by hand",
                                      .about = "What the biases start as, a number for each."};

}  // namespace declared

/// Reads `kernelInitializer`.
Initializer read_kernel_initializer(Arguments& arguments);

/// How the weight and the bias of a layer start, and whether there is a bias at all.
struct WeightStart {
  Initializer initializer = Initializer::glorot_uniform;
  std::vector<float> kernel_values = {};  ///< for `Initializer::given`
  bool use_bias = true;
  std::vector<float> bias_values = {};  ///< empty: zeros
};

/// Reads `useBias`, `kernelInitializer` or `kernelValues` (a flat list in the order of `weight`,
/// set by hand), and `biasValues`.
/// @param rank extents of the shapes that are meant, as in `ParameterInfo`
/// @throws SpecError when a list has not one number for each value, when the weight is given in
///   both ways, or when it would exceed 2^31 - 1 values.
WeightStart read_weight_start(Arguments& arguments, const Shape& weight, int rank,
                              const Shape& bias, int bias_rank = 1);

/// "weight" and, where there is one, "bias".
std::vector<ParameterInfo> weight_and_bias(const WeightStart& start, ParameterInfo weight,
                                           const Shape& bias, int bias_rank = 1);

}  // namespace receptive
