#pragma once

#include <string>

#include "inspect/looks/probe.h"

namespace receptive {

/// dLoss/d(one parameter's value) as a difference quotient.
struct GradientCheck {
  double step = 0;        ///< half the way from below to above, as float32 has them
  double loss_above = 0;  ///< with the value raised by the step, all else the same
  double loss_below = 0;
  double gradient = 0;  ///< (loss_above - loss_below) / (2 step)
  /// Of the backward pass: |analytic - gradient| / max(|analytic|, |gradient|); 0 when both are 0.
  double relative_error = 0;
  /// Why the two need not agree, in a sentence; empty where nothing stands in the way.
  std::string note = {};
};

/// Central differences on a copy of the trained weights, for one picture, without dropout.
///
/// The truncation error of a central difference falls with the step's square and the rounding error
/// of a float32 forward pass grows as the step shrinks (cs231n, "Gradient checks"). Of seven steps,
/// each half as large as the one before, the one is taken whose quotient agrees best with those of
/// its neighbours.
///
/// @param index of the parameter in the network's list, `place` in it; both checked by the caller.
/// @param analytic what the backward pass says.
GradientCheck check_gradient(const Network& network, Probe& probe, ConstTensorView picture,
                             int label, int index, int place, double analytic);

}  // namespace receptive
