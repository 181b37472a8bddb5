#pragma once

#include <functional>
#include <string>
#include <vector>

#include "nn/graph.h"
#include "nn/parameter_set.h"

namespace receptive {

/// Everything that a network holds of one picture, wherever it stands.
struct NetworkValues {
  const Graph& graph;
  const ParameterSet& parameters;
  /// Of a node, `Graph::network_input` for the picture.
  std::function<ConstTensorView(int)> activation;
  /// dLoss/dactivation, after a backward pass.
  std::function<ConstTensorView(int)> gradient = {};
};

/// Of one example.
const Shape& shape_of(const Graph& graph, int node);

/// @throws ArgumentError when the layer has no such place.
void check_place(const Graph& graph, int node, int place);

/// "conv2d.weight": the owner's, where a layer uses those of an earlier one.
std::string parameter_name(const Graph& graph, const Node& node, std::size_t index);

}  // namespace receptive
