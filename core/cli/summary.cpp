#include <cstdio>

#include "cli/commands.h"
#include "cli/model_source.h"
#include "cli/weights_report.h"
#include "inspect/structure/summary.h"
#include "train/looks/memory.h"

namespace receptive::cli {

void summary(std::span<char*> words) {
  Options options(words, {"--json"});
  const bool json = options.flag("--json");
  const std::optional<std::string> path = options.text("--model");
  const std::vector<std::uint8_t> bytes = path ? read_file(*path) : std::vector<std::uint8_t>();
  std::optional<Safetensors> file;
  if (path) file.emplace(bytes);
  const ModelSource source =
      file ? source_of_model(*path, *file, named_source(options)) : take_source(options);
  const int threads = take_threads(options);
  options.expect_all_taken();
  const Graph graph(source.spec.model);
  if (file) {
    Report report(json);
    const WeightMatch match = match_weights(*file, graph);
    if (!json) say_match(report, *path, match, graph);
  }
  if (json) {
    std::printf("%s\n", layers_json(graph).c_str());
    return;
  }
  std::printf("%s\n%s\n", summary_text(graph).c_str(),
              memory_text(source.spec, graph, fastest_kernels(), threads).c_str());
}

}  // namespace receptive::cli
