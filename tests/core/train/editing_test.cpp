#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace receptive::editing_test {

namespace {

using receptive::ArgumentError;
using receptive::parse_trainer_spec;
using receptive::Trainer;

constexpr const char* layers = R"("input": [1, 9, 9], "batchSize": 16, "seed": 3, "layers": [
    {"type": "conv2d", "filters": 3, "kernelSize": 3},
    {"type": "batchNormalization", "name": "norm"},
    {"type": "relu"},
    {"type": "spatialDropout2d", "rate": 0.0, "name": "maps"},
    {"type": "dropout", "rate": 0.25, "name": "values"},
    {"type": "dense", "units": 2}])";

constexpr int conv_weight = 0;
constexpr int moving_mean = 4;
constexpr int moving_variance = 5;
constexpr int dense_weight = 6;

std::string spec_of(const std::string& recipe) {
  std::string spec = "{";
  spec += recipe;
  spec += layers;
  spec += "}";
  return spec;
}

/// With training data.
struct Run : Trainer {
  explicit Run(const std::string& recipe) : Trainer(parse_trainer_spec(spec_of(recipe))) {
    set_training_data(std::make_shared<const receptive::Dataset>(
        receptive::make_xo({.count = 100, .seed = 1, .size = 9})));
  }
};

std::vector<float> values_of(const Trainer& trainer, int index) {
  const auto values =
      trainer.network().parameters().views()[static_cast<std::size_t>(index)].values();
  return {values.begin(), values.end()};
}

void take_steps(Trainer& trainer, int steps) {
  for (int i = 0; i < steps; ++i) trainer.step();
}

}  // namespace

TEST_CASE("frozen values keep their bits whatever the optimizer does, the others train on") {
  for (const std::string optimizer :
       {R"({"type": "sgd", "momentum": 0.9, "nesterov": true, "weightDecay": 0.1})",
        R"({"type": "rmsprop", "momentum": 0.5})", R"({"type": "adagrad"})",
        R"({"type": "adamw", "weightDecay": 0.2, "globalClipNorm": 1})"}) {
    INFO(optimizer);
    Run trainer(R"("penalty": {"l2": 0.01}, "optimizer": )" + optimizer + ",");
    REQUIRE(receptive::parameter_names(trainer.network().graph())[moving_mean].text ==
            "norm.movingMean");
    take_steps(trainer, 5);  // the optimizer has something to remember
    const std::vector<float> filters = values_of(trainer, conv_weight);
    const std::vector<float> means = values_of(trainer, moving_mean);
    trainer.freeze(conv_weight, 9, 9);
    trainer.freeze(moving_mean, 0, 1);
    take_steps(trainer, 10);
    const std::vector<float> after = values_of(trainer, conv_weight);
    for (std::size_t i = 0; i < after.size(); ++i) CHECK((after[i] == filters[i]) == (i / 9 == 1));
    CHECK(values_of(trainer, moving_mean)[0] == means[0]);
    CHECK(values_of(trainer, moving_mean)[1] != means[1]);

    trainer.unfreeze(conv_weight, 9, 9);
    take_steps(trainer, 1);
    CHECK(values_of(trainer, conv_weight)[9] != filters[9]);
  }
}

TEST_CASE("a frozen value can still be set, and a reset frees everything") {
  Run trainer("");
  trainer.freeze(conv_weight, 0, 27);
  const std::vector<float> edge{-1, -1, -1, -1, 8, -1, -1, -1, -1};
  trainer.set_values(conv_weight, 9, edge);
  take_steps(trainer, 3);
  const std::vector<float> filters = values_of(trainer, conv_weight);
  CHECK(std::vector<float>(filters.begin() + 9, filters.begin() + 18) == edge);

  std::vector<std::uint8_t> marks(27);
  trainer.frozen(conv_weight, marks);
  CHECK(marks == std::vector<std::uint8_t>(27, 1));
  trainer.reset(3);
  trainer.frozen(conv_weight, marks);
  CHECK(marks == std::vector<std::uint8_t>(27, 0));
}

