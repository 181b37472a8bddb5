#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/kernels.h"
#include "nn/parameter_set.h"
#include "train/optimizer.h"

namespace receptive {

/// What is added to the loss for large weights: l1 * sum |w| + l2 * sum w^2 (as Keras defines them)
/// over all parameters of role weight. Biases, gamma and beta are exempt.
struct Penalty {
  double l1 = 0.0;
  double l2 = 0.0;

  [[nodiscard]] bool any() const { return l1 > 0 || l2 > 0; }
};

/// The arguments that say a `Penalty`.
extern const Declaration penalty_declaration;

/// Where training changes the block of a network's parameters: not where statistics lie, nor
/// parameters that no layer trains. In pieces for threads.
std::vector<Stretch> trained_stretches(const Graph& graph, const ParameterSet& parameters);

// One step of the parameters is made of two parts.

/// Penalties are added to the gradients, and the gradients are clipped: they hold afterwards what
/// the optimizer sees.
void prepare_gradients(const Kernels& kernels, const Graph& graph, const ParameterSet& parameters,
                       const ParameterSet& gradients, const Penalty& penalty,
                       const OptimizerSettings& settings);

/// Weights decay, and the optimizer does the rest, within the stretches.
void apply_gradients(const Kernels& kernels, Team& team, const Graph& graph,
                     const ParameterSet& parameters, const ParameterSet& gradients,
                     Optimizer& optimizer, double learning_rate_factor,
                     std::span<const Stretch> trained);

/// The largest size of the values; infinity or NaN where one of them is.
float largest_size(Team& team, std::span<const float> values);

}  // namespace receptive
