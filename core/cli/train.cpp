#include "cli/train.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "data/xo_generator.h"
#include "io/safetensors.h"
#include "tensor/error.h"
#include "train/presets.h"
#include "train/trainer.h"

namespace receptive::cli {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool draws_its_own_data(const Preset& preset) {
  return std::ranges::find(preset.data, "mnist") == preset.data.end();
}

DataPair load_data(const Preset& preset, const TrainOptions& options, const Shape& input) {
  if (options.data) return read_idx_folder(*options.data);
  if (!draws_its_own_data(preset)) {
    throw Error("--data: expected a folder with the IDX files that " + std::string(preset.name) +
                " is trained on, found nothing");
  }
  // The test set comes from another seed, so that no picture is in both.
  return {make_xo({.count = 2000, .seed = 2 * options.seed, .size = input.h}),
          make_xo({.count = 1000, .seed = 2 * options.seed + 1, .size = input.h})};
}

void train_epoch(Trainer& trainer, const Dataset& test, int epoch) {
  const Clock::time_point start = Clock::now();
  double loss = 0.0;
  double correct = 0.0;
  int examples = 0;
  StepReport report;
  do {
    report = trainer.step();
    loss += report.score.loss * report.score.examples;
    correct += report.score.accuracy * report.score.examples;
    examples += report.score.examples;
  } while (report.epoch < epoch);
  const double seconds = seconds_since(start);
  const Score score = trainer.evaluate(test, 0, test.size());
  std::printf(
      "epoch %d  training loss %.4f accuracy %.2f %%  test loss %.4f accuracy %.2f %%  "
      "%.2f s  %.0f examples/s\n",
      epoch, loss / examples, 100.0 * correct / examples, score.loss, 100.0 * score.accuracy,
      seconds, examples / seconds);
  std::fflush(stdout);
}

}  // namespace

void train(const TrainOptions& options) {
  const Preset& preset = find_preset(options.preset);
  TrainerSpec spec = parse_trainer_spec(preset.spec);
  spec.seed = options.seed;
  const DataPair data = load_data(preset, options, spec.model.input);
  Trainer trainer(spec);
  const int epochs = options.epochs.value_or(preset.epochs);
  std::printf("%s: %s, seed %llu, kernels %s, %d training and %d test pictures\n",
              preset.name.data(), preset.title.data(), static_cast<unsigned long long>(spec.seed),
              trainer.kernels().name, data.training.size(), data.test.size());
  trainer.set_training_data(std::make_shared<const Dataset>(data.training));
  for (int epoch = 1; epoch <= epochs; ++epoch) train_epoch(trainer, data.test, epoch);
  if (options.save) {
    const std::vector<std::pair<std::string, std::string>> metadata{
        {"preset", std::string(preset.name)},
        {"seed", std::to_string(spec.seed)},
        {"epochs", std::to_string(epochs)}};
    const auto file = to_safetensors(trainer.graph(), trainer.parameters(), metadata);
    write_file(*options.save, file);
    std::printf("saved %s (%zu bytes)\n", options.save->c_str(), file.size());
  }
}

}  // namespace receptive::cli
