#include "nn/loss.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <variant>

#include "nn/largest.h"

// Classes are few and one example's scores a few hundred bytes: only the softmax, which every net
// of the page uses, has fast kernels; the others are plain loops.
namespace receptive {

namespace declared {

constexpr Argument label_smoothing{
    .name = "labelSmoothing",
    .below_high = true,
    .high = 1,
    .fallback = 0,
    .title = "Label smoothing",
    .about = "Share of the label that goes to all classes alike (Szegedy et al. 2016, section 7)."};
constexpr Argument margin{.name = "margin",
                          .high = 1e6,
                          .fallback = 1,
                          .title = "Margin",
                          .about = "How far the label's score must be above each other one."};
constexpr Argument rubbish{.name = "rubbish",
                           .high = 1e6,
                           .fallback = 1,
                           .title = "Rubbish",
                           .about = "Distance of a class that keeps the pull from collapsing."};

constexpr Declaration softmax_cross_entropy{
    .name = "softmaxCrossEntropy",
    .arguments = arguments_of<label_smoothing, class_weight>,
    .title = "Softmax and cross-entropy",
    .about = "Minus the logarithm of the label's probability; the answers are probabilities."};
constexpr Declaration mean_squared_error{
    .name = "meanSquaredError",
    .arguments = arguments_of<class_weight>,
    .title = "Mean squared error",
    .about = "Squared distances from 1 for the label and 0 for the others."};
constexpr Declaration hinge{
    .name = "hinge",
    .arguments = arguments_of<margin, class_weight>,
    .title = "Hinge (a margin)",
    .about = "What other classes score within a margin of the label (Weston and Watkins)."};
constexpr Declaration maximum_a_posteriori{
    .name = "maximumAPosteriori",
    .arguments = arguments_of<rubbish, class_weight>,
    .title = "Maximum a posteriori (LeNet-5)",
    .about =
        "Pulls right answers near and pushes wrong ones away (LeCun et al. 1998, equation 9)."};

}  // namespace declared

namespace {

constexpr const char* kind_name = "loss";

struct Row {
  const float* scores;
  float* outputs;
  std::size_t label;
};

/// Of targets that `Loss::check` has let pass.
std::span<const ClassIndex> labels_of(const Targets& targets) {
  return std::get<ClassTargets>(targets).of_examples;
}

/// Sums loss_of(row) over the examples, and counts those whose scores are for their label, as the
/// kernels do.
template <typename LossOf>
LossSum sum_rows(ConstTensorView scores, const Targets& targets, TensorView outputs,
                 const LossOf& loss_of) {
  const std::span<const ClassIndex> labels = labels_of(targets);
  const std::size_t classes = scores.shape.example_count();
  LossSum sum;
  for (int n = 0; n < scores.shape.n; ++n) {
    const Row row{scores.example(n), outputs.example(n), labels[static_cast<std::size_t>(n)]};
    sum.loss += loss_of(row);
    if (class_of({row.scores, classes}) == row.label) ++sum.correct;
  }
  return sum;
}

class SoftmaxCrossEntropy final : public Loss {
 public:
  explicit SoftmaxCrossEntropy(double smoothing) : smoothing_(smoothing) {}

  void answer(const Kernels& kernels, ConstTensorView scores, TensorView answers) const override {
    kernels.softmax_forward(scores, answers);
  }

  LossSum evaluate(const Kernels& kernels, ConstTensorView scores, const Targets& targets,
                   TensorView outputs) const override {
    const std::span<const ClassIndex> labels = labels_of(targets);
    if (smoothing_ == 0.0) return kernels.softmax_cross_entropy(scores, labels, outputs);
    // -log p_i = -log p_l + s_l - s_i, so the smoothed loss is the plain one and e (s_l - mean s).
    const std::size_t classes = scores.shape.example_count();
    LossSum sum;
    for (int n = 0; n < scores.shape.n; ++n) {
      const float* row = scores.example(n);
      const auto at = static_cast<std::size_t>(n);
      const LossSum plain = kernels.softmax_cross_entropy(
          {row, scores.shape.with_examples(1)}, labels.subspan(at, 1), outputs.examples(n, 1));
      const double mean = std::accumulate(row, row + classes, 0.0) / static_cast<double>(classes);
      sum.loss += plain.loss + smoothing_ * (row[labels[at]] - mean);
      sum.correct += plain.correct;
    }
    return sum;
  }

  void add_gradient(const Kernels& kernels, ConstTensorView outputs, const Targets& targets,
                    float scale, TensorView dscores) const override {
    const std::span<const ClassIndex> labels = labels_of(targets);
    kernels.softmax_cross_entropy_backward(outputs, labels, scale, dscores);
    if (smoothing_ == 0.0) return;
    const std::size_t classes = outputs.shape.example_count();
    const auto moved = static_cast<float>(smoothing_ * scale);
    const float share = moved / static_cast<float>(classes);
    for (int n = 0; n < outputs.shape.n; ++n) {
      float* row = dscores.example(n);
      for (std::size_t i = 0; i < classes; ++i) row[i] -= share;
      row[labels[static_cast<std::size_t>(n)]] += moved;
    }
  }

 private:
  double smoothing_;
};

class MeanSquaredError final : public Loss {
 public:
  void answer(const Kernels&, ConstTensorView scores, TensorView answers) const override {
    std::ranges::copy(scores.values(), answers.data);
  }

  LossSum evaluate(const Kernels&, ConstTensorView scores, const Targets& targets,
                   TensorView outputs) const override {
    const std::size_t classes = scores.shape.example_count();
    return sum_rows(scores, targets, outputs, [&](const Row& row) {
      double loss = 0.0;
      for (std::size_t i = 0; i < classes; ++i) {
        row.outputs[i] = row.scores[i];
        const double error = row.scores[i] - (i == row.label ? 1.0 : 0.0);
        loss += error * error;
      }
      return loss / static_cast<double>(classes);
    });
  }

