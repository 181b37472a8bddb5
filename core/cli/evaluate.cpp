#include <sstream>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/data_source.h"
#include "cli/model_source.h"
#include "cli/report.h"
#include "cli/weights_report.h"
#include "train/committee.h"
#include "train/fit.h"

namespace receptive::cli {

namespace {

void say_score(Report& report, const std::string& name, const Score& score) {
  const double errors = (1.0 - score.accuracy) * score.examples;
  report.say(format("%s: accuracy %.2f %%, %.0f of %d wrong (%.2f %%), loss %.4f", name.c_str(),
                    100.0 * score.accuracy, errors, score.examples, 100.0 * (1.0 - score.accuracy),
                    score.loss),
             "score",
             {{"name", name},
              {"accuracy", score.accuracy},
              {"loss", score.loss},
              {"examples", score.examples}});
}

}  // namespace

void evaluate(std::span<char*> words) {
  Options options(words, {"--json"});
  Report report(options.flag("--json"));
  const std::string paths = options.required("--model", "the files of trained networks");
  const DataSource wanted = take_data_source(options);
  const std::optional<ModelSource> named = named_source(options);
  const std::uint64_t seed = options.whole("--seed", 0).value_or(1);
  Team team(take_threads(options));
  options.expect_all_taken();

  Committee committee;
  std::optional<DataPair> data;
  std::istringstream list(paths);
  for (std::string path; std::getline(list, path, ',');) {
    const std::vector<std::uint8_t> bytes = read_file(path);
    const Safetensors file(bytes);
    const ModelSource source = source_of_model(path, file, named);
    Network network(source.spec.model, source.spec.loss, fastest_kernels(), &team);
    const WeightMatch match = match_weights(file, network.graph());
    say_match(report, path, match, network.graph());
    take_weights(match.answering, network.graph(), network.parameters());
    if (!data) data = load_data(source, wanted, seed, report);
    network.reserve(source.spec.batch_size);
    const auto test = prepare(source.spec.fit, std::make_shared<const Dataset>(data->test));
    std::vector<float> answers(static_cast<std::size_t>(test->size()) *
                               static_cast<std::size_t>(network.outputs()));
    const Shape shape{test->size(), network.outputs(), 1, 1};
    say_score(report, path, network.predict(*test, 0, {answers.data(), shape}));
    committee.add({answers.data(), shape});
  }
  if (committee.members() > 1) {
    say_score(report, format("committee of %d", committee.members()),
              committee.score(data->test.labels));
  }
}

}  // namespace receptive::cli
