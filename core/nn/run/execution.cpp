// Compiled for speed: runs for every picture or step.
#include "nn/run/execution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace receptive {

namespace {

/// An offset within memory that has been taken, which therefore fits.
std::size_t place(std::uint64_t offset) { return static_cast<std::size_t>(offset); }

/// A frozen normalization keeps its statistics and uses them, as Keras's does. A layer without
/// parameters has nothing to freeze: dropout drops.
PassMode mode_of(const Node& node, PassMode mode) {
  return node.trainable || node.parameters.empty() ? mode : PassMode::inference;
}

}  // namespace

Execution::Execution(const Graph& graph, const Kernels& kernels, ExecutionPlan plan, Team* team)
    : graph_(&graph),
      kernels_(&kernels),
      plan_(std::move(plan)),
      team_(team != nullptr ? team : &Team::caller_alone()),
      activations_(plan_.activations),
      gradients_(plan_.gradients),
      partials_(std::uint64_t{plan_.partial_pitch} * static_cast<std::uint64_t>(plan_.shards)),
      workspaces_(std::uint64_t{plan_.workspace_pitch} *
                  static_cast<std::uint64_t>(team_->threads())),
      shared_(plan_.shared),
      switches_(static_cast<std::size_t>(plan_.switches)),
      views_(static_cast<std::size_t>(team_->threads())),
      readers_(plan_.slots.size()),
      on_path_(graph.nodes().size()) {
  std::size_t most_inputs = 1;
  std::size_t most_parameters = 0;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const Node& node = graph.nodes()[i];
    most_inputs = std::max(most_inputs, node.inputs.size());
    most_parameters = std::max(most_parameters, node.parameters.size());
    if (node.layer->only_reshapes()) continue;
    for (const int input : node.inputs) {
      const int owner = plan_.owner[static_cast<std::size_t>(input + 1)];
      readers_[static_cast<std::size_t>(owner + 1)].push_back(static_cast<int>(i));
    }
  }
  for (Views& views : views_) {
    views.inputs.reserve(most_inputs);
    views.input_gradients.reserve(most_inputs);
    views.parameter_gradients.reserve(most_parameters);
  }
}

Execution::Execution(const Graph& graph, const Kernels& kernels, Options options, Team& team)
    : Execution(graph, kernels,
                ExecutionPlan(graph, kernels,
                              {.capacity = options.capacity,
                               .gradients = options.gradients,
                               .keep = options.keep,
                               .gradient_of_input = options.gradient_of_input,
                               .threads = team.threads()}),
                &team) {}

TensorView Execution::inputs(int examples) const {
  assert(examples <= capacity());
  return {activations_.values().data() + slot(Graph::network_input).activation,
          slot(Graph::network_input).shape.with_examples(examples)};
}

ConstTensorView Execution::activation(int index) const {
  return activation_of(index, {.examples = examples_});
}

TensorView Execution::gradient(int index) const {
  return gradient_of(index, {.examples = examples_});
}

TensorView Execution::activation_of(int index, const Part& part) const {
  const TensorView all{activations_.values().data() + slot(index).activation, slot(index).shape};
  return all.examples(part.first, part.examples);
}

TensorView Execution::gradient_of(int index, const Part& part) const {
  const ExecutionPlan::Slot& here = slot(index);
  const TensorView all{here.gradient ? gradients_.values().data() + *here.gradient : nullptr,
                       here.shape};
  return all.examples(part.first, part.examples);
}

std::span<float> Execution::saved(int index, const Part& part) const {
  const ExecutionPlan::Slot& here = slot(index);
  const auto shard = static_cast<std::size_t>(part.shard);
  return activations_.values().subspan(place(here.saved) + shard * here.saved_pitch);
}

std::span<std::int32_t> Execution::switches(int index, const Part& part) {
  const ExecutionPlan::Slot& here = slot(index);
  const auto shard = static_cast<std::size_t>(part.shard);
  return std::span(switches_).subspan(place(here.switches) + shard * here.switches_pitch);
}

std::span<float> Execution::workspace(int thread) const {
  return workspaces_.values().subspan(static_cast<std::size_t>(thread) * plan_.workspace_pitch,
                                      plan_.workspace_pitch);
}

Crew Execution::crew() { return {team_, workspaces_.values(), plan_.workspace_pitch}; }

