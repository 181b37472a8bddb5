// Whatever is asked of a trainer, and whichever allocation of it is refused: the trainer is as it
// was, goes on as its twin that was asked for nothing, and does it when there is memory.

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "io/safetensors.h"
#include "support/heap.h"
#include "train/trainer.h"

namespace receptive::want_of_memory_trainer_test {

namespace {

using receptive::Dataset;
using receptive::DivergenceError;
using receptive::Trainer;
using receptive::testing::allocations;
using receptive::testing::next_refused;
using receptive::testing::Tried;
using receptive::testing::try_without;

/// Batch normalization, dropout, a connection table and an average: all that a step may change.
std::string spec_with(const std::string& recipe) {
  return R"({"input": [1, 9, 9], "batchSize": 8, "seed": 3, "averaging": {"type": "exponential"},
      "augmentation": {"rotation": 5}, )" +
         recipe + R"(, "layers": [
      {"type": "conv2d", "name": "conv", "filters": 4, "kernelSize": 3},
      {"type": "batchNormalization"}, {"type": "relu"},
      {"type": "conv2d", "filters": 2, "kernelSize": 2, "connections": "013 12"},
      {"type": "dropout", "name": "drop", "rate": 0.2}, {"type": "dense", "units": 2}]})";
}
const std::string usual = R"("optimizer": {"type": "adam", "learningRate": 0.01})";

std::shared_ptr<const Dataset> xo(int count) {
  return std::make_shared<const Dataset>(receptive::make_xo({.count = count, .seed = 5}));
}

using Bytes = std::vector<std::uint8_t>;

/// So that a NaN is what it was, too.
Bytes bytes_of(std::span<const float> values) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(values.data());
  return {bytes, bytes + values.size_bytes()};
}

/// What can be seen of a trainer without changing it.
struct Seen {
  Bytes checkpoint;
  Bytes answers;
  Bytes answering;
  Bytes frozen;
  int batch_size = 0;
  bool operator==(const Seen&) const = default;
};

Seen look_at(Trainer& trainer) {
  Seen seen;
  seen.checkpoint = trainer.checkpoint();
  seen.batch_size = trainer.batch_size();
  const auto pictures = xo(5);
  std::vector<float> answers(10);
  trainer.network().predict(*pictures, 0, {answers.data(), {5, 2, 1, 1}});
  seen.answers = bytes_of(answers);
  seen.answering = bytes_of(trainer.network().answering_parameters().values());
  seen.frozen.resize(trainer.network().parameters().views()[0].count());
  trainer.frozen(0, seen.frozen);
  return seen;
}

/// "" or what it says against the step.
std::string step(Trainer& trainer) {
  try {
    trainer.step();
  } catch (const DivergenceError& error) {
    return error.what();
  }
  return "";
}

struct Change {
  const char* name;
  std::function<void(Trainer&)> work;
  std::string recipe = usual;
  bool has_data = true;
};

void check_change(const Change& change) {
  INFO(std::string(change.name));
  const receptive::TrainerSpec spec = receptive::parse_trainer_spec(spec_with(change.recipe));
  Trainer tried(spec);
  Trainer twin(spec);
  const auto go_on = [&] {
    if (change.has_data) CHECK(step(tried) == step(twin));
    CHECK(look_at(tried) == look_at(twin));
  };
  if (change.has_data) {
    tried.set_training_data(xo(20));
    twin.set_training_data(xo(20));
  }
  for (Trainer* trainer : {&tried, &twin}) trainer->freeze(2, 0, 3);
  for (int i = 0; i < 3; ++i) go_on();
  long refused = 0;
  for (long n = 1;; n = next_refused(n)) {
    INFO("allocation ", n);
    Tried result = Tried::done;
    std::string said;
    try {
      result = try_without(n, [&] { change.work(tried); });
    } catch (const DivergenceError& error) {
      said = error.what();
    }
    REQUIRE(result != Tried::swallowed);
    if (result == Tried::done) {
      std::string twin_said;
      try {
        change.work(twin);
      } catch (const DivergenceError& error) {
        twin_said = error.what();
      }
      CHECK(said == twin_said);
      break;
    }
    ++refused;
    go_on();
  }
  CHECK(refused > 0);
  for (int i = 0; i < 3; ++i) go_on();
}

std::vector<std::uint8_t> checkpoint_of_another() {
  Trainer other(receptive::parse_trainer_spec(spec_with(usual)));
  other.set_training_data(xo(20));
  other.set_batch_size(13);
  other.set_dropout("drop", 0.5);
  other.freeze(0, 3, 5);
  other.freeze(2, 0, 1);
  for (int i = 0; i < 5; ++i) other.step();
  return other.checkpoint();
}

std::vector<std::uint8_t> file_of_another() {
  Trainer other(receptive::parse_trainer_spec(spec_with(usual)));
  other.set_training_data(xo(20));
  for (int i = 0; i < 5; ++i) other.step();
  return other.model_file(receptive::Json::object());
}

