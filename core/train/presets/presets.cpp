#include "train/presets/presets.h"

#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "train/presets/families.h"

namespace receptive {

namespace {

const std::vector<Preset>& all_presets() {
  static const std::vector<Preset> list = [] {
    std::vector<Preset> all;
    for (const auto family :
         {xo_presets, ladder_presets, lenet_presets, modern_presets, text_presets}) {
      for (Preset& preset : family()) all.push_back(std::move(preset));
    }
    return all;
  }();
  return list;
}

}  // namespace

std::span<const Preset> presets() { return all_presets(); }

const Preset& find_preset(std::string_view name) {
  std::string known;
  for (const Preset& preset : presets()) {
    if (preset.name == name) return preset;
    known += (known.empty() ? "" : ", ") + std::string(preset.name);
  }
  throw ArgumentError("preset: expected one of " + known + ", found '" + std::string(name) + "'");
}

std::string presets_json() {
  Json list = Json::array();
  for (const Preset& preset : presets()) {
    list.push_back({{"name", preset.name},
                    {"title", preset.title},
                    {"description", preset.description},
                    {"source", preset.source},
                    {"data", preset.data},
                    {"epochs", preset.epochs},
                    {"columns", preset.columns},
                    {"spec", parse_json(preset.spec)}});
  }
  return list.dump();
}

}  // namespace receptive
