// Training with weights of classes: what is counted, what is reported, what stays the same.

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "train/trainer.h"

namespace receptive::train_class_weights_test {

namespace {

using receptive::ArgumentError;
using receptive::ClassIndex;
using receptive::ClassTargets;
using receptive::Dataset;
using receptive::SpecError;
using receptive::StepReport;
using receptive::Trainer;

receptive::TrainerSpec spec_with(const std::string& loss, const std::string& rest = "") {
  return receptive::parse_trainer_spec(
      R"({"input": [1, 4, 4], "batchSize": 8, "seed": 2, "optimizer": {"type": "adam"},
          "layers": [{"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
                     {"type": "dense", "units": 3}], "loss": {"type": "softmaxCrossEntropy")" +
      loss + "}" + rest + "}");
}

/// Noise with these labels.
std::shared_ptr<const Dataset> noise(std::vector<ClassIndex> labels) {
  Dataset data{.name = "noise", .example = {1, 1, 4, 4}, .class_names = {"a", "b", "c"}};
  receptive::Random random(5);
  for (std::size_t i = 0; i < labels.size() * 16; ++i) {
    data.pixels.push_back(static_cast<std::uint8_t>(random.uniform(0, 255)));
  }
  data.labels = std::move(labels);
  return std::make_shared<const Dataset>(std::move(data));
}

/// Nine of the first class, two of the second, one of the third.
std::shared_ptr<const Dataset> lopsided() { return noise({0, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0}); }

std::vector<float> after_steps(Trainer& trainer, int steps) {
  for (int i = 0; i < steps; ++i) trainer.step();
  const auto values = trainer.network().parameters().values();
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("class weights: all 1 train to the same bits as none, and 'balanced' as its numbers") {
  const auto trained_with = [](const std::string& weights, const auto& data) {
    Trainer trainer(spec_with(weights));
    trainer.set_training_data(data);
    return after_steps(trainer, 10);
  };
  CHECK(trained_with(R"(, "classWeight": [1, 1, 1])", lopsided()) == trained_with("", lopsided()));
  CHECK(trained_with(R"(, "classWeight": "balanced")", noise({0, 1, 2, 2, 1, 0})) ==
        trained_with("", noise({0, 1, 2, 2, 1, 0})));
  const std::vector<float> balanced =
      trained_with(R"(, "classWeight": "balanced")", noise({0, 0, 0, 0, 1, 1, 2, 2}));
  CHECK(balanced == trained_with(R"(, "classWeight": [0.6666666666666666, 1.3333333333333333,
                                                       1.3333333333333333])",
                                 noise({0, 0, 0, 0, 1, 1, 2, 2})));
  CHECK(balanced != trained_with("", noise({0, 0, 0, 0, 1, 1, 2, 2})));
}

TEST_CASE("class weights: a step reports the weighted mean, an evaluation the plain one") {
  // The whole set in one batch: 'balanced' has mean 1 over it.
  const auto data = lopsided();
  Trainer plain(spec_with("", R"(, "batchSize": 12)"));
  Trainer balanced(spec_with(R"(, "classWeight": "balanced")", R"(, "batchSize": 12)"));
  plain.set_training_data(data);
  balanced.set_training_data(data);
  double expected = 0;
  const double weights[] = {12.0 / (3 * 9), 12.0 / (3 * 2), 12.0 / 3};
  for (int i = 0; i < 12; ++i) {
    expected += weights[data->labels[static_cast<std::size_t>(i)]] *
                balanced.network().evaluate(*data, i, 1).loss / 12;
  }
  const double evaluated = balanced.network().evaluate(*data, 0, 12).loss;
  CHECK(evaluated == plain.network().evaluate(*data, 0, 12).loss);
  const StepReport report = balanced.step();
  CHECK(report.score.loss == doctest::Approx(expected).epsilon(1e-6));
  CHECK(report.score.loss != doctest::Approx(evaluated).epsilon(1e-3));
  CHECK(plain.step().score.loss == doctest::Approx(evaluated).epsilon(1e-6));
}

TEST_CASE("class weights: an example of weight 2 is learned from as one that is there twice") {
  const std::vector<float> pictures = [] {
    std::vector<float> values(3 * 16);
    receptive::Random random(3);
    for (float& value : values) value = random.uniform(0, 1);
    return values;
  }();
  std::vector<float> twice = pictures;
  twice.insert(twice.end(), pictures.begin() + 16, pictures.begin() + 32);
  Trainer weighted(spec_with(R"(, "classWeight": [1, 2, 1])"));
  Trainer doubled(spec_with(""));
  const ClassIndex labels[] = {0, 1, 2, 1};
  weighted.train_batch({.inputs = {pictures.data(), {3, 1, 4, 4}},
                        .targets = ClassTargets{std::span(labels).first(3)}});
  doubled.train_batch({.inputs = {twice.data(), {4, 1, 4, 4}}, .targets = ClassTargets{labels}});
  // Both are means over the examples of their batch.
  const auto one = weighted.gradients().values();
  const auto other = doubled.gradients().values();
  REQUIRE(one.size() == other.size());
  CHECK(std::ranges::any_of(one, [](float value) { return value != 0; }));
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(3 * one[i] == doctest::Approx(4 * other[i]).epsilon(1e-5));
  }
}

TEST_CASE("class weights: balanced by the data that was set last") {
  const auto step_loss = [](Trainer& trainer, const auto& data) {
    trainer.set_training_data(data);
    return trainer.step().score.loss;
  };
  Trainer first(spec_with(R"(, "classWeight": "balanced")"));
  Trainer second(spec_with(R"(, "classWeight": "balanced")"));
  second.set_training_data(lopsided());
  const auto even = noise({0, 1, 2, 0, 1, 2});
  CHECK(step_loss(second, even) == step_loss(first, even));
  CHECK(second.network().loss().weights().of(2) == 1.0);
  // What does not fit leaves the weights as they were.
  Dataset other = *lopsided();
  other.example = {1, 1, 2, 8};
  CHECK_THROWS_AS(second.set_training_data(std::make_shared<const Dataset>(other)), ArgumentError);
  CHECK(second.network().loss().weights().of(2) == 1.0);
}

TEST_CASE("class weights: a batch by hand cannot be balanced without training data") {
  Trainer trainer(spec_with(R"(, "classWeight": "balanced")"));
  const std::vector<float> picture(16, 0.5F);
  const ClassIndex label[] = {1};
  const receptive::Batch batch{.inputs = {picture.data(), {1, 1, 4, 4}},
                               .targets = ClassTargets{label}};
  CHECK_THROWS_WITH_AS(trainer.train_batch(batch),
                       "loss: classWeight: expected training data in which 'balanced' counts the "
                       "classes, or a list, found no training data set",
                       ArgumentError);
  trainer.set_training_data(lopsided());
  CHECK(trainer.train_batch(batch).score.loss > 0);
}

TEST_CASE("class weights: a run goes on from a checkpoint with the same bits") {
  const auto spec = spec_with(R"(, "classWeight": "balanced")");
  Trainer whole(spec);
  whole.set_training_data(lopsided());
  after_steps(whole, 3);
  const std::vector<std::uint8_t> file = whole.checkpoint();
  Trainer resumed(spec);
  resumed.set_training_data(lopsided());
  resumed.restore(file);
  CHECK(after_steps(resumed, 4) == after_steps(whole, 4));
}

TEST_CASE("class weights: a list for other classes is refused before any memory is taken") {
  const auto spec = spec_with(R"(, "classWeight": [1, 2])");
  const char* const message =
      "loss softmaxCrossEntropy: classWeight: expected one weight for each of the 3 classes, or "
      "'balanced', found 2";
  CHECK_THROWS_WITH_AS(Trainer{spec}, message, SpecError);
  CHECK_THROWS_WITH_AS(checked_graph(spec), message, SpecError);
}

TEST_CASE("class weights: numbers as targets are refused in words") {
  Trainer trainer(spec_with(R"(, "classWeight": "balanced")"));
  Dataset data = *lopsided();
  data.kind = receptive::TargetKind::numbers;
  data.numbers.assign(data.labels.size(), 0.5F);
  data.numbers_per_example = 1;
  data.labels.clear();
  CHECK_THROWS_WITH_AS(trainer.set_training_data(std::make_shared<const Dataset>(data)),
                       "training data: expected targets that are a class for each example, found "
                       "numbers",
                       ArgumentError);
}

}  // namespace receptive::train_class_weights_test
