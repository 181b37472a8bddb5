#pragma once

#include <cstdint>
#include <vector>

#include "nn/graph.h"
#include "nn/parameter_set.h"
#include "tensor/arena.h"

namespace receptive {

/// The planned memory of running one network on up to `capacity` examples, and the running.
///
/// Everything is taken when it is made; `forward` and `backward` take nothing. Executions share
/// nothing but the parameters that they read: one trains, another looks at a single picture.
class Execution {
 public:
  struct Options {
    int capacity = 1;
    /// Memory for `backward`. Without it the execution can only predict.
    bool gradients = true;
    /// dLoss/dpicture too. Training does not need it.
    bool picture_gradient = false;
  };

  /// @throws SpecError when the memory of a layer would exceed 2^31 - 1 values.
  Execution(const Graph& graph, const Kernels& kernels, Options options);

  [[nodiscard]] int capacity() const { return options_.capacity; }
  /// Room for the pictures of a batch of `examples`.
  [[nodiscard]] TensorView picture(int examples) const;
  /// What node `index` made of the last batch (`Graph::picture` for the picture).
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

  /// Runs every layer on the `examples` pictures in `picture()`. Writes the parameters' statistics
  /// in every mode but inference.
  void forward(const ParameterSet& parameters, int examples, const ForwardOptions& options);

  /// Zeroes the gradients of all activations; the loss then writes the one it knows.
  void clear_gradients();

  /// From node `last`, whose gradient has been written, back to the first layer.
  /// @param parameter_gradients added to; nullptr when only activations matter.
  void backward(const ParameterSet& parameters, int last, const ParameterSet* parameter_gradients);

  /// The first node whose activation holds a NaN or an infinity, or nullptr.
  [[nodiscard]] const Node* first_non_finite() const;

  struct Bytes {
    std::size_t activations = 0;
    std::size_t gradients = 0;
    std::size_t workspace = 0;
  };
  [[nodiscard]] Bytes bytes() const;

 private:
  /// What one node works on. Index 0 is the picture, node i stands at i + 1.
  struct Slot {
    TensorView activation{};
    TensorView gradient{};
    std::span<float> saved{};
    std::span<std::int32_t> switches{};
  };

  void plan_slots();
  [[nodiscard]] const Slot& slot(int node) const {
    return slots_[static_cast<std::size_t>(node + 1)];
  }

  const Graph* graph_;
  const Kernels* kernels_;
  Options options_;
  int examples_ = 0;
  Arena activations_;
  Arena gradients_;
  Arena workspace_;
  std::vector<std::int32_t> switches_;
  std::vector<Slot> slots_;
  // Views of one pass, kept here so that a step takes no memory.
  std::vector<ConstTensorView> pass_inputs_;
  std::vector<TensorView> pass_input_gradients_;
};

}  // namespace receptive
