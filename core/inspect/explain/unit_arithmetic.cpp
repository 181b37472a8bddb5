#include "inspect/explain/unit_arithmetic.h"

namespace receptive {

namespace {

double sum_of(const std::vector<GradientPart>& parts) {
  double sum = 0;
  for (const GradientPart& part : parts) sum += part.sum;
  return sum;
}

/// dLoss/d(the value at `place` of a node), for the readers of its gradient.
double gradient_at(const NetworkValues& values, int last, int node, int place) {
  const bool shares = values.graph.nodes()[static_cast<std::size_t>(node)].layer->only_reshapes();
  if (shares && node < last) return sum_of(gradient_parts(values, last, node, place));
  return values.gradient(node).data[place];
}

GradientPart part_of(const NetworkValues& values, int last, const LayerRule& rule, int reader,
                     std::size_t index, int place) {
  GradientPart part{.node = reader, .places = {}, .gradients = {}, .factors = {}};
  const bool weighted = rule.slope_is_weight();
  if (weighted) part.parameter = parameter_name(values.graph, rule.node(), 0);
  for (const Link& link : rule.connections().readers_of(place, index)) {
    const double gradient = gradient_at(values, last, reader, link.output);
    const double factor = rule.slope(link, index);
    part.places.push_back(link.output);
    part.gradients.push_back(static_cast<float>(gradient));
    part.factors.push_back(static_cast<float>(factor));
    if (weighted) part.weights.push_back(link.weight);
    part.sum += gradient * factor;
  }
  return part;
}

}  // namespace

UnitArithmetic unit_arithmetic(const NetworkValues& values, int node, int place) {
  check_place(values.graph, node, place);
  UnitArithmetic unit{.node = node, .place = place};
  unit.activation = values.activation(node).data[place];
  if (node == Graph::network_input) {
    unit.value = static_cast<double>(unit.activation);
  } else {
    make_rule(values, node)->write_out(place, unit);
  }
  return unit;
}

std::vector<GradientPart> gradient_parts(const NetworkValues& values, int last, int node,
                                         int place) {
  check_place(values.graph, node, place);
  std::vector<GradientPart> parts;
  for (int reader = node + 1; reader <= last; ++reader) {
    const std::vector<int>& inputs = values.graph.nodes()[static_cast<std::size_t>(reader)].inputs;
    std::unique_ptr<LayerRule> rule;
    for (std::size_t index = 0; index < inputs.size(); ++index) {
      if (inputs[index] != node) continue;
      if (rule == nullptr) rule = make_rule(values, reader);
      parts.push_back(part_of(values, last, *rule, reader, index, place));
    }
  }
  return parts;
}

std::vector<WeightUse> weight_uses(const NetworkValues& values, int last, int index, int place) {
  std::vector<WeightUse> uses;
  for (int i = 0; i <= last; ++i) {
    const Node& node = values.graph.nodes()[static_cast<std::size_t>(i)];
    const int own = index - node.first_parameter;
    if (own < 0 || own >= static_cast<int>(node.parameters.size())) continue;
    const std::unique_ptr<LayerRule> rule = make_rule(values, i);
    for (const LayerRule::Use& use : rule->uses(static_cast<std::size_t>(own), place)) {
      uses.push_back({.node = i,
                      .output = use.output,
                      .input = use.input,
                      .gradient = gradient_at(values, last, i, use.output),
                      .value = use.slope});
    }
  }
  return uses;
}

}  // namespace receptive
