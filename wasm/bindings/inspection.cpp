#include <emscripten/bind.h>

#include <optional>

#include "checks.h"
#include "model_handle.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

/// Looks at one picture; a `label` below 0 stands for none.
void look(ModelHandle& model, Address image, int label) {
  model.probe().look(model.pictures(image), label < 0 ? std::nullopt : std::optional<int>(label));
}

/// Of the last look.
/// @param node -1 (`Graph::network_input`) for the picture.
const Probe& probe_at(const ModelHandle& model, int node) {
  check_node(model.graph(), node);
  if (model.looked() == nullptr) {
    throw ArgumentError({.where = "layer", .expected = "a look first", .found = "none"});
  }
  return *model.looked();
}

Floats activation(const ModelHandle& model, int node) {
  return Floats(probe_at(model, node).activation(node).values());
}

Maybe<Floats> gradient(const ModelHandle& model, int node) {
  const std::optional<ConstTensorView> found = probe_at(model, node).gradient(node);
  if (!found) return {};
  return Floats(found->values());
}

Floats looked_answer(const ModelHandle& model) {
  return Floats(probe_at(model, Graph::network_input).answer());
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_inspection) {
  emscripten::function("look", &look);
  emscripten::function("activation", &activation);
  emscripten::function("activationGradient", &gradient);
  emscripten::function("lookedAnswer", &looked_answer);
}

}  // namespace receptive::bindings
