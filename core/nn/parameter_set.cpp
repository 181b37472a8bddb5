#include "nn/parameter_set.h"

#include <algorithm>
#include <cmath>

namespace receptive {

namespace {

void fill(std::span<float> values, const ParameterInfo& info, Random random) {
  const auto uniform = [&](double limit) {
    const auto bound = static_cast<float>(limit);
    for (float& value : values) value = random.uniform(-bound, bound);
  };
  const auto normal = [&](double variance) {
    const auto deviation = static_cast<float>(std::sqrt(variance));
    for (float& value : values) value = deviation * random.normal();
  };
  switch (info.initializer) {
    case Initializer::zeros:
      std::ranges::fill(values, 0.0F);
      break;
    case Initializer::glorot_uniform:
      uniform(std::sqrt(6.0 / (info.fan_in + info.fan_out)));
      break;
    case Initializer::glorot_normal:
      normal(2.0 / (info.fan_in + info.fan_out));
      break;
    case Initializer::he_uniform:
      uniform(std::sqrt(6.0 / info.fan_in));
      break;
    case Initializer::he_normal:
      normal(2.0 / info.fan_in);
      break;
  }
}

}  // namespace

ParameterSet::ParameterSet(const Graph& graph) {
  std::uint64_t count = 0;
  for (const Node& node : graph.nodes()) {
    for (const ParameterInfo& info : node.parameters) count += Arena::padded(info.shape.count());
  }
  arena_ = Arena(count);
  for (const Node& node : graph.nodes()) {
    for (const ParameterInfo& info : node.parameters) {
      views_.push_back({arena_.take(info.shape.count()).data(), info.shape});
    }
  }
}

void initialize(const Graph& graph, const ParameterSet& parameters, std::uint64_t seed) {
  std::size_t index = 0;
  for (const Node& node : graph.nodes()) {
    for (const ParameterInfo& info : node.parameters) {
      fill(parameters.views()[index].values(), info, Random(seed, index));
      ++index;
    }
  }
}

std::vector<ParameterName> parameter_names(const Graph& graph) {
  std::vector<ParameterName> names;
  int node_index = 0;
  for (const Node& node : graph.nodes()) {
    for (const ParameterInfo& info : node.parameters) {
      names.push_back({node.name + "." + info.name, node_index, static_cast<int>(names.size())});
    }
    ++node_index;
  }
  return names;
}

}  // namespace receptive
