#include <emscripten/bind.h>

#include "layers.h"
#include "memory.h"
#include "model_handle.h"
#include "team.h"

namespace receptive::bindings {

ModelHandle::ModelHandle(Address spec, std::size_t spec_bytes)
    : trainer_(parse_trainer_spec(text_at(spec, spec_bytes)), fastest_kernels(), &module_team()) {}

Probe& ModelHandle::probe() {
  if (!probe_) probe_.emplace(network());
  return *probe_;
}

ConstTensorView ModelHandle::pictures(Address images, int count) const {
  return tensor_at(images, graph().input().with_examples(count));
}

namespace {

List<LayerForm> layers(const ModelHandle& model) { return layers_of(model.graph()); }

int outputs(const ModelHandle& model) { return model.network().outputs(); }

int batch_size(const ModelHandle& model) { return model.trainer().batch_size(); }

MemoryBytes memory(const ModelHandle& model) {
  const Trainer& trainer = model.trainer();
  const ExecutionPlan::Bytes execution = trainer.training_bytes();
  const Probe* probe = model.looked();
  return {.parameters = static_cast<double>(model.network().parameters().values().size_bytes()),
          .gradients = static_cast<double>(trainer.gradients().values().size_bytes()),
          .optimizer = static_cast<double>(trainer.optimizer_bytes()),
          .activations = static_cast<double>(execution.activations),
          .activation_gradients = static_cast<double>(execution.gradients),
          .workspace = static_cast<double>(execution.workspace),
          .probe = probe == nullptr ? 0.0 : static_cast<double>(probe->bytes())};
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
