// What the optimizer's next step would make of a value, against the step that it takes.

#include "train/looks/next_update.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "data/generators/xo_generator.h"

namespace receptive::next_update_test {

namespace {

using receptive::ConstTensorView;
using receptive::Trainer;

std::string spec(const std::string& rest) {
  return R"({"input": [1, 9, 9], "seed": 3, "batchSize": 8, "layers": [
      {"type": "conv2d", "name": "conv", "filters": 3, "kernelSize": 3, "padding": "same"},
      {"type": "relu"}, {"type": "maxPooling2d", "poolSize": 2, "ceilMode": true},
      {"type": "batchNormalization", "name": "norm"},
      {"type": "flatten"}, {"type": "dropout", "rate": 0.5},
      {"type": "dense", "name": "out", "units": 2}, {"type": "softmax"}])" +
         rest + "}";
}

bool near(double a, double b) { return std::abs(a - b) <= 2e-5 * (1.0 + std::abs(a)); }

}  // namespace

TEST_CASE("next update: the optimizer's next step is the one that it then takes") {
  const char* optimizers[] = {
      R"({"type": "sgd", "learningRate": 0.1})",
      R"({"type": "sgd", "learningRate": 0.1, "momentum": 0.9, "nesterov": true})",
      R"({"type": "adam", "learningRate": 0.01, "clipValue": 0.05})",
      R"({"type": "adamw", "learningRate": 0.01})",
      R"({"type": "rmsprop", "momentum": 0.5})",
      R"("adagrad")",
  };
  for (const char* optimizer : optimizers) {
    CAPTURE(optimizer);
    // Without a training set the same batch can be trained again: the next gradient is then the one
    // at the parameters that the last step left, which a learning rate of 0 keeps.
    Trainer trainer(
        receptive::parse_trainer_spec(spec(std::string(R"(, "optimizer": )") + optimizer)));
    const receptive::Dataset data = receptive::make_xo({.count = 8, .seed = 2});
    std::vector<float> pictures(8 * 81);
    std::vector<std::uint8_t> labels(8);
    data.gather_range(0, {pictures.data(), data.example.with_examples(8)}, {.classes = labels});
    const ConstTensorView batch{pictures.data(), data.example.with_examples(8)};
    for (int i = 0; i < 3; ++i) trainer.train_batch({batch, receptive::ClassTargets{labels}});

    // By hand: the optimizer's own state stepped with the gradient that is there.
    std::vector<receptive::NextUpdate> foreseen;
    for (const auto& name : parameter_names(trainer.network().graph())) {
      foreseen.push_back(receptive::next_update(trainer, name.index, 0));
    }
    const receptive::ParameterSet gradients(trainer.network().graph());
    std::ranges::copy(trainer.gradients().values(), gradients.values().begin());
    receptive::OptimizerSettings settings = trainer.optimizer().settings();
    CHECK(settings.learning_rate == foreseen[0].learning_rate);
    const receptive::Network& network = trainer.network();
    receptive::apply_gradients(network.kernels(), network.team(), network.graph(),
                               network.parameters(), gradients, trainer.optimizer(), 1.0,
                               receptive::trained_stretches(network.graph(), network.parameters()));
    for (const auto& name : parameter_names(trainer.network().graph())) {
      CAPTURE(name.text);
      const auto at = static_cast<std::size_t>(name.index);
      const receptive::NextUpdate& update = foreseen[at];
      CHECK(near(update.after, trainer.network().parameters().views()[at].data[0]));
      if (name.info->role == receptive::ParameterRole::statistic) {
        CHECK(update.optimizer == "none: running statistics follow the batches, not a gradient");
        CHECK(update.after == update.before);
        continue;
      }
      const auto offset = static_cast<std::size_t>(trainer.network().parameters().views()[at].data -
                                                   trainer.network().parameters().values().data());
      const auto memory = trainer.optimizer().memory();
      REQUIRE(update.memory.size() == memory.size());
      for (std::size_t i = 0; i < memory.size(); ++i) {
        CHECK(update.memory[i].name == memory[i].name);
        CHECK(near(update.memory[i].after, memory[i].values[offset]));
      }
    }
  }
}

TEST_CASE("next update: what training leaves alone has no next step") {
  Trainer trainer(receptive::parse_trainer_spec(spec("")));
  trainer.freeze(0, 4, 1);
  const receptive::NextUpdate update = receptive::next_update(trainer, 0, 4);
  CHECK(update.optimizer == "none: the weight is frozen");
  CHECK(update.after == update.before);
  CHECK(receptive::next_update(trainer, 0, 5).optimizer == "sgd");
}

}  // namespace receptive::next_update_test
