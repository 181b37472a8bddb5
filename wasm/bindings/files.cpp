#include <emscripten/bind.h>

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "io/safetensors.h"
#include "model_handle.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

std::span<const std::uint8_t> file_at(Address file, std::size_t bytes) {
  return span_at<const std::uint8_t>(file, bytes);
}

Bytes checkpoint(const ModelHandle& model) { return Bytes(model.trainer().checkpoint()); }

void restore(ModelHandle& model, Address file, std::size_t bytes) {
  model.trainer().restore(file_at(file, bytes));
}

/// Parameters from a model file of this network.
void load_weights(ModelHandle& model, Address file, std::size_t bytes) {
  const ParameterSet& parameters = model.network().parameters();
  read_safetensors(file_at(file, bytes), model.graph(), parameters);
  // An average that answers in their place becomes what was loaded, too.
  int index = 0;
  for (const TensorView& loaded : parameters.views()) {
    model.trainer().set_values(index++, 0, loaded.values());
  }
}

/// The parameters that answer, as a model file.
/// @param remarks name, text, name, text, ... (see `texts_at`): the file's metadata.
Bytes save_weights(const ModelHandle& model, Address remarks, std::size_t bytes) {
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<std::string> texts = texts_at(remarks, bytes);
  for (std::size_t i = 0; i + 1 < texts.size(); i += 2) {
    metadata.emplace_back(std::move(texts[i]), std::move(texts[i + 1]));
  }
  return Bytes(to_safetensors(model.graph(), model.network().answering_parameters(), metadata));
}

/// The specification in a model file that was saved with one.
Specification spec_of_model(Address file, std::size_t bytes) {
  auto metadata = safetensors_metadata(file_at(file, bytes));
  if (!metadata.contains("spec")) {
    throw FormatError("model file: expected a 'spec' in its metadata, found none");
  }
  const std::string& text = metadata["spec"];
  if (!parse_json(text).is_object()) {
    throw FormatError({.where = "model file",
                       .argument = "spec",
                       .expected = "a specification as JSON",
                       .found = "another text"});
  }
  return Specification(text);
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_files) {
  emscripten::function("checkpoint", &checkpoint);
  emscripten::function("restore", &restore);
  emscripten::function("loadWeights", &load_weights);
  emscripten::function("saveWeights", &save_weights);
  emscripten::function("specOfModel", &spec_of_model);
}

}  // namespace receptive::bindings
