#include "inspect/summary.h"

#include <nlohmann/json.hpp>

namespace receptive {

namespace {

using Json = nlohmann::ordered_json;

Json shape_list(const Shape& shape, int rank) {
  const int extents[] = {shape.n, shape.c, shape.h, shape.w};
  Json list = Json::array();
  for (int i = 0; i < rank; ++i) list.push_back(extents[i]);
  return list;
}

Json settings_object(const Values& settings) {
  Json object = Json::object();
  for (const auto& [name, setting] : settings) {
    std::visit([&, &key = name](const auto& value) { object[key] = value; }, setting);
  }
  return object;
}

}  // namespace

std::string layers_json(const Graph& graph) {
  Json layers = Json::array();
  for (const Node& node : graph.nodes()) {
    Json inputs = Json::array();
    for (const int input : node.inputs) inputs.push_back(graph.name_of(input));
    Json parameters = Json::array();
    std::size_t parameter_count = 0;
    for (const ParameterInfo& info : node.parameters) {
      parameter_count += info.shape.count();
      parameters.push_back(
          {{"name", node.name + "." + info.name}, {"shape", shape_list(info.shape, info.rank)}});
    }
    layers.push_back({{"name", node.name},
                      {"type", node.type},
                      {"inputs", inputs},
                      {"outputShape", {node.output.c, node.output.h, node.output.w}},
                      {"parameterCount", parameter_count},
                      {"parameters", parameters},
                      {"settings", settings_object(node.settings)}});
  }
  return layers.dump();
}

}  // namespace receptive
