#include "cli/model_source.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/json.h"
#include "io/model_file.h"
#include "io/weight_match.h"
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

[[noreturn]] void refuse_source(const char* found) {
  throw ArgumentError(
      std::string("expected either --preset NAME (see: receptive presets) or --spec FILE, found ") +
      found);
}

/// What the data option or the generators are called by; a folder has no id.
bool is_made_here(const std::string& data) {
  return data == "xo" || data == "xo28" || data == "sentences" || data == "digits";
}

bool fits(const Safetensors& file, const Preset& preset) {
  try {
    (void)match_weights(file, Graph(parse_trainer_spec(preset.spec).model));
    return true;
  } catch (const FormatError&) {
    return false;
  }
}

/// Names of the presets whose parameters these weights fit, with commas between them.
std::string fitting_presets(const Safetensors& file) {
  std::string names;
  for (const Preset& preset : receptive::presets()) {
    if (fits(file, preset)) names += (names.empty() ? "" : ", ") + std::string(preset.name);
  }
  return names;
}

[[noreturn]] void refuse_nameless(const std::string& path, const Safetensors& file) {
  std::string tensors;
  for (const StoredTensor& tensor : file.tensors()) {
    tensors += (tensors.empty() ? "" : ", ") + std::string(tensor.name) + " " + tensor.shape;
  }
  const std::string fitting = fitting_presets(file);
  throw ArgumentError(path +
                      ": expected --preset NAME or --spec FILE, since the file does not say " +
                      "what its network is made of, found neither. It holds " +
                      (tensors.empty() ? "nothing" : tensors) + ", which fits " +
                      (fitting.empty() ? "no preset" : "the presets " + fitting));
}

}  // namespace

std::optional<ModelSource> named_source(Options& options) {
  const std::optional<std::string> name = options.text("--preset");
  const std::optional<std::string> path = options.text("--spec");
  if (!name && !path) return {};
  if (name && path) refuse_source("both");
  ModelSource source;
  if (name) {
    const Preset& preset = find_preset(*name);
    source.name = source.preset = preset.name;
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

ModelSource take_source(Options& options) {
  std::optional<ModelSource> source = named_source(options);
  if (!source) refuse_source("neither");
  return std::move(*source);
}

ModelSource source_of_model(const std::string& path, const Safetensors& file,
                            const std::optional<ModelSource>& named) {
  if (named) return *named;
  const Json remarks = read_remarks(file);
  if (!remarks.contains("spec")) refuse_nameless(path, file);
  ModelSource source;
  source.name = source.title = path;
  source.spec_text = remarks.at("spec").dump();
  source.spec = parse_trainer_spec(source.spec_text);
  source.data = data_for(source.spec.model.input);
  const Json data = remarks.value("data", Json());
  if (data.is_string() && is_made_here(data.get<std::string>())) {
    source.data = data.get<std::string>();
  }
  return source;
}

}  // namespace receptive::cli
