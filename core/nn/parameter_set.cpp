#include "nn/parameter_set.h"

#include <algorithm>
#include <cmath>

namespace receptive {

namespace {

void clear_unconnected(std::span<float> values, const ParameterInfo& info) {
  for (std::size_t i = 0; i < info.connected.size(); ++i) {
    if (!info.connected[i]) values[i] = 0.0F;
  }
}

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
    case Initializer::ones:
      std::ranges::fill(values, 1.0F);
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
    case Initializer::lecun_uniform:
      uniform(std::sqrt(3.0 / info.fan_in));
      break;
    case Initializer::lecun_normal:
      normal(1.0 / info.fan_in);
      break;
    case Initializer::fan_in_uniform:
      uniform(2.4 / info.fan_in);
      break;
    case Initializer::small_uniform:
      uniform(0.05);
      break;
    case Initializer::given:
      std::ranges::copy(info.values, values.begin());
      break;
  }
  clear_unconnected(values, info);
}

/// Calls visit(node's index, its parameter) in the order of the network's list.
template <typename Visit>
void for_each_parameter(const Graph& graph, const Visit& visit) {
  int index = 0;
  for (const Node& node : graph.nodes()) {
    if (node.owns_parameters) {
      for (const ParameterInfo& info : node.parameters) visit(index, info);
    }
    ++index;
  }
}

}  // namespace

std::uint64_t parameter_values(const Graph& graph) {
  std::uint64_t count = 0;
  for_each_parameter(
      graph, [&](int, const ParameterInfo& info) { count += Arena::padded(info.shape.count()); });
  return count;
}

ParameterSet::ParameterSet(const Graph& graph) : arena_(parameter_values(graph)) {
  for_each_parameter(graph, [&](int, const ParameterInfo& info) {
    views_.push_back({arena_.take(info.shape.count()).data(), info.shape});
  });
}

void initialize(const Graph& graph, const ParameterSet& parameters, std::uint64_t seed) {
  std::size_t index = 0;
  for_each_parameter(graph, [&](int, const ParameterInfo& info) {
    fill(parameters.views()[index].values(), info, Random(seed, index));
    ++index;
  });
}

void clear_unconnected(const Graph& graph, const ParameterSet& parameters) {
  std::size_t index = 0;
  for_each_parameter(graph, [&](int, const ParameterInfo& info) {
    clear_unconnected(parameters.views()[index].values(), info);
    ++index;
  });
}

std::size_t first_unfit(std::span<const float> values, const ParameterInfo& info) {
  const auto unfit = [&](float value) {
    return !std::isfinite(value) || (info.never_negative && value < 0.0F);
  };
  return static_cast<std::size_t>(std::ranges::find_if(values, unfit) - values.begin());
}

std::string_view fit_values(const ParameterInfo& info) {
  return info.never_negative ? "finite numbers of at least 0" : "finite numbers";
}

std::vector<ParameterName> parameter_names(const Graph& graph) {
  std::vector<ParameterName> names;
  for_each_parameter(graph, [&](int node, const ParameterInfo& info) {
    const std::string& owner = graph.nodes()[static_cast<std::size_t>(node)].name;
    names.push_back({.text = owner + "." + info.name,
                     .node = node,
                     .index = static_cast<int>(names.size()),
                     .info = &info});
  });
  return names;
}

}  // namespace receptive