Division Execution::division_of(const Node& node) const {
  return node.layer->division(mode_of(node, mode_));
}

template <typename Run>
void Execution::run_nodes(int first, int last, const Run& run) {
  const int step = first <= last ? 1 : -1;
  const Shards shards(examples_);
  for (int index = first; index != last + step;) {
    if (division_of(graph_->nodes()[static_cast<std::size_t>(index)]) == Division::batch) {
      run(index, Part{.examples = examples_, .whole = true});
      index += step;
      continue;
    }
    int end = index;
    std::int64_t cost = 0;
    const auto goes_on = [&] {
      return division_of(graph_->nodes()[static_cast<std::size_t>(end)]) == Division::examples;
    };
    do {
      cost += slot(end).cost + 4 * static_cast<std::int64_t>(slot(end).shape.example_count());
      end += step;
      // Where memory is used again by later layers, all shards must be through before.
    } while (keeps() && end != last + step && goes_on());
    const auto travel = [&](int shard, int thread) {
      const Part part{.first = shards.first(shard),
                      .examples = shards.size_of(shard),
                      .shard = shard,
                      .thread = thread};
      for (int node = index; node != end; node += step) run(node, part);
    };
    team_->run(shards.count(), cost * examples_, travel);
    index = end;
  }
}

void Execution::forward(const ParameterSet& parameters, int examples,
                        const ForwardOptions& options) {
  assert(examples >= 1 && examples <= capacity());
  examples_ = examples;
  mode_ = options.mode;
  run_nodes(0, static_cast<int>(graph_->nodes().size()) - 1,
            [&](int index, const Part& part) { forward_node(parameters, options, index, part); });
}

void Execution::forward_node(const ParameterSet& parameters, const ForwardOptions& options,
                             int index, const Part& part) {
  const Node& node = graph_->nodes()[static_cast<std::size_t>(index)];
  if (node.layer->only_reshapes()) return;
  Views& views = views_[static_cast<std::size_t>(part.thread)];
  views.inputs.clear();
  for (const int input : node.inputs) views.inputs.emplace_back(activation_of(input, part));
  // A stream for each node and shard.
  const std::uint64_t stream =
      static_cast<std::uint64_t>(index + 1) | static_cast<std::uint64_t>(part.shard) << 32U;
  node.layer->forward({.kernels = *kernels_,
                       .inputs = views.inputs,
                       .parameters = parameters.of(node),
                       .output = activation_of(index, part),
                       .saved = saved(index, part),
                       .switches = switches(index, part),
                       .workspace = workspace(part.thread),
                       .mode = mode_of(node, options.mode),
                       .random = Random(options.chance, stream),
                       .collected = options.collected,
                       .crew = crew(),
                       .shared = shared_.values()});
}

TensorView Execution::start_gradient(int index) {
  const TensorView view = gradient(index);
  if (view.data != nullptr) std::ranges::fill(view.values(), 0.0F);
  return view;
}

void Execution::backward(const ParameterSet& parameters, int last,
                         const ParameterSet* parameter_gradients, BackwardRule rule) {
  assert(plan_.options.gradients);
  rule_ = rule;
  mark_path(last);
  run_nodes(last, 0, [&](int index, const Part& part) {
    backward_node(parameters, parameter_gradients, last, index, part);
  });
  if (parameter_gradients != nullptr) add_partials(*parameter_gradients, last);
}

void Execution::backward_node(const ParameterSet& parameters,
                              const ParameterSet* parameter_gradients, int last, int index,
                              const Part& part) {
  const Node& node = graph_->nodes()[static_cast<std::size_t>(index)];
  const bool leads = on_path_[static_cast<std::size_t>(index)];
  if (!leads || node.layer->only_reshapes() || !slot(index).gradient) return;
  if (rule_ == BackwardRule::guided && is_relu(node.layer->formula())) {
    for (float& value : gradient_of(index, part).values()) value = std::max(value, 0.0F);
  }
  Views& views = views_[static_cast<std::size_t>(part.thread)];
  views.inputs.clear();
  views.input_gradients.clear();
  bool fresh = false;
  for (const int input : node.inputs) {
    views.inputs.emplace_back(activation_of(input, part));
    const TensorView gradient = gradient_of(input, part);
    views.input_gradients.push_back(gradient);
    fresh = is_fresh(input, index, last);
    if (gradient.data != nullptr && fresh && !node.layer->can_overwrite()) {
      std::ranges::fill(gradient.values(), 0.0F);  // for the layer to add to
    }
  }
  std::span<const TensorView> of_parameters;
  if (parameter_gradients != nullptr && node.trainable) {
    of_parameters = gradients_of(node, index, *parameter_gradients, part);
  }
  node.layer->backward({.kernels = *kernels_,
                        .inputs = views.inputs,
                        .parameters = parameters.of(node),
                        .output = activation_of(index, part),
                        .output_gradient = gradient_of(index, part),
                        .input_gradients = views.input_gradients,
                        .fresh = fresh,
                        .parameter_gradients = of_parameters,
                        .saved = saved(index, part),
                        .switches = switches(index, part),
                        .workspace = workspace(part.thread),
                        .crew = crew(),
                        .shared = shared_.values()});
}

