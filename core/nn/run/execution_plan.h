#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "nn/graph.h"

namespace receptive {

/// Where everything lies that running a network on up to `capacity` examples needs: numbers only,
/// before any memory is taken.
struct ExecutionPlan {
  struct Options {
    int capacity = 1;
    /// Memory for `backward`. Without it activations make room as soon as nobody reads them any
    /// more: in a sequence of layers there are two at a time.
    bool gradients = true;
    /// Without gradients: whether what the layers make stays all the same.
    bool keep = false;
    /// dLoss/dinput too. Training does not need it.
    bool gradient_of_input = false;
    int threads = 1;
  };

  /// What belongs to one node. Offsets count values from the start of the block of that role.
  struct Slot {
    Shape shape;  ///< of `capacity` examples
    std::uint64_t activation = 0;
    std::optional<std::uint64_t> gradient = {};  ///< none where nobody needs it
    // What forward leaves for backward, a piece for each shard.
    std::uint64_t saved = 0;
    std::size_t saved_pitch = 0;
    std::uint64_t switches = 0;
    std::size_t switches_pitch = 0;
    // The parameters' gradients of one shard, as the parameters lie in a `ParameterSet`.
    std::uint64_t partial = 0;
    std::size_t partial_count = 0;
    /// Multiply-adds for one example, to judge whether threads are worth waking.
    std::int64_t cost = 0;
  };

  /// @throws SpecError when the memory of a layer would exceed 2^31 - 1 values.
  ExecutionPlan(const Graph& graph, const Kernels& kernels, Options options);

  Options options;
  std::vector<Slot> slots;  ///< index 0 is the network's input, node i stands at i + 1
  /// The node whose memory each node's activation and gradient are: its own, or its input's where
  /// it only reshapes. Same indices.
  std::vector<int> owner;

  std::uint64_t activations = 0;
  std::uint64_t gradients = 0;
  std::uint64_t switches = 0;
  std::size_t partial_pitch = 0;    ///< of one shard
  std::size_t workspace_pitch = 0;  ///< of one thread
  std::size_t shared = 0;
  int shards = 1;

  struct Bytes {
    std::uint64_t activations = 0;
    std::uint64_t gradients = 0;
    std::uint64_t workspace = 0;
  };
  [[nodiscard]] Bytes bytes() const;

 private:
  void plan_activations(const Graph& graph, const Kernels& kernels);
  void plan_gradients(const Graph& graph);
  void plan_partials(const Graph& graph);
  void plan_workspace(const Graph& graph, const Kernels& kernels);
};

}  // namespace receptive
