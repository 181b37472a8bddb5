#include "support/gradient_check.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/random.h"
#include "support/network.h"

namespace receptive::testing {

namespace {

/// Distinct values at a distance of at least 0.05 from each other and 0.03 from zero, in random
/// order.
std::vector<float> kink_free(std::size_t count, Random& random) {
  std::vector<std::uint32_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = static_cast<std::uint32_t>(i);
  random.shuffle(order);
  std::vector<float> values(count);
  const auto half = static_cast<float>(count) / 2.0F;
  for (std::size_t i = 0; i < count; ++i) {
    // In steps of 0.06 around zero, none nearer to it than 0.03.
    values[i] = (static_cast<float>(order[i]) - std::floor(half) + 0.5F) * 0.06F;
  }
  return values;
}

void randomize(const ParameterInfo& info, std::span<float> values, Random& random) {
  const bool variance = info.name == "movingVariance";
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = variance ? random.uniform(0.5F, 1.5F) : random.uniform(-0.5F, 0.5F);
    if (!info.connected.empty() && !info.connected[i]) values[i] = 0.0F;
  }
}

class Check {
 public:
  explicit Check(const GradientCase& test)
      : test_(test), truth_(test.input, test.layers, test.batch, reference_kernels()) {
    Random random(5);
    picture_ = test.numbers.empty() ? kink_free(picture_values().size(), random) : test.numbers;
    REQUIRE(picture_.size() == picture_values().size());
    for (const ParameterName& name : parameter_names(truth_.graph)) {
      randomize(*name.info, parameter_values(name), random);
    }
    truth_.set_picture(picture_);
    weights_.resize(truth_.forward(test.training, chance).size());
    for (float& weight : weights_) weight = random.uniform(-1, 1);
  }

  void run() {
    std::vector<double> of_picture(picture_.size());
    if (test_.numbers.empty()) of_picture = differences(picture_values());
    std::vector<std::vector<double>> of_parameters;
    for (const ParameterName& name : parameter_names(truth_.graph)) {
      of_parameters.push_back(parameter_differences(name));
    }
    for (const Kernels* kernels : available_kernels()) {
      INFO(std::string(test_.name), " with ", std::string(kernels->name));
      BareNetwork network(test_.input, test_.layers, test_.batch, *kernels);
      std::ranges::copy(truth_.parameters.values(), network.parameters.values().begin());
      network.set_picture(picture_);
      network.forward(test_.training, chance);
      network.backward(weights_);
      compare("picture", network.gradient_of_input(), of_picture);
      for (const ParameterName& name : parameter_names(network.graph)) {
        const auto index = static_cast<std::size_t>(name.index);
        compare(name.text, network.gradients.views()[index].values(), of_parameters[index]);
      }
    }
  }

 private:
  /// The same dropout mask every time.
  static constexpr std::uint64_t chance = 11;

  [[nodiscard]] std::span<float> picture_values() const {
    return truth_.execution.inputs(test_.batch).values();
  }
  [[nodiscard]] std::span<float> parameter_values(const ParameterName& name) const {
    return truth_.parameters.views()[static_cast<std::size_t>(name.index)].values();
  }

  double loss() {
    const std::vector<float> outputs = truth_.forward(test_.training, chance);
    double sum = 0;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      sum += static_cast<double>(weights_[i]) * static_cast<double>(outputs[i]);
    }
    return sum;
  }

  /// dL/dvalue for each of `values`, which belong to `truth_`.
  std::vector<double> differences(std::span<float> values) {
    std::vector<double> result;
    const auto step = static_cast<float>(test_.step);
    for (float& value : values) {
      const float kept = value;
      value = kept + step;
      const double above_at = value;
      const double above = loss();
      value = kept - step;
      const double below_at = value;
      const double below = loss();
      value = kept;
      result.push_back((above - below) / (above_at - below_at));
    }
    return result;
  }

  std::vector<double> parameter_differences(const ParameterName& name) {
    const std::span<float> values = parameter_values(name);
    if (name.info->role == ParameterRole::statistic) return std::vector<double>(values.size());
    std::vector<double> result = differences(values);
    for (std::size_t i = 0; i < name.info->connected.size(); ++i) {
      if (!name.info->connected[i]) result[i] = 0;
    }
    return result;
  }

  void compare(const std::string& what, std::span<const float> analytic,
               const std::vector<double>& numeric) const {
    double largest = 1e-3;
    for (const double value : numeric) largest = std::max(largest, std::abs(value));
    double worst = 0;
    for (std::size_t i = 0; i < numeric.size(); ++i) {
      const double apart = std::abs(static_cast<double>(analytic[i]) - numeric[i]);
      worst = std::isnan(apart) ? apart : std::max(worst, apart);
      if (std::isnan(worst)) break;
    }
    INFO(what, ": worst difference ", worst, " of gradients up to ", largest);
    CHECK(worst <= test_.tolerance * largest);
  }

  const GradientCase& test_;
  BareNetwork truth_;
  std::vector<float> picture_;
  std::vector<float> weights_;  ///< the c_i of L
};

}  // namespace

void check_gradients(const GradientCase& test) { Check(test).run(); }

}  // namespace receptive::testing
