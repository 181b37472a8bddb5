// The number of threads changes how long a step takes and nothing else.

#include <doctest/doctest.h>

#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "support/preset_data.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace receptive::threads_test {

namespace {

using receptive::Kernels;
using receptive::Team;
using receptive::Trainer;
using receptive::TrainerSpec;

struct Outcome {
  std::vector<float> parameters;
  std::vector<float> gradients;
  std::vector<float> answers;
  double loss = 0.0;
};

Outcome train(const TrainerSpec& spec, const Kernels& kernels, int threads) {
  Team team(threads);
  Trainer trainer(spec, kernels, &team);
  const auto data = std::make_shared<const receptive::Dataset>(
      receptive::testing::data_for(spec.model.input, 44));
  trainer.set_training_data(data);
  Outcome outcome;
  for (int step = 0; step < 2; ++step) outcome.loss = trainer.step().score.loss;
  const auto copy = [](std::span<const float> values) {
    return std::vector<float>(values.begin(), values.end());
  };
  outcome.parameters = copy(trainer.network().parameters().values());
  outcome.gradients = copy(trainer.gradients().values());
  outcome.answers.resize(static_cast<std::size_t>(data->size() * trainer.network().outputs()));
  trainer.network().predict(
      *data, 0, {outcome.answers.data(), {data->size(), trainer.network().outputs(), 1, 1}});
  return outcome;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

void check_same(const TrainerSpec& spec, const Kernels& kernels,
                std::initializer_list<int> counts) {
  const Outcome alone = train(spec, kernels, 1);
  for (const int threads : counts) {
    INFO(kernels.name << ", " << threads << " threads");
    const Outcome together = train(spec, kernels, threads);
    CHECK(together.loss == alone.loss);
    CHECK(same_bits(together.gradients, alone.gradients));
    CHECK(same_bits(together.parameters, alone.parameters));
    CHECK(same_bits(together.answers, alone.answers));
  }
}

TrainerSpec spec_of(const receptive::Preset& preset) {
  TrainerSpec spec = receptive::parse_trainer_spec(preset.spec);
  spec.batch_size = 22;  // three shards, the last one smaller
  return spec;
}

}  // namespace

TEST_CASE("1, 2, 3 and 4 threads come to the same bits") {
  for (const char* name : {"small", "dlfs", "xo-three-filters"}) {
    for (const Kernels* kernels : receptive::available_kernels()) {
      if (kernels->lanes == 1) continue;  // the plain loops would take minutes
      INFO(name);
      check_same(spec_of(receptive::find_preset(name)), *kernels, {2, 3, 4});
    }
  }
}

TEST_CASE("every preset comes to the same bits on one thread and on three") {
  for (const receptive::Preset& preset : receptive::presets()) {
    INFO(std::string(preset.name));
    check_same(spec_of(preset), receptive::fastest_kernels(), {3});
  }
}

}  // namespace receptive::threads_test
