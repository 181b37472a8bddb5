// Layers that take values one by one, move them or join them, and the softmax.

#include <algorithm>
#include <cmath>
#include <utility>

#include "inspect/explain/layer_rule.h"

namespace receptive {

namespace {

class Function final : public LayerRule {
 public:
  Function(const NetworkValues& values, int node, const Pointwise& function)
      : LayerRule(values, node), function_(function) {}

  void write_out(int output, UnitArithmetic& unit) const override {
    unit.rule = UnitRule::function;
    unit.value = value_at(function_, input(output));
    unit.numbers.emplace_back("slope", slope_at(function_, input(output)));
    if (function_.slope_name != nullptr) {
      unit.numbers.emplace_back(function_.slope_name, static_cast<double>(function_.slope));
    }
    unit.reads.push_back(reads(output));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return slope_at(function_, input(link.input));
  }

 private:
  Pointwise function_;
};

/// y = scale * x + offset, by numbers of the specification.
class Rescaled final : public LayerRule {
 public:
  Rescaled(const NetworkValues& values, int node, formula::Rescaled formula)
      : LayerRule(values, node), formula_(std::move(formula)) {}

  void write_out(int output, UnitArithmetic& unit) const override {
    const double scale = of_map(formula_.scale, output);
    const double offset = of_map(formula_.offset, output);
    unit.rule = UnitRule::function;
    unit.value = scale * input(output) + offset;
    unit.numbers = {{"scale", scale}, {"offset", offset}, {"slope", scale}};
    unit.reads.push_back(reads(output));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return of_map(formula_.scale, link.output);
  }

 private:
  [[nodiscard]] double of_map(const std::vector<float>& numbers, int output) const {
    return numbers[static_cast<std::size_t>(position_of(output, shape()).map)];
  }

  formula::Rescaled formula_;
};

/// y_i = e^(x_i - largest) / sum; dy_i/dx_j = y_i ((i == j) - y_j).
class Softmax final : public LayerRule {
 public:
  Softmax(const NetworkValues& values, int node) : LayerRule(values, node) {
    const auto count = static_cast<int>(shape().example_count());
    for (int i = 0; i < count; ++i) largest_ = std::max(largest_, input(i));
    for (int i = 0; i < count; ++i) sum_ += std::exp(input(i) - largest_);
  }

  void write_out(int output, UnitArithmetic& unit) const override {
    unit.rule = UnitRule::softmax;
    unit.value = probability(output);
    unit.numbers = {{"x", input(output)}, {"largest", largest_}, {"sumOfExponentials", sum_}};
    unit.reads.push_back(reads(output));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return probability(link.output) *
           ((link.output == link.input ? 1.0 : 0.0) - probability(link.input));
  }

 private:
  [[nodiscard]] double probability(int place) const {
    return std::exp(input(place) - largest_) / sum_;
  }

  double largest_ = -HUGE_VAL;
  double sum_ = 0;
};

/// Numbers that only move, or that come from several inputs and are added up.
class Copy final : public LayerRule {
 public:
  Copy(const NetworkValues& values, int node, UnitRule rule)
      : LayerRule(values, node), rule_(rule) {}

  void write_out(int output, UnitArithmetic& unit) const override {
    unit.rule = rule_;
    unit.value = 0;
    for (std::size_t index = 0; index < node().inputs.size(); ++index) {
      UnitReads read = reads(output, index);
      if (read.places.empty()) continue;  // another input of a concatenation stands here
      unit.value += input(read.places[0], index);
      unit.reads.push_back(std::move(read));
    }
    if (unit.reads.empty()) unit.rule = UnitRule::constant;  // a zero of the padding
  }
  [[nodiscard]] double slope(const Link&, std::size_t) const override { return 1.0; }

 private:
  UnitRule rule_;
};

}  // namespace

std::unique_ptr<LayerRule> rule_of(const Pointwise& formula, const NetworkValues& values,
                                   int node) {
  return std::make_unique<Function>(values, node, formula);
}

std::unique_ptr<LayerRule> rule_of(const formula::Rescaled& formula, const NetworkValues& values,
                                   int node) {
  return std::make_unique<Rescaled>(values, node, formula);
}

std::unique_ptr<LayerRule> rule_of(const formula::Softmax&, const NetworkValues& values, int node) {
  return std::make_unique<Softmax>(values, node);
}

std::unique_ptr<LayerRule> rule_of(const formula::Copy&, const NetworkValues& values, int node) {
  return std::make_unique<Copy>(values, node, UnitRule::copy);
}

std::unique_ptr<LayerRule> rule_of(const formula::Sum&, const NetworkValues& values, int node) {
  return std::make_unique<Copy>(values, node, UnitRule::sum);
}

}  // namespace receptive
