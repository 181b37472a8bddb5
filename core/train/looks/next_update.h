#pragma once

#include <string>
#include <vector>

#include "train/trainer.h"

namespace receptive {

/// What the optimizer's next step would make of one value of the trained weights.
struct NextUpdate {
  /// The optimizer's type, and in words what else bears on the value.
  std::string optimizer;
  double learning_rate = 0;
  double gradient = 0;  ///< mean over the last batch, as the optimizer saw it; 0 before a step
  double before = 0;
  double after = 0;
  struct Memory {
    std::string name;
    double before = 0;
    double after = 0;
  };
  std::vector<Memory> memory;  ///< see `Optimizer::memory`
};

/// The next step with the last batch's gradient: penalties and clipping have already worked on
/// that, weight decay works as it will. An optimizer for this value alone does it, with this
/// value's memory; the training's own is not touched.
/// @param index of the parameter in the network's list, `place` in it; both checked by the caller.
NextUpdate next_update(const Trainer& trainer, int index, int place);

}  // namespace receptive
