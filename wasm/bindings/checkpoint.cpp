#include <emscripten/bind.h>

#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "io/safetensors.h"
#include "model_handle.h"

namespace receptive::bindings {

using emscripten::val;

namespace {

/// A copy in JavaScript's memory.
val copy_of(const std::vector<std::uint8_t>& bytes) {
  return val::global("Uint8Array")
      .new_(val(emscripten::typed_memory_view(bytes.size(), bytes.data())));
}

val checkpoint(ModelHandle& model) { return copy_of(model.trainer().checkpoint()); }

void restore(ModelHandle& model, Address file, std::size_t bytes) {
  model.trainer().restore(span_at<const std::uint8_t>(file, bytes));
}

/// The parameters that answer, as a model file.
/// @param remarks an object of texts as JSON: the file's metadata.
val save_weights(ModelHandle& model, Address remarks, std::size_t bytes) {
  std::vector<std::pair<std::string, std::string>> metadata;
  const Json written = parse_json(text_at(remarks, bytes));
  for (const auto& [name, remark] : written.items()) {
    metadata.emplace_back(name, remark.get<std::string>());
  }
  const Network& network = model.network();
  return copy_of(to_safetensors(network.graph(), network.answering_parameters(), metadata));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_checkpoint) {
  emscripten::function("checkpoint", &checkpoint);
  emscripten::function("restore", &restore);
  emscripten::function("saveWeights", &save_weights);
}

}  // namespace receptive::bindings
