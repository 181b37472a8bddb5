#include "train/looks/memory.h"

#include <doctest/doctest.h>

#include <memory>

#include "support/preset_data.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace receptive::memory_test {

namespace {

using receptive::Graph;
using receptive::MemoryPlan;
using receptive::Preset;
using receptive::Trainer;
using receptive::TrainerSpec;

}  // namespace

TEST_CASE("what is planned is what a trainer takes") {
  for (const char* name : {"xo-three-filters", "small", "conv-bn"}) {
    TrainerSpec spec = receptive::parse_trainer_spec(receptive::find_preset(name).spec);
    spec.batch_size = 20;
    const Graph graph(spec.model);
    const MemoryPlan plan = plan_memory(spec, graph, receptive::fastest_kernels(), 1);
    Trainer trainer(spec);
    CHECK(plan.parameters == trainer.network().parameters().values().size_bytes());
    CHECK(plan.gradients == trainer.gradients().values().size_bytes());
    CHECK(plan.optimizer + plan.averaging == trainer.optimizer_bytes());
    CHECK(plan.scoring_activations == trainer.network().answering_bytes().activations);
    CHECK(plan.scoring_workspace == trainer.network().answering_bytes().workspace);
    CHECK(trainer.network().answering_bytes().gradients == 0);
    CHECK(trainer.execution() == nullptr);
    trainer.set_training_data(std::make_shared<const receptive::Dataset>(
        receptive::testing::data_for(spec.model.input, 20)));
    CHECK(plan.activations == trainer.execution()->bytes().activations);
    CHECK(plan.activation_gradients == trainer.execution()->bytes().gradients);
    CHECK(plan.workspace == trainer.execution()->bytes().workspace);
  }
}

}  // namespace receptive::memory_test
