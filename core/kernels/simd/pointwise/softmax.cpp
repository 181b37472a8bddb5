#include "kernels/simd/kernels.h"

#include <cmath>

#include "kernels/simd/pointwise/parts.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

Index row_length(const Shape& shape) { return static_cast<Index>(shape.c) * shape.h * shape.w; }

struct Row {
  Index best = 0;  ///< position of the largest value, the first one where several are equal
  float max = 0.0F;
  float sum = 0.0F;  ///< of e^(x - max)
};

Row softmax_row(const float* x, Index count, float* probabilities) {
  Row row;
  for (Index i = 1; i < count; ++i) {
    if (x[i] > x[row.best]) row.best = i;
  }
  row.max = x[row.best];
  const Vec max(row.max);
  Vec sums(0.0F);
  for_parts(count, [&](auto part) {
    const Vec value = xsimd::exp(part.load(x) - max);
    part.store(probabilities, value);
    sums += part.count == lanes ? value : keep_first(value, part.count);
  });
  row.sum = sum_lanes(sums);
  const Vec sum(row.sum);
  for_parts(count, [&](auto part) { part.store(probabilities, part.load(probabilities) / sum); });
  return row;
}

}  // namespace

void softmax_forward(ConstTensorView logits, TensorView probabilities) {
  const Index classes = row_length(logits.shape);
  for (Index n = 0; n < logits.shape.n; ++n) {
    softmax_row(logits.data + n * classes, classes, probabilities.data + n * classes);
  }
}

void softmax_backward(ConstTensorView probabilities, ConstTensorView dprobabilities,
                      TensorView dlogits) {
  const Index classes = row_length(probabilities.shape);
  for (Index n = 0; n < probabilities.shape.n; ++n) {
    const float* p = probabilities.data + n * classes;
    const float* dp = dprobabilities.data + n * classes;
    float* out = dlogits.data + n * classes;
    Vec sums(0.0F);
    for_parts(classes, [&](auto part) { sums = madd(part.load(p), part.load(dp), sums); });
    const Vec mean(sum_lanes(sums));
    for_parts(classes, [&](auto part) { part.add(out, part.load(p) * (part.load(dp) - mean)); });
  }
}

LossSum softmax_cross_entropy(ConstTensorView logits, std::span<const std::uint8_t> labels,
                              TensorView probabilities) {
  const Index classes = row_length(logits.shape);
  const std::uint8_t* label_of = labels.data();
  LossSum result;
  for (Index n = 0; n < logits.shape.n; ++n) {
    const float* x = logits.data + n * classes;
    const Row row = softmax_row(x, classes, probabilities.data + n * classes);
    const Index label = label_of[n];
    const double loss =
        static_cast<double>(row.max) + std::log(static_cast<double>(row.sum)) - x[label];
    result.loss += loss;
    if (row.best == label && loss == loss) ++result.correct;
  }
  return result;
}

void softmax_cross_entropy_backward(ConstTensorView probabilities,
                                    std::span<const std::uint8_t> labels, float scale,
                                    TensorView dlogits) {
  const Index classes = row_length(probabilities.shape);
  const std::uint8_t* label_of = labels.data();
  const Vec factor(scale);
  for (Index n = 0; n < probabilities.shape.n; ++n) {
    const float* p = probabilities.data + n * classes;
    float* out = dlogits.data + n * classes;
    const Index label = label_of[n];
    const float before = out[label];
    for_parts(classes, [&](auto part) { part.add(out, factor * part.load(p)); });
    out[label] = before + scale * (p[label] - 1.0F);
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
