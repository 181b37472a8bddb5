#pragma once

#include <optional>
#include <string>

#include "nn/loss.h"

namespace receptive {

/// How the loss of one picture hangs on one score, by the loss's own formula, in double.
struct LossSlope {
  std::string loss;                        ///< its type
  std::optional<double> probability = {};  ///< of the class, where the loss makes probabilities
  std::optional<double> target = {};       ///< what that, or the score, should be
  /// Of the label's class, where the loss weighs classes: what all below is multiplied by.
  std::optional<double> weight = {};
  double gradient = 0;  ///< dLoss/d(score)
};

/// @param scores (1, outputs) of the picture; `label` and `score` below outputs.
/// - softmaxCrossEntropy: probability - target, the target smoothed as the loss says.
/// - meanSquaredError: 2 (score - target) / classes.
/// - hinge: 1 for a wrong class within the margin; of the label, minus how many these are.
/// - maximumAPosteriori: probability - target, some of the probability left to the rubbish.
///
/// Each times the weight of the label's class, as in training.
LossSlope loss_slope(const Loss& loss, ConstTensorView scores, int label, int score);

}  // namespace receptive
