#pragma once

#include <string>

#include "nn/graph.h"

namespace receptive {

/// The layers as JSON, in order: [{name, type, inputs, outputShape: [C, H, W], parameterCount,
/// parameters: [{name: "conv2d.weight", shape: [OC, IC, KH, KW]}], settings: {...}}].
std::string layers_json(const Graph& graph);

}  // namespace receptive
