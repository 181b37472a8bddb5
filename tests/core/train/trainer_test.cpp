#include "train/trainer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "inspect/looks/probe.h"
#include "train/presets/presets.h"

namespace receptive::train_trainer_test {

namespace {

using receptive::ArgumentError;
using receptive::Dataset;
using receptive::make_xo;
using receptive::parse_trainer_spec;
using receptive::Shape;
using receptive::StepReport;
using receptive::Trainer;
using receptive::TrainerSpec;

TrainerSpec xo_spec(const std::string& optimizer = R"({"type": "sgd", "learningRate": 0.05})") {
  return parse_trainer_spec(R"({"input": [1, 9, 9], "batchSize": 16, "seed": 3, "optimizer": )" +
                            optimizer + R"(,
          "layers": [{"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
                     {"type": "maxPooling2d", "ceilMode": true},
                     {"type": "dropout", "rate": 0.1},
                     {"type": "dense", "units": 2}]})");
}

std::shared_ptr<const Dataset> xo_data(int count, std::uint64_t seed = 1) {
  return std::make_shared<const Dataset>(make_xo({.count = count, .seed = seed, .size = 9}));
}

std::vector<float> parameters_of(const Trainer& trainer) {
  const auto values = trainer.network().parameters().values();
  return {values.begin(), values.end()};
}

std::vector<float> after_steps(Trainer& trainer, int steps) {
  for (int i = 0; i < steps; ++i) trainer.step();
  return parameters_of(trainer);
}

}  // namespace

TEST_CASE("the X/O net learns X's and O's it has not seen") {
  for (const receptive::Kernels* kernels : receptive::available_kernels()) {
    INFO(std::string(kernels->name));
    TrainerSpec spec = parse_trainer_spec(receptive::find_preset("xo-three-filters").spec);
    Trainer trainer(spec, *kernels);
    trainer.set_training_data(xo_data(1000));
    const auto test = xo_data(500, 2);
    CHECK(trainer.network().evaluate(*test, 0, test->size()).accuracy < 0.9);
    while (trainer.step().epoch < 4) {
    }
    CHECK(trainer.network().evaluate(*test, 0, test->size()).accuracy > 0.98);
  }
}

TEST_CASE("same seed, same bits; another seed, others") {
  for (const char* optimizer : {R"({"type": "sgd", "momentum": 0.9})", R"("adam")"}) {
    Trainer first(xo_spec(optimizer));
    Trainer second(xo_spec(optimizer));
    first.set_training_data(xo_data(100));
    second.set_training_data(xo_data(100));
    const std::vector<float> trained = after_steps(first, 20);
    CHECK(after_steps(second, 20) == trained);
    second.reset(4);
    CHECK(after_steps(second, 20) != trained);
    second.reset(3);
    CHECK(after_steps(second, 20) == trained);
  }
}

TEST_CASE("looking at a picture, predicting and evaluating never change the training") {
  Trainer quiet(xo_spec());
  Trainer watched(xo_spec());
  const auto data = xo_data(64);
  quiet.set_training_data(data);
  watched.set_training_data(data);
  receptive::Probe probe(watched.network());
  std::vector<float> picture(81);
  std::vector<std::uint8_t> label(1);
  data->gather_range(5, {picture.data(), data->example}, {.classes = label});
  std::vector<float> answer(2);
  for (int i = 0; i < 10; ++i) {
    quiet.step();
    watched.step();
    const std::vector<float> gradients(watched.gradients().values().begin(),
                                       watched.gradients().values().end());
    probe.look({picture.data(), data->example}, label[0]);
    watched.network().predict({picture.data(), data->example}, {answer.data(), {1, 2, 1, 1}});
    watched.network().evaluate(*data, 0, 64);
    CHECK(std::ranges::equal(gradients, watched.gradients().values()));
  }
  CHECK(parameters_of(quiet) == parameters_of(watched));
}

TEST_CASE("an epoch walks through every example once, in a new order each time") {
  // The pictures hold their own number, so that the weight's gradient tells what was read.
  Dataset data;
  data.class_names = {"0", "1"};
  for (int i = 0; i < 10; ++i) {
    data.pixels.push_back(static_cast<std::uint8_t>(i));
    data.labels.push_back(0);
  }
  Trainer trainer(parse_trainer_spec(
      R"({"input": [1, 1, 1], "layers": [{"type": "dense", "units": 2}], "batchSize": 4,
          "optimizer": {"type": "sgd", "learningRate": 0}})"));
  trainer.set_training_data(std::make_shared<const Dataset>(data));
  std::vector<std::vector<float>> epochs(2);
  for (std::vector<float>& seen : epochs) {
    for (const int expected : {4, 4, 2}) {
      const StepReport report = trainer.step();
      CHECK(report.score.examples == expected);
      const auto batch = trainer.execution()->activation(receptive::Graph::network_input).values();
      seen.insert(seen.end(), batch.begin(), batch.end());
    }
  }
  CHECK(epochs[0] != epochs[1]);
  for (std::vector<float>& seen : epochs) {
    std::ranges::sort(seen);
    for (int i = 0; i < 10; ++i) {
      CHECK(seen[static_cast<std::size_t>(i)] == doctest::Approx(i / 255.0));
    }
  }
  CHECK(trainer.step().epoch == 2);
}

TEST_CASE("augmentation lets the set's own paper in, light or dark") {
  const auto trained = [](const std::string& augmentation, std::uint8_t paper, bool dark_on_light) {
    Dataset blank{.name = "blank", .example = {1, 1, 9, 9}, .class_names = {"a", "b"}};
    blank.dark_on_light = dark_on_light;
    blank.pixels.assign(std::size_t{8} * 81, paper);
    blank.labels = {0, 1, 1, 1, 0, 1, 1, 1};
    Trainer trainer(parse_trainer_spec(
        R"({"input": [1, 9, 9], "batchSize": 8, "layers": [{"type": "dense", "units": 2}])" +
        augmentation + "}"));
    trainer.set_training_data(std::make_shared<const Dataset>(blank));
    return after_steps(trainer, 3);
  };
  const std::string shifted = R"(, "augmentation": {"shift": 3})";
  // A sheet without a mark looks the same wherever it lies, on its own ground alone.
  CHECK(trained(shifted, 0, false) == trained("", 0, false));
  CHECK(trained(shifted, 255, true) == trained("", 255, true));
  CHECK(trained(shifted, 255, false) != trained("", 255, false));
}

TEST_CASE("the gradient is the mean over the batch, whatever its size") {
  Trainer trainer(xo_spec(R"({"type": "sgd", "learningRate": 0})"));
  const auto data = xo_data(2);
  std::vector<float> two(2 * 81);
  std::vector<std::uint8_t> labels(2);
  data->gather_range(0, {two.data(), {2, 1, 9, 9}}, {.classes = labels});
  // A net without dropout, so that the two halves see the same layers.
  TrainerSpec spec = xo_spec(R"({"type": "sgd", "learningRate": 0})");
  spec.model.layers.erase(spec.model.layers.begin() + 2);
  Trainer plain(spec);
  const auto gradient = [&](int first, int count) {
    const receptive::Batch all{{two.data(), {2, 1, 9, 9}}, receptive::ClassTargets{labels}};
    plain.train_batch(all.part(first, count));
    const auto values = plain.gradients().values();
    return std::vector<float>(values.begin(), values.end());
  };
  const auto first = gradient(0, 1);
  const auto second = gradient(1, 1);
  const auto both = gradient(0, 2);
  for (std::size_t i = 0; i < both.size(); ++i) {
    CHECK(both[i] == doctest::Approx((first[i] + second[i]) / 2).epsilon(1e-4));
  }
}

TEST_CASE("a batch larger than planned is trained whole") {
  TrainerSpec small = xo_spec();
  small.batch_size = 2;
  TrainerSpec large = xo_spec();
  large.batch_size = 50;
  Trainer first(small);
  Trainer second(large);
  const auto data = xo_data(50);
  std::vector<float> pictures(data->pixels.size());
  std::vector<std::uint8_t> labels(50);
  data->gather_range(0, {pictures.data(), {50, 1, 9, 9}}, {.classes = labels});
  first.train_batch({{pictures.data(), {50, 1, 9, 9}}, receptive::ClassTargets{labels}});
  second.train_batch({{pictures.data(), {50, 1, 9, 9}}, receptive::ClassTargets{labels}});
  CHECK(parameters_of(first) == parameters_of(second));
}

TEST_CASE("probabilities sum to one, with and without a softmax at the end") {
  for (const char* end : {"", R"(, {"type": "softmax"})"}) {
    Trainer trainer(parse_trainer_spec(
        R"({"input": [1, 9, 9], "seed": 5, "layers": [{"type": "dense", "units": 3})" +
        std::string(end) + "]}"));
    const auto data = xo_data(40);
    std::vector<float> pictures(data->pixels.size());
    std::vector<std::uint8_t> labels(40);
    data->gather_range(0, {pictures.data(), {40, 1, 9, 9}}, {.classes = labels});
    std::vector<float> answers(120);
    trainer.network().predict({pictures.data(), {40, 1, 9, 9}}, {answers.data(), {40, 3, 1, 1}});
    for (std::size_t i = 0; i < 40; ++i) {
      CHECK(answers[3 * i] + answers[3 * i + 1] + answers[3 * i + 2] == doctest::Approx(1));
    }
    std::vector<std::uint8_t> classes(40);
    trainer.network().predict_classes(*data, 0, classes);
    double correct = 0;
    for (std::size_t i = 0; i < 40; ++i) correct += classes[i] == data->labels[i] ? 1 : 0;
    CHECK(trainer.network().evaluate(*data, 0, 40).accuracy == doctest::Approx(correct / 40));
  }
}

TEST_CASE("a softmax at the end changes nothing but what is shown") {
  const auto train = [](const std::string& end) {
    Trainer trainer(parse_trainer_spec(
        R"({"input": [1, 9, 9], "layers": [{"type": "dense", "units": 2})" + end + "]}"));
    trainer.set_training_data(xo_data(100));
    return after_steps(trainer, 10);
  };
  CHECK(train("") == train(R"(, {"type": "softmax"})"));
}

TEST_CASE("a loss that is not finite stops the training and names the first layer") {
  Trainer trainer(xo_spec(R"({"type": "sgd", "learningRate": 1e30})"));
  trainer.set_training_data(xo_data(100));
  std::string message = "no error";
  std::vector<float> before;
  try {
    for (int i = 0; i < 10; ++i) {
      before = parameters_of(trainer);
      trainer.step();
    }
  } catch (const receptive::DivergenceError& error) {
    message = error.what();
  }
  INFO(message);
  CHECK(message.find("finite loss") != std::string::npos);
  CHECK(message.find("first layer with such a value is ") != std::string::npos);
  CHECK(parameters_of(trainer) == before);
  trainer.reset(1);
  trainer.set_learning_rate(0.01);
  CHECK(std::isfinite(trainer.step().score.loss));
}

TEST_CASE("pictures and labels that do not fit are refused and change nothing") {
  Trainer trainer(xo_spec());
  trainer.set_training_data(xo_data(20));
  const std::vector<float> before = parameters_of(trainer);
  std::vector<float> pictures(2 * 81);
  const std::vector<std::uint8_t> good{0, 1};
  const std::vector<std::uint8_t> bad{0, 2};
  const auto train = [&](Shape shape, const std::vector<std::uint8_t>& labels) {
    trainer.train_batch({{pictures.data(), shape}, receptive::ClassTargets{labels}});
  };
  CHECK_THROWS_WITH_AS(train({2, 1, 9, 8}, good),
                       "images: expected at least one picture of 1x9x9, found 2 of 1x9x8",
                       ArgumentError);
  CHECK_THROWS_WITH_AS(train({1, 1, 9, 9}, good),
                       "labels: expected one for each of the 1 pictures, found 2", ArgumentError);
  CHECK_THROWS_WITH_AS(train({2, 1, 9, 9}, bad), "labels: expected 0 to 1, found 2 at position 1",
                       ArgumentError);
  CHECK_THROWS_AS(trainer.set_learning_rate(-1), ArgumentError);
  CHECK_THROWS_AS(trainer.set_learning_rate(std::numeric_limits<double>::quiet_NaN()),
                  ArgumentError);
  CHECK_THROWS_AS(trainer.set_batch_size(0), ArgumentError);
  CHECK_THROWS_AS(trainer.network().evaluate(*xo_data(10), 5, 6), ArgumentError);
  CHECK_THROWS_AS(
      trainer.set_training_data(std::make_shared<const Dataset>(make_xo({.count = 4, .size = 28}))),
      ArgumentError);
  CHECK(parameters_of(trainer) == before);
  Trainer idle(xo_spec());
  CHECK_THROWS_AS(idle.step(), ArgumentError);
}

TEST_CASE("learning rate, optimizer and batch size change in mid-run") {
  Trainer trainer(xo_spec());
  trainer.set_training_data(xo_data(100));
  trainer.step();
  trainer.set_learning_rate(0);
  const std::vector<float> before = parameters_of(trainer);
  trainer.step();
  CHECK(parameters_of(trainer) == before);
  trainer.set_optimizer({.type = "adam", .arguments = {}});
  trainer.set_batch_size(40);
  CHECK(trainer.step().score.examples == 40);
  CHECK(parameters_of(trainer) != before);
}

TEST_CASE("every preset can be built and takes a step") {
  for (const receptive::Preset& preset : receptive::presets()) {
    INFO(std::string(preset.name));
    TrainerSpec spec = parse_trainer_spec(preset.spec);
    spec.batch_size = 2;
    Trainer trainer(spec);
    std::vector<float> pictures(2 * spec.model.input.example_count(), 1.0F);
    const std::vector<std::uint8_t> labels{0, 1};
    const StepReport report = trainer.train_batch(
        {{pictures.data(), spec.model.input.with_examples(2)}, receptive::ClassTargets{labels}});
    CHECK(std::isfinite(report.score.loss));
  }
}

}  // namespace receptive::train_trainer_test
