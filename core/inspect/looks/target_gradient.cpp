#include "inspect/looks/target_gradient.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.h"

namespace receptive {

Target class_score(const Network& network, int index) {
  if (index < 0 || index >= network.outputs()) {
    throw ArgumentError("class: expected 0 to " + std::to_string(network.outputs() - 1) +
                        ", found " + std::to_string(index));
  }
  return {.node = network.scores_node(), .first = static_cast<std::size_t>(index)};
}

namespace {

const Node& node_at(const Graph& graph, int node) {
  const auto nodes = static_cast<int>(graph.nodes().size());
  if (node < 0 || node >= nodes) {
    throw ArgumentError("layer: expected 0 to " + std::to_string(nodes - 1) + ", found " +
                        std::to_string(node));
  }
  return graph.nodes()[static_cast<std::size_t>(node)];
}

}  // namespace

Target map_mean(const Graph& graph, int node, int map) {
  const Node& at = node_at(graph, node);
  if (map < 0 || map >= at.output.c) {
    throw ArgumentError(at.name + ": expected a map from 0 to " + std::to_string(at.output.c - 1) +
                        ", found " + std::to_string(map));
  }
  const std::size_t plane = at.output.plane_count();
  return {.node = node, .first = static_cast<std::size_t>(map) * plane, .count = plane};
}

Target unit_of(const Graph& graph, int node, int place) {
  const Node& at = node_at(graph, node);
  const auto units = static_cast<int>(at.output.example_count());
  if (place < 0 || place >= units) {
    throw ArgumentError(at.name + ": expected a unit from 0 to " + std::to_string(units - 1) +
                        ", found " + std::to_string(place));
  }
  return {.node = node, .first = static_cast<std::size_t>(place)};
}

void check_picture(const Graph& graph, const Shape& picture) {
  if (picture == graph.input()) return;
  throw ArgumentError("image: expected one picture of " + example_text(graph.input()) + ", found " +
                      std::to_string(picture.n) + " of " + example_text(picture));
}

TargetGradient::TargetGradient(const Network& network, int capacity)
    : network_(&network),
      execution_(network.make_execution(
          {.capacity = capacity, .gradients = true, .gradient_of_input = true})) {}

void TargetGradient::forward(int examples) {
  execution_.forward(network_->answering_parameters(), examples, {});
}

void TargetGradient::forward(ConstTensorView picture) {
  check_picture(network_->graph(), picture.shape);
  std::ranges::copy(picture.values(), pictures(1).data);
  forward(1);
}

double TargetGradient::value(const Target& target, int example) const {
  const float* values = activation(target.node).example(example) + target.first;
  return std::accumulate(values, values + target.count, 0.0) / static_cast<double>(target.count);
}

void TargetGradient::backward(std::span<const Target> targets, BackwardRule rule) {
  const int node = targets.front().node;
  const TensorView gradient = execution_.start_gradient(node);
  assert(gradient.shape.n == static_cast<int>(targets.size()));
  int example = 0;
  for (const Target& target : targets) {
    assert(target.node == node);
    const float share = 1.0F / static_cast<float>(target.count);
    std::fill_n(gradient.example(example++) + target.first, target.count, share);
  }
  execution_.backward(network_->answering_parameters(), node, nullptr, rule);
}

}  // namespace receptive
