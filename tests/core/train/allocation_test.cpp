// A training step takes no memory: everything is planned when the trainer is made. Every way to the
// heap in this program goes through the counting operators below.

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>

#include "inspect/looks/probe.h"
#include "support/preset_data.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace {

// Constant-initialised, so that allocations before `main` may count too.
std::atomic<long> allocations{0};

void* counted(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  void* block = std::malloc(size == 0 ? 1 : size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void* counted_aligned(std::size_t size, std::align_val_t alignment) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  const auto bytes = static_cast<std::size_t>(alignment);
  void* block = std::aligned_alloc(bytes, (size + bytes - 1) / bytes * bytes);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

long allocations_of_steps(receptive::Trainer& trainer, int steps) {
  const long before = allocations.load();
  for (int i = 0; i < steps; ++i) trainer.step();
  return allocations.load() - before;
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted_aligned(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return counted_aligned(size, alignment);
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }

TEST_CASE("the counter counts") {
  const long before = allocations.load();
  const auto number = std::make_unique<int>(3);
  CHECK(*number == 3);
  CHECK(allocations.load() == before + 1);
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
      const long before = allocations.load();
      (void)trainer.network().evaluate(*data, 0, data->size());
      probe.look({picture.data(), data->example}, 1);
      CHECK(allocations.load() == before);
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
