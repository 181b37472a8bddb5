#include <emscripten/bind.h>

#include <string>

#include "base/json.h"
#include "inspect/structure/summary.h"
#include "model_handle.h"
#include "team.h"
#include "train/looks/memory.h"

namespace receptive::bindings {

using emscripten::val;

namespace {

// Parameters by their place in the network's list, as in model_handle.h.

void freeze(ModelHandle& model, int parameter, std::size_t first, std::size_t count) {
  model.trainer().freeze(parameter, first, count);
}

void unfreeze(ModelHandle& model, int parameter, std::size_t first, std::size_t count) {
  model.trainer().unfreeze(parameter, first, count);
}

/// A byte for each value of the parameter goes to `marks`.
void frozen(ModelHandle& model, int parameter, Address marks, std::size_t count) {
  model.trainer().frozen(parameter, span_at<std::uint8_t>(marks, count));
}

void set_values(ModelHandle& model, int parameter, std::size_t first, Address values,
                std::size_t count) {
  model.trainer().set_values(parameter, first, span_at<const float>(values, count));
}

void track_updates(ModelHandle& model, bool on) { model.trainer().track_updates(on); }

/// Undefined where there is none.
val update(ModelHandle& model, int parameter) {
  const ParameterSet* updates = model.trainer().updates();
  if (updates == nullptr) return val::undefined();
  return view_of(updates->views()[static_cast<std::size_t>(parameter)].values());
}

void set_dropout(ModelHandle& model, Address layer, std::size_t layer_bytes, double rate) {
  model.trainer().set_dropout(std::string(text_at(layer, layer_bytes)), rate);
}

/// {layers, memory} of a network that is not made, with every check that making it would do.
std::string describe_spec(Address text, std::size_t bytes) {
  const TrainerSpec spec = parse_trainer_spec(text_at(text, bytes));
  const Graph graph = checked_graph(spec);
  const MemoryPlan plan = plan_memory(spec, graph, fastest_kernels(), module_team().threads());
  const Json memory{{"parameters", plan.parameters},
                    {"gradients", plan.gradients},
                    {"optimizer", plan.optimizer + plan.averaging},
                    {"activations", plan.activations},
                    {"activationGradients", plan.activation_gradients},
                    {"workspace", plan.workspace},
                    {"probe", 0}};
  return R"({"layers":)" + layers_json(graph) + R"(,"memory":)" + memory.dump() + "}";
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_editing) {
  emscripten::function("freezeValues", &freeze);
  emscripten::function("unfreezeValues", &unfreeze);
  emscripten::function("frozenValues", &frozen);
  emscripten::function("setValues", &set_values);
  emscripten::function("trackUpdates", &track_updates);
  emscripten::function("lastUpdate", &update);
  emscripten::function("setDropout", &set_dropout);
  emscripten::function("describeSpec", &describe_spec);
}

}  // namespace receptive::bindings
