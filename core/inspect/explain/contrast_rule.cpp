// Local contrast normalization, where every output depends on every input through a mean.

#include <algorithm>
#include <cmath>

#include "inspect/explain/layer_rule.h"

namespace receptive {

namespace {

/// With p and q places of a map, C maps, P places, g_pq the Gaussian window around p made to sum to
/// 1 over the places that are there, v = x - mean, and D = max(sigma, mean of sigma, 1e-4):
///   y = v / D,  sigma_p^2 = sum over maps e and places s of g_ps v_es^2 / C.
/// Of x at map d, place q:
///   dv of map c, place p = (same map and place) - g_pq / C
///   dsigma_p = (g_pq v_dq - sum over s of g_ps S_s g_sq / C) / (sigma_p C)
/// where S_s is the sum of v_es over maps; D follows sigma_p, the mean of all sigma, or nothing.
class ContrastNormalized final : public LayerRule {
 public:
  ContrastNormalized(const NetworkValues& values, int node,
                     const formula::ContrastNormalized& formula)
      : LayerRule(values, node),
        profile_(formula.profile),
        least_divisor_(static_cast<double>(formula.least_divisor)),
        size_(static_cast<int>(profile_.size())),
        plane_(static_cast<int>(shape().plane_count())) {
    for (int p = 0; p < plane_; ++p) cover_.push_back(cover_of(p));
    find_deviations();
    find_slopes_of_mean();
  }

  void write_out(int output, UnitArithmetic& unit) const override {
    const int p = output % plane_;
    UnitReads read{.node = node().inputs[0]};
    for (int map = 0; map < shape().c; ++map) {
      for_each_near(p, [&](int q, double g) {
        const int place = map * plane_ + q;
        read.places.push_back(place);
        read.values.push_back(static_cast<float>(input(place)));
        read.factors.push_back(static_cast<float>(g / shape().c));
      });
    }
    unit.rule = UnitRule::normalize;
    unit.value = v(output) / divisor(p);
    unit.numbers = {{"x", input(output)},
                    {"mean", mean_[at(p)]},
                    {"deviation", sigma_[at(p)]},
                    {"meanDeviation", mean_sigma_},
                    {"divisor", divisor(p)}};
    const Position place = position_of(p, shape());
    unit.window = UnitWindow{.window = {.kernel_h = size_, .kernel_w = size_, .padding = {}},
                             .row = place.row - size_ / 2,
                             .col = place.col - size_ / 2,
                             .reads = shape()};
    unit.reads.push_back(std::move(read));
  }

  [[nodiscard]] double slope(const Link& link, std::size_t) const override {
    const int p = link.output % plane_;
    const int q = link.input % plane_;
    const double own = link.output == link.input ? 1.0 : 0.0;
    const double dv = own - weight(p, q) / shape().c;
    const double by = divisor(p);
    return (dv - v(link.output) / by * divisor_slope(p, link.input)) / by;
  }

 private:
  static std::size_t at(int place) { return static_cast<std::size_t>(place); }

  /// The Gaussian before it is made to sum to 1; 0 outside of the window.
  [[nodiscard]] double bell(int p, int q) const {
    const int row = q / shape().w - p / shape().w + size_ / 2;
    const int col = q % shape().w - p % shape().w + size_ / 2;
    if (row < 0 || row >= size_ || col < 0 || col >= size_) return 0.0;
    return double{profile_[at(row)]} * profile_[at(col)];
  }
  [[nodiscard]] double weight(int p, int q) const { return bell(p, q) / cover_[at(p)]; }

