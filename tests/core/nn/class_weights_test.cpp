#include "nn/class_weights.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "nn/loss.h"

namespace receptive::nn_class_weights_test {

namespace {

using receptive::balanced_weights;
using receptive::ClassIndex;
using receptive::ClassTargets;
using receptive::Dataset;
using receptive::Kernels;
using receptive::LossSum;
using receptive::make_loss;
using receptive::RecipePart;
using receptive::SpecError;
using receptive::Value;

Dataset labelled(std::vector<ClassIndex> labels, int classes) {
  Dataset data;
  data.example = {1, 1, 1, 1};
  data.class_names.resize(static_cast<std::size_t>(classes));
  data.pixels.resize(labels.size());
  data.labels = std::move(labels);
  return data;
}

const RecipePart every_loss[] = {
    {.type = "softmaxCrossEntropy"},
    {.type = "softmaxCrossEntropy", .arguments = {{"labelSmoothing", 0.1}}},
    {.type = "meanSquaredError"},
    {.type = "hinge"},
    {.type = "maximumAPosteriori", .arguments = {{"rubbish", 2.0}}},
};

RecipePart weighted(RecipePart spec, Value weights) {
  spec.arguments["classWeight"] = std::move(weights);
  return spec;
}

/// What a loss makes of some scores, and the gradient that it sends back.
struct Found {
  LossSum sum;
  std::vector<float> gradient;
};

constexpr int classes = 4;

Found found_by(const RecipePart& spec, const Kernels& kernels, std::vector<float> scores,
               const std::vector<ClassIndex>& labels, float scale) {
  const auto loss = make_loss(spec);
  const receptive::Shape shape{static_cast<int>(labels.size()), classes, 1, 1};
  std::vector<float> answers(scores.size());
  Found found{.sum = {}, .gradient = std::vector<float>(scores.size())};
  found.sum = loss->evaluate_weighted(kernels, {scores.data(), shape}, ClassTargets{labels},
                                      {answers.data(), shape});
  loss->backward(kernels, {answers.data(), shape}, ClassTargets{labels}, scale,
                 {found.gradient.data(), shape});
  return found;
}

std::vector<float> some_scores(std::size_t examples, std::uint64_t seed) {
  std::vector<float> scores(examples * classes);
  receptive::Random random(seed);
  for (float& score : scores) score = random.uniform(-2, 2);
  return scores;
}

/// Calls with every loss, with every kind of kernels.
template <typename Check>
void with_every_loss(const Check& check) {
  for (const RecipePart& spec : every_loss) {
    for (const Kernels* kernels : receptive::available_kernels()) {
      INFO(spec.type, " with ", std::string(kernels->name));
      check(spec, *kernels);
    }
  }
}

}  // namespace

TEST_CASE("scikit-learn: balanced weights of four examples of one class and two of another") {
  // compute_class_weight's documentation: y = [1, 1, 1, 1, 0, 0] gives [1.5, 0.75].
  CHECK(balanced_weights(labelled({1, 1, 1, 1, 0, 0}, 2)) == std::vector<double>{1.5, 0.75});
}

TEST_CASE("balanced weights: a class without examples has 0, and the mean over the examples is 1") {
  const Dataset data = labelled({0, 0, 0, 2, 2, 4, 0, 2, 0}, 5);
  const std::vector<double> weights = balanced_weights(data);
  REQUIRE(weights.size() == 5);
  CHECK(weights[0] == doctest::Approx(9.0 / (3 * 5)));
  CHECK(weights[1] == 0.0);
  CHECK(weights[2] == doctest::Approx(1.0));
  CHECK(weights[3] == 0.0);
  CHECK(weights[4] == doctest::Approx(3.0));
  const double sum =
      std::accumulate(data.labels.begin(), data.labels.end(), 0.0,
                      [&](double all, ClassIndex one) { return all + weights[one]; });
  CHECK(sum / 9 == doctest::Approx(1.0));
}

TEST_CASE("classWeight: what is neither a word nor weights is refused by name") {
  const std::string expected =
      "loss hinge: classWeight: expected 'balanced' or a list with a number from 0 to 1000000 for "
      "each class, found ";
  const auto refused = [](const Value& value, const std::string& message) {
    CHECK_THROWS_WITH_AS(make_loss({.type = "hinge", .arguments = {{"classWeight", value}}}),
                         message.c_str(), SpecError);
  };
  refused(std::string("balance"), expected + "'balance'");
  refused(2.0, expected + "2");
  refused(true, expected + "true");
  refused(std::vector<double>{}, expected + "[]");
  refused(std::vector<double>{1, -1}, expected + "[1, -1]");
  refused(std::vector<double>{1, INFINITY}, expected + "[1, inf]");
  refused(std::vector<double>{0, 0},
          "loss hinge: classWeight: expected a weight above 0, found [0, 0]");
}

TEST_CASE("classWeight: a list has one weight for each class") {
  const auto loss = make_loss(weighted({.type = "hinge"}, std::vector<double>{1, 2, 3}));
  CHECK_NOTHROW(loss->check_classes(3));
  CHECK_THROWS_WITH_AS(loss->check_classes(2),
                       "loss hinge: classWeight: expected one weight for each of the 2 classes, or "
                       "'balanced', found 3",
                       SpecError);
  CHECK_NOTHROW(make_loss(weighted({.type = "hinge"}, "balanced"))->check_classes(2));
}

TEST_CASE("every weighted loss: gradients agree with central differences of its value") {
  const std::vector<ClassIndex> labels{0, 3, 1, 2, 2};
  const Value weights = std::vector<double>{0.25, 3, 1.5, 0};
  with_every_loss([&](const RecipePart& plain, const Kernels& kernels) {
    const RecipePart spec = weighted(plain, weights);
    std::vector<float> scores = some_scores(labels.size(), 11);
    const float scale = 0.2F;
    const Found here = found_by(spec, kernels, scores, labels, scale);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      constexpr float step = 1e-3F;
      const float kept = scores[i];
      const auto loss_at = [&](float score) {
        scores[i] = score;
        return found_by(spec, receptive::reference_kernels(), scores, labels, scale).sum.loss;
      };
      const double slope = (loss_at(kept + step) - loss_at(kept - step)) / (2.0 * step);
      scores[i] = kept;
      CHECK(here.gradient[i] == doctest::Approx(scale * slope).epsilon(2e-3));
    }
  });
}

