#include <emscripten/bind.h>

#include <algorithm>
#include <vector>

#include "explain.h"
#include "train/looks/next_update.h"

namespace receptive::bindings {

namespace {

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
  Maybe<Text> note = {};
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

/// One field of what is used, for each use.
template <typename Number, typename Get>
Numbers<Number> column(const std::vector<WeightUse>& uses, const Get& get) {
  std::vector<Number> numbers;
  numbers.reserve(uses.size());
  for (const WeightUse& use : uses) numbers.push_back(static_cast<Number>(get(use)));
  return Numbers<Number>(numbers);
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
  check_index("parameter", index, static_cast<int>(model.network().parameters().views().size()));
  const WeightArithmetic weight = Explainer(model.network(), model.probe())
                                      .weight(model.pictures(image), label, index, place, limit);
  return {.parameter = Text(weight.parameter.text),
          .place = place,
          .layer = Text(graph.name_of(weight.parameter.node)),
          .value = weight.value,
          .uses = uses_of(graph, weight),
          .sum = weight.sum,
          .analytic = weight.analytic,
          .numeric = numeric_of(weight.numeric),
          .update = update_of(next_update(model.trainer(), index, place))};
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_explain_weight) {
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
  emscripten::function("explainWeight", &explain_weight);
}

}  // namespace receptive::bindings