TEST_CASE("values that are set by hand are in the answers at once, averaged or not") {
  for (const char* recipe :
       {"", R"("averaging": {"type": "exponential"},)", R"("averaging": "epochs",)"}) {
    INFO(std::string(recipe));
    Run trainer(recipe);
    take_steps(trainer, 20);  // two epochs and more
    trainer.set_values(dense_weight, 0, std::vector<float>(2 * 3 * 49, 0.0F));
    trainer.set_values(dense_weight + 1, 0, std::vector<float>{5.0F, -5.0F});
    std::vector<float> picture(81, 0.5F);
    std::vector<float> answer(2);
    trainer.network().predict({picture.data(), {1, 1, 9, 9}}, {answer.data(), {1, 2, 1, 1}});
    CHECK(answer[0] == doctest::Approx(1.0 / (1.0 + std::exp(-10.0))));
  }
}

TEST_CASE("values by hand leave no connection where the table has none") {
  Trainer trainer(parse_trainer_spec(receptive::find_preset("lenet5").spec));
  const auto names = receptive::parameter_names(trainer.network().graph());
  const auto table =
      std::ranges::find_if(names, [](const auto& name) { return !name.info->connected.empty(); });
  REQUIRE(table != names.end());
  const std::size_t count = table->info->shape.count();
  trainer.set_values(table->index, 0, std::vector<float>(count, 1.0F));
  const std::vector<float> values = values_of(trainer, table->index);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(values[i] == (table->info->connected[i] ? 1.0F : 0.0F));
  }
}

TEST_CASE("an update is what the step changed") {
  Run trainer(R"("optimizer": {"type": "adam", "learningRate": 0.01},)");
  take_steps(trainer, 2);
  CHECK(trainer.updates() == nullptr);
  trainer.track_updates(true);
  CHECK(trainer.updates() == nullptr);
  trainer.freeze(conv_weight, 0, 9);
  const std::vector<float> before(trainer.network().parameters().values().begin(),
                                  trainer.network().parameters().values().end());
  take_steps(trainer, 1);
  REQUIRE(trainer.updates() != nullptr);
  const auto updates = trainer.updates()->values();
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(updates[i] == trainer.network().parameters().values()[i] - before[i]);
  }
  CHECK(updates[0] == 0.0F);
  CHECK(updates[9] != 0.0F);
  trainer.reset(1);
  CHECK(trainer.updates() == nullptr);
  trainer.track_updates(false);
  take_steps(trainer, 1);
  CHECK(trainer.updates() == nullptr);
}

TEST_CASE("a dropout rate changes in mid-run and is told by the settings") {
  const auto loss_with = [](double rate) {
    Run trainer("");
    trainer.set_dropout("values", rate);
    trainer.set_dropout("maps", rate);
    return trainer.step().score.loss;
  };
  CHECK(loss_with(0.0) != loss_with(0.5));

  Run trainer("");
  trainer.set_dropout("values", 0.75);
  const receptive::Node& node = trainer.network().graph().nodes()[static_cast<std::size_t>(
      trainer.network().graph().index_of("values"))];
  CHECK(std::get<double>(node.settings.at("rate")) == 0.75);
  // The same bits as a network that had the rate from the start.
  trainer.set_dropout("values", 0.0);
  trainer.set_dropout("maps", 0.0);
  std::string without = spec_of("");
  without.replace(without.find("0.25"), 4, "0.00");
  Trainer made(parse_trainer_spec(without));
  made.set_training_data(std::make_shared<const receptive::Dataset>(
      receptive::make_xo({.count = 100, .seed = 1, .size = 9})));
  take_steps(trainer, 5);
  take_steps(made, 5);
  CHECK(values_of(trainer, conv_weight) == values_of(made, conv_weight));
}

