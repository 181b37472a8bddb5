// Layers that take values one by one, move them or join them, and the softmax.

#include <algorithm>
#include <cmath>

#include "inspect/explain/layer_rule.h"

namespace receptive {

namespace {

struct ValueAndSlope {
  double value = 0;
  double slope = 0;
};

/// The formulas of `ActivationKind`, with the same slopes at the kinks.
ValueAndSlope apply(const std::string& type, double x, double parameter) {
  if (type == "relu") return {std::max(x, 0.0), x > 0 ? 1.0 : 0.0};
  if (type == "leakyRelu") return {x >= 0 ? x : parameter * x, x > 0 ? 1.0 : parameter};
  if (type == "elu") {
    if (x > 0) return {x, 1.0};
    return {parameter * std::expm1(x), parameter * std::exp(x)};
  }
  if (type == "sigmoid") {
    const double y = 1.0 / (1.0 + std::exp(-x));
    return {y, y * (1.0 - y)};
  }
  if (type == "abs") return {std::abs(x), x == 0 ? 0.0 : std::copysign(1.0, x)};
  // LeCun, Bottou, Orr and Mueller 1998: f(1) = 1 and f(-1) = -1.
  const bool scaled = type == "scaledTanh";
  const double gain = scaled ? 1.7159 : 1.0;
  const double rate = scaled ? 2.0 / 3.0 : 1.0;
  const double y = std::tanh(rate * x);
  return {gain * y, gain * rate * (1.0 - y * y)};
}

class Function final : public LayerRule {
 public:
  Function(const NetworkValues& values, int node, std::string constant)
      : LayerRule(values, node),
        constant_(std::move(constant)),
        // As float32, in which the kernels have it.
        parameter_(
            constant_.empty() ? 0.0 : static_cast<double>(static_cast<float>(setting(constant_)))) {
  }

  void write_out(int output, UnitArithmetic& unit) const override {
    const ValueAndSlope result = apply(node().type, input(output), parameter_);
    unit.rule = UnitRule::function;
    unit.value = result.value;
    unit.numbers.emplace_back("slope", result.slope);
    if (!constant_.empty()) unit.numbers.emplace_back(constant_, parameter_);
    unit.reads.push_back(reads(output));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return apply(node().type, input(link.input), parameter_).slope;
  }

 private:
  std::string constant_;
  double parameter_;
};

/// y = scale * x + offset, by numbers of the specification.
class Rescaling final : public LayerRule {
 public:
  using LayerRule::LayerRule;

  void write_out(int output, UnitArithmetic& unit) const override {
    const double scale = of_map("scale", output);
    const double offset = of_map("offset", output);
    unit.rule = UnitRule::function;
    unit.value = scale * input(output) + offset;
    unit.numbers = {{"scale", scale}, {"offset", offset}, {"slope", scale}};
    unit.reads.push_back(reads(output));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return of_map("scale", link.output);
  }

 private:
  [[nodiscard]] double of_map(const std::string& name, int output) const {
    const Value& value = node().settings.at(name);
    const auto* list = std::get_if<std::vector<double>>(&value);
    const auto map = static_cast<std::size_t>(position_of(output, shape()).map);
    return static_cast<float>(list != nullptr ? (*list)[map] : std::get<double>(value));
  }
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

/// Numbers that only move (flatten, reshape, concatenate, zeroPadding2d; dropout when it answers)
/// or are added up (add).
class Copy final : public LayerRule {
 public:
  using LayerRule::LayerRule;

  void write_out(int output, UnitArithmetic& unit) const override {
    unit.rule = node().type == "add" ? UnitRule::sum : UnitRule::copy;
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
};

}  // namespace

std::unique_ptr<LayerRule> make_function_rule(const NetworkValues& values, int node) {
  const std::string& type = values.graph.nodes()[static_cast<std::size_t>(node)].type;
  std::string constant;
  if (type == "leakyRelu") constant = "negativeSlope";
  if (type == "elu") constant = "alpha";
  return std::make_unique<Function>(values, node, std::move(constant));
}

std::unique_ptr<LayerRule> make_rescaling_rule(const NetworkValues& values, int node) {
  return std::make_unique<Rescaling>(values, node);
}

std::unique_ptr<LayerRule> make_softmax_rule(const NetworkValues& values, int node) {
  return std::make_unique<Softmax>(values, node);
}

std::unique_ptr<LayerRule> make_copy_rule(const NetworkValues& values, int node) {
  return std::make_unique<Copy>(values, node);
}

}  // namespace receptive
