#include <cassert>
#include <cmath>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

namespace {

/// Position of the largest value, the first one where several are equal.
std::size_t largest(const float* row, std::size_t classes) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < classes; ++i) {
    if (row[i] > row[best]) best = i;
  }
  return best;
}

/// The sum of e^(x - max): at least 1, because the largest term is e^0, and never too large for a
/// double.
double sum_of_exponentials(const float* row, std::size_t classes, double max) {
  double sum = 0.0;
  for (std::size_t i = 0; i < classes; ++i) sum += std::exp(row[i] - max);
  return sum;
}

}  // namespace

void softmax_forward(ConstTensorView logits, TensorView probabilities) {
  assert(logits.shape.n == probabilities.shape.n && logits.count() == probabilities.count());
  const std::size_t classes = logits.shape.example_count();
  for (int n = 0; n < logits.shape.n; ++n) {
    const float* row = logits.example(n);
    const double max = row[largest(row, classes)];
    const double sum = sum_of_exponentials(row, classes, max);
    float* out = probabilities.example(n);
    for (std::size_t i = 0; i < classes; ++i) {
      out[i] = static_cast<float>(std::exp(row[i] - max) / sum);
    }
  }
}

void softmax_backward(ConstTensorView probabilities, ConstTensorView dprobabilities,
                      TensorView dlogits) {
  assert(probabilities.count() == dprobabilities.count() &&
         probabilities.count() == dlogits.count());
  const std::size_t classes = probabilities.shape.example_count();
  for (int n = 0; n < probabilities.shape.n; ++n) {
    const float* p = probabilities.example(n);
    const float* dp = dprobabilities.example(n);
    float* out = dlogits.example(n);
    double mean = 0.0;
    for (std::size_t i = 0; i < classes; ++i) mean += static_cast<double>(p[i]) * dp[i];
    for (std::size_t i = 0; i < classes; ++i) {
      out[i] = static_cast<float>(out[i] + p[i] * (dp[i] - mean));
    }
  }
}

LossSum softmax_cross_entropy(ConstTensorView logits, std::span<const std::uint8_t> labels,
                              TensorView probabilities) {
  assert(labels.size() >= static_cast<std::size_t>(logits.shape.n));
  softmax_forward(logits, probabilities);
  const std::size_t classes = logits.shape.example_count();
  LossSum result;
  for (int n = 0; n < logits.shape.n; ++n) {
    const std::size_t label = labels[static_cast<std::size_t>(n)];
    assert(label < classes);
    const float* row = logits.example(n);
    const std::size_t best = largest(row, classes);
    const double max = row[best];
    const double loss = max + std::log(sum_of_exponentials(row, classes, max)) - row[label];
    result.loss += loss;
    if (best == label && !std::isnan(loss)) ++result.correct;
  }
  return result;
}

void softmax_cross_entropy_backward(ConstTensorView probabilities,
                                    std::span<const std::uint8_t> labels, float scale,
                                    TensorView dlogits) {
  assert(labels.size() >= static_cast<std::size_t>(probabilities.shape.n));
  assert(probabilities.count() == dlogits.count());
  const std::size_t classes = probabilities.shape.example_count();
  for (int n = 0; n < probabilities.shape.n; ++n) {
    const std::size_t label = labels[static_cast<std::size_t>(n)];
    const float* p = probabilities.example(n);
    float* out = dlogits.example(n);
    for (std::size_t i = 0; i < classes; ++i) {
      const double target = i == label ? 1.0 : 0.0;
      out[i] = static_cast<float>(out[i] + scale * (p[i] - target));
    }
  }
}

}  // namespace receptive::reference
