#include <emscripten/bind.h>

#include "layers.h"
#include "memory.h"
#include "model_handle.h"
#include "team.h"

namespace receptive::bindings {

ModelHandle::ModelHandle(Address spec, std::size_t spec_bytes)
    : trainer_(parse_trainer_spec(text_at(spec, spec_bytes)), fastest_kernels(), &module_team()) {}

Probe& ModelHandle::probe() {
  if (!probe_) probe_.emplace(trainer_);
  return *probe_;
}

ConstTensorView ModelHandle::pictures(Address images, int count) const {
  return tensor_at(images, graph().input().with_examples(count));
}

namespace {

List<LayerForm> layers(const ModelHandle& model) { return layers_of(model.graph()); }

int outputs(const ModelHandle& model) { return model.trainer().outputs(); }

int batch_size(const ModelHandle& model) { return model.trainer().batch_size(); }

MemoryBytes memory(const ModelHandle& model) {
  const Trainer& trainer = model.trainer();
  const ExecutionPlan::Bytes execution = trainer.training_bytes();
  const Probe* probe = model.looked();
  return {.parameters = trainer.parameters().values().size_bytes(),
          .gradients = trainer.gradients().values().size_bytes(),
          .optimizer = trainer.optimizer_bytes(),
          .activations = static_cast<std::size_t>(execution.activations),
          .activation_gradients = static_cast<std::size_t>(execution.gradients),
          .workspace = static_cast<std::size_t>(execution.workspace),
          .probe = probe == nullptr ? 0 : static_cast<std::size_t>(probe->bytes())};
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_model) {
  emscripten::value_object<MemoryBytes>("MemoryBytes")
      .field("parameters", &MemoryBytes::parameters)
      .field("gradients", &MemoryBytes::gradients)
      .field("optimizer", &MemoryBytes::optimizer)
      .field("activations", &MemoryBytes::activations)
      .field("activationGradients", &MemoryBytes::activation_gradients)
      .field("workspace", &MemoryBytes::workspace)
      .field("probe", &MemoryBytes::probe);
  emscripten::class_<ModelHandle>("ModelHandle")
      .constructor<Address, std::size_t>()
      .function("layers", &layers)
      .function("outputs", &outputs)
      .function("batchSize", &batch_size)
      .function("memory", &memory);
}

}  // namespace receptive::bindings
