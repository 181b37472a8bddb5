#include "io/checkpoint.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "data/generators/xo_generator.h"
#include "train/trainer.h"

namespace receptive::checkpoint_test {

namespace {

using receptive::CheckpointFile;
using receptive::CheckpointHead;
using receptive::Dataset;
using receptive::FormatError;
using receptive::Random;
using receptive::Trainer;
using receptive::TrainerSpec;

/// With all that is left to chance or remembered: dropout, augmentation, running statistics.
TrainerSpec spec_with(const std::string& optimizer, const std::string& averaging = R"("none")",
                      std::uint64_t seed = 3) {
  return receptive::parse_trainer_spec(R"({"input": [1, 9, 9], "batchSize": 16, "seed": )" +
                                       std::to_string(seed) + R"(, "optimizer": )" + optimizer +
                                       R"(, "averaging": )" + averaging + R"(,
      "schedule": {"type": "exponential", "rate": 0.9},
      "augmentation": {"rotation": 10, "shift": 1, "noise": 0.1},
      "layers": [{"type": "conv2d", "filters": 3, "kernelSize": 3},
                 {"type": "batchNormalization"}, {"type": "relu"},
                 {"type": "maxPooling2d"}, {"type": "dropout", "rate": 0.3},
                 {"type": "dense", "units": 2}]})");
}

std::shared_ptr<const Dataset> data_of(int count) {
  return std::make_shared<const Dataset>(
      receptive::make_xo({.count = count, .seed = 1, .size = 9}));
}

void walk(Trainer& trainer, int steps) {
  for (int i = 0; i < steps; ++i) trainer.step();
}

std::vector<float> values_of(const receptive::ParameterSet& set) {
  return {set.values().begin(), set.values().end()};
}

/// Steps through to the end, and stops in the middle to go on in another trainer.
void check_resumes(const TrainerSpec& spec, const TrainerSpec& other, int before) {
  const auto data = data_of(100);  // 7 steps for each epoch, the last of 4 examples
  Trainer whole(spec);
  whole.set_training_data(data);
  walk(whole, before);
  const std::vector<std::uint8_t> file = whole.checkpoint();
  Trainer resumed(other);
  resumed.set_training_data(data);
  walk(resumed, 3);
  resumed.restore(file);
  CHECK(resumed.checkpoint() == file);
  for (int i = 0; i < 12; ++i) {
    const receptive::StepReport one = whole.step();
    const receptive::StepReport two = resumed.step();
    REQUIRE(one.step == two.step);
    REQUIRE(one.epoch == two.epoch);
    REQUIRE(one.learning_rate == two.learning_rate);
    REQUIRE(one.score.loss == two.score.loss);
  }
  CHECK(values_of(whole.network().parameters()) == values_of(resumed.network().parameters()));
  CHECK(values_of(whole.network().answering_parameters()) ==
        values_of(resumed.network().answering_parameters()));
  CHECK(whole.network().evaluate(*data, 0, 100).loss ==
        resumed.network().evaluate(*data, 0, 100).loss);
}

/// A trainer in mid-epoch, and what it writes.
struct Kept {
  Kept() : trainer(spec_with(R"({"type": "adam"})", R"({"type": "exponential"})")) {
    trainer.set_training_data(data_of(100));
    walk(trainer, 10);
    file = trainer.checkpoint();
  }

  /// The same file with another head.
  template <typename Change>
  [[nodiscard]] std::vector<std::uint8_t> with(const Change& change) const {
    CheckpointFile read = receptive::read_checkpoint(file);
    change(read.head);
    std::vector<float> values(read.values.size() / sizeof(float));
    std::memcpy(values.data(), read.values.data(), read.values.size());
    const std::vector<std::span<const float>> pieces{values};
    return receptive::write_checkpoint(read.head, pieces);
  }

