#pragma once

#include <cstdint>
#include <vector>

#include "nn/parameter_set.h"
#include "nn/run/execution_plan.h"
#include "nn/run/shards.h"
#include "tensor/arena.h"
#include "threads/team.h"

namespace receptive {

enum class BackwardRule : std::uint8_t {
  exact,
  /// A relu lets through only what is positive, at positive places (Springenberg, Dosovitskiy, Brox
  /// and Riedmiller 2015, "Striving for simplicity", section 3.4): dx = dy where x > 0 and dy > 0.
  guided,
};

/// The memory of running one network on up to `capacity` examples, and the running.
///
/// Everything is taken when it is made; `forward` and `backward` take nothing. Executions share
/// nothing but the parameters that they read: one trains, another looks at a single example.
///
/// A batch is cut into shards (nn/run/shards.h), and each travels through all layers up to the next
/// one that wants the whole batch (`Division::batch`) before another shard takes its thread: what a
/// layer made is still in the cache when the next one reads it. The result has the same bits
/// whatever the number of threads.
class Execution {
 public:
  using Options = ExecutionPlan::Options;

  /// @param team the threads to run on; they must live as long. nullptr: the caller alone.
  /// @throws std::bad_alloc when the memory cannot be had.
  Execution(const Graph& graph, const Kernels& kernels, ExecutionPlan plan, Team* team = nullptr);
  /// Plans, too, for as many threads as the team has.
  /// @throws SpecError when the memory of a layer would exceed 2^31 - 1 values.
  Execution(const Graph& graph, const Kernels& kernels, Options options,
            Team& team = Team::caller_alone());

  [[nodiscard]] int capacity() const { return plan_.options.capacity; }
  /// Whether what every layer made is still there after `forward`.
  [[nodiscard]] bool keeps() const { return plan_.options.gradients || plan_.options.keep; }
  /// Whether there is memory for `backward`.
  [[nodiscard]] bool trains() const { return plan_.options.gradients; }
  /// Room for the inputs of a batch of `examples`.
  [[nodiscard]] TensorView inputs(int examples) const;
  /// What node `index` made of the last batch (`Graph::network_input` for what it read). Unless
  /// it `keeps`, only the output is still there.
  [[nodiscard]] ConstTensorView activation(int index) const;
  /// dLoss/dactivation of the last `backward`; `data` is nullptr where it was not planned.
  [[nodiscard]] TensorView gradient(int index) const;

  struct ForwardOptions {
    PassMode mode = PassMode::inference;
    /// Seeds what is random in the layers (dropout); the same number, the same mask.
    std::uint64_t chance = 0;
    /// Examples before these in a collection of statistics (`PassMode::collecting`).
    std::int64_t collected = 0;
  };

  /// Runs every layer on the `examples` inputs in `inputs()`. Writes the parameters' statistics
  /// in every mode but inference.
  void forward(const ParameterSet& parameters, int examples, const ForwardOptions& options);

  /// The gradient of node `index`, zeroed, for the loss to write before `backward` from there.
  TensorView start_gradient(int index);

  /// From node `last`, whose gradient has been written, back to the first layer, through the nodes
  /// that lead to `last`; the gradients of others are left as they were.
  /// @param parameter_gradients added to; nullptr when only activations matter.
  void backward(const ParameterSet& parameters, int last, const ParameterSet* parameter_gradients,
                BackwardRule rule = BackwardRule::exact);

  /// The first node whose activation holds a NaN or an infinity, or nullptr.
  [[nodiscard]] const Node* first_non_finite() const;

  [[nodiscard]] ExecutionPlan::Bytes bytes() const { return plan_.bytes(); }

 private:
  /// Some neighbouring examples of the batch, in the hands of one thread.
  struct Part {
    int first = 0;
    int examples = 0;
    int shard = 0;
    int thread = 0;
    bool whole = false;  ///< the batch, for a layer that divides the work itself
  };
  /// Views of one call, kept here so that a step takes no memory.
  struct Views {
    std::vector<ConstTensorView> inputs;
    std::vector<TensorView> input_gradients;
    std::vector<TensorView> parameter_gradients;
  };

  [[nodiscard]] const ExecutionPlan::Slot& slot(int node) const {
    return plan_.slots[static_cast<std::size_t>(node + 1)];
  }
  [[nodiscard]] Division division_of(const Node& node) const;
  /// Calls run(node, part) for the nodes from `first` to `last` (downwards when last < first), for
  /// each shard or for the whole batch.
  template <typename Run>
  void run_nodes(int first, int last, const Run& run);
  void forward_node(const ParameterSet& parameters, const ForwardOptions& options, int index,
                    const Part& part);
  void backward_node(const ParameterSet& parameters, const ParameterSet* parameter_gradients,
                     int last, int index, const Part& part);
  /// Marks the nodes that lead to `last`.
  void mark_path(int last);
  /// True when nobody has written the gradient of this input on the way back from `last`.
  [[nodiscard]] bool is_fresh(int input, int index, int last) const;
  [[nodiscard]] std::span<const TensorView> gradients_of(const Node& node, int index,
                                                         const ParameterSet& gradients,
                                                         const Part& part);
  void add_partials(const ParameterSet& parameter_gradients, int last);

  [[nodiscard]] TensorView activation_of(int index, const Part& part) const;
  [[nodiscard]] TensorView gradient_of(int index, const Part& part) const;
  [[nodiscard]] std::span<float> saved(int index, const Part& part) const;
  [[nodiscard]] std::span<std::int32_t> switches(int index, const Part& part);
  [[nodiscard]] std::span<float> workspace(int thread) const;
  [[nodiscard]] Crew crew();

  const Graph* graph_;
  const Kernels* kernels_;
  ExecutionPlan plan_;
  Team* team_;
  int examples_ = 0;
  PassMode mode_ = PassMode::inference;  ///< of the last forward pass
  Arena activations_;
  Arena gradients_;
  Arena partials_;
  Arena workspaces_;
  Arena shared_;
  std::vector<std::int32_t> switches_;
  std::vector<Views> views_;               ///< of each thread
  std::vector<std::vector<int>> readers_;  ///< of each owner's memory, the input first
  std::vector<bool> on_path_;              ///< of the backward pass, node by node
  BackwardRule rule_ = BackwardRule::exact;
};

}  // namespace receptive
