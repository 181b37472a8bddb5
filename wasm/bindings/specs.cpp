#include <emscripten/bind.h>

#include <string_view>

#include "kernels/kernels.h"
#include "layers.h"
#include "memory.h"
#include "staging.h"
#include "team.h"
#include "train/looks/memory.h"
#include "train/presets/presets.h"
#include "train/trainer.h"
#include "train/trainer_spec.h"

namespace receptive::bindings {

namespace {

struct SpecForm {
  List<LayerForm> layers = {};
  MemoryBytes memory = {};
};

/// Of a network that is not made, with every check that making it would do.
SpecForm describe_spec(Address text, std::size_t bytes) {
  const TrainerSpec spec = parse_trainer_spec(text_at(text, bytes));
  const Graph graph = checked_graph(spec);
  const MemoryPlan plan = plan_memory(spec, graph, fastest_kernels(), module_team().threads());
  const auto size = [](std::uint64_t bytes) { return static_cast<double>(bytes); };
  return {.layers = layers_of(graph),
          .memory = {.parameters = size(plan.parameters),
                     .gradients = size(plan.gradients),
                     .optimizer = size(plan.optimizer + plan.averaging),
                     .activations = size(plan.activations),
                     .activation_gradients = size(plan.activation_gradients),
                     .workspace = size(plan.workspace),
                     .probe = 0}};
}

struct PresetForm {
  Text name = {};
  Text title = {};
  Text description = {};
  Text source = {};
  List<Text> data = {};
  int epochs = 1;
  List<int> columns = {};
  Specification spec = {};
};

List<PresetForm> all_presets() {
  return {presets(), [](const Preset& preset) {
            return PresetForm{
                .name = Text(preset.name),
                .title = Text(preset.title),
                .description = Text(preset.description),
                .source = Text(preset.source),
                .data = {preset.data, [](std::string_view name) { return Text(name); }},
                .epochs = preset.epochs,
                .columns = {preset.columns, [](int width) { return width; }},
                .spec = Specification(preset.spec)};
          }};
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_specs) {
  emscripten::value_object<SpecForm>("SpecForm")
      .field("layers", &SpecForm::layers)
      .field("memory", &SpecForm::memory);
  emscripten::value_object<PresetForm>("PresetForm")
      .field("name", &PresetForm::name)
      .field("title", &PresetForm::title)
      .field("description", &PresetForm::description)
      .field("source", &PresetForm::source)
      .field("data", &PresetForm::data)
      .field("epochs", &PresetForm::epochs)
      .field("columns", &PresetForm::columns)
      .field("spec", &PresetForm::spec);
  emscripten::register_type<List<PresetForm>>("PresetForm[]");
  emscripten::function("describeSpec", &describe_spec);
  emscripten::function("presets", &all_presets);
}

}  // namespace receptive::bindings
