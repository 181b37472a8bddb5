// Batch normalization with its running statistics, and local response normalization.

#include <cmath>

#include "inspect/explain/layer_rule.h"

namespace receptive {

namespace {

/// y = gamma * (x - mean) / sqrt(variance + epsilon) + beta.
class BatchNormalization final : public LayerRule {
 public:
  BatchNormalization(const NetworkValues& values, int node)
      : LayerRule(values, node),
        // As float32, in which the layer has it.
        epsilon_(static_cast<double>(static_cast<float>(setting("epsilon")))) {}

  void write_out(int output, UnitArithmetic& unit) const override {
    const int map = position_of(output, shape()).map;
    unit.rule = UnitRule::normalize;
    unit.numbers = {{"mean", parameter(index_of("movingMean"), map)},
                    {"variance", parameter(index_of("movingVariance"), map)},
                    {"epsilon", epsilon_},
                    {"gamma", gamma(map)},
                    {"beta", beta(map)}};
    unit.value = gamma(map) * normalized(output) + beta(map);
    unit.reads.push_back(reads(output));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    const int map = position_of(link.output, shape()).map;
    return gamma(map) * inverse(map);
  }

  /// Of the statistics too, by the formula; training does not use those.
  [[nodiscard]] std::vector<Use> uses(std::size_t index, int place) const override {
    const std::string& name = node().parameters[index].name;
    std::vector<Use> uses = bias_uses(place);
    if (name == "beta") return uses;
    const double inverse_of_map = inverse(place);
    for (Use& use : uses) {
      use.input = use.output;
      const double n = normalized(use.output);
      if (name == "gamma") use.slope = n;
      if (name == "movingMean") use.slope = -gamma(place) * inverse_of_map;
      if (name == "movingVariance") {
        use.slope = -0.5 * gamma(place) * n * inverse_of_map * inverse_of_map;
      }
    }
    return uses;
  }

 private:
  [[nodiscard]] double gamma(int map) const {
    return has_parameter("gamma") ? parameter(index_of("gamma"), map) : 1.0;
  }
  [[nodiscard]] double beta(int map) const {
    return has_parameter("beta") ? parameter(index_of("beta"), map) : 0.0;
  }
  [[nodiscard]] double inverse(int map) const {
    return 1.0 / std::sqrt(parameter(index_of("movingVariance"), map) + epsilon_);
  }
  [[nodiscard]] double normalized(int place) const {
    const int map = position_of(place, shape()).map;
    return (input(place) - parameter(index_of("movingMean"), map)) * inverse(map);
  }

  double epsilon_;
};

/// y = x / s^beta with s = bias + alpha * the sum of the squares at the place in the maps beside
/// it; dy/dx of another map = -2 alpha beta y x / s.
class ResponseNormalization final : public LayerRule {
 public:
  ResponseNormalization(const NetworkValues& values, int node)
      : LayerRule(values, node),
        bias_(as_float("bias")),
        alpha_(as_float("alpha")),
        beta_(as_float("beta")) {}

  void write_out(int output, UnitArithmetic& unit) const override {
    const double sum = sum_of_squares(output);
    const double bracket = bias_ + alpha_ * sum;
    unit.rule = UnitRule::normalize;
    unit.value = input(output) / std::pow(bracket, beta_);
    unit.numbers = {{"x", input(output)},
                    {"sumOfSquares", sum},
                    {"bias", bias_},
                    {"alpha", alpha_},
                    {"beta", beta_},
                    {"bracket", bracket},
                    {"divisor", std::pow(bracket, beta_)}};
    unit.reads.push_back(reads(output));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    const double bracket = bias_ + alpha_ * sum_of_squares(link.output);
    const double power = std::pow(bracket, -beta_);
    const double own = link.input == link.output ? power : 0.0;
    return own - 2.0 * alpha_ * beta_ * input(link.output) * input(link.input) * power / bracket;
  }

 private:
  [[nodiscard]] double as_float(const std::string& name) const {
    return static_cast<double>(static_cast<float>(setting(name)));
  }
  [[nodiscard]] double sum_of_squares(int output) const {
    double sum = 0;
    for (const Link& link : connections().read_by(output)) {
      sum += input(link.input) * input(link.input);
    }
    return sum;
  }

  double bias_;
  double alpha_;
  double beta_;
};

}  // namespace

std::unique_ptr<LayerRule> make_batch_normalization_rule(const NetworkValues& values, int node) {
  return std::make_unique<BatchNormalization>(values, node);
}

std::unique_ptr<LayerRule> make_response_normalization_rule(const NetworkValues& values, int node) {
  return std::make_unique<ResponseNormalization>(values, node);
}

}  // namespace receptive