void Execution::mark_path(int last) {
  on_path_.assign(on_path_.size(), false);
  on_path_[static_cast<std::size_t>(last)] = true;
  for (int index = last; index >= 0; --index) {
    if (!on_path_[static_cast<std::size_t>(index)]) continue;
    for (const int input : graph_->nodes()[static_cast<std::size_t>(index)].inputs) {
      if (input != Graph::network_input) on_path_[static_cast<std::size_t>(input)] = true;
    }
  }
}

/// On the way back the last node that reads an input is the first to write its gradient.
bool Execution::is_fresh(int input, int index, int last) const {
  const int owner = plan_.owner[static_cast<std::size_t>(input + 1)];
  return std::ranges::none_of(readers_[static_cast<std::size_t>(owner + 1)], [&](int reader) {
    return reader > index && reader <= last && on_path_[static_cast<std::size_t>(reader)];
  });
}

/// Where this part's gradients of the parameters go: into the shard's own piece, or, where nobody
/// else adds at the same time, to where they belong.
std::span<const TensorView> Execution::gradients_of(const Node& node, int index,
                                                    const ParameterSet& gradients,
                                                    const Part& part) {
  const ExecutionPlan::Slot& here = slot(index);
  const bool alone = part.whole || part.examples == examples_;
  if (alone || here.partial_count == 0) return gradients.of(node);
  const std::span<float> piece = partials_.values().subspan(
      static_cast<std::size_t>(part.shard) * plan_.partial_pitch + place(here.partial),
      here.partial_count);
  std::ranges::fill(piece, 0.0F);
  std::vector<TensorView>& views =
      views_[static_cast<std::size_t>(part.thread)].parameter_gradients;
  views.clear();
  std::size_t at = 0;
  for (const TensorView& parameter : gradients.of(node)) {
    views.push_back({piece.data() + at, parameter.shape});
    at += Arena::padded(parameter.count());
  }
  return views;
}

/// Always in the order of the shards.
void Execution::add_partials(const ParameterSet& parameter_gradients, int last) {
  const int shards = Shards(examples_).count();
  if (shards == 1) return;
  for (int index = 0; index <= last; ++index) {
    const ExecutionPlan::Slot& here = slot(index);
    const Node& node = graph_->nodes()[static_cast<std::size_t>(index)];
    // What does not lead to `last` was passed over: its pieces hold an earlier batch's.
    if (!on_path_[static_cast<std::size_t>(index)]) continue;
    if (here.partial_count == 0 || division_of(node) == Division::batch) continue;
    // The parameters of a node lie one behind the other, as in a piece of the partials.
    float* sum = parameter_gradients.of(node)[0].data;
    // Pieces that stay in a cache, and not more of them than a team can count.
    const std::size_t most = std::max<std::size_t>(4096, here.partial_count / (1U << 15U));
    const auto pieces = static_cast<int>((here.partial_count + most - 1) / most);
    const auto add = [&](int piece, int) {
      const std::size_t first = static_cast<std::size_t>(piece) * most;
      const std::size_t count = std::min(most, here.partial_count - first);
      for (int shard = 0; shard < shards; ++shard) {
        const std::size_t from =
            static_cast<std::size_t>(shard) * plan_.partial_pitch + place(here.partial) + first;
        kernels_->add(partials_.values().subspan(from, count), {sum + first, count});
      }
    };
    team_->run(pieces, 4 * static_cast<std::int64_t>(here.partial_count) * shards, add);
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

}  // namespace receptive
