#include "model_handle.h"

#include <emscripten/bind.h>

#include <algorithm>

#include "inspect/structure/summary.h"
#include "io/safetensors.h"
#include "team.h"

namespace receptive::bindings {

using emscripten::val;

namespace {

Report to_report(const Score& score) {
  return {.loss = score.loss, .accuracy = score.accuracy, .examples = score.examples};
}

Report to_report(const StepReport& step) {
  Report report = to_report(step.score);
  report.step = static_cast<double>(step.step);
  report.epoch = static_cast<double>(step.epoch);
  report.learning_rate = step.learning_rate;
  return report;
}

ClassTargets labels_at(Address labels, int count) {
  return {span_at<const ClassIndex>(labels, static_cast<std::size_t>(count))};
}

const TensorView& view_at(const ParameterSet& set, int index) {
  return set.views()[static_cast<std::size_t>(index)];
}

}  // namespace

ModelHandle::ModelHandle(Address spec, std::size_t spec_bytes)
    : trainer_(parse_trainer_spec(text_at(spec, spec_bytes)), fastest_kernels(), &module_team()) {}

std::string ModelHandle::layers_json() const { return receptive::layers_json(network().graph()); }

MemoryBytes ModelHandle::memory() const {
  const ExecutionPlan::Bytes execution = trainer_.training_bytes();
  return {.parameters = network().parameters().values().size_bytes(),
          .gradients = trainer_.gradients().values().size_bytes(),
          .optimizer = trainer_.optimizer_bytes(),
          .activations = static_cast<std::size_t>(execution.activations),
          .activation_gradients = static_cast<std::size_t>(execution.gradients),
          .workspace = static_cast<std::size_t>(execution.workspace),
          .probe = probe_ ? static_cast<std::size_t>(probe_->bytes()) : 0};
}

ConstTensorView ModelHandle::pictures(Address images, int count) const {
  return {reinterpret_cast<const float*>(images), network().graph().input().with_examples(count)};
}

Report ModelHandle::train_batch(Address images, int count, Address labels) {
  return to_report(trainer_.train_batch({pictures(images, count), labels_at(labels, count)}));
}

void ModelHandle::predict(Address images, int count, Address outputs) {
  network().predict(pictures(images, count),
                    {reinterpret_cast<float*>(outputs), {count, network().outputs(), 1, 1}});
}

Report ModelHandle::evaluate(Address images, int count, Address labels) {
  return to_report(network().evaluate({pictures(images, count), labels_at(labels, count)}));
}

void ModelHandle::collect_statistics() {
  if (trainer_.has_statistics()) trainer_.collect_statistics();
}

Report ModelHandle::step() { return to_report(trainer_.step()); }

Report ModelHandle::evaluate_dataset(const DatasetHandle& data, int first, int count) {
  return to_report(network().evaluate(*data.data(), first, count));
}

void ModelHandle::predict_dataset(const DatasetHandle& data, int first, int count,
                                  Address classes) {
  network().predict_classes(*data.data(), first,
                            span_at<std::uint8_t>(classes, static_cast<std::size_t>(count)));
}

void ModelHandle::set_optimizer(Address spec, std::size_t spec_bytes) {
  trainer_.set_optimizer(parse_optimizer_spec(text_at(spec, spec_bytes)));
}

void ModelHandle::set_augmentation(Address spec, std::size_t spec_bytes) {
  trainer_.set_augmentation(parse_augmentation(text_at(spec, spec_bytes)));
}

void ModelHandle::augment(Address picture, float paper, float ink, double seed) {
  trainer_.augment(span_at<float>(picture, network().graph().input().example_count()), paper, ink,
                   static_cast<std::uint64_t>(seed));
}

void ModelHandle::load(Address file, std::size_t bytes) {
  read_safetensors(span_at<const std::uint8_t>(file, bytes), network().graph(),
                   network().parameters());
}

val ModelHandle::parameter(int index) const {
  return view_of(view_at(network().parameters(), index).values());
}

val ModelHandle::parameter_gradient(int index) const {
  return view_of(view_at(trainer_.gradients(), index).values());
}

void ModelHandle::set_parameter(int index, Address values) {
  const TensorView& parameter = view_at(network().parameters(), index);
  std::ranges::copy(span_at<const float>(values, parameter.count()), parameter.data);
  clear_unconnected(network().graph(), network().parameters());
}

Probe& ModelHandle::probe() {
  if (!probe_) probe_.emplace(network());
  return *probe_;
}

void ModelHandle::look(Address image, int label) {
  probe().look(pictures(image, 1), label < 0 ? std::nullopt : std::optional<int>(label));
}

val ModelHandle::activation(int node) const { return view_of(probe_->activation(node).values()); }

val ModelHandle::gradient(int node) const {
  const std::optional<ConstTensorView> gradient = probe_->gradient(node);
  return gradient ? view_of(gradient->values()) : val::undefined();
}

EMSCRIPTEN_BINDINGS(receptive_model) {
  emscripten::value_object<Report>("Report")
      .field("loss", &Report::loss)
      .field("accuracy", &Report::accuracy)
      .field("examples", &Report::examples)
      .field("step", &Report::step)
      .field("epoch", &Report::epoch)
      .field("learningRate", &Report::learning_rate);
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
      .function("layersJson", &ModelHandle::layers_json)
      .function("batchSize", &ModelHandle::batch_size)
      .function("outputs", &ModelHandle::outputs)
      .function("memory", &ModelHandle::memory)
      .function("trainBatch", &ModelHandle::train_batch)
      .function("predict", &ModelHandle::predict)
      .function("evaluate", &ModelHandle::evaluate)
      .function("setTrainingData", &ModelHandle::set_training_data)
      .function("collectStatistics", &ModelHandle::collect_statistics)
      .function("step", &ModelHandle::step)
      .function("evaluateDataset", &ModelHandle::evaluate_dataset)
      .function("predictDataset", &ModelHandle::predict_dataset)
      .function("setLearningRate", &ModelHandle::set_learning_rate)
      .function("setOptimizer", &ModelHandle::set_optimizer)
      .function("setBatchSize", &ModelHandle::set_batch_size)
      .function("reset", &ModelHandle::reset)
      .function("setAugmentation", &ModelHandle::set_augmentation)
      .function("augment", &ModelHandle::augment)
      .function("load", &ModelHandle::load)
      .function("parameter", &ModelHandle::parameter)
      .function("parameterGradient", &ModelHandle::parameter_gradient)
      .function("setParameter", &ModelHandle::set_parameter)
      .function("look", &ModelHandle::look)
      .function("activation", &ModelHandle::activation)
      .function("gradient", &ModelHandle::gradient);
}

}  // namespace receptive::bindings
