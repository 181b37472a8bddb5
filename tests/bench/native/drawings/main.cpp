// How a net that a visitor has just trained reads what people draw: trains a preset on MNIST with
// several seeds, replays recorded pen strokes as pointer events and reads them as the page does,
// figures, pen, crop, scale and centre.
//
//   cmake --preset native && cmake --build --preset native --target receptive_drawings
//   build/native/tests/bench/receptive_drawings --data MNIST --strokes FILE [--held-out]
//       [--preset NAME | --spec FILE | --models FILE,...] [--epochs N] [--seeds N] [--size
//       LOW,HIGH]
//
// The thirty writers are divided before anything is measured: 1 to 20 may be tuned on; 21 to 30,
// the last ten ids, are held out and looked at only when all is decided (--held-out).
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <memory>
#include <sstream>
#include <string>

#include "base/error.h"
#include "cli/files.h"
#include "cli/model_source.h"
#include "cli/options.h"
#include "data/drawing/drawing.h"
#include "io/safetensors.h"
#include "threads/team.h"
#include "train/fit.h"
#include "writers.h"

namespace {

using namespace receptive;
using namespace receptive::bench;

constexpr int digits = 10;
constexpr int first_held_out_writer = 21;

struct Tally {
  std::array<int, digits> right{};
  std::array<int, digits> all{};
  int split = 0;  ///< drawings that were taken for several figures, which counts as misread
};

/// The pictures of all drawings, read together.
struct Drawings {
  Dataset pictures;
  std::vector<bool> split;
};

Drawings prepare_all(const std::vector<WrittenDigit>& written) {
  Drawings all;
  all.pictures.example = {1, 1, 28, 28};
  for (int digit = 0; digit < digits; ++digit) {
    all.pictures.class_names.push_back(std::to_string(digit));
  }
  for (const WrittenDigit& one : written) {
    const std::vector<int> figures = figures_of(one.drawing());
    all.split.push_back(std::ranges::any_of(figures, [](int figure) { return figure > 0; }));
    const PenPicture ink = draw_pen(one.drawing());
    const DrawingResult made = prepare_drawing(ink.ink, PenPicture::side, PenPicture::side);
    all.pictures.values.insert(all.pictures.values.end(), made.pixels.begin(), made.pixels.end());
    all.pictures.labels.push_back(static_cast<ClassIndex>(one.digit));
  }
  return all;
}

Tally read_all(Network& network, const Drawings& drawings) {
  std::vector<ClassIndex> answers(drawings.split.size());
  network.predict_classes(drawings.pictures, 0, answers);
  Tally tally;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto digit = static_cast<std::size_t>(drawings.pictures.labels[i]);
    ++tally.all[digit];
    if (drawings.split[i]) {
      ++tally.split;
    } else if (answers[i] == drawings.pictures.labels[i]) {
      ++tally.right[digit];
    }
  }
  return tally;
}

double percent(int part, int whole) { return whole > 0 ? 100.0 * part / whole : 0.0; }

double share(const Tally& tally) {
  int right = 0;
  int all = 0;
  for (std::size_t d = 0; d < digits; ++d) {
    right += tally.right[d];
    all += tally.all[d];
  }
  return percent(right, all);
}

void print_line(const std::string& name, double test, const Tally& tally) {
  std::printf("%-12s MNIST %6.2f  drawings %6.2f ", name.c_str(), test, share(tally));
  for (std::size_t d = 0; d < digits; ++d) {
    std::printf(" %zu:%5.1f", d, percent(tally.right[d], tally.all[d]));
  }
  std::printf("  split %d\n", tally.split);
  std::fflush(stdout);
}

/// What the nets came to together.
class Summary {
 public:
  void add(double test, const Tally& tally) {
    tests_.push_back(test);
    shares_.push_back(share(tally));
    for (std::size_t d = 0; d < digits; ++d) {
      by_digit_[d].push_back(percent(tally.right[d], tally.all[d]));
    }
  }

  void print() const {
    std::printf("%-10s %7s %7s %7s\n", "", "mean", "least", "most");
    print_row("MNIST", tests_);
    print_row("drawings", shares_);
    for (std::size_t d = 0; d < digits; ++d) print_row(std::to_string(d).c_str(), by_digit_[d]);
  }

 private:
  static void print_row(const char* name, const std::vector<double>& values) {
    if (values.empty()) return;
    double sum = 0.0;
    for (const double value : values) sum += value;
    const auto [least, most] = std::ranges::minmax(values);
    std::printf("%-10s %7.2f %7.2f %7.2f\n", name, sum / static_cast<double>(values.size()), least,
                most);
  }

  std::vector<double> tests_;
  std::vector<double> shares_;
  std::array<std::vector<double>, digits> by_digit_;
};

Replay take_replay(cli::Options& options) {
  Replay replay;
  const std::optional<std::string> size = options.text("--size");
  if (!size) return replay;
  char comma = 0;
  std::istringstream text(*size);
  if (!(text >> replay.least_size >> comma >> replay.most_size) || comma != ',') {
    throw ArgumentError("--size: expected LOW,HIGH in parts of the pad, found " + *size);
  }
  return replay;
}

void measure(std::span<char*> words) {
  cli::Options options(words, {"--held-out"});
  const bool held_out = options.flag("--held-out");
  const cli::DataPair mnist = cli::read_idx_folder(options.required("--data", "MNIST's folder"));
  const std::string strokes = options.required("--strokes", "recorded pen strokes");
  std::vector<WrittenDigit> written = read_written_digits(strokes, take_replay(options));
  std::erase_if(written, [&](const WrittenDigit& one) {
    return (one.writer >= first_held_out_writer) != held_out;
  });
  const Drawings drawings = prepare_all(written);
  std::printf("%zu drawings of the %s writers\n", written.size(), held_out ? "held-out" : "tuning");
  const auto training = std::make_shared<const Dataset>(mnist.training);
  Team team(cli::take_threads(options));
  Summary summary;

  const auto judge = [&](const std::string& name, Network& network) {
    const double test = 100.0 * network.evaluate(mnist.test, 0, mnist.test.size()).accuracy;
    const Tally tally = read_all(network, drawings);
    print_line(name, test, tally);
    summary.add(test, tally);
  };
  if (const std::optional<std::string> models = options.text("--models")) {
    options.expect_all_taken();
    std::istringstream list(*models);
    for (std::string path; std::getline(list, path, ',');) {
      const std::vector<std::uint8_t> file = cli::read_file(path);
      const cli::ModelSource source = cli::source_of_model(path, file);
      Network network(source.spec.model, source.spec.loss, fastest_kernels(), &team);
      read_safetensors(file, network.graph(), network.parameters());
      judge(path.substr(path.find_last_of('/') + 1), network);
    }
  } else {
    const cli::ModelSource source = cli::take_source(options);
    const int epochs = options.count("--epochs", 1).value_or(2);
    const int seeds = options.count("--seeds", 1).value_or(5);
    options.expect_all_taken();
    for (int seed = 1; seed <= seeds; ++seed) {
      TrainerSpec spec = source.spec;
      spec.seed = static_cast<std::uint64_t>(seed);
      Trainer trainer(spec, fastest_kernels(), &team);
      fit(trainer, spec, training, epochs, {});
      judge("seed " + std::to_string(seed), trainer.network());
    }
  }
  summary.print();
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
