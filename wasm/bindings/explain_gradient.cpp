#include <emscripten/bind.h>

#include "explain.h"

namespace receptive::bindings {

namespace {

struct PartForm {
  Text layer = {};
  Text type = {};
  Ints places = {};
  Floats gradients = {};
  Floats factors = {};
  Maybe<Text> parameter = {};
  Maybe<Ints> weights = {};
  double sum = 0;
};

struct SlopeForm {
  Text loss = {};
  Maybe<double> probability = {};
  Maybe<double> target = {};
  Maybe<double> weight = {};
};

struct GradientForm {
  Text layer = {};
  int place = 0;
  Triple position = {};
  double value = 0;
  List<PartForm> parts = {};
  Maybe<SlopeForm> of_loss = {};
  double sum = 0;
  double gradient = 0;
  double picture_loss = 0;
  Floats answer = {};
};

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
      Explainer(model.network(), model.probe()).gradient(model.pictures(image), label, node, place);
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
                             .target = unit.of_loss->target,
                             .weight = unit.of_loss->weight};
  }
  return form;
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_explain_gradient) {
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
      .field("target", &SlopeForm::target)
      .field("weight", &SlopeForm::weight);
  emscripten::register_type<Maybe<SlopeForm>>("SlopeForm | undefined");
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
  emscripten::function("explainGradient", &explain_gradient);
}

}  // namespace receptive::bindings
