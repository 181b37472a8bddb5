#include <cstdio>

#include "cli/commands.h"
#include "cli/model_source.h"
#include "inspect/summary.h"

namespace receptive::cli {

void summary(std::span<char*> words) {
  Options options(words, {"--json"});
  const bool json = options.flag("--json");
  const ModelSource source = take_source(options);
  options.expect_all_taken();
  const Graph graph(source.spec.model);
  std::printf("%s\n", (json ? layers_json(graph) : summary_text(graph)).c_str());
}

}  // namespace receptive::cli
