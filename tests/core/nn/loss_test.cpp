#include "nn/loss.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"

namespace receptive::loss_test {

namespace {

using receptive::ClassTargets;
using receptive::ConstTensorView;
using receptive::Kernels;
using receptive::LossSum;
using receptive::make_loss;
using receptive::RecipePart;
using receptive::TensorView;

/// Scores of a batch and what a loss makes of them.
struct Scored {
  std::vector<float> scores;
  std::vector<std::uint8_t> labels;
  int classes;
  std::vector<float> outputs = std::vector<float>(scores.size());

  [[nodiscard]] receptive::Shape shape() const {
    return {static_cast<int>(labels.size()), classes, 1, 1};
  }
  LossSum evaluate(const receptive::Loss& loss, const Kernels& kernels) {
    return loss.evaluate(kernels, {scores.data(), shape()}, ClassTargets{labels},
                         {outputs.data(), shape()});
  }
};

}  // namespace

TEST_CASE("every loss: gradients agree with central differences of its value") {
  const RecipePart specs[] = {
      {.type = "softmaxCrossEntropy"},
      {.type = "softmaxCrossEntropy", .arguments = {{"labelSmoothing", 0.1}}},
      {.type = "meanSquaredError"},
      {.type = "hinge"},
      {.type = "hinge", .arguments = {{"margin", 0.3}}},
      {.type = "maximumAPosteriori", .arguments = {{"rubbish", 2.0}}},
  };
  receptive::Random random(4);
  for (const RecipePart& spec : specs) {
    const auto loss = make_loss(spec);
    for (const Kernels* kernels : receptive::available_kernels()) {
      INFO(spec.type, " with ", std::string(kernels->name));
      Scored batch{.scores = std::vector<float>(5 * 7), .labels = {0, 3, 6, 2, 2}, .classes = 7};
      for (float& score : batch.scores) score = random.uniform(-2, 2);
      batch.evaluate(*loss, *kernels);
      std::vector<float> gradient(batch.scores.size(), 1.0F);  // added to, not set
      const float scale = 0.2F;
      loss->backward(*kernels, {batch.outputs.data(), batch.shape()}, ClassTargets{batch.labels},
                     scale, {gradient.data(), batch.shape()});
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        // Small enough that a hinge is met at most by bad luck, which this seed does not have.
        constexpr float step = 1e-3F;
        const float kept = batch.scores[i];
        batch.scores[i] = kept + step;
        const double above = batch.evaluate(*loss, receptive::reference_kernels()).loss;
        batch.scores[i] = kept - step;
        const double below = batch.evaluate(*loss, receptive::reference_kernels()).loss;
        batch.scores[i] = kept;
        CHECK(gradient[i] - 1.0 ==
              doctest::Approx(scale * (above - below) / (2.0 * step)).epsilon(2e-3));
      }
    }
  }
}

TEST_CASE("cs231n: the multi-class SVM loss of scores 13, -7, 11") {
  // "Linear classification": with margin 10 the loss is max(0, -7 - 13 + 10) + max(0, 11 - 13 +
  // 10).
  const auto loss = make_loss({.type = "hinge", .arguments = {{"margin", 10.0}}});
  Scored batch{.scores = {13, -7, 11}, .labels = {0}, .classes = 3};
  CHECK(batch.evaluate(*loss, receptive::reference_kernels()).loss == 8.0);
  CHECK(batch.outputs == batch.scores);
  // "It turns out that this hyperparameter can safely be set to 1.0 in all cases."
  Scored near{.scores = {1.5F, 1.0F}, .labels = {0}, .classes = 2};
  CHECK(near.evaluate(*make_loss({.type = "hinge"}), receptive::reference_kernels()).loss == 0.5);
}

TEST_CASE("label smoothing: the loss against smoothed targets, and 0 is the plain loss") {
  Scored batch{.scores = {1, 2, 0.5}, .labels = {1}, .classes = 3};
  const Kernels& kernels = receptive::reference_kernels();
  const double e = 0.3;
  const double sum = std::exp(1.0) + std::exp(2.0) + std::exp(0.5);
  const double targets[] = {e / 3, 1 - e + e / 3, e / 3};
  double expected = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    expected -= targets[i] * (static_cast<double>(batch.scores[i]) - std::log(sum));
  }
  const auto smoothed =
      make_loss({.type = "softmaxCrossEntropy", .arguments = {{"labelSmoothing", e}}});
  CHECK(batch.evaluate(*smoothed, kernels).loss == doctest::Approx(expected).epsilon(1e-6));
}

TEST_CASE("LeNet-5's criterion: right distances are pulled in, the rubbish class keeps a share") {
  const auto loss = make_loss({.type = "maximumAPosteriori", .arguments = {{"rubbish", 1.0}}});
  Scored batch{.scores = {-0.5F, -3.0F}, .labels = {0}, .classes = 2};
  const double sum = std::exp(-1.0) + std::exp(-0.5) + std::exp(-3.0);
  const LossSum found = batch.evaluate(*loss, receptive::reference_kernels());
  CHECK(found.loss == doctest::Approx(0.5 + std::log(sum)));
  CHECK(found.correct == 1);
  CHECK(batch.outputs[0] == doctest::Approx(std::exp(-0.5) / sum));
  CHECK(batch.outputs[0] + batch.outputs[1] < 1.0F);
}

TEST_CASE("losses: NaN scores give a loss that is not finite") {
  for (const char* type :
       {"softmaxCrossEntropy", "meanSquaredError", "hinge", "maximumAPosteriori"}) {
    INFO(std::string(type));
    Scored batch{.scores = {NAN, 1.0F, 0.0F}, .labels = {1}, .classes = 3};
    CHECK_FALSE(std::isfinite(
        batch.evaluate(*make_loss({.type = type}), receptive::fastest_kernels()).loss));
  }
}

TEST_CASE("losses: the answer is what an evaluation leaves, and needs no targets") {
  for (const char* type :
       {"softmaxCrossEntropy", "meanSquaredError", "hinge", "maximumAPosteriori"}) {
    for (const Kernels* kernels : receptive::available_kernels()) {
      INFO(std::string(type), " with ", std::string(kernels->name));
      const auto loss = make_loss({.type = type});
      Scored batch{.scores = {0.5F, -1, 2, 3, 0.25F, -4}, .labels = {2, 0}, .classes = 3};
      batch.evaluate(*loss, *kernels);
      std::vector<float> answers(6);
      loss->answer(*kernels, {batch.scores.data(), batch.shape()}, {answers.data(), batch.shape()});
      CHECK(answers == batch.outputs);
    }
  }
}

TEST_CASE("every loss: an answer with a NaN in it is no answer, wherever the NaN stands") {
  for (const receptive::Declaration* declaration : receptive::loss_declarations()) {
    const auto loss = make_loss({.type = declaration->name, .arguments = {}});
    for (const Kernels* kernels : receptive::available_kernels()) {
      for (std::size_t at = 0; at < 4; ++at) {
        for (std::uint8_t label = 0; label < 4; ++label) {
          INFO(std::string(declaration->name), " with ", std::string(kernels->name), ": NaN at ",
               at, ", label ", int{label});
          // Beside a right answer, which still counts.
          Scored batch{.scores = {1, 2, 3, 4, 0, 0, 0, 0}, .labels = {label, 3}, .classes = 4};
          batch.scores[at] = NAN;
          batch.scores[4 + 3] = 9;
          const LossSum sum = batch.evaluate(*loss, *kernels);
          CHECK(sum.correct == 1);
          CHECK(std::isnan(sum.loss));
        }
      }
    }
  }
}

}  // namespace receptive::loss_test
