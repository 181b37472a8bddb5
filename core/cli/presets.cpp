#include <cstdio>

#include "cli/commands.h"
#include "cli/options.h"
#include "train/presets/presets.h"

namespace receptive::cli {

void presets(std::span<char*> words) {
  Options options(words, {"--json"});
  const bool json = options.flag("--json");
  options.expect_all_taken();
  if (json) {
    std::printf("%s\n", presets_json().c_str());
    return;
  }
  for (const Preset& preset : receptive::presets()) {
    std::printf("%-18s %s: %s\n%-18s Source: %s\n", preset.name.data(), preset.title.data(),
                preset.description.data(), "", preset.source.data());
  }
}

}  // namespace receptive::cli