TEST_CASE("every weighted loss: the sum of each example's plain loss times its class's weight") {
  const std::vector<ClassIndex> labels{3, 0, 1, 1};
  const std::vector<double> weights{0.5, 2, 0, 7};
  with_every_loss([&](const RecipePart& plain, const Kernels& kernels) {
    const std::vector<float> scores = some_scores(labels.size(), 5);
    double expected = 0;
    int correct = 0;
    for (std::size_t n = 0; n < labels.size(); ++n) {
      const auto from = scores.begin() + static_cast<std::ptrdiff_t>(n * classes);
      const Found one = found_by(plain, kernels, {from, from + classes}, {labels[n]}, 1);
      expected += weights[labels[n]] * one.sum.loss;
      correct += one.sum.correct;
    }
    const Found all = found_by(weighted(plain, weights), kernels, scores, labels, 1);
    CHECK(all.sum.loss == doctest::Approx(expected).epsilon(1e-12));
    CHECK(all.sum.correct == correct);
  });
}

TEST_CASE("every weighted loss: weights of 1 change no bit") {
  const std::vector<ClassIndex> labels{0, 3, 1, 2, 2, 1, 0};
  with_every_loss([&](const RecipePart& plain, const Kernels& kernels) {
    const std::vector<float> scores = some_scores(labels.size(), 8);
    const Found without = found_by(plain, kernels, scores, labels, 1.0F / 7);
    const Found with = found_by(weighted(plain, std::vector<double>(classes, 1.0)), kernels, scores,
                                labels, 1.0F / 7);
    CHECK(with.sum.loss == without.sum.loss);
    CHECK(with.sum.correct == without.sum.correct);
    CHECK(with.gradient == without.gradient);
  });
}

TEST_CASE("every weighted loss: a weight of 2 is the example twice, one of 0 is it left out") {
  const std::vector<ClassIndex> labels{0, 3, 1, 2};
  with_every_loss([&](const RecipePart& plain, const Kernels& kernels) {
    const std::vector<float> scores = some_scores(labels.size(), 3);
    const Found with =
        found_by(weighted(plain, std::vector<double>{1, 2, 0, 2}), kernels, scores, labels, 0.5F);
    // The second and the third once more, and the last not at all.
    const auto first = scores.begin();
    std::vector<float> copied(first, first + 3 * classes);
    copied.insert(copied.end(), first + classes, first + 3 * classes);
    const Found twice = found_by(plain, kernels, copied, {0, 3, 1, 3, 1}, 0.5F);
    CHECK(with.sum.loss == doctest::Approx(twice.sum.loss).epsilon(1e-12));
    for (std::size_t i = 0; i < classes; ++i) {
      CHECK(with.gradient[i] == twice.gradient[i]);
      CHECK(with.gradient[3 * classes + i] == 0.0F);
    }
    for (std::size_t i = classes; i < 3 * classes; ++i) {
      CHECK(with.gradient[i] ==
            doctest::Approx(twice.gradient[i] + twice.gradient[i + 2 * classes]));
    }
  });
}

TEST_CASE("weighted losses: what is evaluated is without weights") {
  const std::vector<ClassIndex> labels{0, 3};
  const receptive::Shape shape{2, classes, 1, 1};
  for (const RecipePart& plain : every_loss) {
    INFO(plain.type);
    const std::vector<float> scores = some_scores(2, 6);
    std::vector<float> answers(scores.size());
    const auto evaluated = [&](const RecipePart& spec) {
      return make_loss(spec)
          ->evaluate(receptive::fastest_kernels(), {scores.data(), shape}, ClassTargets{labels},
                     {answers.data(), shape})
          .loss;
    };
    CHECK(evaluated(weighted(plain, std::vector<double>{9, 9, 9, 9})) == evaluated(plain));
  }
}

}  // namespace receptive::nn_class_weights_test
