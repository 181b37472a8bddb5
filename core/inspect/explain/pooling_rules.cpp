// Layers that make one value of the pixels in a window of a map.

#include <cmath>

#include "inspect/explain/layer_rule.h"

namespace receptive {

namespace {

/// The mean of the pixels that the window covers, each with the same share or with that of a
/// profile; the shares of the pixels that are there sum to 1.
class Mean final : public LayerRule {
 public:
  Mean(const NetworkValues& values, int node, std::vector<float> profile)
      : LayerRule(values, node), profile_(std::move(profile)) {}

  void write_out(int output, UnitArithmetic& unit) const override {
    const std::vector<Link> links = connections().read_by(output);
    UnitReads read = reads(links, 0);
    const double divisor = cover(links);
    unit.rule = UnitRule::mean;
    unit.value = 0;
    for (const Link& link : links) {
      const double factor = share(link) / divisor;
      read.factors.push_back(static_cast<float>(factor));
      unit.value += factor * input(link.input);
    }
    if (profile_.empty()) unit.numbers.emplace_back("divisor", divisor);
    unit.window = window_of(output);
    unit.reads.push_back(std::move(read));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    return share(link) / cover(connections().read_by(link.output));
  }

 private:
  /// Before the shares are made to sum to 1.
  [[nodiscard]] double share(const Link& link) const {
    if (profile_.empty()) return 1.0;
    const UnitWindow here = *window_of(link.output);
    const Position at = position_of(link.input, here.reads);
    return double{profile_[static_cast<std::size_t>(at.row - here.row)]} *
           profile_[static_cast<std::size_t>(at.col - here.col)];
  }
  [[nodiscard]] double cover(const std::vector<Link>& links) const {
    double sum = 0;
    for (const Link& link : links) sum += share(link);
    return sum;
  }

  std::vector<float> profile_;
};

/// The largest pixel, the first in reading order where several are equal.
class Largest final : public LayerRule {
 public:
  using LayerRule::LayerRule;

  void write_out(int output, UnitArithmetic& unit) const override {
    const std::vector<Link> links = connections().read_by(output);
    const std::size_t winner = winner_of(links);
    unit.rule = UnitRule::max;
    unit.winner = links[winner].input;
    unit.value = input(*unit.winner);
    unit.window = window_of(output);
    unit.reads.push_back(reads(links, 0));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    const std::vector<Link> links = connections().read_by(link.output);
    return links[winner_of(links)].input == link.input ? 1.0 : 0.0;
  }

 private:
  [[nodiscard]] std::size_t winner_of(const std::vector<Link>& links) const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < links.size(); ++i) {
      if (input(links[i].input) > input(links[best].input)) best = i;
    }
    return best;
  }
};

/// The root of the sum of the squares; dy/dx = x / y, and 0 where y is.
class RootOfSquares final : public LayerRule {
 public:
  using LayerRule::LayerRule;

  void write_out(int output, UnitArithmetic& unit) const override {
    const std::vector<Link> links = connections().read_by(output);
    const double sum = sum_of_squares(links);
    unit.rule = UnitRule::root_of_squares;
    unit.numbers.emplace_back("sumOfSquares", sum);
    unit.value = std::sqrt(sum);
    unit.window = window_of(output);
    unit.reads.push_back(reads(links, 0));
  }
  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    const double root = std::sqrt(sum_of_squares(connections().read_by(link.output)));
    return root > 0 ? input(link.input) / root : 0.0;
  }

 private:
  [[nodiscard]] double sum_of_squares(const std::vector<Link>& links) const {
    double sum = 0;
    for (const Link& link : links) sum += input(link.input) * input(link.input);
    return sum;
  }
};

}  // namespace

std::unique_ptr<LayerRule> rule_of(const formula::Mean& formula, const NetworkValues& values,
                                   int node) {
  return std::make_unique<Mean>(values, node, formula.profile);
}

std::unique_ptr<LayerRule> rule_of(const formula::Largest&, const NetworkValues& values, int node) {
  return std::make_unique<Largest>(values, node);
}

std::unique_ptr<LayerRule> rule_of(const formula::RootOfSquares&, const NetworkValues& values,
                                   int node) {
  return std::make_unique<RootOfSquares>(values, node);
}

}  // namespace receptive