  void add_gradient(const Kernels&, ConstTensorView outputs, const Targets& targets, float scale,
                    TensorView dscores) const override {
    const std::span<const ClassIndex> labels = labels_of(targets);
    const std::size_t classes = outputs.shape.example_count();
    const float factor = 2.0F * scale / static_cast<float>(classes);
    for (int n = 0; n < outputs.shape.n; ++n) {
      const float* row = outputs.example(n);
      const std::size_t label = labels[static_cast<std::size_t>(n)];
      for (std::size_t i = 0; i < classes; ++i) {
        dscores.example(n)[i] += factor * (row[i] - (i == label ? 1.0F : 0.0F));
      }
    }
  }
};

class Hinge final : public Loss {
 public:
  explicit Hinge(float margin) : margin_(margin) {}

  void answer(const Kernels&, ConstTensorView scores, TensorView answers) const override {
    std::ranges::copy(scores.values(), answers.data);
  }

  LossSum evaluate(const Kernels&, ConstTensorView scores, const Targets& targets,
                   TensorView outputs) const override {
    const std::size_t classes = scores.shape.example_count();
    return sum_rows(scores, targets, outputs, [&](const Row& row) {
      double loss = 0.0;
      for (std::size_t i = 0; i < classes; ++i) {
        row.outputs[i] = row.scores[i];
        const float over = row.scores[i] - row.scores[row.label] + margin_;
        // Not max(0, x): a NaN stays a NaN, and stops the training.
        if (i != row.label && !(over <= 0.0F)) loss += over;
      }
      return loss;
    });
  }

  void add_gradient(const Kernels&, ConstTensorView outputs, const Targets& targets, float scale,
                    TensorView dscores) const override {
    const std::span<const ClassIndex> labels = labels_of(targets);
    const std::size_t classes = outputs.shape.example_count();
    for (int n = 0; n < outputs.shape.n; ++n) {
      const float* row = outputs.example(n);
      float* gradient = dscores.example(n);
      const std::size_t label = labels[static_cast<std::size_t>(n)];
      for (std::size_t i = 0; i < classes; ++i) {
        if (i == label || row[i] - row[label] + margin_ <= 0.0F) continue;
        gradient[i] += scale;
        gradient[label] -= scale;
      }
    }
  }

 private:
  float margin_;
};

class MaximumAPosteriori final : public Loss {
 public:
  explicit MaximumAPosteriori(double rubbish) : rubbish_(rubbish) {}

  void answer(const Kernels&, ConstTensorView scores, TensorView answers) const override {
    for (int n = 0; n < scores.shape.n; ++n) {
      answer_row(scores.example(n), answers.example(n), scores.shape.example_count());
    }
  }

  LossSum evaluate(const Kernels&, ConstTensorView scores, const Targets& targets,
                   TensorView outputs) const override {
    const std::size_t classes = scores.shape.example_count();
    return sum_rows(scores, targets, outputs, [&](const Row& row) {
      return answer_row(row.scores, row.outputs, classes) - row.scores[row.label];
    });
  }

  void add_gradient(const Kernels& kernels, ConstTensorView outputs, const Targets& targets,
                    float scale, TensorView dscores) const override {
    const std::span<const ClassIndex> labels = labels_of(targets);
    // The same difference of answer and label as for the softmax.
    kernels.softmax_cross_entropy_backward(outputs, labels, scale, dscores);
  }

 private:
  /// @returns log(e^-rubbish + sum of e^score)
  double answer_row(const float* scores, float* answers, std::size_t classes) const {
    double largest = -rubbish_;
    for (std::size_t i = 0; i < classes; ++i) {
      largest = std::max(largest, static_cast<double>(scores[i]));
    }
    double sum = std::exp(-rubbish_ - largest);
    for (std::size_t i = 0; i < classes; ++i) sum += std::exp(scores[i] - largest);
    for (std::size_t i = 0; i < classes; ++i) {
      answers[i] = static_cast<float>(std::exp(scores[i] - largest) / sum);
    }
    return largest + std::log(sum);
  }

  double rubbish_;
};

constexpr std::array declarations = {&declared::softmax_cross_entropy,
                                     &declared::mean_squared_error, &declared::hinge,
                                     &declared::maximum_a_posteriori};

std::unique_ptr<Loss> make(const Declaration& declaration, Arguments& arguments) {
  if (&declaration == &declared::softmax_cross_entropy) {
    return std::make_unique<SoftmaxCrossEntropy>(arguments.number("labelSmoothing"));
  }
  if (&declaration == &declared::mean_squared_error) return std::make_unique<MeanSquaredError>();
  if (&declaration == &declared::hinge) {
    return std::make_unique<Hinge>(static_cast<float>(arguments.number("margin")));
  }
  return std::make_unique<MaximumAPosteriori>(arguments.number("rubbish"));
}

}  // namespace

std::span<const Declaration* const> loss_declarations() { return declarations; }

std::unique_ptr<Loss> make_loss(const RecipePart& spec) {
  const Declaration& declaration = *declarations[index_of_type(spec, kind_name, declarations)];
  Arguments arguments = arguments_of_part(spec, kind_name, declaration);
  std::unique_ptr<Loss> loss = make(declaration, arguments);
  loss->weights_ = ClassWeights(arguments);
  loss->spec_ = {.type = spec.type, .arguments = arguments.settings()};
  return loss;
}

}  // namespace receptive
