#include <emscripten/bind.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "checks.h"
#include "inspect/explain/explainer.h"
#include "inspect/explain/reach.h"
#include "model_handle.h"
#include "outgoing.h"

// The structs are what the package's types of the same subject say (wasm/model/explain.ts), with
// layers and parameters by their names.

namespace receptive::bindings {

namespace {

struct ReadsForm {
  Text layer = {};
  Ints places = {};
  Floats values = {};
  std::optional<Floats> factors = {};
  std::optional<Text> parameter = {};
  std::optional<Ints> weights = {};
};

struct WindowForm {
  Pair<int> kernel = {};
  Pair<int> strides = {};
  Pair<int> dilation = {};
  Pair<int> origin = {};
  Triple reads = {};
};

struct BiasForm {
  Text parameter = {};
  int place = 0;
  double value = 0;
};

struct UnitForm {
  Text layer = {};
  Text type = {};
  int place = 0;
  Triple position = {};
  Text rule = {};
  List<ReadsForm> reads = {};
  std::optional<WindowForm> window = {};
  std::optional<BiasForm> bias = {};
  ByName<double> numbers = {};
  std::optional<int> winner = {};
  double value = 0;
  double activation = 0;
};

struct PartForm {
  Text layer = {};
  Text type = {};
  Ints places = {};
  Floats gradients = {};
  Floats factors = {};
  std::optional<Text> parameter = {};
  std::optional<Ints> weights = {};
  double sum = 0;
};

struct SlopeForm {
  Text loss = {};
  std::optional<double> probability = {};
  std::optional<double> target = {};
};

struct GradientForm {
  Text layer = {};
  int place = 0;
  Triple position = {};
  double value = 0;
  List<PartForm> parts = {};
  std::optional<SlopeForm> of_loss = {};
  double sum = 0;
  double gradient = 0;
  double picture_loss = 0;
  Floats answer = {};
};

struct UsesForm {
  double total = 0;
  List<Text> layers = {};
  Bytes layer_of = {};
  Ints outputs = {};
  Floats gradients = {};
  Ints inputs = {};
  Floats values = {};
};

struct CheckForm {
  double step = 0;
  double loss_above = 0;
  double loss_below = 0;
  double gradient = 0;
  double relative_error = 0;
  std::optional<Text> note = {};
};

struct MemoryForm {
  Text name = {};
  double before = 0;
  double after = 0;
};

struct UpdateForm {
  Text optimizer = {};
  double learning_rate = 0;
  double gradient = 0;
  double before = 0;
  double after = 0;
  List<MemoryForm> memory = {};
};

struct WeightForm {
  Text parameter = {};
  int place = 0;
  Text layer = {};
  double value = 0;
  UsesForm uses = {};
  double sum = 0;
  double analytic = 0;
  CheckForm numeric = {};
  UpdateForm update = {};
};

std::optional<Text> name_or_none(const std::string& name) {
  if (name.empty()) return std::nullopt;
  return Text(name);
}

template <typename Number>
std::optional<Numbers<Number>> some_or_none(const std::vector<Number>& numbers, bool there) {
  if (!there) return std::nullopt;
  return Numbers<Number>(numbers);
}

Triple position_in(const Shape& shape, int place) {
  const Position at = position_of(place, shape);
  return {.map = at.map, .row = at.row, .column = at.col};
}

/// One field of what is used, for each use.
template <typename Number, typename Get>
Numbers<Number> column(const std::vector<WeightUse>& uses, const Get& get) {
  std::vector<Number> numbers;
  numbers.reserve(uses.size());
  for (const WeightUse& use : uses) numbers.push_back(static_cast<Number>(get(use)));
  return Numbers<Number>(numbers);
}

const std::string& type_of(const Graph& graph, int node) {
  return node == Graph::picture ? graph.name_of(node)
                                : graph.nodes()[static_cast<std::size_t>(node)].type;
}

void check_node(const Graph& graph, int node) {
  check_index("layer", node + 1, static_cast<int>(graph.nodes().size()) + 1);
}

ReadsForm reads_of(const Graph& graph, const UnitReads& reads) {
  return {.layer = Text(graph.name_of(reads.node)),
          .places = Ints(reads.places),
          .values = Floats(reads.values),
          .factors = some_or_none(reads.factors, !reads.factors.empty()),
          .parameter = name_or_none(reads.parameter),
          .weights = some_or_none(reads.weights, !reads.parameter.empty())};
}

WindowForm window_of(const UnitWindow& at) {
  const Window2d& window = at.window;
  return {.kernel = {.vertical = window.kernel_h, .horizontal = window.kernel_w},
          .strides = {.vertical = window.stride_h, .horizontal = window.stride_w},
          .dilation = {.vertical = window.dilation_h, .horizontal = window.dilation_w},
          .origin = {.vertical = at.row, .horizontal = at.col},
          .reads = {.map = at.reads.c, .row = at.reads.h, .column = at.reads.w}};
}

UnitForm explain_unit(ModelHandle& model, Address image, int node, int place) {
  const Graph& graph = model.graph();
  check_node(graph, node);
  const UnitArithmetic unit =
      Explainer(model.trainer(), model.probe()).unit(model.pictures(image), node, place);
  UnitForm form{
      .layer = Text(graph.name_of(node)),
      .type = Text(type_of(graph, node)),
      .place = place,
      .position = position_in(shape_of(graph, node), place),
      .rule = Text(rule_name(unit.rule)),
      .reads = {unit.reads, [&](const UnitReads& reads) { return reads_of(graph, reads); }},
      .winner = unit.winner,
      .value = unit.value,
      .activation = static_cast<double>(unit.activation)};
  if (unit.window) form.window = window_of(*unit.window);
  if (unit.bias) {
    form.bias = BiasForm{.parameter = Text(unit.bias->parameter),
                         .place = unit.bias->place,
                         .value = unit.bias->value};
  }
  for (const auto& [name, value] : unit.numbers) form.numbers.set(name, value);
  return form;
}

PartForm part_of(const Graph& graph, const GradientPart& part) {
  return {.layer = Text(graph.name_of(part.node)),
          .type = Text(type_of(graph, part.node)),
          .places = Ints(part.places),
          .gradients = Floats(part.gradients),
          .factors = Floats(part.factors),
          .parameter = name_or_none(part.parameter),
          .weights = some_or_none(part.weights, !part.parameter.empty()),
          .sum = part.sum};
}

/// With the loss of the picture and the network's answer.
GradientForm explain_gradient(ModelHandle& model, Address image, int label, int node, int place) {
  const Graph& graph = model.graph();
  check_node(graph, node);
  const UnitGradient unit =
      Explainer(model.trainer(), model.probe()).gradient(model.pictures(image), label, node, place);
  GradientForm form{
      .layer = Text(graph.name_of(node)),
      .place = place,
      .position = position_in(shape_of(graph, node), place),
      .value = unit.value,
      .parts = {unit.parts, [&](const GradientPart& part) { return part_of(graph, part); }},
      .sum = unit.sum,
      .gradient = static_cast<double>(unit.gradient),
      .picture_loss = model.probe().loss(),
      .answer = Floats(model.probe().answer())};
  if (unit.of_loss) {
    form.of_loss = SlopeForm{.loss = Text(unit.of_loss->loss),
                             .probability = unit.of_loss->probability,
                             .target = unit.of_loss->target};
  }
  return form;
}

UsesForm uses_of(const Graph& graph, const WeightArithmetic& weight) {
  const std::vector<WeightUse>& uses = weight.uses;
  List<Text> layers = {};
  std::vector<int> nodes;
  std::vector<std::uint8_t> which;
  for (const WeightUse& use : uses) {
    const auto found = std::ranges::find(nodes, use.node);
    which.push_back(static_cast<std::uint8_t>(found - nodes.begin()));
    if (found != nodes.end()) continue;
    nodes.push_back(use.node);
    layers.push(Text(graph.name_of(use.node)));
  }
  return {.total = static_cast<double>(weight.total),
          .layers = layers,
          .layer_of = Bytes(which),
          .outputs = column<std::int32_t>(uses, [](const auto& use) { return use.output; }),
          .gradients = column<float>(uses, [](const auto& use) { return use.gradient; }),
          .inputs = column<std::int32_t>(uses, [](const auto& use) { return use.input; }),
          .values = column<float>(uses, [](const auto& use) { return use.value; })};
}

CheckForm numeric_of(const GradientCheck& check) {
  return {.step = check.step,
          .loss_above = check.loss_above,
          .loss_below = check.loss_below,
          .gradient = check.gradient,
          .relative_error = check.relative_error,
          .note = name_or_none(check.note)};
}

UpdateForm update_of(const NextUpdate& update) {
  return {.optimizer = Text(update.optimizer),
          .learning_rate = update.learning_rate,
          .gradient = update.gradient,
          .before = update.before,
          .after = update.after,
          .memory = {update.memory, [](const NextUpdate::Memory& one) {
                       return MemoryForm{
                           .name = Text(one.name), .before = one.before, .after = one.after};
                     }}};
}

WeightForm explain_weight(ModelHandle& model, Address image, int label, int index, int place,
                          std::size_t limit) {
  const Graph& graph = model.graph();
  check_index("parameter", index, static_cast<int>(model.trainer().parameters().views().size()));
  const WeightArithmetic weight = Explainer(model.trainer(), model.probe())
                                      .weight(model.pictures(image), label, index, place, limit);
  return {.parameter = Text(weight.parameter.text),
          .place = place,
          .layer = Text(graph.name_of(weight.parameter.node)),
          .value = weight.value,
          .uses = uses_of(graph, weight),
          .sum = weight.sum,
          .analytic = weight.analytic,
          .numeric = numeric_of(weight.numeric),
          .update = update_of(weight.update)};
}

/// By the names of the layers, 'input' too.
ByName<Bytes> reach_of(const ModelHandle& model, int node, int place) {
  const Graph& graph = model.graph();
  check_node(graph, node);
  ByName<Bytes> marks_by_name = {};
  int index = Graph::picture;
  for (const std::vector<std::uint8_t>& marks : reach(graph, node, place)) {
    marks_by_name.set(graph.name_of(index++), Bytes(marks));
  }
  return marks_by_name;
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_explain) {
  emscripten::value_object<ReadsForm>("ReadsForm")
      .field("layer", &ReadsForm::layer)
      .field("places", &ReadsForm::places)
      .field("values", &ReadsForm::values)
      .field("factors", &ReadsForm::factors)
      .field("parameter", &ReadsForm::parameter)
      .field("weights", &ReadsForm::weights);
  emscripten::register_type<List<ReadsForm>>("ReadsForm[]");
  emscripten::value_object<WindowForm>("WindowForm")
      .field("kernel", &WindowForm::kernel)
      .field("strides", &WindowForm::strides)
      .field("dilation", &WindowForm::dilation)
      .field("origin", &WindowForm::origin)
      .field("reads", &WindowForm::reads);
  emscripten::register_optional<WindowForm>();
  emscripten::value_object<BiasForm>("BiasForm")
      .field("parameter", &BiasForm::parameter)
      .field("place", &BiasForm::place)
      .field("value", &BiasForm::value);
  emscripten::register_optional<BiasForm>();
  emscripten::value_object<UnitForm>("UnitForm")
      .field("layer", &UnitForm::layer)
      .field("type", &UnitForm::type)
      .field("place", &UnitForm::place)
      .field("position", &UnitForm::position)
      .field("rule", &UnitForm::rule)
      .field("reads", &UnitForm::reads)
      .field("window", &UnitForm::window)
      .field("bias", &UnitForm::bias)
      .field("numbers", &UnitForm::numbers)
      .field("winner", &UnitForm::winner)
      .field("value", &UnitForm::value)
      .field("activation", &UnitForm::activation);
  emscripten::value_object<PartForm>("PartForm")
      .field("layer", &PartForm::layer)
      .field("type", &PartForm::type)
      .field("places", &PartForm::places)
      .field("gradients", &PartForm::gradients)
      .field("factors", &PartForm::factors)
      .field("parameter", &PartForm::parameter)
      .field("weights", &PartForm::weights)
      .field("sum", &PartForm::sum);
  emscripten::register_type<List<PartForm>>("PartForm[]");
  emscripten::value_object<SlopeForm>("SlopeForm")
      .field("loss", &SlopeForm::loss)
      .field("probability", &SlopeForm::probability)
      .field("target", &SlopeForm::target);
  emscripten::register_optional<SlopeForm>();
  emscripten::value_object<GradientForm>("GradientForm")
      .field("layer", &GradientForm::layer)
      .field("place", &GradientForm::place)
      .field("position", &GradientForm::position)
      .field("value", &GradientForm::value)
      .field("parts", &GradientForm::parts)
      .field("ofLoss", &GradientForm::of_loss)
      .field("sum", &GradientForm::sum)
      .field("gradient", &GradientForm::gradient)
      .field("pictureLoss", &GradientForm::picture_loss)
      .field("answer", &GradientForm::answer);
  emscripten::value_object<UsesForm>("UsesForm")
      .field("total", &UsesForm::total)
      .field("layers", &UsesForm::layers)
      .field("layerOf", &UsesForm::layer_of)
      .field("outputs", &UsesForm::outputs)
      .field("gradients", &UsesForm::gradients)
      .field("inputs", &UsesForm::inputs)
      .field("values", &UsesForm::values);
  emscripten::value_object<CheckForm>("CheckForm")
      .field("step", &CheckForm::step)
      .field("lossAbove", &CheckForm::loss_above)
      .field("lossBelow", &CheckForm::loss_below)
      .field("gradient", &CheckForm::gradient)
      .field("relativeError", &CheckForm::relative_error)
      .field("note", &CheckForm::note);
  emscripten::value_object<MemoryForm>("MemoryForm")
      .field("name", &MemoryForm::name)
      .field("before", &MemoryForm::before)
      .field("after", &MemoryForm::after);
  emscripten::register_type<List<MemoryForm>>("MemoryForm[]");
  emscripten::value_object<UpdateForm>("UpdateForm")
      .field("optimizer", &UpdateForm::optimizer)
      .field("learningRate", &UpdateForm::learning_rate)
      .field("gradient", &UpdateForm::gradient)
      .field("before", &UpdateForm::before)
      .field("after", &UpdateForm::after)
      .field("memory", &UpdateForm::memory);
  emscripten::value_object<WeightForm>("WeightForm")
      .field("parameter", &WeightForm::parameter)
      .field("place", &WeightForm::place)
      .field("layer", &WeightForm::layer)
      .field("value", &WeightForm::value)
      .field("uses", &WeightForm::uses)
      .field("sum", &WeightForm::sum)
      .field("analytic", &WeightForm::analytic)
      .field("numeric", &WeightForm::numeric)
      .field("update", &WeightForm::update);
  emscripten::function("explainUnit", &explain_unit);
  emscripten::function("explainGradient", &explain_gradient);
  emscripten::function("explainWeight", &explain_weight);
  emscripten::function("reach", &reach_of);
}

}  // namespace receptive::bindings
