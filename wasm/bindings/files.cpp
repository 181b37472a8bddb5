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

/// A parameter, and the tensor of a file that holds its values.
struct MatchedTensor {
  Text parameter = {};
  Text tensor = {};
  Text type = {};
};

struct MatchForm {
  List<MatchedTensor> pairs = {};
  List<Text> left_out = {};
  bool own_names = true;
};

MatchForm form_of(const WeightMatch& match, const Graph& graph) {
  return {
      .pairs = {parameter_names(graph),
                [&](const ParameterName& name) {
                  const StoredTensor& tensor =
                      *match.answering[static_cast<std::size_t>(name.index)];
                  return MatchedTensor{.parameter = Text(name.text),
                                       .tensor = Text(tensor.name),
                                       .type = Text(tensor.type)};
                }},
      .left_out = {match.left_out, [](const StoredTensor* tensor) { return Text(tensor->name); }},
      .own_names = match.own_names};
}

/// Which tensors of a model file this network's parameters would take their values from.
MatchForm match_model(const ModelHandle& model, Address file, std::size_t bytes) {
  const Safetensors read = read_safetensors(file_at(file, bytes));
  return form_of(match_weights(read, model.graph()), model.graph());
}

/// The same, and takes them.
MatchForm load_weights(ModelHandle& model, Address file, std::size_t bytes) {
  const Safetensors read = read_safetensors(file_at(file, bytes));
  return form_of(model.trainer().open_model(read), model.graph());
}

/// @param remarks an object as JSON; see io/model_file.h.
Bytes save_weights(const ModelHandle& model, Address remarks, std::size_t bytes) {
  return Bytes(model.trainer().model_file(parse_json(text_at(remarks, bytes))));
}

/// What a model file says besides its tensors.
Specification model_remarks(Address file, std::size_t bytes) {
  return Specification(read_remarks(read_safetensors(file_at(file, bytes))).dump());
}

/// The specification in a model file that was saved with one.
Specification spec_of_file(Address file, std::size_t bytes) {
  return Specification(spec_of_model(read_remarks(read_safetensors(file_at(file, bytes)))));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_files) {
  emscripten::function("checkpoint", &checkpoint);
  emscripten::function("restore", &restore);
  emscripten::value_object<MatchedTensor>("MatchedTensor")
      .field("parameter", &MatchedTensor::parameter)
      .field("tensor", &MatchedTensor::tensor)
      .field("type", &MatchedTensor::type);
  emscripten::register_type<List<MatchedTensor>>("MatchedTensor[]");
  emscripten::value_object<MatchForm>("MatchForm")
      .field("pairs", &MatchForm::pairs)
      .field("leftOut", &MatchForm::left_out)
      .field("ownNames", &MatchForm::own_names);
  emscripten::function("matchModel", &match_model);
  emscripten::function("loadWeights", &load_weights);
  emscripten::function("saveWeights", &save_weights);
  emscripten::function("modelRemarks", &model_remarks);
  emscripten::function("specOfModel", &spec_of_file);
}

}  // namespace receptive::bindings
