// Normalization by mean and variance, kept or of what is read, and by the maps beside.

#include <cmath>

#include "inspect/explain/layer_rule.h"

namespace receptive {

namespace {

/// y = gamma * (x - mean) / sqrt(variance + epsilon) + beta, whosever mean and variance.
class Standardized : public LayerRule {
 public:
  Standardized(const NetworkValues& values, int node, float epsilon)
      : LayerRule(values, node), epsilon_(static_cast<double>(epsilon)) {}

  void write_out(int output, UnitArithmetic& unit) const override {
    const int map = map_of(output);
    const Moments here = moments(output);
    unit.rule = UnitRule::normalize;
    unit.numbers = {{"mean", here.mean},
                    {"variance", here.variance},
                    {"epsilon", epsilon_},
                    {"gamma", gamma(map)},
                    {"beta", beta(map)}};
    unit.value = gamma(map) * normalized(output) + beta(map);
    unit.reads.push_back(reads(output));
  }

  [[nodiscard]] std::vector<Use> uses(std::size_t index, int place) const override {
    std::vector<Use> uses = bias_uses(place);
    if (node().parameters[index].name == "beta") return uses;
    for (Use& use : uses) {
      use.input = use.output;
      use.slope = slope_by_parameter(node().parameters[index].name, place, use.output);
    }
    return uses;
  }

 protected:
  struct Moments {
    double mean = 0;
    double variance = 0;
  };
  /// That this output is normalized with.
  [[nodiscard]] virtual Moments moments(int output) const = 0;
  /// d(output) / d(value of map `map` of a parameter other than beta).
  [[nodiscard]] virtual double slope_by_parameter(const std::string& name, int map,
                                                  int output) const {
    (void)name;
    (void)map;
    return normalized(output);  // gamma
  }

  [[nodiscard]] int map_of(int place) const { return position_of(place, shape()).map; }
  [[nodiscard]] double gamma(int map) const {
    return has_parameter("gamma") ? parameter(index_of("gamma"), map) : 1.0;
  }
  [[nodiscard]] double beta(int map) const {
    return has_parameter("beta") ? parameter(index_of("beta"), map) : 0.0;
  }
  [[nodiscard]] double inverse(const Moments& here) const {
    return 1.0 / std::sqrt(here.variance + epsilon_);
  }
  [[nodiscard]] double normalized(int place) const {
    const Moments here = moments(place);
    return (input(place) - here.mean) * inverse(here);
  }

 private:
  double epsilon_;  ///< as float32, in which the layer has it
};

/// With statistics that the layer keeps, one of each for a map.
class KeptStatistics final : public Standardized {
 public:
  using Standardized::Standardized;

  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return gamma(map_of(link.output)) * inverse(moments(link.output));
  }

 private:
  [[nodiscard]] Moments moments(int output) const override {
    const int map = map_of(output);
    return {.mean = parameter(index_of("movingMean"), map),
            .variance = parameter(index_of("movingVariance"), map)};
  }
  /// Of the statistics too, by the formula; training does not use those.
  [[nodiscard]] double slope_by_parameter(const std::string& name, int map,
                                          int output) const override {
    const double n = normalized(output);
    if (name == "gamma") return n;
    const double by = inverse(moments(output));
    return name == "movingMean" ? -gamma(map) * by : -0.5 * gamma(map) * n * by * by;
  }
};

/// With the mean and variance of all that an output reads, of which it is one: its group of maps.
/// With n the normalized values, N of them, dy_i/dx_j = gamma ((i == j) - (1 + n_i n_j) / N) /
/// sqrt(variance + epsilon).
class ReadStatistics final : public Standardized {
 public:
  ReadStatistics(const NetworkValues& values, int node, float epsilon)
      : Standardized(values, node, epsilon) {
    for (int map = 0; map < shape().c; ++map) {
      if (group_of(map) == groups_.size()) groups_.push_back(moments_of_all(map));
    }
  }

  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    const double own = link.input == link.output ? 1.0 : 0.0;
    const double joint = (1.0 + normalized(link.output) * normalized(link.input)) / count_;
    return gamma(map_of(link.output)) * (own - joint) * inverse(moments(link.output));
  }

 private:
  [[nodiscard]] std::size_t group_of(int map) const {
    return static_cast<std::size_t>(connections().sides(0).maps.group_of_output(map));
  }
  [[nodiscard]] Moments moments(int output) const override {
    return groups_[group_of(map_of(output))];
  }
  /// Of what the outputs of `map` read.
  Moments moments_of_all(int map) {
    const std::vector<Link> links =
        connections().read_by(map * static_cast<int>(shape().plane_count()));
    count_ = static_cast<double>(links.size());
    Moments here;
    for (const Link& link : links) here.mean += input(link.input) / count_;
    for (const Link& link : links) {
      const double apart = input(link.input) - here.mean;
      here.variance += apart * apart / count_;
    }
    return here;
  }

  std::vector<Moments> groups_;
  double count_ = 0;  ///< values of each
};

/// y = x / s^beta with s = bias + alpha * the sum of the squares at the place in the maps beside
/// it; dy/dx of another map = -2 alpha beta y x / s.
class ResponseNormalized final : public LayerRule {
 public:
  ResponseNormalized(const NetworkValues& values, int node,
                     const formula::ResponseNormalized& formula)
      : LayerRule(values, node),
        bias_(static_cast<double>(formula.bias)),
        alpha_(static_cast<double>(formula.alpha)),
        beta_(static_cast<double>(formula.beta)) {}

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

std::unique_ptr<LayerRule> rule_of(const formula::Standardized& formula,
                                   const NetworkValues& values, int node) {
  if (formula.over == formula::Standardized::Over::kept) {
    return std::make_unique<KeptStatistics>(values, node, formula.epsilon);
  }
  return std::make_unique<ReadStatistics>(values, node, formula.epsilon);
}

std::unique_ptr<LayerRule> rule_of(const formula::ResponseNormalized& formula,
                                   const NetworkValues& values, int node) {
  return std::make_unique<ResponseNormalized>(values, node, formula);
}

}  // namespace receptive