  /// Restoring it is refused and leaves everything as it is.
  void refuses(std::span<const std::uint8_t> bytes) {
    REQUIRE_THROWS_AS(trainer.restore(bytes), FormatError);
    REQUIRE(trainer.checkpoint() == file);
  }

  Trainer trainer;
  std::vector<std::uint8_t> file;
};

}  // namespace

TEST_CASE("checkpoint: a run goes on with the same bits, whatever optimizes and averages it") {
  const std::vector<std::string> optimizers{
      R"({"type": "sgd", "learningRate": 0.05})",
      R"({"type": "sgd", "learningRate": 0.05, "momentum": 0.9})",
      R"({"type": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": true})",
      R"({"type": "adagrad", "learningRate": 0.05})",
      R"({"type": "rmsprop"})",
      R"({"type": "rmsprop", "momentum": 0.5})",
      R"({"type": "adam"})",
      R"({"type": "adamw", "clipNorm": 1.0})"};
  for (const std::string& optimizer : optimizers) {
    INFO(optimizer);
    // Another seed and optimizer than the run's: both come from the checkpoint.
    check_resumes(spec_with(optimizer), spec_with(R"({"type": "sgd"})", R"("none")", 9), 10);
  }
  for (const std::string averaging :
       {R"({"type": "exponential", "decay": 0.9})", R"({"type": "epochs", "from": 0})"}) {
    INFO(averaging);
    const TrainerSpec spec = spec_with(R"({"type": "adam"})", averaging);
    check_resumes(spec, spec, 0);
    check_resumes(spec, spec, 7);
    check_resumes(spec, spec, 17);
  }
}

TEST_CASE("checkpoint: what was changed in mid-run comes back") {
  const TrainerSpec spec = spec_with(R"({"type": "sgd"})");
  const auto data = data_of(100);
  Trainer whole(spec);
  whole.set_training_data(data);
  walk(whole, 3);
  whole.set_optimizer(receptive::parse_optimizer_spec(R"({"type": "adam", "beta1": 0.8})"));
  whole.set_learning_rate(0.007);
  whole.set_batch_size(24);
  whole.set_dropout("dropout", 0.5);
  whole.freeze(0, 9, 9);
  walk(whole, 4);
  Trainer resumed(spec);
  resumed.set_training_data(data);
  resumed.restore(whole.checkpoint());
  CHECK(resumed.batch_size() == 24);
  walk(whole, 9);
  walk(resumed, 9);
  CHECK(values_of(whole.network().parameters()) == values_of(resumed.network().parameters()));
  CHECK(whole.checkpoint() == resumed.checkpoint());
}

TEST_CASE("checkpoint: every changed byte and every cut is noticed, and changes nothing") {
  Kept kept;
  Random random(5);
  for (int i = 0; i < 400; ++i) {
    std::vector<std::uint8_t> bytes = kept.file;
    // Half of them where the head is.
    const auto size = static_cast<std::uint32_t>(i % 2 == 0 ? bytes.size() : 600);
    bytes[random.below(size)] ^= static_cast<std::uint8_t>(1U << random.below(8));
    kept.refuses(bytes);
  }
  for (int i = 0; i < 100; ++i) {
    const std::size_t length = random.below(static_cast<std::uint32_t>(kept.file.size()));
    kept.refuses(std::span(kept.file).first(length));
  }
  std::vector<std::uint8_t> longer = kept.file;
  longer.push_back(0);
  kept.refuses(longer);
}

