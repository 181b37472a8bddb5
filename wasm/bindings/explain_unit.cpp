#include <emscripten/bind.h>

#include <string>
#include <vector>

#include "explain.h"
#include "inspect/explain/reach.h"

namespace receptive::bindings {

namespace {

struct ReadsForm {
  Text layer = {};
  Ints places = {};
  Floats values = {};
  Maybe<Floats> factors = {};
  Maybe<Text> parameter = {};
  Maybe<Ints> weights = {};
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
  Word<UnitRule> rule = {};
  List<ReadsForm> reads = {};
  Maybe<WindowForm> window = {};
  Maybe<BiasForm> bias = {};
  ByName<double> numbers = {};
  Maybe<int> winner = {};
  double value = 0;
  double activation = 0;
};

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
      Explainer(model.network(), model.probe()).unit(model.pictures(image), node, place);
  UnitForm form{
      .layer = Text(graph.name_of(node)),
      .type = Text(type_of(graph, node)),
      .place = place,
      .position = position_in(shape_of(graph, node), place),
      .rule = Word<UnitRule>(rule_name(unit.rule)),
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

/// By the names of the layers, 'input' too.
ByName<Bytes> reach_of(const ModelHandle& model, int node, int place) {
  const Graph& graph = model.graph();
  check_node(graph, node);
  ByName<Bytes> marks_by_name = {};
  int index = Graph::network_input;
  for (const std::vector<std::uint8_t>& marks : reach(graph, node, place)) {
    marks_by_name.set(graph.name_of(index++), Bytes(marks));
  }
  return marks_by_name;
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_explain_unit) {
  emscripten::register_type<Word<UnitRule>>(
      "'weightedSum' | 'mean' | 'max' | 'rootOfSquares' | 'function' | 'softmax' | 'normalize' | "
      "'copy' | 'sum' | 'distance' | 'constant'");
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
  emscripten::register_type<Maybe<WindowForm>>("WindowForm | undefined");
  emscripten::value_object<BiasForm>("BiasForm")
      .field("parameter", &BiasForm::parameter)
      .field("place", &BiasForm::place)
      .field("value", &BiasForm::value);
  emscripten::register_type<Maybe<BiasForm>>("BiasForm | undefined");
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
  emscripten::function("explainUnit", &explain_unit);
  emscripten::function("reach", &reach_of);
}

}  // namespace receptive::bindings
