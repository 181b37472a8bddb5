#pragma once

#include "inspect/explain/layer_rule.h"

namespace receptive {

/// The value of the unit at `place` of node `node` (`Graph::network_input` for a pixel), written
/// out. Needs a forward pass in inference mode.
/// @throws ArgumentError when there is no such place.
UnitArithmetic unit_arithmetic(const NetworkValues& values, int node, int place);

/// How dLoss/d(unit) comes from one layer that reads the unit.
struct GradientPart {
  int node = 0;                            ///< the reader
  std::vector<std::int32_t> places;        ///< of the reader's output that the unit goes into
  std::vector<float> gradients;            ///< dLoss/d(each of them)
  std::vector<float> factors;              ///< d(each of them)/d(unit)
  std::string parameter = {};              ///< that the factors are values of, and ...
  std::vector<std::int32_t> weights = {};  ///< ... their places in it
  double sum = 0;                          ///< of gradients * factors
};

/// One part for each time that a layer up to `last` reads the unit: the chain rule. The filter of a
/// convolution comes out flipped by itself. Needs a backward pass from node `last`.
///
/// Reshaped layers share one gradient in memory with what they reshape; here each has its own,
/// worked out from its readers.
std::vector<GradientPart> gradient_parts(const NetworkValues& values, int last, int node,
                                         int place);

/// One use of a parameter's value and what it adds to dLoss/d(value).
struct WeightUse {
  int node = 0;         ///< the layer, of those that share the parameter
  int output = 0;       ///< place in its output
  int input = 0;        ///< place in what it reads; `Axis::padding` for a zero of padding or a bias
  double gradient = 0;  ///< dLoss/d(output)
  double value = 0;     ///< d(output)/d(value): what it was multiplied with; of a bias 1
};

/// Every use of the value at `place` of parameter `index` (its place in the network's list) in the
/// layers up to `last`. Their products sum to dLoss/d(value). Needs a backward pass from `last`.
std::vector<WeightUse> weight_uses(const NetworkValues& values, int last, int index, int place);

}  // namespace receptive
