#include "inspect/explain/loss_slope.h"

#include <algorithm>
#include <cmath>

namespace receptive {

namespace {

double argument(const Loss& loss, const std::string& name) {
  return std::get<double>(loss.spec().arguments.at(name));
}

/// Of the softmax over the scores and, where there is one, a score of the rubbish.
double probability_of(ConstTensorView scores, std::size_t score, double rubbish) {
  const std::span<const float> row = scores.values();
  const double largest = std::max(static_cast<double>(*std::ranges::max_element(row)), rubbish);
  double sum = std::exp(rubbish - largest);
  for (const float value : row) sum += std::exp(static_cast<double>(value) - largest);
  return std::exp(static_cast<double>(row[score]) - largest) / sum;
}

double hinge_gradient(const Loss& loss, ConstTensorView scores, std::size_t label,
                      std::size_t score) {
  const auto margin = static_cast<float>(argument(loss, "margin"));
  const auto within = [&](std::size_t i) {
    return i != label && scores.data[i] - scores.data[label] + margin > 0.0F;
  };
  if (score != label) return within(score) ? 1.0 : 0.0;
  double count = 0;
  for (std::size_t i = 0; i < scores.count(); ++i) count += within(i) ? 1.0 : 0.0;
  return -count;
}

/// The gradient where all classes count alike, and what it is made of.
LossSlope plain_slope(const Loss& loss, ConstTensorView scores, int label, int score) {
  const std::string& type = loss.spec().type;
  const auto at = static_cast<std::size_t>(score);
  const auto classes = static_cast<double>(scores.count());
  LossSlope slope{.loss = type};
  double target = score == label ? 1.0 : 0.0;
  if (type == "softmaxCrossEntropy" || type == "maximumAPosteriori") {
    const bool cross_entropy = type == "softmaxCrossEntropy";
    const double smoothing = cross_entropy ? argument(loss, "labelSmoothing") : 0.0;
    target = target * (1.0 - smoothing) + smoothing / classes;
    const double rubbish = cross_entropy ? -HUGE_VAL : -argument(loss, "rubbish");
    slope.probability = probability_of(scores, at, rubbish);
    slope.gradient = *slope.probability - target;
  } else if (type == "meanSquaredError") {
    slope.gradient = 2.0 * (static_cast<double>(scores.data[at]) - target) / classes;
  } else {
    slope.gradient = hinge_gradient(loss, scores, static_cast<std::size_t>(label), at);
    return slope;  // what counts is the distance between scores; none has a target
  }
  slope.target = target;
  return slope;
}

}  // namespace

LossSlope loss_slope(const Loss& loss, ConstTensorView scores, int label, int score) {
  LossSlope slope = plain_slope(loss, scores, label, score);
  if (!loss.weights().any()) return slope;
  slope.weight = loss.weights().of(static_cast<std::size_t>(label));
  slope.gradient *= *slope.weight;
  return slope;
}

}  // namespace receptive