  /// Calls visit(q, bell) for the places in the window around p.
  template <typename Visit>
  void for_each_in_window(int p, const Visit& visit) const {
    const Position here = position_of(p, shape());
    const int half = size_ / 2;
    for (int row = std::max(here.row - half, 0); row <= std::min(here.row + half, shape().h - 1);
         ++row) {
      for (int col = std::max(here.col - half, 0); col <= std::min(here.col + half, shape().w - 1);
           ++col) {
        const int q = row * shape().w + col;
        visit(q, bell(p, q));
      }
    }
  }
  /// With g_pq.
  template <typename Visit>
  void for_each_near(int p, const Visit& visit) const {
    for_each_in_window(p, [&](int q, double bell_here) { visit(q, bell_here / cover_[at(p)]); });
  }
  [[nodiscard]] double cover_of(int p) const {
    double sum = 0;
    for_each_in_window(p, [&](int, double bell_here) { sum += bell_here; });
    return sum;
  }

  void find_deviations() {
    const int maps = shape().c;
    std::vector<double> sums(at(plane_));
    for (int map = 0; map < maps; ++map) {
      for (int p = 0; p < plane_; ++p) sums[at(p)] += input(map * plane_ + p);
    }
    for (int p = 0; p < plane_; ++p) {
      double mean = 0;
      for_each_near(p, [&](int q, double g) { mean += g * sums[at(q)] / maps; });
      mean_.push_back(mean);
    }
    std::vector<double> squares(at(plane_));
    for (int p = 0; p < plane_; ++p) {
      sum_v_.push_back(sums[at(p)] - maps * mean_[at(p)]);
      for (int map = 0; map < maps; ++map) {
        squares[at(p)] += v(map * plane_ + p) * v(map * plane_ + p);
      }
    }
    for (int p = 0; p < plane_; ++p) {
      double variance = 0;
      for_each_near(p, [&](int q, double g) { variance += g * squares[at(q)] / maps; });
      sigma_.push_back(std::sqrt(variance));
      mean_sigma_ += sigma_.back() / plane_;
    }
  }

  /// Through the mean of all sigma, an input meets every place; what does not depend on its map is
  /// summed up once.
  void find_slopes_of_mean() {
    const int maps = shape().c;
    share_.assign(at(plane_), 0.0);
    for (int r = 0; r < plane_; ++r) {
      if (!(sigma_[at(r)] > 0)) continue;
      const double u = 1.0 / (sigma_[at(r)] * plane_ * maps);
      for_each_near(r, [&](int q, double g) { share_[at(q)] += u * g; });
    }
    taken_.assign(at(plane_), 0.0);
    for (int s = 0; s < plane_; ++s) {
      const double here = sum_v_[at(s)] * share_[at(s)] / maps;
      for_each_near(s, [&](int q, double g) { taken_[at(q)] += g * here; });
    }
  }

  [[nodiscard]] double v(int place) const { return input(place) - mean_[at(place % plane_)]; }
  [[nodiscard]] double divisor(int p) const {
    return std::max({sigma_[at(p)], mean_sigma_, least_divisor_});
  }

  /// d(divisor of p) / d(x at `input_place`).
  [[nodiscard]] double divisor_slope(int p, int input_place) const {
    if (divisor(p) <= least_divisor_) return 0.0;
    const int q = input_place % plane_;
    if (sigma_[at(p)] < mean_sigma_) return v(input_place) * share_[at(q)] - taken_[at(q)];
    double slope = weight(p, q) * v(input_place);
    for_each_near(p,
                  [&](int s, double g) { slope -= g * sum_v_[at(s)] * weight(s, q) / shape().c; });
    return slope / (sigma_[at(p)] * shape().c);
  }

  std::vector<float> profile_;
  double least_divisor_;
  int size_;
  int plane_;
  std::vector<double> cover_;  ///< one for each place, as all that follow
  std::vector<double> mean_;
  std::vector<double> sum_v_;
  std::vector<double> sigma_;
  double mean_sigma_ = 0;
  std::vector<double> share_;
  std::vector<double> taken_;
};

}  // namespace

std::unique_ptr<LayerRule> rule_of(const formula::ContrastNormalized& formula,
                                   const NetworkValues& values, int node) {
  return std::make_unique<ContrastNormalized>(values, node, formula);
}

}  // namespace receptive
