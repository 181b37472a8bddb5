#include "nn/network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "train/trainer.h"

namespace receptive::network_test {

namespace {

using receptive::ArgumentError;
using receptive::Batch;
using receptive::ClassTargets;
using receptive::Dataset;
using receptive::make_xo;
using receptive::Network;
using receptive::Trainer;
using receptive::TrainerSpec;

// Executions, probes and the average point into them.
static_assert(!std::is_move_constructible_v<Network> && !std::is_copy_constructible_v<Network>);
static_assert(!std::is_move_constructible_v<Trainer> && !std::is_copy_constructible_v<Trainer>);

TrainerSpec xo_spec(const std::string& rest = "") {
  return receptive::parse_trainer_spec(R"({"input": [1, 9, 9], "batchSize": 16, "seed": 3, )" +
                                       rest + R"("layers": [
      {"type": "conv2d", "filters": 3, "kernelSize": 3}, {"type": "batchNormalization"},
      {"type": "relu"}, {"type": "dense", "units": 2}]})");
}

std::vector<float> answers_of(Network& network, const Dataset& data) {
  std::vector<float> answers(static_cast<std::size_t>(data.size() * network.outputs()));
  network.predict(data, 0, {answers.data(), {data.size(), network.outputs(), 1, 1}});
  return answers;
}

}  // namespace

TEST_CASE("a network by itself answers what the trained one does, without memory for training") {
  const TrainerSpec spec = xo_spec();
  Trainer trainer(spec);
  const auto data = std::make_shared<const Dataset>(make_xo({.count = 70, .size = 9}));
  trainer.set_training_data(data);
  for (int i = 0; i < 10; ++i) trainer.step();

  Network network(spec.model, spec.loss);
  CHECK(network.answering_bytes().activations == 0);
  std::ranges::copy(trainer.network().parameters().values(), network.parameters().values().begin());
  network.reserve(16);
  CHECK(answers_of(network, *data) == answers_of(trainer.network(), *data));
  CHECK(network.answering_bytes().gradients == 0);
  CHECK(network.answering_bytes().activations < trainer.training_bytes().activations);
}

TEST_CASE("tensors, a set and pieces of it are answered and scored alike") {
  const TrainerSpec spec = xo_spec();
  Network network(spec.model, spec.loss);
  network.start(3);
  const Dataset data = make_xo({.count = 70, .size = 9});
  std::vector<float> pictures(data.pixels.size());
  std::vector<std::uint8_t> labels(70);
  const receptive::TensorView inputs{pictures.data(), data.example.with_examples(70)};
  data.gather_range(0, inputs, {.classes = labels});
  const Batch batch{inputs, ClassTargets{labels}};

  std::vector<float> answers(140);
  network.predict(inputs, {answers.data(), {70, 2, 1, 1}});  // in pieces of 32
  CHECK(answers == answers_of(network, data));
  CHECK(network.evaluate(batch).loss == network.evaluate(data, 0, 70).loss);
  CHECK(network.evaluate(batch.part(40, 30)).loss ==
        doctest::Approx(network.evaluate(data, 40, 30).loss));
  std::vector<std::uint8_t> classes(70);
  network.predict_classes(data, 0, classes);
  double right = 0;
  for (std::size_t i = 0; i < 70; ++i) {
    CHECK(classes[i] == (answers[2 * i + 1] > answers[2 * i] ? 1 : 0));
    right += classes[i] == labels[i] ? 1 : 0;
  }
  CHECK(network.evaluate(batch).accuracy == doctest::Approx(right / 70));
}

TEST_CASE("a network answers from the average where there is one, and follows its going") {
  Trainer trainer(xo_spec(R"("averaging": {"type": "epochs", "from": 0}, )"));
  Network& network = trainer.network();
  const auto data = std::make_shared<const Dataset>(make_xo({.count = 32, .size = 9}));
  trainer.set_training_data(data);
  trainer.step();
  CHECK(&network.answering_parameters() == &network.parameters());
  const std::vector<std::uint8_t> before = trainer.checkpoint();
  for (int i = 0; i < 3; ++i) trainer.step();
  CHECK(&network.answering_parameters() != &network.parameters());
  const std::vector<float> averaged = answers_of(network, *data);
  trainer.restore(before);
  CHECK(&network.answering_parameters() == &network.parameters());
  for (int i = 0; i < 3; ++i) trainer.step();
  CHECK(answers_of(network, *data) == averaged);
  trainer.reset(3);
  CHECK(&network.answering_parameters() == &network.parameters());
}

TEST_CASE("targets and lengths that no loss and no layer here reads are refused in words") {
  const TrainerSpec spec = xo_spec();
  Network network(spec.model, spec.loss);
  Trainer trainer(spec);
  const std::vector<float> picture(2 * 81);
  const receptive::ConstTensorView inputs{picture.data(), {2, 1, 9, 9}};
  const std::vector<float> numbers(4);
  const std::vector<std::uint8_t> labels(18);
  const std::vector<std::int32_t> lengths{9, 5};
  const Batch of_numbers{inputs, receptive::NumberTargets{numbers}};
  const Batch of_steps{inputs, receptive::StepClassTargets{labels}};
  const Batch of_lengths{inputs, ClassTargets{std::span(labels).first(2)}, lengths};
  const char* no_numbers =
      "targets: loss softmaxCrossEntropy: expected a class for each example, found numbers";
  CHECK_THROWS_WITH_AS(network.evaluate(of_numbers), no_numbers, ArgumentError);
  CHECK_THROWS_WITH_AS(trainer.train_batch(of_numbers), no_numbers, ArgumentError);
  CHECK_THROWS_WITH_AS(
      network.evaluate(of_steps),
      "targets: loss softmaxCrossEntropy: expected a class for each example, found a class for "
      "each step",
      ArgumentError);
  CHECK_THROWS_WITH_AS(
      network.evaluate(of_lengths),
      "lengths: expected none, as no layer reads sequences of different lengths, found 2",
      ArgumentError);

  auto data = std::make_shared<Dataset>();
  data->example = {1, 1, 9, 9};
  data->values.assign(81, 0.5F);
  data->kind = receptive::TargetKind::numbers;
  data->numbers = {0.25F, 0.75F};
  data->numbers_per_example = 2;
  CHECK_THROWS_WITH_AS(
      trainer.set_training_data(data),
      "training data: expected targets that are a class for each example, found numbers",
      ArgumentError);
}

TEST_CASE("inputs kept as float32 train as bytes of the same values do") {
  Dataset bytes = make_xo({.count = 40, .size = 9});
  Dataset floats = bytes;
  floats.values.resize(bytes.pixels.size());
  bytes.gather_range(0, {floats.values.data(), bytes.example.with_examples(40)});
  floats.pixels.clear();
  receptive::check_dataset(floats);
  Trainer one(xo_spec());
  Trainer other(xo_spec());
  one.set_training_data(std::make_shared<const Dataset>(std::move(bytes)));
  other.set_training_data(std::make_shared<const Dataset>(std::move(floats)));
  for (int i = 0; i < 5; ++i) CHECK(one.step().score.loss == other.step().score.loss);
}

}  // namespace receptive::network_test
