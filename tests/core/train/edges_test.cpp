// Numbers at their edges, in every network that there is: each step comes to something finite, or
// says in words that it does not and leaves everything as it was.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "support/preset_data.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace receptive::edges_test {

namespace {

using receptive::Dataset;
using receptive::Trainer;
using receptive::TrainerSpec;

struct Edge {
  const char* name;
  std::function<void(TrainerSpec&)> recipe = [](TrainerSpec&) {};
  std::function<void(Dataset&)> data = [](Dataset&) {};
  std::function<void(Trainer&)> trainer = [](Trainer&) {};
};

std::function<void(TrainerSpec&)> rate(double value) {
  return [value](TrainerSpec& spec) { spec.optimizer.arguments["learningRate"] = value; };
}

std::function<void(TrainerSpec&)> sgd(double rate, double momentum) {
  return [=](TrainerSpec& spec) {
    spec.optimizer = {.type = "sgd", .arguments = {{"learningRate", rate}, {"momentum", momentum}}};
  };
}

void set_all_dropout(Trainer& trainer, double value) {
  for (const receptive::Node& node : trainer.network().graph().nodes()) {
    if (node.layer->changeable_setting() != nullptr) trainer.set_dropout(node.name, value);
  }
}

const Edge edges[] = {
    {"rate 1e10", rate(1e10)},
    {"rate 10", rate(10)},
    {"rate 0", rate(0)},
    {"rate 1e10 without momentum", sgd(1e10, 0)},
    {"the largest rate and momentum", sgd(3e38, 0.999999)},
    {"black pictures", {}, [](Dataset& data) { std::ranges::fill(data.pixels, std::uint8_t{0}); }},
    {"white pictures",
     {},
     [](Dataset& data) {
       std::ranges::fill(data.pixels, static_cast<std::uint8_t>(data.example.h == 1 ? 0 : 255));
     }},
    {"one class",
     {},
     [](Dataset& data) { std::ranges::fill(data.labels, receptive::ClassIndex{1}); }},
    {"one class, balanced",
     [](TrainerSpec& spec) { spec.loss.arguments["classWeight"] = std::string("balanced"); },
     [](Dataset& data) { std::ranges::fill(data.labels, receptive::ClassIndex{1}); }},
    {"batches of 1", [](TrainerSpec& spec) { spec.batch_size = 1; }},
    {"batches of 1, black", [](TrainerSpec& spec) { spec.batch_size = 1; },
     [](Dataset& data) { std::ranges::fill(data.pixels, std::uint8_t{0}); }},
    {"dropout 0.99", {}, {}, [](Trainer& trainer) { set_all_dropout(trainer, 0.99); }},
    {"ink of 1e30",
     {},
     [](Dataset& data) {
       if (data.example.h > 1) data.high = 1e30F;  // the other pictures are numbers of words
     }},
};

bool is_finite(float value) { return std::isfinite(value); }

/// @returns whether the step was taken.
bool check_step(Trainer& trainer) {
  const std::vector<std::uint8_t> before = trainer.checkpoint();
  try {
    const receptive::StepReport report = trainer.step();
    CHECK(std::isfinite(report.score.loss));
    CHECK(report.score.accuracy >= 0.0);
    CHECK(report.score.accuracy <= 1.0);
    CHECK(std::ranges::all_of(trainer.network().parameters().values(), is_finite));
    CHECK(std::ranges::all_of(trainer.network().answering_parameters().values(), is_finite));
    CHECK(std::ranges::all_of(trainer.gradients().values(), is_finite));
    return true;
  } catch (const receptive::DivergenceError& error) {
    const std::string message = error.what();
    INFO(message);
    CHECK(message.find("expected") != std::string::npos);
    CHECK(message.find("found") != std::string::npos);
    CHECK(message.find("smaller learning rate") != std::string::npos);
    CHECK(trainer.checkpoint() == before);
    return false;
  }
}

}  // namespace

TEST_CASE("numbers at the edges end in a finite result or in words") {
  for (const receptive::Preset& preset : receptive::presets()) {
    for (const Edge& edge : edges) {
      INFO(std::string(preset.name), ": ", std::string(edge.name));
      TrainerSpec spec = receptive::parse_trainer_spec(preset.spec);
      spec.batch_size = 2;
      if (edge.recipe) edge.recipe(spec);
      Dataset data = receptive::testing::data_for(spec.model.input, 3);
      if (edge.data) edge.data(data);
      Trainer trainer(spec);
      if (edge.trainer) edge.trainer(trainer);
      trainer.set_training_data(std::make_shared<const Dataset>(data));
      for (int i = 0; i < 3 && check_step(trainer); ++i) {
      }
      const receptive::Score score = trainer.network().evaluate(data, 0, data.size());
      CHECK(score.accuracy >= 0.0);
      CHECK(score.accuracy <= 1.0);
      // A loss that is no number has no right answer in it.
      if (std::isnan(score.loss)) CHECK(score.accuracy < 1.0);
    }
  }
}

TEST_CASE("a rate of 0 changes no weight") {
  TrainerSpec spec = receptive::parse_trainer_spec(receptive::find_preset("xo-three-filters").spec);
  spec.optimizer.arguments["learningRate"] = 0.0;
  Trainer trainer(spec);
  trainer.set_training_data(
      std::make_shared<const Dataset>(receptive::testing::data_for(spec.model.input, 8)));
  const auto values = trainer.network().parameters().values();
  const std::vector<float> before(values.begin(), values.end());
  for (int i = 0; i < 5; ++i) CHECK(check_step(trainer));
  CHECK(std::ranges::equal(values, before));
}

}  // namespace receptive::edges_test
