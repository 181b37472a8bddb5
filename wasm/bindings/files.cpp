#include <emscripten/bind.h>

#include "base/json.h"
#include "io/model_file.h"
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

/// Name and type of the tensor for each parameter, in the order of the network's list; then the
/// names of the tensors that were left out.
List<Text> texts_of(const WeightMatch& match) {
  List<Text> texts;
  for (const StoredTensor* tensor : match.answering) {
    texts.push(Text(tensor->name));
    texts.push(Text(tensor->type));
  }
  for (const StoredTensor* tensor : match.left_out) texts.push(Text(tensor->name));
  return texts;
}

/// Which tensors of a model file this network's parameters would take their values from, or take
/// them.
List<Text> open_model(ModelHandle& model, Address file, std::size_t bytes, bool takes) {
  const Safetensors read(file_at(file, bytes));
  return texts_of(takes ? model.trainer().open_model(read) : match_weights(read, model.graph()));
}

/// @param remarks an object as JSON; see io/model_file.h.
Bytes save_weights(const ModelHandle& model, Address remarks, std::size_t bytes) {
  return Bytes(model.trainer().model_file(parse_json(text_at(remarks, bytes))));
}

/// What a model file says besides its tensors.
Specification model_remarks(Address file, std::size_t bytes) {
  return Specification(read_remarks(Safetensors(file_at(file, bytes))).dump());
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_files) {
  emscripten::function("checkpoint", &checkpoint);
  emscripten::function("restore", &restore);
  emscripten::function("openModel", &open_model);
  emscripten::function("saveWeights", &save_weights);
  emscripten::function("modelRemarks", &model_remarks);
}

}  // namespace receptive::bindings
