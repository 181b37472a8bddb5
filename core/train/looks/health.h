#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "data/dataset.h"
#include "inspect/looks/histogram.h"
#include "train/trainer.h"

namespace receptive {

/// The trained weights of one layer and how training moves them. Biases, gamma and beta are left
/// out: they start at fixed values, and a relative change of 0 is none.
struct WeightHealth {
  /// Root mean squares: of all weights, of their gradients in the last batch (after penalties and
  /// clipping), and of what one step changed.
  double weights = 0.0;
  double gradients = 0.0;
  std::optional<double> update;
  std::optional<Histogram> weight_histogram;
  std::optional<Histogram> gradient_histogram;
};

/// What a layer makes of the pictures that were looked at, without dropout, as the network answers.
struct UnitHealth {
  /// Maps of the layer, or values where its maps have one pixel.
  int units = 0;
  /// Behind a relu: units that were 0 for every picture, at every pixel. They pass no gradient
  /// on, so nothing in front of them learns from it (Lu et al. 2019, "Dying ReLU and
  /// initialization").
  int dead = 0;
  /// Behind tanh, scaledTanh and sigmoid: units of which at least 95 % of the values lie where the
  /// slope is below a twentieth of its largest, so that hardly any gradient gets through (LeCun et
  /// al. 1998, "Efficient BackProp", section 4.4; Glorot and Bengio 2010, section 3).
  int saturated = 0;
  bool can_die = false;
  bool can_saturate = false;
  std::optional<Histogram> histogram;
};

struct NodeHealth {
  int node = 0;
  std::optional<WeightHealth> weights;  ///< of nodes that train weights of their own
  UnitHealth units;
};

struct HealthReport {
  Score score;  ///< on the pictures that were looked at, by the loss that training makes small
  std::vector<NodeHealth> nodes;
};

struct HealthOptions {
  /// Pictures to look at, evenly spread over the set (all of it, where it has fewer).
  int pictures = 128;
  bool histograms = false;
  /// What `sampled_weights` gave one step ago, for the updates; empty: no updates.
  std::span<const float> weights_before = {};
};

/// At most 4096 weights of each layer that trains some, evenly spread, layer after layer.
std::vector<float> sampled_weights(const Trainer& trainer);

/// Looks at the network as it stands, in memory of its own, which is given back at the end.
/// Weights, gradients and updates are those of the trained weights; the score and what the layers
/// make are of the parameters that answer. Histograms are of at most 8192 values each, evenly
/// spread.
/// @throws ArgumentError when the pictures do not fit, there are none, or `weights_before` has
/// another length than `sampled_weights`.
HealthReport examine(const Trainer& trainer, const Dataset& data, const HealthOptions& options);

}  // namespace receptive
