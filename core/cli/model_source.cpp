#include "cli/model_source.h"

#include <algorithm>
#include <string_view>

#include "data/sentence_generator.h"
#include "data/xo_generator.h"
#include "io/safetensors.h"
#include "tensor/error.h"
#include "train/presets.h"

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
    throw Error("expected either --preset NAME (see: receptive presets) or --spec FILE, found " +
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

ModelSource source_of_model(const std::string& path, std::span<const std::uint8_t> file) {
  auto metadata = safetensors_metadata(file);
  if (!metadata.contains("spec")) {
    throw Error(path + ": expected a model that receptive train --save wrote, found no 'spec' in " +
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

DataPair load_data(const ModelSource& source, const std::optional<std::string>& folder,
                   std::uint64_t seed) {
  if (folder) return read_idx_folder(*folder);
  // The test set comes from another seed, so that no picture is in both.
  if (source.data == "sentences") {
    return {make_sentences({.count = 2000, .seed = 2 * seed}),
            make_sentences({.count = 1000, .seed = 2 * seed + 1})};
  }
  if (source.data == "xo" || source.data == "xo28") {
    const int size = source.spec.model.input.h;
    return {make_xo({.count = 2000, .seed = 2 * seed, .size = size}),
            make_xo({.count = 1000, .seed = 2 * seed + 1, .size = size})};
  }
  throw Error("--data: expected a folder with the IDX files that " + source.name +
              " is trained on, found nothing");
}

}  // namespace receptive::cli
