#pragma once

#include <cstdint>
#include <string>

#include "nn/graph.h"
#include "train/trainer_spec.h"

namespace receptive {

/// Bytes that a network takes with its recipe's batch size, before it has taken any.
struct MemoryPlan {
  std::uint64_t parameters = 0;
  std::uint64_t gradients = 0;
  std::uint64_t optimizer = 0;
  std::uint64_t averaging = 0;  ///< the average of the parameters, where the recipe has one
  std::uint64_t activations = 0;
  std::uint64_t activation_gradients = 0;
  /// Scratch of the kernels, and the parameters' gradients of each shard of the batch.
  std::uint64_t workspace = 0;
  // For answering, training or not: two activations are there at a time and no gradients.
  std::uint64_t scoring_activations = 0;
  std::uint64_t scoring_workspace = 0;
};

/// @throws SpecError when the memory of a layer would exceed 2^31 - 1 values, or the optimizer is
/// not one.
MemoryPlan plan_memory(const TrainerSpec& spec, const Graph& graph, const Kernels& kernels,
                       int threads);

/// Two lines for people: what training takes and what scoring takes.
std::string memory_text(const TrainerSpec& spec, const Graph& graph, const Kernels& kernels,
                        int threads);

}  // namespace receptive
