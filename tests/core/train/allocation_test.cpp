// A training step takes no memory: everything is planned when the trainer is made.

#include <doctest/doctest.h>

#include <memory>

#include "inspect/looks/probe.h"
#include "support/heap.h"
#include "support/preset_data.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace receptive::allocation_test {

namespace {

using receptive::testing::allocations;

long allocations_of_steps(receptive::Trainer& trainer, int steps) {
  const long before = allocations();
  for (int i = 0; i < steps; ++i) trainer.step();
  return allocations() - before;
}

}  // namespace

TEST_CASE("the counter counts") {
  const long before = allocations();
  const long live = receptive::testing::live_allocations();
  auto number = std::make_unique<int>(3);
  CHECK(*number == 3);
  CHECK(allocations() == before + 1);
  CHECK(receptive::testing::live_allocations() == live + 1);
  number.reset();
  CHECK(receptive::testing::live_allocations() == live);
}

TEST_CASE("a step, an evaluation and a look take no memory") {
  for (const receptive::Preset& preset : receptive::presets()) {
    INFO(std::string(preset.name));
    receptive::TrainerSpec spec = receptive::parse_trainer_spec(preset.spec);
    spec.batch_size = 6;
    for (const char* optimizer : {"sgd", "rmsprop", "adam"}) {
      spec.optimizer = {.type = optimizer, .arguments = {}};
      receptive::Trainer trainer(spec);
      // 16 examples in batches of 6: whole batches, a smaller last one and a new epoch.
      const auto data = std::make_shared<const receptive::Dataset>(
          receptive::testing::data_for(spec.model.input, 16));
      trainer.set_training_data(data);
      trainer.freeze(0, 0, 1);
      trainer.track_updates(true);
      receptive::Probe probe(trainer.network());
      // Ones: numbers of words, too.
      std::vector<float> picture(data->example.example_count(), 1.0F);

      CHECK(allocations_of_steps(trainer, 4) == 0);
      const long before = allocations();
      (void)trainer.network().evaluate(*data, 0, data->size());
      probe.look({picture.data(), data->example}, 1);
      CHECK(allocations() == before);
    }
  }
}

TEST_CASE("a step that weighs classes takes no memory") {
  receptive::TrainerSpec spec =
      receptive::parse_trainer_spec(receptive::find_preset("xo-three-filters").spec);
  spec.loss.arguments["classWeight"] = std::string("balanced");
  receptive::Trainer trainer(spec);
  trainer.set_training_data(std::make_shared<const receptive::Dataset>(
      receptive::testing::data_for(spec.model.input, 16)));
  (void)allocations_of_steps(trainer, 1);
  CHECK(allocations_of_steps(trainer, 4) == 0);
}

}  // namespace receptive::allocation_test
