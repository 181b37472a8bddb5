#include "inspect/explain/layer_rule.h"

#include <algorithm>
#include <variant>

namespace receptive {

const char* rule_name(UnitRule rule) {
  switch (rule) {
    case UnitRule::weighted_sum:
      return "weightedSum";
    case UnitRule::mean:
      return "mean";
    case UnitRule::max:
      return "max";
    case UnitRule::root_of_squares:
      return "rootOfSquares";
    case UnitRule::function:
      return "function";
    case UnitRule::softmax:
      return "softmax";
    case UnitRule::normalize:
      return "normalize";
    case UnitRule::copy:
      return "copy";
    case UnitRule::sum:
      return "sum";
    case UnitRule::distance:
      return "distance";
    case UnitRule::constant:
      return "constant";
  }
  return "";
}

LayerRule::LayerRule(const NetworkValues& values, int node)
    : values_(values),
      index_(node),
      node_(values.graph.nodes()[static_cast<std::size_t>(node)]),
      connections_(values.graph, node) {
  for (const int input : node_.inputs) inputs_.push_back(values.activation(input));
}

double LayerRule::input(int place, std::size_t index) const {
  return place < 0 ? 0.0 : static_cast<double>(inputs_[index].data[place]);
}

double LayerRule::output(int place) const { return values_.activation(index_).data[place]; }

double LayerRule::parameter(std::size_t index, int place) const {
  return values_.parameters.of(node_)[index].data[place];
}

std::size_t LayerRule::index_of(const std::string& name) const {
  return static_cast<std::size_t>(std::ranges::find(node_.parameters, name, &ParameterInfo::name) -
                                  node_.parameters.begin());
}

bool LayerRule::has_parameter(const std::string& name) const {
  return index_of(name) < node_.parameters.size();
}

UnitReads LayerRule::reads(int output, std::size_t index) const {
  return reads(connections_.read_by(output, index), index);
}

UnitReads LayerRule::reads(const std::vector<Link>& links, std::size_t index) const {
  UnitReads reads{.node = node_.inputs[index]};
  for (const Link& link : links) {
    reads.places.push_back(link.input);
    reads.values.push_back(static_cast<float>(input(link.input, index)));
  }
  return reads;
}

void LayerRule::add_bias(int output, UnitArithmetic& unit) const {
  if (!has_parameter("bias")) return;
  const std::size_t index = index_of("bias");
  const int place = connections_.bias_of(output);
  unit.bias = {.parameter = parameter_name(values_.graph, node_, index),
               .place = place,
               .value = parameter(index, place)};
  unit.value += unit.bias->value;
}

std::vector<LayerRule::Use> LayerRule::bias_uses(int place) const {
  std::vector<Use> uses;
  for (const int output : connections_.outputs_with_bias(place)) {
    uses.push_back({.output = output, .slope = 1.0});
  }
  return uses;
}

std::vector<LayerRule::Use> LayerRule::uses(std::size_t index, int place) const {
  (void)index;
  (void)place;
  return {};
}

std::optional<UnitWindow> LayerRule::window_of(int output) const {
  const std::optional<Window2d> window = node_.layer->window();
  if (!window) return {};
  const Position at = position_of(output, shape());
  return UnitWindow{.window = *window,
                    .row = at.row * window->stride_h - window->padding.top,
                    .col = at.col * window->stride_w - window->padding.left,
                    .reads = inputs_[0].shape};
}

std::unique_ptr<LayerRule> make_rule(const NetworkValues& values, int node) {
  const Formula formula = values.graph.nodes()[static_cast<std::size_t>(node)].layer->formula();
  return std::visit([&](const auto& one) { return rule_of(one, values, node); }, formula);
}

}  // namespace receptive
