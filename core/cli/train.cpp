#include <chrono>
#include <cmath>
#include <utility>

#include "cli/commands.h"
#include "cli/data_source.h"
#include "cli/model_source.h"
#include "cli/report.h"
#include "threads/team.h"
#include "train/committee.h"
#include "train/fit.h"

namespace receptive::cli {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One network to train, and what came of it.
struct Run {
  TrainerSpec spec;
  std::string label;  ///< what sets it apart from the others: "seed 2", "width 12"
  std::optional<std::string> save;
  Score test;
  std::vector<float> answers;
  int outputs = 0;
  double seconds = 0.0;
};

struct Command {
  ModelSource source;
  DataPair data;
  int epochs = 1;
  int added_digits = 0;
  std::string data_id;
  Report* report = nullptr;
};

void say_epoch(const Command& command, const Run& run, const EpochReport& epoch, const Score& test,
               double seconds) {
  const double rate = epoch.training.examples / seconds;
  std::string line = format("%sepoch %d  training loss %.4f accuracy %.2f %%", run.label.c_str(),
                            epoch.epoch, epoch.training.loss, 100.0 * epoch.training.accuracy);
  Json fields{{"seed", run.spec.seed},
              {"digitWidth", run.spec.fit.digit_width},
              {"epoch", epoch.epoch},
              {"trainLoss", epoch.training.loss},
              {"trainAccuracy", epoch.training.accuracy}};
  if (epoch.validation) {
    line += format("  validation loss %.4f accuracy %.2f %% (best: epoch %d)",
                   epoch.validation->loss, 100.0 * epoch.validation->accuracy, epoch.best_epoch);
    fields["validationLoss"] = epoch.validation->loss;
    fields["validationAccuracy"] = epoch.validation->accuracy;
    fields["bestEpoch"] = epoch.best_epoch;
  }
  line += format("  test loss %.4f accuracy %.2f %%  %.2f s  %.0f examples/s", test.loss,
                 100.0 * test.accuracy, seconds, rate);
  fields.update({{"testLoss", test.loss},
                 {"testAccuracy", test.accuracy},
                 {"learningRate", epoch.learning_rate},
                 {"seconds", seconds},
                 {"examplesPerSecond", rate}});
  command.report->say(line, "epoch", fields);
}

void say_progress(const Command& command, const Run& run, const StepReport& step, double seconds,
                  int batch) {
  const int examples = command.data.training.size() - run.spec.fit.validation;
  const int steps = (examples + batch - 1) / batch;
  const auto done = static_cast<int>((step.step - 1) % steps + 1);
  command.report->progress(format("%sepoch %d: %d of %d steps, loss %.4f, %.0f examples/s",
                                  run.label.c_str(), static_cast<int>(step.epoch) + 1, done, steps,
                                  step.score.loss, done * static_cast<double>(batch) / seconds));
}

void save_model(const Command& command, const Run& run, const Trainer& trainer) {
  Json spec = parse_json(command.source.spec_text);
  spec["seed"] = run.spec.seed;
  if (run.spec.fit.digit_width > 0) spec["fit"]["digitWidth"] = run.spec.fit.digit_width;
  Json remarks{{"spec", spec},
               {"step", trainer.steps()},
               {"testAccuracy", run.test.accuracy},
               {"testExamples", run.test.examples}};
  if (!command.source.preset.empty()) remarks["network"] = command.source.preset;
  if (!command.data_id.empty()) remarks["data"] = command.data_id;
  if (command.added_digits > 0) remarks["addedDigits"] = command.added_digits;
  const auto file = trainer.model_file(remarks);
  write_file(*run.save, file);
  command.report->say(format("saved %s (%zu bytes)", run.save->c_str(), file.size()), "saved",
                      {{"file", *run.save}, {"bytes", file.size()}});
}

void train_one(const Command& command, Team& team, Run& run) {
  const auto training =
      prepare(run.spec.fit, std::make_shared<const Dataset>(command.data.training));
  const auto test = prepare(run.spec.fit, std::make_shared<const Dataset>(command.data.test));
  Trainer trainer(run.spec, fastest_kernels(), &team);
  Network& network = trainer.network();
  const Clock::time_point start = Clock::now();
  Clock::time_point epoch_start = start;
  FitWatch watch;
  watch.on_step = [&, last = start](const StepReport& step) mutable {
    if (seconds_since(last) < 0.2) return;
    last = Clock::now();
    say_progress(command, run, step, seconds_since(epoch_start), trainer.batch_size());
  };
  watch.on_epoch = [&](const EpochReport& epoch) {
    const double seconds = seconds_since(epoch_start);
    say_epoch(command, run, epoch, network.evaluate(*test, 0, test->size()), seconds);
    epoch_start = Clock::now();
    return true;
  };
  fit(trainer, run.spec, training, command.epochs, watch);
  run.seconds = seconds_since(start);
  run.outputs = network.outputs();
  run.answers.resize(static_cast<std::size_t>(test->size()) *
                     static_cast<std::size_t>(run.outputs));
  run.test = network.predict(*test, 0, {run.answers.data(), {test->size(), run.outputs, 1, 1}});
  command.report->say(
      format("%sresult: test accuracy %.2f %%, %.0f of %d wrong, %.1f min", run.label.c_str(),
             100.0 * run.test.accuracy, (1.0 - run.test.accuracy) * run.test.examples,
             run.test.examples, run.seconds / 60.0),
      "result",
      {{"seed", run.spec.seed},
       {"digitWidth", run.spec.fit.digit_width},
       {"testLoss", run.test.loss},
       {"testAccuracy", run.test.accuracy},
       {"seconds", run.seconds}});
  if (run.save) save_model(command, run, trainer);
}

/// "net.safetensors" and "width-12" make "net-width-12.safetensors".
std::string with_label(const std::string& path, const std::string& label) {
  const std::size_t slash = path.find_last_of('/');
  const std::size_t dot = path.find_last_of('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  const std::size_t end = has_ending ? dot : path.size();
  return path.substr(0, end) + "-" + label + path.substr(end);
}

std::vector<Run> plan_runs(const ModelSource& source, std::uint64_t first_seed, int seeds,
                           const std::optional<std::string>& save) {
  const std::vector<int> columns =
      source.columns.empty() ? std::vector<int>{source.spec.fit.digit_width} : source.columns;
  std::vector<Run> runs;
  for (int i = 0; i < seeds; ++i) {
    for (const int width : columns) {
      Run run{.spec = source.spec, .label = "", .save = save, .test = {}, .answers = {}};
      run.spec.seed = first_seed + static_cast<std::uint64_t>(i);
      run.spec.fit.digit_width = width;
      std::string label;
      if (columns.size() > 1) {
        label = format("width-%d", width);
        // Columns of the same width must differ in something.
        run.spec.seed = run.spec.seed * 1000 + runs.size();
      }
      if (seeds > 1) {
        label += (label.empty() ? "seed-" : "-seed-") +
                 std::to_string(first_seed + static_cast<std::uint64_t>(i));
      }
      if (!label.empty()) {
        run.label = label + ": ";
        if (save) run.save = with_label(*save, label);
      }
      runs.push_back(std::move(run));
    }
  }
  return runs;
}

void say_together(const Command& command, const std::vector<Run>& runs) {
  double mean = 0.0;
  for (const Run& run : runs) mean += run.test.accuracy;
  mean /= static_cast<double>(runs.size());
  double variance = 0.0;
  for (const Run& run : runs) variance += (run.test.accuracy - mean) * (run.test.accuracy - mean);
  const double spread = std::sqrt(variance / static_cast<double>(runs.size() - 1));
  Committee committee;
  for (const Run& run : runs) {
    committee.add({run.answers.data(), {run.test.examples, run.outputs, 1, 1}});
  }
  const Score together = committee.score(command.data.test.labels);
  command.report->say(
      format("%zu nets: mean test accuracy %.2f %%, standard deviation %.2f; their mean answer: "
             "%.2f %%, %.0f of %d wrong",
             runs.size(), 100.0 * mean, 100.0 * spread, 100.0 * together.accuracy,
             (1.0 - together.accuracy) * together.examples, together.examples),
      "together",
      {{"nets", runs.size()},
       {"meanAccuracy", mean},
       {"standardDeviation", spread},
       {"committeeAccuracy", together.accuracy}});
}

}  // namespace

void train(std::span<char*> words) {
  Options options(words, {"--json"});
  Report report(options.flag("--json"));
  const DataSource wanted = take_data_source(options);
  const std::optional<std::string> save = options.text("--save");
  const std::optional<int> epochs = options.count("--epochs", 1);
  const std::uint64_t seed = options.whole("--seed", 0).value_or(1);
  const int seeds = options.count("--seeds", 1).value_or(1);
  const int threads = take_threads(options);
  Command command{.source = take_source(options), .data = {}, .data_id = {}, .report = &report};
  take_class_weight(options, command.source);
  options.expect_all_taken();

  std::vector<Run> runs = plan_runs(command.source, seed, seeds, save);
  // What does not fit together is said before the data is read.
  checked_graph(command.source.spec);
  command.data = load_data(command.source, wanted, seed, report);
  command.data_id = data_id(command.source, wanted);
  command.added_digits = wanted.added_digits.value_or(0);
  command.epochs = epochs.value_or(command.source.epochs);
  Team team(threads);
  report.say(format("%s: %s, kernels %s, threads %d, %d training and %d test pictures, %d epochs",
                    command.source.name.c_str(), command.source.title.c_str(),
                    fastest_kernels().name, team.threads(), command.data.training.size(),
                    command.data.test.size(), command.epochs),
             "start",
             {{"network", command.source.name},
              {"kernels", fastest_kernels().name},
              {"threads", team.threads()},
              {"trainingExamples", command.data.training.size()},
              {"testExamples", command.data.test.size()},
              {"epochs", command.epochs}});
  for (Run& run : runs) train_one(command, team, run);
  if (runs.size() > 1) say_together(command, runs);
}

}  // namespace receptive::cli
