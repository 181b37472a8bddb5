#include <cstdio>

#include "cli/commands.h"
#include "cli/model_source.h"
#include "inspect/structure/summary.h"
#include "train/looks/memory.h"

namespace receptive::cli {

void summary(std::span<char*> words) {
  Options options(words, {"--json"});
  const bool json = options.flag("--json");
  const ModelSource source = take_source(options);
  const int threads = take_threads(options);
  options.expect_all_taken();
  const Graph graph(source.spec.model);
  if (json) {
    std::printf("%s\n", layers_json(graph).c_str());
    return;
  }
  std::printf("%s\n%s\n", summary_text(graph).c_str(),
              memory_text(source.spec, graph, fastest_kernels(), threads).c_str());
}

}  // namespace receptive::cli