TEST_CASE("checkpoint: a well-formed file that does not fit is refused, and changes nothing") {
  Kept kept;
  CHECK_NOTHROW(kept.trainer.restore(kept.with([](CheckpointHead&) {})));
  kept.refuses(kept.with([](CheckpointHead& head) { head.network = "0"; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.examples = 99; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.cursor = 100; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.averaged = -1; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.steps = -1; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.optimizer.type = "sgd"; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.optimizer.type = "magic"; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.optimizer.arguments["beta1"] = 2.0; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.learning_rate = -1.0; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.memory.pop_back(); }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.batch_size = 0; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.batch_size = 65537; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.dropout["dropout"] = 1.0; }));
  kept.refuses(kept.with([](CheckpointHead& head) { head.dropout["conv2d"] = 0.5; }));
  kept.refuses(kept.with([](CheckpointHead& head) {
    head.frozen = {{.first = 1, .count = std::numeric_limits<std::uint32_t>::max()}};
  }));
  // One value less than the network has.
  const CheckpointFile read = receptive::read_checkpoint(kept.file);
  const std::vector<float> values(read.values.size() / sizeof(float) - 1);
  kept.refuses(receptive::write_checkpoint(read.head, std::vector<std::span<const float>>{values}));
}

TEST_CASE(
    "checkpoint: variances that nothing can be computed with are refused, and change nothing") {
  Kept kept;
  const CheckpointFile read = receptive::read_checkpoint(kept.file);
  std::vector<float> values(read.values.size() / sizeof(float));
  std::memcpy(values.data(), read.values.data(), read.values.size());
  std::size_t parameters = 0;
  std::size_t variance = 0;
  for (const auto& name : receptive::parameter_names(kept.trainer.network().graph())) {
    if (name.info->never_negative) variance = parameters;
    parameters += name.info->shape.count();
  }
  // Of the weights that are trained, and of their average, which lies at the end.
  for (const std::size_t at : {variance, values.size() - parameters + variance}) {
    for (const float wrong : {-0.25F, std::numeric_limits<float>::quiet_NaN(), INFINITY}) {
      std::vector<float> changed = values;
      changed[at + 1] = wrong;
      const auto file =
          receptive::write_checkpoint(read.head, std::vector<std::span<const float>>{changed});
      kept.refuses(file);
      if (wrong < 0) {
        CHECK_THROWS_WITH_AS(kept.trainer.restore(file),
                             "checkpoint: expected batchNormalization.movingVariance of finite "
                             "numbers of at least 0, found -0.25 at position 1",
                             FormatError);
      }
    }
    // What is not a variance may be negative.
    std::vector<float> changed = values;
    changed[at - 1] = -0.25F;
    CHECK_NOTHROW(kept.trainer.restore(
        receptive::write_checkpoint(read.head, std::vector<std::span<const float>>{changed})));
    kept.trainer.restore(kept.file);
  }
}

TEST_CASE("checkpoint: refused before there is data, and for another network") {
  Kept kept;
  Trainer without_data(spec_with(R"({"type": "adam"})", R"({"type": "exponential"})"));
  CHECK_THROWS_AS(without_data.restore(kept.file), FormatError);
  Trainer without_average(spec_with(R"({"type": "adam"})"));
  without_average.set_training_data(data_of(100));
  CHECK_THROWS_AS(without_average.restore(kept.file), FormatError);
}

TEST_CASE("checkpoint: a batch that no memory could hold is no checkpoint of this network") {
  // Its first layer makes 2^17 values of each example: for 65536 more than can be counted.
  const TrainerSpec spec = receptive::parse_trainer_spec(R"({"input": [1, 9, 9], "batchSize": 1,
      "layers": [{"type": "conv2d", "filters": 2048, "kernelSize": 1},
                 {"type": "globalAveragePooling2d"}, {"type": "dense", "units": 2}]})");
  Trainer trainer(spec);
  const std::vector<std::uint8_t> file = trainer.checkpoint();
  CheckpointFile read = receptive::read_checkpoint(file);
  read.head.batch_size = 65536;
  std::vector<float> values(read.values.size() / sizeof(float));
  std::memcpy(values.data(), read.values.data(), read.values.size());
  const auto huge =
      receptive::write_checkpoint(read.head, std::vector<std::span<const float>>{values});
  CHECK_THROWS_AS(trainer.restore(huge), FormatError);
  CHECK(trainer.checkpoint() == file);
}

}  // namespace receptive::checkpoint_test
