#include "nn/execution.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace receptive {

Execution::Execution(const Graph& graph, const Kernels& kernels, Options options)
    : graph_(&graph), kernels_(&kernels), options_(options) {
  plan_slots();
  std::size_t most_inputs = 1;
  for (const Node& node : graph.nodes()) {
    most_inputs = std::max(most_inputs, node.inputs.size());
  }
  pass_inputs_.reserve(most_inputs);
  pass_input_gradients_.reserve(most_inputs);
}

void Execution::plan_slots() {
  const int capacity = options_.capacity;
  const std::vector<Node>& nodes = graph_->nodes();
  const Shape picture_shape = graph_->input().with_examples(capacity);
  checked_count(picture_shape, "input for a batch of " + std::to_string(capacity));

  std::uint64_t activation_count = Arena::padded(picture_shape.count());
  std::uint64_t gradient_count = options_.picture_gradient ? activation_count : 0;
  std::size_t switch_count = 0;
  std::size_t workspace_count = 0;
  for (const Node& node : nodes) {
    const Shape output = node.output.with_examples(capacity);
    checked_count(output, node.name + ": output for a batch of " + std::to_string(capacity));
    const LayerNeeds needs = node.layer->needs(*kernels_, capacity);
    workspace_count = std::max(workspace_count, needs.workspace);
    switch_count += needs.switches;
    activation_count += Arena::padded(needs.saved);
    if (node.layer->only_reshapes()) continue;
    activation_count += Arena::padded(output.count());
    gradient_count += Arena::padded(output.count());
  }

  activations_ = Arena(activation_count);
  if (options_.gradients) gradients_ = Arena(gradient_count);
  workspace_ = Arena(workspace_count);
  switches_.resize(switch_count);

  slots_.reserve(nodes.size() + 1);
  const auto take_gradient = [&](const Shape& shape) {
    return options_.gradients ? TensorView{gradients_.take(shape.count()).data(), shape}
                              : TensorView{nullptr, shape};
  };
  Slot picture_slot{.activation = {activations_.take(picture_shape.count()).data(), picture_shape},
                    .gradient = {nullptr, picture_shape}};
  if (options_.picture_gradient) picture_slot.gradient = take_gradient(picture_shape);
  slots_.push_back(picture_slot);
  std::span<std::int32_t> free_switches(switches_);
  for (const Node& node : nodes) {
    const Shape output = node.output.with_examples(capacity);
    Slot next;
    if (node.layer->only_reshapes()) {
      const Slot& source = slot(node.inputs[0]);
      next.activation = {source.activation.data, output};
      next.gradient = {source.gradient.data, output};
    } else {
      next.activation = {activations_.take(output.count()).data(), output};
      next.gradient = take_gradient(output);
    }
    const LayerNeeds needs = node.layer->needs(*kernels_, capacity);
    next.saved = activations_.take(needs.saved);
    next.switches = free_switches.first(needs.switches);
    free_switches = free_switches.subspan(needs.switches);
    slots_.push_back(next);
  }
}

TensorView Execution::picture(int examples) const {
  assert(examples <= options_.capacity);
  return slots_[0].activation.first_examples(examples);
}

ConstTensorView Execution::activation(int index) const {
  return slot(index).activation.first_examples(examples_);
}

TensorView Execution::gradient(int index) const {
  return slot(index).gradient.first_examples(examples_);
}

namespace {

/// A frozen normalization keeps its statistics and uses them, as Keras's does. A layer without
/// parameters has nothing to freeze: dropout drops.
PassMode mode_of(const Node& node, PassMode mode) {
  return node.trainable || node.parameters.empty() ? mode : PassMode::inference;
}

}  // namespace

void Execution::forward(const ParameterSet& parameters, int examples,
                        const ForwardOptions& options) {
  assert(examples >= 1 && examples <= options_.capacity);
  examples_ = examples;
  std::size_t index = 0;
  for (const Node& node : graph_->nodes()) {
    const Slot& here = slots_[++index];
    if (node.layer->only_reshapes()) continue;
    pass_inputs_.clear();
    for (const int input : node.inputs) pass_inputs_.push_back(activation(input));
    node.layer->forward({.kernels = *kernels_,
                         .inputs = pass_inputs_,
                         .parameters = parameters.of(node),
                         .output = here.activation.first_examples(examples),
                         .saved = here.saved,
                         .switches = here.switches,
                         .workspace = workspace_.values(),
                         .mode = mode_of(node, options.mode),
                         .random = Random(options.chance, index),
                         .collected = options.collected});
  }
}

void Execution::clear_gradients() { gradients_.fill_zero(); }

void Execution::backward(const ParameterSet& parameters, int last,
                         const ParameterSet* parameter_gradients) {
  assert(options_.gradients);
  for (int index = last; index >= 0; --index) {
    const Node& node = graph_->nodes()[static_cast<std::size_t>(index)];
    if (node.layer->only_reshapes()) continue;
    const Slot& here = slot(index);
    pass_inputs_.clear();
    pass_input_gradients_.clear();
    for (const int input : node.inputs) {
      pass_inputs_.push_back(activation(input));
      pass_input_gradients_.push_back(gradient(input));
    }
    node.layer->backward({.kernels = *kernels_,
                          .inputs = pass_inputs_,
                          .parameters = parameters.of(node),
                          .output = here.activation.first_examples(examples_),
                          .output_gradient = here.gradient.first_examples(examples_),
                          .input_gradients = pass_input_gradients_,
                          .parameter_gradients = parameter_gradients == nullptr || !node.trainable
                                                     ? std::span<const TensorView>{}
                                                     : parameter_gradients->of(node),
                          .saved = here.saved,
                          .switches = here.switches,
                          .workspace = workspace_.values()});
  }
}

const Node* Execution::first_non_finite() const {
  int index = 0;
  for (const Node& node : graph_->nodes()) {
    const auto values = activation(index++).values();
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) {
      return &node;
    }
  }
  return nullptr;
}

Execution::Bytes Execution::bytes() const {
  return {
      .activations = activations_.size() * sizeof(float) + switches_.size() * sizeof(std::int32_t),
      .gradients = gradients_.size() * sizeof(float),
      .workspace = workspace_.size() * sizeof(float)};
}

}  // namespace receptive
