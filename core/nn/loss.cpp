#include "nn/loss.h"

#include <string>
#include <variant>

#include "base/error.h"

namespace receptive {

LossSum Loss::evaluate_weighted(const Kernels& kernels, ConstTensorView scores,
                                const Targets& targets, TensorView outputs) const {
  if (!weights_.any()) return evaluate(kernels, scores, targets, outputs);
  const std::span<const ClassIndex> labels = std::get<ClassTargets>(targets).of_examples;
  LossSum sum;
  for (int n = 0; n < scores.shape.n; ++n) {
    const auto label = labels.subspan(static_cast<std::size_t>(n), 1);
    const LossSum one = evaluate(kernels, {scores.example(n), scores.shape.with_examples(1)},
                                 ClassTargets{label}, outputs.examples(n, 1));
    sum.loss += weights_.of(label.front()) * one.loss;
    sum.correct += one.correct;
  }
  return sum;
}

void Loss::backward(const Kernels& kernels, ConstTensorView outputs, const Targets& targets,
                    float scale, TensorView dscores) const {
  if (!weights_.any()) return add_gradient(kernels, outputs, targets, scale, dscores);
  const std::span<const ClassIndex> labels = std::get<ClassTargets>(targets).of_examples;
  for (int n = 0; n < outputs.shape.n; ++n) {
    const auto label = labels.subspan(static_cast<std::size_t>(n), 1);
    add_gradient(kernels, {outputs.example(n), outputs.shape.with_examples(1)}, ClassTargets{label},
                 static_cast<float>(scale * weights_.of(label.front())), dscores.examples(n, 1));
  }
}

void Loss::check(const Targets& targets, const Shape& scores) const {
  const auto* classes = std::get_if<ClassTargets>(&targets);
  if (classes == nullptr) {
    const bool steps = std::holds_alternative<StepClassTargets>(targets);
    throw ArgumentError(Refusal{.where = "targets",
                                .argument = "loss " + spec_.type,
                                .expected = "a class for each example",
                                .found = steps ? "a class for each step" : "numbers"});
  }
  const std::span<const ClassIndex> labels = classes->of_examples;
  if (labels.size() != static_cast<std::size_t>(scores.n)) {
    throw ArgumentError(
        Refusal{.where = "labels",
                .expected = "one for each of the " + std::to_string(scores.n) + " pictures",
                .found = std::to_string(labels.size())});
  }
  const std::size_t outputs = scores.example_count();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < outputs) continue;
    throw ArgumentError(
        Refusal{.where = "labels",
                .expected = "0 to " + std::to_string(outputs - 1),
                .found = std::to_string(labels[i]) + " at position " + std::to_string(i)});
  }
}

}  // namespace receptive
