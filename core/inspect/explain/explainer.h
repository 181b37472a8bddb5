#pragma once

#include <optional>
#include <vector>

#include "inspect/explain/gradient_check.h"
#include "inspect/explain/loss_slope.h"
#include "inspect/explain/unit_arithmetic.h"
#include "inspect/looks/probe.h"

namespace receptive {

/// One unit's gradient, written out, of the trained weights.
struct UnitGradient {
  int node = Graph::network_input;
  int place = 0;
  double value = 0;  ///< of the unit, with the trained weights
  std::vector<GradientPart> parts = {};
  /// For the scores and, where a softmax is part of the loss, its probabilities: nobody else reads
  /// them.
  std::optional<LossSlope> of_loss = {};
  double sum = 0;      ///< of the parts, or by the loss's formula
  float gradient = 0;  ///< as the backward pass has it; of the probabilities, which it skips, `sum`
};

/// One trained weight, or another parameter's value: its gradient for one picture, written out and
/// checked. What training makes of it next: train/looks/next_update.h.
struct WeightArithmetic {
  ParameterName parameter;
  int place = 0;
  double value = 0;
  std::size_t total = 0;        ///< uses that there are
  std::vector<WeightUse> uses;  ///< those with the largest products, largest first
  double sum = 0;               ///< over all uses
  double analytic = 0;          ///< by the backward pass; `sum` where training needs none
  GradientCheck numeric;
};

/// Explains what a network makes of one picture: a unit's value as the network answers
/// (`Network::answering_parameters`), gradients and weights as they are trained. It looks by the
/// probe: what that found before is gone.
class Explainer {
 public:
  Explainer(const Network& network, Probe& probe) : network_(&network), probe_(&probe) {}

  /// @param node `Graph::network_input` for the picture.
  /// @throws ArgumentError when picture, place or label do not fit the network.
  /// Of the parameters that answer.
  UnitArithmetic unit(ConstTensorView picture, int node, int place);
  /// Of the trained weights, as `weight`.
  UnitGradient gradient(ConstTensorView picture, int label, int node, int place);
  /// @param index in the network's list.
  /// @param limit uses to be listed at most.
  WeightArithmetic weight(ConstTensorView picture, int label, int index, int place,
                          std::size_t limit);

 private:
  /// What the probe looked at last.
  [[nodiscard]] NetworkValues values(const ParameterSet& parameters) const;

  const Network* network_;
  Probe* probe_;
};

}  // namespace receptive
