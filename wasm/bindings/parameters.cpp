#include <emscripten/bind.h>

#include "checks.h"
#include "model_handle.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

// Parameters by their place in the network's list, the order of the layers and of each layer's.

const TensorView& view_at(const ParameterSet& set, int index) {
  return set.views()[check_index("parameter", index, static_cast<int>(set.views().size()))];
}

Floats parameter(const ModelHandle& model, int index) {
  return Floats(view_at(model.network().parameters(), index).values());
}

Floats gradient(const ModelHandle& model, int index) {
  return Floats(view_at(model.trainer().gradients(), index).values());
}

Floats scoring_parameter(const ModelHandle& model, int index) {
  return Floats(view_at(model.network().answering_parameters(), index).values());
}

void set_parameter(ModelHandle& model, int index, Address values) {
  const TensorView& parameter = view_at(model.network().parameters(), index);
  model.trainer().set_values(index, 0, span_at<const float>(values, parameter.count()));
}

/// after - before of the last step, where it was tracked.
Maybe<Floats> update(const ModelHandle& model, int index) {
  const ParameterSet* updates = model.trainer().updates();
  if (updates == nullptr) return {};
  return Floats(view_at(*updates, index).values());
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_parameters) {
  emscripten::function("parameter", &parameter);
  emscripten::function("parameterGradient", &gradient);
  emscripten::function("parameterUpdate", &update);
  emscripten::function("scoringParameter", &scoring_parameter);
  emscripten::function("setParameter", &set_parameter);
}

}  // namespace receptive::bindings
