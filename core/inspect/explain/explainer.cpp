#include "inspect/explain/explainer.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/error.h"
#include "base/heap_sort.h"

namespace receptive {

NetworkValues Explainer::values(const ParameterSet& parameters) const {
  return {.graph = network_->graph(),
          .parameters = parameters,
          .activation = [probe = probe_](int node) { return probe->activation(node); },
          .gradient = [probe = probe_](
                          int node) { return probe->gradient(node).value_or(ConstTensorView{}); }};
}

UnitArithmetic Explainer::unit(ConstTensorView picture, int node, int place) {
  check_place(network_->graph(), node, place);
  probe_->look(picture, {});
  return unit_arithmetic(values(network_->answering_parameters()), node, place);
}

UnitGradient Explainer::gradient(ConstTensorView picture, int label, int node, int place) {
  check_place(network_->graph(), node, place);
  probe_->look_at_training(picture, label);
  const NetworkValues here = values(network_->parameters());
  const int scores = network_->scores_node();
  UnitGradient unit{.node = node,
                    .place = place,
                    .value = static_cast<double>(here.activation(node).data[place])};
  if (node < scores) {
    unit.parts = gradient_parts(here, scores, node, place);
    for (const GradientPart& part : unit.parts) unit.sum += part.sum;
    // What is only reshaped has no gradient of its own in memory.
    const bool shares =
        node != Graph::network_input &&
        network_->graph().nodes()[static_cast<std::size_t>(node)].layer->only_reshapes();
    unit.gradient = shares ? static_cast<float>(unit.sum) : here.gradient(node).data[place];
    return unit;
  }
  unit.of_loss = loss_slope(network_->loss(), here.activation(scores), label, place);
  if (node == scores) {
    unit.sum = unit.of_loss->gradient;
    unit.gradient = here.gradient(node).data[place];
    return unit;
  }
  // A softmax that is part of the loss. Of -sum of target * log(probability), times the weight of
  // the class; other losses read the scores before it and never see it.
  const bool cross_entropy = unit.of_loss->loss == "softmaxCrossEntropy";
  if (cross_entropy && *unit.of_loss->target > 0) {
    unit.sum =
        -unit.of_loss->weight.value_or(1.0) * *unit.of_loss->target / *unit.of_loss->probability;
  }
  unit.gradient = static_cast<float>(unit.sum);
  return unit;
}

WeightArithmetic Explainer::weight(ConstTensorView picture, int label, int index, int place,
                                   std::size_t limit) {
  const std::vector<ParameterName> names = parameter_names(network_->graph());
  if (index < 0 || static_cast<std::size_t>(index) >= names.size()) {
    throw ArgumentError("parameter: expected 0 to " + std::to_string(names.size()) +
                        " exclusive, found " + std::to_string(index));
  }
  const ParameterName& name = names[static_cast<std::size_t>(index)];
  const std::size_t count = name.info->shape.count();
  const auto at = static_cast<std::size_t>(place);
  if (place < 0 || at >= count) {
    throw ArgumentError("place: expected 0 to " + std::to_string(count - 1) + ", the places of " +
                        name.text + ", found " + std::to_string(place));
  }
  const Node& node = network_->graph().nodes()[static_cast<std::size_t>(name.node)];
  const auto of = static_cast<std::size_t>(index);

  probe_->look_at_parameters(picture, label);
  WeightArithmetic weight{
      .parameter = name,
      .place = place,
      .value = static_cast<double>(network_->parameters().views()[of].data[at]),
      .uses = weight_uses(values(network_->parameters()), network_->scores_node(), index, place),
      .numeric = {}};
  weight.total = weight.uses.size();
  for (const WeightUse& use : weight.uses) weight.sum += use.gradient * use.value;
  const bool trained = node.trainable && name.info->role != ParameterRole::statistic;
  weight.analytic = trained
                        ? static_cast<double>(probe_->parameter_gradients()->views()[of].data[at])
                        : weight.sum;
  // The largest first, NaN before all; equals in the order of their places.
  heap_sort(weight.uses, {}, [](const WeightUse& use) {
    const double size = std::abs(use.gradient * use.value);
    return std::tuple(std::isnan(size) ? -HUGE_VAL : -size, use.node, use.output, use.input);
  });
  if (weight.uses.size() > limit) weight.uses.resize(limit);
  weight.numeric =
      check_gradient(*network_, *probe_, picture, label, index, place, weight.analytic);
  return weight;
}

}  // namespace receptive
