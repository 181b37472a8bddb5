#pragma once

#include <string>
#include <vector>

#include "nn/arguments.h"
#include "nn/layer.h"

namespace receptive {

/// Reads `kernelInitializer` by Keras's names; the default is Keras's own, glorotUniform.
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
