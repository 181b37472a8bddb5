#include <emscripten/bind.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "inspect/explain/explainer.h"
#include "inspect/explain/reach.h"
#include "model_handle.h"
#include "train/looks/next_update.h"

namespace receptive::bindings {

using emscripten::val;

namespace {

/// Copies, as the typed array of their kind.
template <typename Number>
val array_of(const std::vector<Number>& numbers) {
  return val(emscripten::typed_memory_view(numbers.size(), numbers.data())).call<val>("slice");
}

val list_of(std::initializer_list<int> numbers) {
  val list = val::array();
  for (const int number : numbers) list.call<void>("push", number);
  return list;
}

/// [channel, row, column]
val position_in(const Shape& shape, int place) {
  const Position at = position_of(place, shape);
  return list_of({at.map, at.row, at.col});
}

/// One field of what is used or read, for each of them.
template <typename Number, typename Item, typename Get>
std::vector<Number> column(const std::vector<Item>& items, const Get& get) {
  std::vector<Number> numbers;
  numbers.reserve(items.size());
  for (const Item& item : items) numbers.push_back(static_cast<Number>(get(item)));
  return numbers;
}

const std::string& type_of(const Graph& graph, int node) {
  return node == Graph::picture ? graph.name_of(node)
                                : graph.nodes()[static_cast<std::size_t>(node)].type;
}

ConstTensorView picture_at(ModelHandle& model, Address image) {
  return {reinterpret_cast<const float*>(image), model.network().graph().input()};
}

val reads_of(const Graph& graph, const UnitReads& reads) {
  val object = val::object();
  object.set("layer", graph.name_of(reads.node));
  object.set("places", array_of(reads.places));
  object.set("values", array_of(reads.values));
  if (!reads.factors.empty()) object.set("factors", array_of(reads.factors));
  if (!reads.parameter.empty()) {
    object.set("parameter", reads.parameter);
    object.set("weights", array_of(reads.weights));
  }
  return object;
}

val window_of(const UnitWindow& window) {
  val object = val::object();
  object.set("kernel", list_of({window.window.kernel_h, window.window.kernel_w}));
  object.set("strides", list_of({window.window.stride_h, window.window.stride_w}));
  object.set("dilation", list_of({window.window.dilation_h, window.window.dilation_w}));
  object.set("origin", list_of({window.row, window.col}));
  object.set("reads", list_of({window.reads.c, window.reads.h, window.reads.w}));
  return object;
}

val explain_unit(ModelHandle& model, Address image, int node, int place) {
  const Graph& graph = model.network().graph();
  const UnitArithmetic unit =
      Explainer(model.network(), model.probe()).unit(picture_at(model, image), node, place);
  val object = val::object();
  object.set("layer", graph.name_of(node));
  object.set("type", type_of(graph, node));
  object.set("place", place);
  object.set("position", position_in(shape_of(graph, node), place));
  object.set("rule", std::string(rule_name(unit.rule)));
  val reads = val::array();
  for (const UnitReads& one : unit.reads) reads.call<void>("push", reads_of(graph, one));
  object.set("reads", reads);
  if (unit.window) object.set("window", window_of(*unit.window));
  if (unit.bias) {
    val bias = val::object();
    bias.set("parameter", unit.bias->parameter);
    bias.set("place", unit.bias->place);
    bias.set("value", unit.bias->value);
    object.set("bias", bias);
  }
  val numbers = val::object();
  for (const auto& [name, value] : unit.numbers) numbers.set(name, value);
  object.set("numbers", numbers);
  if (unit.winner) object.set("winner", *unit.winner);
  object.set("value", unit.value);
  object.set("activation", unit.activation);
  return object;
}

val part_of(const Graph& graph, const GradientPart& part) {
  val object = val::object();
  object.set("layer", graph.name_of(part.node));
  object.set("type", type_of(graph, part.node));
  object.set("places", array_of(part.places));
  object.set("gradients", array_of(part.gradients));
  object.set("factors", array_of(part.factors));
  if (!part.parameter.empty()) {
    object.set("parameter", part.parameter);
    object.set("weights", array_of(part.weights));
  }
  object.set("sum", part.sum);
  return object;
}

/// With the loss of the picture and the network's answer.
val explain_gradient(ModelHandle& model, Address image, int label, int node, int place) {
  const Graph& graph = model.network().graph();
  const UnitGradient unit = Explainer(model.network(), model.probe())
                                .gradient(picture_at(model, image), label, node, place);
  val object = val::object();
  object.set("layer", graph.name_of(node));
  object.set("place", place);
  object.set("position", position_in(shape_of(graph, node), place));
  object.set("value", unit.value);
  val parts = val::array();
  for (const GradientPart& part : unit.parts) parts.call<void>("push", part_of(graph, part));
  object.set("parts", parts);
  if (unit.of_loss) {
    val loss = val::object();
    loss.set("loss", unit.of_loss->loss);
    if (unit.of_loss->probability) loss.set("probability", *unit.of_loss->probability);
    if (unit.of_loss->target) loss.set("target", *unit.of_loss->target);
    object.set("ofLoss", loss);
  }
  object.set("sum", unit.sum);
  object.set("gradient", unit.gradient);
  object.set("pictureLoss", model.probe().loss());
  object.set("answer", view_of(model.probe().answer()).call<val>("slice"));
  return object;
}

val uses_of(const Graph& graph, const WeightArithmetic& weight) {
  val object = val::object();
  object.set("total", static_cast<double>(weight.total));
  val layers = val::array();
  std::vector<int> nodes;
  std::vector<std::uint8_t> which;
  for (const WeightUse& use : weight.uses) {
    const auto found = std::ranges::find(nodes, use.node);
    which.push_back(static_cast<std::uint8_t>(found - nodes.begin()));
    if (found != nodes.end()) continue;
    nodes.push_back(use.node);
    layers.call<void>("push", graph.name_of(use.node));
  }
  const std::vector<WeightUse>& uses = weight.uses;
  object.set("layers", layers);
  object.set("layerOf", array_of(which));
  object.set("outputs",
             array_of(column<std::int32_t>(uses, [](const auto& use) { return use.output; })));
  object.set("gradients",
             array_of(column<float>(uses, [](const auto& use) { return use.gradient; })));
  object.set("inputs",
             array_of(column<std::int32_t>(uses, [](const auto& use) { return use.input; })));
  object.set("values", array_of(column<float>(uses, [](const auto& use) { return use.value; })));
  return object;
}

val numeric_of(const GradientCheck& check) {
  val object = val::object();
  object.set("step", check.step);
  object.set("lossAbove", check.loss_above);
  object.set("lossBelow", check.loss_below);
  object.set("gradient", check.gradient);
  object.set("relativeError", check.relative_error);
  if (!check.note.empty()) object.set("note", check.note);
  return object;
}

val update_of(const NextUpdate& update) {
  val object = val::object();
  object.set("optimizer", update.optimizer);
  object.set("learningRate", update.learning_rate);
  object.set("gradient", update.gradient);
  object.set("before", update.before);
  object.set("after", update.after);
  val memory = val::array();
  for (const NextUpdate::Memory& one : update.memory) {
    val item = val::object();
    item.set("name", one.name);
    item.set("before", one.before);
    item.set("after", one.after);
    memory.call<void>("push", item);
  }
  object.set("memory", memory);
  return object;
}

val explain_weight(ModelHandle& model, Address image, int label, int index, int place, int limit) {
  const Graph& graph = model.network().graph();
  const WeightArithmetic weight =
      Explainer(model.network(), model.probe())
          .weight(picture_at(model, image), label, index, place, static_cast<std::size_t>(limit));
  val object = val::object();
  object.set("parameter", weight.parameter.text);
  object.set("place", place);
  object.set("layer", graph.name_of(weight.parameter.node));
  object.set("value", weight.value);
  object.set("uses", uses_of(graph, weight));
  object.set("sum", weight.sum);
  object.set("analytic", weight.analytic);
  object.set("numeric", numeric_of(weight.numeric));
  object.set("update", update_of(next_update(model.trainer(), index, place)));
  return object;
}

/// By the names of the layers, 'input' too.
val reach_of(ModelHandle& model, int node, int place) {
  const Graph& graph = model.network().graph();
  val object = val::object();
  int index = Graph::picture;
  for (const std::vector<std::uint8_t>& marks : reach(graph, node, place)) {
    object.set(graph.name_of(index++), array_of(marks));
  }
  return object;
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_explain) {
  emscripten::function("explainUnit", &explain_unit);
  emscripten::function("explainGradient", &explain_gradient);
  emscripten::function("explainWeight", &explain_weight);
  emscripten::function("reach", &reach_of);
}

}  // namespace receptive::bindings
