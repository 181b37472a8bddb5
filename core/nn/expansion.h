#pragma once

#include <functional>
#include <string>
#include <vector>

#include "nn/model_spec.h"

namespace receptive {

/// A name that no layer has yet, made from the one that is wanted.
using NextName = std::function<std::string(const std::string& wanted)>;

/// The layers that one layer of a specification stands for, each with a name. The first carries the
/// layer's own name, the last is what others read by that name.
///
/// - `activation` of conv1d, conv2d, conv2dTranspose, depthwiseConv2d, locallyConnected2d and dense
/// becomes a layer
///   of its own behind them.
/// - `recurrentConv2d` (Liang and Hu 2015) becomes its steps: x(0) = relu(feed), and for t = 1 .. T
///   x(t) = relu(feed + recurrent * x(t - 1)), where feed = forward * input + bias and all steps
///   share the weights of `recurrent`. With T = 3 it is a net four layers deep.
/// @throws SpecError when an argument is missing or not allowed.
std::vector<LayerSpec> expand(LayerSpec layer, const NextName& next_name);

}  // namespace receptive