/// Only steps with numbers beyond the usual ones take memory: a copy, to be given back.
std::string wild(const char* rate, const char* clip) {
  return R"("optimizer": {"type": "sgd", "momentum": 0.9, "learningRate": )" + std::string(rate) +
         R"(, "clipNorm": )" + clip + "}";
}

}  // namespace

TEST_CASE("what changes a trainer leaves it as it was when there is no memory") {
  const std::vector<std::uint8_t> checkpoint = checkpoint_of_another();
  const std::vector<std::uint8_t> file = file_of_another();
  const std::vector<std::uint8_t> weights = Trainer(receptive::parse_trainer_spec(spec_with(usual)))
                                                .model_file(receptive::Json::object());
  const auto more = xo(31);
  const auto balanced = R"("loss": {"type": "softmaxCrossEntropy", "classWeight": "balanced"})";
  receptive::Augmentation augmentation;
  augmentation.elastic = 2;
  augmentation.noise = 0.1;
  const Change changes[] = {
      {"training data", [&](Trainer& trainer) { trainer.set_training_data(more); }},
      {"the first training data", [&](Trainer& trainer) { trainer.set_training_data(more); }, usual,
       false},
      {"balanced classes", [&](Trainer& trainer) { trainer.set_training_data(more); },
       usual + ", " + balanced},
      {"batch size", [](Trainer& trainer) { trainer.set_batch_size(17); }},
      {"optimizer",
       [](Trainer& trainer) { trainer.set_optimizer({.type = "rmsprop", .arguments = {}}); }},
      {"augmentation", [&](Trainer& trainer) { trainer.set_augmentation(augmentation); }},
      {"freeze", [](Trainer& trainer) { trainer.freeze(0, 2, 9); }},
      {"unfreeze", [](Trainer& trainer) { trainer.unfreeze(2, 1, 1); }},
      {"track updates", [](Trainer& trainer) { trainer.track_updates(true); }},
      {"a batch above the planned one",
       [&](Trainer& trainer) {
         std::vector<float> pictures(std::size_t{31} * 81);
         more->gather_range(0, {pictures.data(), {31, 1, 9, 9}});
         trainer.train_batch(
             {{pictures.data(), {31, 1, 9, 9}}, receptive::ClassTargets{more->labels}});
       }},
      {"the first batch",
       [&](Trainer& trainer) {
         std::vector<float> pictures(std::size_t{4} * 81, 0.5F);
         const receptive::ClassIndex labels[] = {0, 1, 1, 0};
         trainer.train_batch({{pictures.data(), {4, 1, 9, 9}}, receptive::ClassTargets{labels}});
       },
       usual, false},
      {"a step beyond the usual numbers", [](Trainer& trainer) { trainer.step(); },
       wild("2e3", "1e-6")},
      {"a step that diverges", [](Trainer& trainer) { trainer.step(); }, wild("1e38", "1e30")},
      {"restore", [&](Trainer& trainer) { trainer.restore(checkpoint); }},
      {"a model file with its average",
       [&](Trainer& trainer) { trainer.open_model(receptive::Safetensors(file)); }},
      {"a model file",
       [&](Trainer& trainer) { trainer.open_model(receptive::Safetensors(weights)); }},
      {"checkpoint", [](Trainer& trainer) { (void)trainer.checkpoint(); }},
      {"model file", [](Trainer& trainer) { (void)trainer.model_file(receptive::Json::object()); }},
  };
  for (const Change& change : changes) check_change(change);
}

TEST_CASE("a step, an evaluation and the smaller changes ask for none") {
  Trainer trainer(receptive::parse_trainer_spec(spec_with(usual)));
  const auto data = xo(20);
  trainer.set_training_data(data);
  const float values[] = {1.0F, 2.0F};
  const long before = allocations();
  for (int i = 0; i < 5; ++i) trainer.step();
  trainer.collect_statistics();
  (void)trainer.network().evaluate(*data, 0, 20);
  trainer.set_values(0, 3, values);
  trainer.set_dropout("drop", 0.7);
  trainer.set_batch_size(3);
  trainer.reset(11);
  CHECK(allocations() == before);
}

TEST_CASE("statistics that come to nothing finite are put back, also without memory to say so") {
  Trainer trainer(receptive::parse_trainer_spec(spec_with(usual)));
  trainer.set_training_data(xo(20));
  trainer.step();
  const std::vector<float> huge(trainer.network().parameters().views()[0].count(), 3e38F);
  trainer.set_values(0, 0, huge);
  const Seen before = look_at(trainer);
  bool said = false;
  for (long n = 1; !said; ++n) {
    INFO("allocation ", n);
    Tried result = Tried::refused;
    try {
      result = try_without(n, [&] { trainer.collect_statistics(); });
    } catch (const DivergenceError&) {
      said = true;
      CHECK(n > 1);
    }
    REQUIRE(result == Tried::refused);
    CHECK(look_at(trainer) == before);
  }
}

}  // namespace receptive::want_of_memory_trainer_test
