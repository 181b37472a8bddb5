// How a net that a visitor has just trained reads what people draw: trains a preset on MNIST with
// seeds 1, 2, ..., replays recorded pen strokes as pointer events and reads them as the page does.
//
//   cmake --preset native && cmake --build --preset native --target receptive_drawings
//   build/native/tests/bench/receptive_drawings --data MNIST --strokes FILE [--held-out]
//       [--preset NAME | --spec FILE | --models FILE,...] [--epochs N] [--seeds N]
//       [--size LOW,HIGH] [--threads N]
//
// The thirty writers were divided before anything was measured: 1 to 20 may be tuned on; 21 to 30,
// the last ten ids, are held out (--held-out) and looked at only when all is decided.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <sstream>
#include <string>

#include "base/error.h"
#include "cli/files.h"
#include "cli/model_source.h"
#include "cli/options.h"
#include "io/safetensors.h"
#include "tally.h"
#include "threads/team.h"
#include "train/fit.h"

namespace {

using namespace receptive;
using namespace receptive::bench;

constexpr int first_held_out_writer = 21;

Replay take_replay(cli::Options& options) {
  Replay replay;
  const std::optional<std::string> size = options.text("--size");
  if (!size) return replay;
  char comma = 0;
  std::istringstream text(*size);
  if (!(text >> replay.least_size >> comma >> replay.most_size) || comma != ',' ||
      !(replay.least_size > 0.0F && replay.least_size <= replay.most_size &&
        replay.most_size <= 1.0F)) {
    throw ArgumentError("--size: expected LOW,HIGH, parts of the pad's side, found " + *size);
  }
  return replay;
}

class Measurement {
 public:
  explicit Measurement(cli::Options& options)
      : held_out_(options.flag("--held-out")),
        mnist_(cli::read_idx_folder(options.required("--data", "MNIST's folder"))),
        team_(cli::take_threads(options)) {
    std::vector<WrittenDigit> written = read_written_digits(
        options.required("--strokes", "recorded pen strokes"), take_replay(options));
    std::erase_if(written, [this](const WrittenDigit& one) {
      return (one.writer >= first_held_out_writer) != held_out_;
    });
    drawings_ = prepare_all(written);
    std::printf("%zu drawings of the writers %s\n", written.size(),
                held_out_ ? "that are held out" : "to tune on");
  }

  void train(const TrainerSpec& recipe, int epochs, int seeds) {
    const auto training = std::make_shared<const Dataset>(mnist_.training);
    for (int seed = 1; seed <= seeds; ++seed) {
      TrainerSpec spec = recipe;
      spec.seed = static_cast<std::uint64_t>(seed);
      Trainer trainer(spec, fastest_kernels(), &team_);
      fit(trainer, spec, training, epochs, {});
      judge("seed " + std::to_string(seed), trainer.network());
    }
  }

  void read(const std::string& path) {
    const std::vector<std::uint8_t> file = cli::read_file(path);
    const cli::ModelSource source = cli::source_of_model(path, file);
    Network network(source.spec.model, source.spec.loss, fastest_kernels(), &team_);
    read_safetensors(file, network.graph(), network.parameters());
    judge(path, network);
  }

  void print() const { summary_.print(); }

 private:
  void judge(const std::string& name, Network& network) {
    const Score test = network.evaluate(mnist_.test, 0, mnist_.test.size());
    summary_.add(name, 100.0 * test.accuracy, read_all(network, drawings_));
  }

  bool held_out_;
  cli::DataPair mnist_;
  Team team_;
  Drawings drawings_;
  Summary summary_;
};

void measure(std::span<char*> words) {
  cli::Options options(words, {"--held-out"});
  Measurement measurement(options);
  if (const std::optional<std::string> models = options.text("--models")) {
    options.expect_all_taken();
    std::istringstream list(*models);
    for (std::string path; std::getline(list, path, ',');) measurement.read(path);
  } else {
    const cli::ModelSource source = cli::take_source(options);
    const int epochs = options.count("--epochs", 1).value_or(2);
    const int seeds = options.count("--seeds", 1).value_or(5);
    options.expect_all_taken();
    measurement.train(source.spec, epochs, seeds);
  }
  measurement.print();
}

}  // namespace

int main(int count, char** arguments) {
  try {
    measure({arguments + 1, static_cast<std::size_t>(count - 1)});
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "receptive_drawings: %s\n", error.what());
    return 1;
  }
}
