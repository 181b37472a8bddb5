// A step that comes to nothing finite says so and leaves everything as it was.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "train/trainer.h"

namespace receptive::divergence_test {

namespace {

using receptive::Dataset;
using receptive::DivergenceError;
using receptive::Trainer;

std::string spec_with(const std::string& recipe, bool normalized = true) {
  return R"({"input": [1, 9, 9], "batchSize": 16, "seed": 3, )" + recipe +
         R"("layers": [{"type": "conv2d", "filters": 3, "kernelSize": 3}, )" +
         (normalized ? R"({"type": "batchNormalization", "name": "norm"}, )" : "") +
         R"({"type": "dropout", "rate": 0.2}, {"type": "dense", "units": 2}]})";
}

/// Pictures whose ink has this value.
std::shared_ptr<const Dataset> xo(float ink = 1.0F) {
  Dataset data = receptive::make_xo({.count = 100, .seed = 1, .size = 9});
  data.high = ink;
  return std::make_shared<const Dataset>(std::move(data));
}

/// What the next step says against itself; whatever it was, a step that is refused changes nothing
/// that a checkpoint knows of, and the run goes on from there.
std::string refusal_of_step(Trainer& trainer) {
  const std::vector<std::uint8_t> before = trainer.checkpoint();
  std::string message = "no error";
  try {
    trainer.step();
    return message;
  } catch (const DivergenceError& error) {
    message = error.what();
  }
  CHECK(trainer.checkpoint() == before);
  CHECK(std::ranges::all_of(trainer.gradients().values(), [](float value) { return value == 0; }));
  return message;
}

}  // namespace

TEST_CASE("a diverged step leaves statistics, optimizer, average and place as they were") {
  for (const char* optimizer :
       {R"({"type": "sgd", "learningRate": 1e30, "momentum": 0.9})", R"({"type": "adam",
        "learningRate": 1e30})"}) {
    Trainer trainer(receptive::parse_trainer_spec(spec_with(
        R"("averaging": {"type": "exponential"}, "optimizer": )" + std::string(optimizer) + ",")));
    const auto data = xo();
    trainer.set_training_data(data);
    trainer.freeze(0, 0, 5);
    std::string message = "no error";
    for (int i = 0; i < 10 && message == "no error"; ++i) message = refusal_of_step(trainer);
    INFO(message);
    REQUIRE(message.starts_with("training stopped at step "));
    // Weights restored by hand, as the page does, and the run recovers.
    const receptive::ParameterSet& parameters = trainer.network().parameters();
    for (const auto& name : receptive::parameter_names(trainer.network().graph())) {
      const auto values = parameters.views()[static_cast<std::size_t>(name.index)].values();
      CHECK(std::ranges::all_of(values, [](float value) { return std::isfinite(value); }));
      if (name.info->role == receptive::ParameterRole::statistic) continue;
      trainer.set_values(name.index, 0, std::vector<float>(values.size(), 0.01F));
    }
    trainer.set_optimizer({.type = "sgd"});
    for (int i = 0; i < 10; ++i) trainer.step();
    CHECK(std::isfinite(trainer.network().evaluate(*data, 0, 100).loss));
  }
}

TEST_CASE("statistics that become infinite stop the step, though its loss is finite") {
  Trainer trainer(receptive::parse_trainer_spec(spec_with("")));
  trainer.set_training_data(xo(1e20F));
  CHECK(refusal_of_step(trainer) ==
        "training stopped at step 1: expected finite running statistics, found NaN or infinity; "
        "the first such value is of norm.movingVariance. Reset, and try a smaller learning rate");
  trainer.set_training_data(xo());
  CHECK(refusal_of_step(trainer) == "no error");
}

TEST_CASE("gradients that are infinite stop the step, though its loss is finite") {
  for (const char* clip : {"", R"(, "clipValue": 1)", R"(, "globalClipNorm": 1)"}) {
    CAPTURE(clip);
    Trainer trainer(receptive::parse_trainer_spec(spec_with(
        R"("loss": "meanSquaredError", "optimizer": {"type": "sgd")" + std::string(clip) + "}, ",
        /*normalized=*/false)));
    trainer.set_training_data(xo(1e20F));
    const std::string message = refusal_of_step(trainer);
    CHECK(message.starts_with(
        "training stopped at step 1: expected finite gradients, found NaN or infinity; the first "
        "such value is of "));
  }
}

