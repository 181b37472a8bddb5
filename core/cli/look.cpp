#include <cstdio>

#include "cli/commands.h"
#include "cli/found_data.h"

namespace receptive::cli {

void look(std::span<char*> words) {
  Options options(words, {"--json"});
  const bool json = options.flag("--json");
  const std::string path = options.required("--data", "a file or a folder of files");
  const Wanted choices = take_choices(options);
  options.expect_all_taken();
  const FoundData data(path, choices);
  if (json) {
    std::printf("%s\n", findings_json(data.findings()).c_str());
    return;
  }
  for (const std::string& sentence : data.sentences()) std::printf("%s\n", sentence.c_str());
  const std::string& problem = data.findings().plan.problem;
  if (!problem.empty()) std::printf("cannot be taken: %s\n", problem.c_str());
}

}  // namespace receptive::cli