TEST_CASE("changes by hand that do not fit are refused") {
  Run trainer("");
  CHECK_THROWS_WITH_AS(trainer.freeze(conv_weight, 20, 8),
                       "values: expected a range within the parameter's 27, found 8 from 20",
                       ArgumentError);
  CHECK_THROWS_AS(trainer.unfreeze(99, 0, 1), ArgumentError);
  CHECK_THROWS_AS(trainer.set_values(conv_weight, 27, std::vector<float>(1)), ArgumentError);
  CHECK_THROWS_WITH_AS(trainer.set_dropout("conv2d", 0.5),
                       "conv2d: expected a dropout layer, found conv2d", ArgumentError);
  CHECK_THROWS_WITH_AS(trainer.set_dropout("values", 1.0),
                       "values: rate: expected a number of at least 0 and below 1, found 1",
                       ArgumentError);
  CHECK_THROWS_AS(trainer.set_dropout("nobody", 0.5), ArgumentError);
  CHECK_THROWS_AS(trainer.set_dropout("input", 0.5), ArgumentError);
}

TEST_CASE("values that a parameter cannot have are refused by its name, and none is set") {
  for (const char* recipe : {"", R"("averaging": "exponential", )"}) {
    Run trainer(recipe);
    take_steps(trainer, 2);
    const auto before = trainer.checkpoint();
    const auto refusal = [&](int index, std::size_t first, const std::vector<float>& values) {
      try {
        trainer.set_values(index, first, values);
      } catch (const ArgumentError& error) {
        return std::string(error.what());
      }
      return std::string("no error");
    };
    CHECK(refusal(moving_variance, 0, {1, 0.5F, -1e-20F}) ==
          "norm.movingVariance: expected finite numbers of at least 0, found -1e-20 at position 2");
    CHECK(refusal(moving_variance, 2, {NAN}) ==
          "norm.movingVariance: expected finite numbers of at least 0, found nan at position 0");
    CHECK(refusal(moving_variance, 1, {0, INFINITY}) ==
          "norm.movingVariance: expected finite numbers of at least 0, found inf at position 1");
    CHECK(refusal(conv_weight, 3, {-1, -INFINITY}) ==
          "conv2d.weight: expected finite numbers, found -inf at position 1");
    CHECK(trainer.checkpoint() == before);
    CHECK(refusal(moving_mean, 0, {-1, 0, 1}) == "no error");
    CHECK(refusal(moving_variance, 0, {0, -0.0F, 3e38F}) == "no error");
    CHECK(values_of(trainer, moving_variance) == std::vector<float>{0, 0, 3e38F});
  }
}

TEST_CASE("the parameter behind shared weights is called by its own name") {
  Trainer trainer(parse_trainer_spec(R"({"input": [1, 9, 9], "layers": [
      {"type": "conv2d", "filters": 1, "kernelSize": 3, "name": "first"},
      {"type": "conv2d", "filters": 1, "kernelSize": 3, "weightsOf": "first"},
      {"type": "dense", "units": 2, "name": "votes"}]})"));
  CHECK_THROWS_WITH_AS(trainer.set_values(1, 0, std::vector<float>{INFINITY}),
                       "first.bias: expected finite numbers, found inf at position 0",
                       ArgumentError);
  CHECK_THROWS_WITH_AS(trainer.set_values(3, 0, std::vector<float>{-2, NAN}),
                       "votes.bias: expected finite numbers, found nan at position 1",
                       ArgumentError);
}

TEST_CASE("a specification is checked as a trainer checks it") {
  CHECK_THROWS_WITH(
      receptive::checked_graph(parse_trainer_spec(
          R"({"input": [1, 4, 4], "layers": [{"type": "conv2d", "filters": 300, "kernelSize": 4}]})")),
      "conv2d: expected 2 to 256 outputs, one for each class, found 300 (300x1x1)");
}

}  // namespace receptive::editing_test