TEST_CASE("an update that float32 cannot hold is not made, nor one that the optimizer cannot") {
  struct Case {
    const char* recipe;
    float ink;
    const char* where;
  };
  const Case cases[] = {
      {R"("optimizer": {"type": "sgd", "learningRate": 3e38}, )", 1e3F, "of conv2d.weight"},
      {R"("optimizer": {"type": "adamw", "learningRate": 3e38}, )", 1.0F, "of conv2d.weight"},
      // A square of 1e23 is none.
      {R"("loss": "meanSquaredError", "optimizer": "adam", )", 1e12F, "in the optimizer's memory"},
      {R"("loss": "meanSquaredError", "optimizer": "adagrad", )", 1e12F,
       "in the optimizer's memory"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.recipe);
    Trainer trainer(receptive::parse_trainer_spec(spec_with(one.recipe, /*normalized=*/false)));
    trainer.set_training_data(xo(one.ink));
    const std::string message = refusal_of_step(trainer);
    INFO(message);
    CHECK(message.starts_with(
        "training stopped at step 1: expected an update that float32 can hold"));
    CHECK(message.find(one.where) != std::string::npos);
    trainer.set_training_data(xo());
    trainer.set_learning_rate(0.01);
    CHECK(refusal_of_step(trainer) == "no error");
  }
}

TEST_CASE("a large step that stays finite is taken as any other") {
  constexpr float rate = 5000.0F;  // large enough to be watched
  Trainer trainer(receptive::parse_trainer_spec(
      spec_with(R"("optimizer": {"type": "sgd", "learningRate": 5000}, )", /*normalized=*/false)));
  trainer.set_training_data(xo());
  const auto values = trainer.network().parameters().values();
  std::vector<float> expected(values.begin(), values.end());
  trainer.step();
  receptive::fastest_kernels().sgd_update(expected, trainer.gradients().values(), {}, rate, 0.0F);
  CHECK(std::ranges::equal(values, expected));
}

TEST_CASE("gathered statistics leave frozen ones alone, and are not kept where they are infinite") {
  Trainer trainer(receptive::parse_trainer_spec(spec_with("")));
  trainer.set_training_data(xo());
  constexpr int moving_mean = 4;
  REQUIRE(receptive::parameter_names(trainer.network().graph())[moving_mean].text ==
          "norm.movingMean");
  const auto means = trainer.network().parameters().views()[moving_mean].values();
  trainer.set_values(moving_mean, 0, std::vector<float>{7, 8, 9});
  trainer.freeze(moving_mean, 1, 1);
  trainer.collect_statistics();
  CHECK(means[0] != 7.0F);
  CHECK(means[1] == 8.0F);
  CHECK(means[2] != 9.0F);

  trainer.set_training_data(xo(1e20F));
  const std::vector<float> before(means.begin(), means.end());
  CHECK_THROWS_WITH_AS(trainer.collect_statistics(),
                       "statistics: expected finite ones of all training data, found NaN or "
                       "infinity in norm.movingVariance",
                       DivergenceError);
  CHECK(std::ranges::equal(means, before));
}

TEST_CASE("an epsilon of 0, by which a gradient of 0 would be divided, is refused") {
  for (const std::string type : {"adagrad", "rmsprop", "adam", "adamw"}) {
    CHECK_THROWS_WITH_AS(
        receptive::make_optimizer({.type = type, .arguments = {{"epsilon", 0.0}}}, 3),
        doctest::Contains("epsilon: expected"), receptive::SpecError);
  }
}

TEST_CASE("an optimizer runs over what is trained and over nothing else") {
  const receptive::Graph graph(receptive::parse_trainer_spec(R"({"input": [1, 9, 9], "layers": [
      {"type": "conv2d", "filters": 3, "kernelSize": 3, "trainable": false},
      {"type": "batchNormalization"}, {"type": "dense", "units": 2}]})")
                                   .model);
  const receptive::ParameterSet values(graph);
  const receptive::ParameterSet gradients(graph);
  std::ranges::fill(gradients.values(), 1.0F);
  const auto stretches = receptive::trained_stretches(graph, values);
  receptive::make_optimizer({.type = "adam"}, values.values().size())
      ->step(receptive::fastest_kernels(), receptive::Team::caller_alone(), values.values(),
             gradients.values(), 0.1F, stretches);
  // conv2d: weight, bias; batchNormalization: gamma, beta, mean, variance; dense: weight, bias.
  const bool trained[] = {false, false, true, true, false, false, true, true};
  std::size_t index = 0;
  for (const receptive::TensorView& view : values.views()) {
    CHECK(std::ranges::all_of(view.values(),
                              [&](float value) { return (value != 0.0F) == trained[index]; }));
    ++index;
  }
  CHECK(index == 8);
}

}  // namespace receptive::divergence_test
