#include "nn/run/execution_plan.h"

#include <algorithm>

#include "nn/run/shards.h"
#include "tensor/arena.h"

namespace receptive {

namespace {

/// In 64 bits, so that a sum of planned pieces cannot wrap around on a 32-bit host.
std::uint64_t padded(std::uint64_t count) {
  constexpr std::uint64_t step = Arena::alignment_bytes / sizeof(float);
  return (count + step - 1) / step * step;
}

/// Gives out stretches of one block and takes them back, so that what is needed at different times
/// shares its memory. First fit: the lists are short.
class Stretches {
 public:
  std::uint64_t take(std::uint64_t count) {
    if (count == 0) return 0;
    count = padded(count);
    std::uint64_t at = 0;
    auto next = taken_.begin();
    for (; next != taken_.end() && next->first - at < count; ++next) at = next->first + next->count;
    taken_.insert(next, {at, count});
    most_ = std::max(most_, at + count);
    return at;
  }
  void give_back(std::uint64_t first) {
    std::erase_if(taken_, [&](const Stretch& one) { return one.first == first; });
  }
  /// Values that the block must have.
  [[nodiscard]] std::uint64_t most() const { return most_; }

 private:
  struct Stretch {
    std::uint64_t first;
    std::uint64_t count;
  };
  std::vector<Stretch> taken_;  // in the order of memory
  std::uint64_t most_ = 0;
};

/// The last node that reads what each node made; the output is read by whoever asked.
std::vector<std::size_t> last_readers(const Graph& graph, const std::vector<int>& owner) {
  std::vector<std::size_t> last(owner.size(), 0);
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    for (const int input : graph.nodes()[i].inputs) {
      last[static_cast<std::size_t>(owner[static_cast<std::size_t>(input + 1)] + 1)] = i + 1;
    }
  }
  last[static_cast<std::size_t>(owner.back() + 1)] = owner.size();
  return last;
}

}  // namespace

ExecutionPlan::ExecutionPlan(const Graph& graph, const Kernels& kernels, Options chosen)
    : options(chosen) {
  shards = Shards(options.capacity).count();
  plan_activations(graph, kernels);
  if (options.gradients) {
    plan_gradients(graph);
    plan_partials(graph);
  }
  plan_workspace(graph, kernels);
}

void ExecutionPlan::plan_activations(const Graph& graph, const Kernels& kernels) {
  const std::vector<Node>& nodes = graph.nodes();
  const int capacity = options.capacity;
  owner.push_back(Graph::network_input);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    owner.push_back(nodes[i].layer->only_reshapes()
                        ? owner[static_cast<std::size_t>(nodes[i].inputs[0] + 1)]
                        : static_cast<int>(i));
  }
  const std::vector<std::size_t> last_reader = last_readers(graph, owner);

  Stretches memory;
  const Shape input = graph.input().with_examples(capacity);
  checked_count(input, "input for a batch of " + std::to_string(capacity));
  slots.push_back({.shape = input, .activation = memory.take(input.count())});
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    Slot slot{.shape = node.output.with_examples(capacity)};
    checked_count(slot.shape, node.name + ": output for a batch of " + std::to_string(capacity));
    slot.cost = node.layer->cost().multiply_adds;
    const std::size_t here = i + 1;
    if (owner[here] != static_cast<int>(i)) {
      slot.activation = slots[static_cast<std::size_t>(owner[here] + 1)].activation;
    } else {
      slot.activation = memory.take(slot.shape.count());
    }
    // Called for the whole batch or for each shard: room for both.
    const LayerNeeds whole = node.layer->needs(kernels, capacity);
    const LayerNeeds part = node.layer->needs(kernels, Shards(capacity).size());
    const auto many = static_cast<std::uint64_t>(shards);
    slot.saved_pitch = Arena::padded(part.saved);
    const std::uint64_t saved = std::max<std::uint64_t>(slot.saved_pitch * many, whole.saved);
    slot.saved = memory.take(saved);
    slot.switches_pitch = part.switches;
    slot.switches = switches;
    switches += std::max<std::uint64_t>(part.switches * many, whole.switches);
    slots.push_back(slot);
    if (options.gradients || options.keep) continue;
    if (saved > 0) memory.give_back(slot.saved);
    for (std::size_t before = 0; before <= here; ++before) {
      const bool owns = owner[before] + 1 == static_cast<int>(before);
      if (owns && last_reader[before] == here) memory.give_back(slots[before].activation);
    }
  }
  activations = memory.most();
}

void ExecutionPlan::plan_gradients(const Graph& graph) {
  std::vector<bool> needed(slots.size(), false);
  needed[0] = options.gradient_of_input;
  const auto take = [&](Slot& slot) {
    slot.gradient = gradients;
    gradients += padded(slot.shape.count());
  };
  if (needed[0]) take(slots[0]);
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const Node& node = graph.nodes()[i];
    const std::size_t here = i + 1;
    needed[here] = (node.trainable && !node.parameters.empty()) ||
                   std::ranges::any_of(node.inputs, [&](int input) {
                     return needed[static_cast<std::size_t>(input + 1)];
                   });
    if (!needed[here]) continue;
    if (owner[here] == static_cast<int>(i)) {
      take(slots[here]);
    } else {
      slots[here].gradient = slots[static_cast<std::size_t>(owner[here] + 1)].gradient;
    }
  }
}

void ExecutionPlan::plan_partials(const Graph& graph) {
  if (shards == 1) return;  // a single shard writes where the gradients belong
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const Node& node = graph.nodes()[i];
    if (!node.trainable) continue;
    const auto whole = [&](PassMode mode) { return node.layer->division(mode) == Division::batch; };
    if (whole(PassMode::training) && whole(PassMode::inference)) continue;
    Slot& slot = slots[i + 1];
    slot.partial = partial_pitch;
    for (const ParameterInfo& info : node.parameters) {
      slot.partial_count += Arena::padded(info.shape.count());
    }
    partial_pitch += slot.partial_count;
  }
}

void ExecutionPlan::plan_workspace(const Graph& graph, const Kernels& kernels) {
  for (const Node& node : graph.nodes()) {
    for (const PassMode mode : {PassMode::training, PassMode::inference}) {
      const bool whole = node.layer->division(mode) == Division::batch;
      const int examples = whole ? options.capacity : Shards(options.capacity).size();
      const LayerNeeds needs = node.layer->needs(kernels, examples);
      workspace_pitch = std::max(workspace_pitch, Arena::padded(needs.workspace));
      shared = std::max(shared, Arena::padded(needs.shared));
    }
  }
}

ExecutionPlan::Bytes ExecutionPlan::bytes() const {
  const auto many = static_cast<std::uint64_t>(shards);
  return {.activations = activations * sizeof(float) + switches * sizeof(std::int32_t),
          .gradients = gradients * sizeof(float),
          .workspace = (workspace_pitch * static_cast<std::uint64_t>(options.threads) + shared +
                        partial_pitch * many) *
                       sizeof(float)};
}

}  // namespace receptive
