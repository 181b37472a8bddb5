#include "inspect/structure/summary.h"

#include <algorithm>

#include "base/json.h"
#include "inspect/structure/window_note.h"
#include "nn/layers.h"

namespace receptive {

namespace {

/// Values of a parameter that exist: a connection table leaves some out.
std::int64_t values_of(const ParameterInfo& info) {
  const auto all = static_cast<std::int64_t>(info.shape.count());
  return info.connected.empty() ? all : std::ranges::count(info.connected, true);
}

const std::string& owner_of_parameters(const Graph& graph, const Node& node) {
  const auto owner = std::ranges::find_if(graph.nodes(), [&](const Node& other) {
    return other.owns_parameters && !other.parameters.empty() &&
           other.first_parameter == node.first_parameter;
  });
  return owner->name;
}

/// For each input, the output's map that the input's first map becomes.
std::vector<int> map_offsets(const Reading& reading, std::size_t inputs) {
  std::vector<int> offsets;
  offsets.reserve(inputs);
  for (std::size_t i = 0; i < inputs; ++i) {
    offsets.push_back(reading.in_order() ? 0 : reading.sides[i].maps.offset());
  }
  return offsets;
}

/// What the layer is to those who draw it.
void add_facts(const Graph& graph, int index, LayerSummary& layer) {
  const Node& node = graph.nodes()[static_cast<std::size_t>(index)];
  const Reading reading = graph.reading_of(index);
  const Formula formula = node.layer->formula();
  const bool stays =
      reading.in_order() || (reading.sides.size() == 1 && reading.sides[0].same_place());
  layer.role = find_layer_kind(node.type)->declaration.role;
  layer.silent = stays && std::holds_alternative<formula::Copy>(formula);
  layer.paintable = reading.has_filters() && std::holds_alternative<formula::WeightedSum>(formula);
  layer.keeps_measure = node.inputs.size() == 1 && keeps_measure(formula);
  layer.fate = fate_of(formula);
  if (const Argument* setting = node.layer->changeable_setting()) layer.changeable = setting->name;
  if (layer.role == Role::rearranges || layer.role == Role::keeps_maps) {
    layer.map_offsets = map_offsets(reading, node.inputs.size());
  }
}

Json shape_list(const Shape& shape, int rank) {
  const int extents[] = {shape.n, shape.c, shape.h, shape.w};
  Json list = Json::array();
  for (int i = 0; i < rank; ++i) list.push_back(extents[i]);
  return list;
}

Json parameter_list(const Node& node) {
  Json parameters = Json::array();
  if (!node.owns_parameters) return parameters;
  for (const ParameterInfo& info : node.parameters) {
    parameters.push_back(
        {{"name", node.name + "." + info.name}, {"shape", shape_list(info.shape, info.rank)}});
  }
  return parameters;
}

Json settings_object(const Values& settings) {
  Json object = Json::object();
  for (const auto& [name, setting] : settings) {
    std::visit([&, &key = name](const auto& value) { object[key] = value; }, setting);
  }
  return object;
}

}  // namespace

const char* role_name(Role role) {
  switch (role) {
    case Role::rearranges:
      return "rearranges";
    case Role::keeps_maps:
      return "keepsMaps";
    case Role::weighs:
      return "weighs";
    case Role::mixes:
      return "mixes";
    case Role::remembers:
      return "remembers";
    case Role::none:
      break;
  }
  return "";
}

const char* fate_name(Fate fate) {
  switch (fate) {
    case Fate::dies:
      return "dies";
    case Fate::saturates:
      return "saturates";
    case Fate::none:
      break;
  }
  return nullptr;
}

std::vector<LayerSummary> summarize(const Graph& graph) {
  const std::vector<ReceptiveField> fields = receptive_fields(graph);
  std::vector<LayerSummary> layers;
  for (const Node& node : graph.nodes()) {
    LayerSummary layer;
    if (node.owns_parameters) {
      for (const ParameterInfo& info : node.parameters) {
        const std::int64_t values = values_of(info);
        layer.parameters += values;
        if (node.trainable && info.role != ParameterRole::statistic) layer.trained += values;
      }
    } else {
      layer.weights_of = owner_of_parameters(graph, node);
    }
    layer.cost = node.layer->cost();
    if (!node.layer->only_reshapes()) {
      layer.activation_bytes =
          static_cast<std::int64_t>(node.output.example_count() * sizeof(float));
    }
    layer.field = fields[layers.size()];
    layer.note = window_note(node, graph.shape_of(node.inputs[0]));
    add_facts(graph, static_cast<int>(layers.size()), layer);
    layers.push_back(std::move(layer));
  }
  return layers;
}

std::string layers_json(const Graph& graph) {
  const std::vector<LayerSummary> summaries = summarize(graph);
  Json layers = Json::array();
  for (const Node& node : graph.nodes()) {
    const LayerSummary& summary = summaries[layers.size()];
    const FieldSide& h = summary.field.h;
    const FieldSide& w = summary.field.w;
    Json inputs = Json::array();
    for (const int input : node.inputs) inputs.push_back(graph.name_of(input));
    Json layer{{"name", node.name},
               {"type", node.type},
               {"inputs", inputs},
               {"outputShape", {node.output.c, node.output.h, node.output.w}},
               {"parameterCount", summary.parameters},
               {"parameters", parameter_list(node)},
               {"settings", settings_object(node.settings)},
               {"connections", summary.cost.connections},
               {"multiplyAdds", summary.cost.multiply_adds},
               {"activationBytes", summary.activation_bytes},
               {"receptiveField", {h.size, w.size}},
               {"stride", {h.stride, w.stride}},
               {"offset", {h.offset, w.offset}},
               {"role", role_name(summary.role)},
               {"silent", summary.silent},
               {"paintable", summary.paintable},
               {"keepsMeasure", summary.keeps_measure}};
    if (!summary.weights_of.empty()) layer["weightsOf"] = summary.weights_of;
    if (!summary.note.empty()) layer["note"] = summary.note;
    if (summary.fate != Fate::none) layer["fate"] = fate_name(summary.fate);
    if (!summary.changeable.empty()) layer["changeable"] = summary.changeable;
    if (!summary.map_offsets.empty()) layer["mapOffsets"] = summary.map_offsets;
    layers.push_back(std::move(layer));
  }
  return layers.dump();
}

}  // namespace receptive
