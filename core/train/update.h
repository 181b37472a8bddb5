#pragma once

#include <cstdint>

#include "kernels/kernels.h"
#include "nn/parameter_set.h"
#include "train/optimizer.h"

namespace receptive {

/// What is added to the loss for large weights: l1 * sum |w| + l2 * sum w^2 (as Keras defines them)
/// over all parameters of role weight. Biases, gamma and beta are exempt.
struct Penalty {
  double l1 = 0.0;
  double l2 = 0.0;
};

/// The arguments that say a `Penalty`.
extern const Declaration penalty_declaration;

/// One step of the parameters: penalties are added to the gradients, the gradients are clipped,
/// weights decay, and the optimizer does the rest. `gradients` hold afterwards what the optimizer
/// saw. Statistics and frozen parameters stay as they are.
void update_parameters(const Kernels& kernels, Team& team, const Graph& graph,
                       const ParameterSet& parameters, const ParameterSet& gradients,
                       const Penalty& penalty, Optimizer& optimizer, double learning_rate_factor);

}  // namespace receptive
