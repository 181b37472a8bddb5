#include "cli/model_source.h"

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "io/safetensors.h"
#include "train/presets/presets.h"

namespace receptive::cli {

namespace {

/// What a network of these inputs can be fed with when nothing says more.
std::string data_for(const Shape& input) {
  if (input == Shape{1, 1, 9, 9}) return "xo";
  return input.h == 1 ? "sentences" : "mnist";
}

std::string preferred_data(const Preset& preset) {
  const bool reads_files = std::ranges::find(preset.data, "mnist") != preset.data.end();
  return reads_files ? "mnist" : std::string(preset.data.front());
}

}  // namespace

ModelSource take_source(Options& options) {
  const std::optional<std::string> name = options.text("--preset");
  const std::optional<std::string> path = options.text("--spec");
  if (name.has_value() == path.has_value()) {
    throw ArgumentError(
        "expected either --preset NAME (see: receptive presets) or --spec FILE, found " +
        std::string(name ? "both" : "neither"));
  }
  ModelSource source;
  if (name) {
    const Preset& preset = find_preset(*name);
    source.name = preset.name;
    source.title = preset.title;
    source.spec_text = preset.spec;
    source.columns = preset.columns;
    source.data = preferred_data(preset);
    source.epochs = preset.epochs;
  } else {
    const std::vector<std::uint8_t> bytes = read_file(*path);
    source.name = source.title = *path;
    source.spec_text.assign(bytes.begin(), bytes.end());
  }
  source.spec = parse_trainer_spec(source.spec_text);
  if (source.data.empty()) source.data = data_for(source.spec.model.input);
  return source;
}

void take_class_weight(Options& options, ModelSource& source) {
  const std::optional<std::string> text = options.text("--class-weight");
  if (!text) return;
  Json weights = *text == "balanced" ? Json(*text) : parse_json("[" + *text + "]");
  const auto is_number = [](const Json::Member& one) { return one.value.is_number(); };
  if (weights.is_discarded() ||
      (weights.is_array() &&
       (weights.empty() || !std::ranges::all_of(weights.items(), is_number)))) {
    throw ArgumentError(
        "--class-weight: expected balanced, or a number for each class with commas between them, "
        "found " +
        *text);
  }
  Json spec = parse_json(source.spec_text);
  Json loss = spec.value("loss", source.spec.loss.type);
  if (!loss.is_object()) loss = Json{{"type", loss}};
  loss["classWeight"] = weights;
  spec["loss"] = loss;
  source.spec_text = spec.dump();
  source.spec = parse_trainer_spec(source.spec_text);
}

ModelSource source_of_model(const std::string& path, std::span<const std::uint8_t> file) {
  auto metadata = safetensors_metadata(file);
  if (!metadata.contains("spec")) {
    throw ArgumentError(
        path + ": expected a model that receptive train --save wrote, found no 'spec' in " +
        "its metadata");
  }
  ModelSource source;
  source.name = source.title = path;
  source.spec_text = metadata["spec"];
  source.spec = parse_trainer_spec(source.spec_text);
  source.data = data_for(source.spec.model.input);
  if (metadata.contains("digitWidth")) {
    source.spec.fit.digit_width = std::atoi(metadata["digitWidth"].c_str());
  }
  return source;
}

}  // namespace receptive::cli
