// Layers that multiply what they read with weights, and those that compare it with them.

#include <cmath>

#include "inspect/explain/layer_rule.h"

namespace receptive {

namespace {

/// The weights that the links meet, as factors.
void add_weights(const NetworkValues& values, const Node& node, const std::vector<Link>& links,
                 UnitReads& reads) {
  const float* weight = values.parameters.of(node)[0].data;
  reads.parameter = parameter_name(values.graph, node, 0);
  for (const Link& link : links) {
    reads.weights.push_back(link.weight);
    reads.factors.push_back(weight[link.weight]);
  }
}

/// y = sum of x * weight, plus bias: convolutions of all kinds and dense layers, and, as a mean,
/// LeNet-5's subsampling, whose one coefficient meets every pixel of the window.
class WeightedSum final : public LayerRule {
 public:
  using LayerRule::LayerRule;

  void write_out(int output, UnitArithmetic& unit) const override {
    const std::vector<Link> links = connections().read_by(output);
    UnitReads read = reads(links, 0);
    add_weights(values(), node(), links, read);
    unit.rule = connections().weight_by_tap() ? UnitRule::weighted_sum : UnitRule::mean;
    unit.value = 0;
    for (const Link& link : links) unit.value += input(link.input) * parameter(0, link.weight);
    add_bias(output, unit);
    unit.window = window_of(output);
    unit.reads.push_back(std::move(read));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return parameter(0, link.weight);
  }
  [[nodiscard]] bool slope_is_weight() const override { return true; }

  [[nodiscard]] std::vector<Use> uses(std::size_t index, int place) const override {
    if (index > 0) return bias_uses(place);
    std::vector<Use> uses;
    for (const Link& link : connections().uses_of(place)) {
      uses.push_back({.output = link.output, .input = link.input, .slope = input(link.input)});
    }
    return uses;
  }
};

/// y_i = -sum over j of (x_j - w_ij)^2.
class Distance final : public LayerRule {
 public:
  using LayerRule::LayerRule;

  void write_out(int output, UnitArithmetic& unit) const override {
    const std::vector<Link> links = connections().read_by(output);
    UnitReads read = reads(links, 0);
    add_weights(values(), node(), links, read);
    unit.rule = UnitRule::distance;
    unit.value = 0;
    for (const Link& link : links) {
      const double apart = input(link.input) - parameter(0, link.weight);
      unit.value -= apart * apart;
    }
    unit.reads.push_back(std::move(read));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return -2.0 * (input(link.input) - parameter(0, link.weight));
  }
  [[nodiscard]] std::vector<Use> uses(std::size_t, int place) const override {
    std::vector<Use> uses;
    for (const Link& link : connections().uses_of(place)) {
      uses.push_back({.output = link.output,
                      .input = link.input,
                      .slope = 2.0 * (input(link.input) - parameter(0, link.weight))});
    }
    return uses;
  }
};

/// y (d, column) = weight (the number in the column, d). What is read only says which row.
class LookUp final : public LayerRule {
 public:
  using LayerRule::LayerRule;

  void write_out(int output, UnitArithmetic& unit) const override {
    const std::vector<Link> links = connections().read_by(output);
    UnitReads read = reads(links, 0);
    unit.rule = UnitRule::constant;
    const std::optional<int> place = weight_of(links[0]);
    unit.value = place ? parameter(0, *place) : std::nan("");
    unit.numbers.emplace_back("row", input(links[0].input));
    if (place) {
      read.parameter = parameter_name(values().graph, node(), 0);
      read.weights.push_back(*place);
      read.factors.push_back(static_cast<float>(unit.value));
    }
    unit.reads.push_back(std::move(read));
  }
  /// A number is a name; it has no neighbours.
  [[nodiscard]] double slope(const Link&, std::size_t) const override { return 0.0; }

  [[nodiscard]] std::vector<Use> uses(std::size_t, int place) const override {
    std::vector<Use> uses;
    const int first = place % shape().c * shape().w;
    for (int output = first; output < first + shape().w; ++output) {
      const Link link = connections().read_by(output)[0];
      if (weight_of(link) != place) continue;
      uses.push_back({.output = output, .input = link.input, .slope = 1.0});
    }
    return uses;
  }

 private:
  /// Nothing where the number names no row.
  [[nodiscard]] std::optional<int> weight_of(const Link& link) const {
    const double row = input(link.input);
    const int rows = node().parameters[0].shape.n;
    if (!(row >= 0 && row < rows) || std::floor(row) != row) return {};
    return static_cast<int>(row) * shape().c + link.output / shape().w;
  }
};

}  // namespace

std::unique_ptr<LayerRule> rule_of(const formula::WeightedSum&, const NetworkValues& values,
                                   int node) {
  return std::make_unique<WeightedSum>(values, node);
}

std::unique_ptr<LayerRule> rule_of(const formula::Distance&, const NetworkValues& values,
                                   int node) {
  return std::make_unique<Distance>(values, node);
}

std::unique_ptr<LayerRule> rule_of(const formula::LookUp&, const NetworkValues& values, int node) {
  return std::make_unique<LookUp>(values, node);
}

}  // namespace receptive
