#include "layers.h"

#include <variant>
#include <vector>

#include "inspect/structure/summary.h"

namespace receptive::bindings {

namespace {

Maybe<Text> remark(const std::string& text) {
  if (text.empty()) return {};
  return Text(text);
}

List<ParameterForm> parameters_of(const Node& node) {
  List<ParameterForm> parameters;
  if (!node.owns_parameters) return parameters;
  for (const ParameterInfo& info : node.parameters) {
    const int extents[] = {info.shape.n, info.shape.c, info.shape.h, info.shape.w};
    ParameterForm parameter{.name = Text(node.name + "." + info.name), .shape = {}};
    for (int i = 0; i < info.rank; ++i) parameter.shape.push(extents[i]);
    parameters.push(parameter);
  }
  return parameters;
}

val value_of(const Value& value) {
  if (const auto* numbers = std::get_if<NumberList>(&value)) return val::array(*numbers);
  return std::visit([](const auto& plain) { return val(plain); }, value);
}

}  // namespace

List<LayerForm> layers_of(const Graph& graph) {
  const std::vector<LayerSummary> summaries = summarize(graph);
  List<LayerForm> layers;
  std::size_t index = 0;
  for (const Node& node : graph.nodes()) {
    const LayerSummary& summary = summaries[index++];
    const FieldSide& h = summary.field.h;
    const FieldSide& w = summary.field.w;
    LayerForm layer{
        .name = Text(node.name),
        .type = Text(node.type),
        .inputs = {node.inputs, [&](int input) { return Text(graph.name_of(input)); }},
        .output_shape = {.map = node.output.c, .row = node.output.h, .column = node.output.w},
        .parameter_count = static_cast<double>(summary.parameters),
        .weights_of = remark(summary.weights_of),
        .note = remark(summary.note),
        .parameters = parameters_of(node),
        .settings = {},
        .connections = static_cast<double>(summary.cost.connections),
        .multiply_adds = static_cast<double>(summary.cost.multiply_adds),
        .activation_bytes = static_cast<double>(summary.activation_bytes),
        .receptive_field = {.vertical = h.size, .horizontal = w.size},
        .stride = {.vertical = h.stride, .horizontal = w.stride},
        .offset = {.vertical = h.offset, .horizontal = w.offset},
        .role = Word<Role>(role_name(summary.role)),
        .silent = summary.silent,
        .paintable = summary.paintable,
        .keeps_measure = summary.keeps_measure,
        .fate = {},
        .changeable = remark(summary.changeable),
        .map_offsets = {}};
    if (const char* fate = fate_name(summary.fate)) layer.fate = Word<Fate>(fate);
    if (!summary.map_offsets.empty()) {
      layer.map_offsets = List<int>(summary.map_offsets, [](int offset) { return offset; });
    }
    for (const auto& [name, setting] : node.settings) {
      layer.settings.set(name, value_of(setting));
    }
    layers.push(layer);
  }
  return layers;
}

EMSCRIPTEN_BINDINGS(receptive_layers) {
  emscripten::register_type<ByName<Setting>>(
      "{ [argument: string]: boolean | number | string | number[] }");
  emscripten::register_type<Word<Role>>(
      "'rearranges' | 'keepsMaps' | 'weighs' | 'mixes' | 'remembers'");
  emscripten::register_type<Word<Fate>>("'dies' | 'saturates'");
  emscripten::register_type<Maybe<Word<Fate>>>("'dies' | 'saturates' | undefined");
  emscripten::value_object<ParameterForm>("ParameterForm")
      .field("name", &ParameterForm::name)
      .field("shape", &ParameterForm::shape);
  emscripten::register_type<List<ParameterForm>>("ParameterForm[]");
  emscripten::value_object<LayerForm>("LayerForm")
      .field("name", &LayerForm::name)
      .field("type", &LayerForm::type)
      .field("inputs", &LayerForm::inputs)
      .field("outputShape", &LayerForm::output_shape)
      .field("parameterCount", &LayerForm::parameter_count)
      .field("weightsOf", &LayerForm::weights_of)
      .field("note", &LayerForm::note)
      .field("parameters", &LayerForm::parameters)
      .field("settings", &LayerForm::settings)
      .field("connections", &LayerForm::connections)
      .field("multiplyAdds", &LayerForm::multiply_adds)
      .field("activationBytes", &LayerForm::activation_bytes)
      .field("receptiveField", &LayerForm::receptive_field)
      .field("stride", &LayerForm::stride)
      .field("offset", &LayerForm::offset)
      .field("role", &LayerForm::role)
      .field("silent", &LayerForm::silent)
      .field("paintable", &LayerForm::paintable)
      .field("keepsMeasure", &LayerForm::keeps_measure)
      .field("fate", &LayerForm::fate)
      .field("changeable", &LayerForm::changeable)
      .field("mapOffsets", &LayerForm::map_offsets);
  emscripten::register_type<List<LayerForm>>("LayerForm[]");
}

}  // namespace receptive::bindings
