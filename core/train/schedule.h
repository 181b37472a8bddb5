#pragma once

#include <memory>

#include "nn/recipe_part.h"

namespace receptive {

/// How the learning rate changes while training goes on.
class Schedule {
 public:
  Schedule() = default;
  Schedule(const Schedule&) = delete;
  Schedule& operator=(const Schedule&) = delete;
  virtual ~Schedule() = default;

  /// What the optimizer's learning rate is multiplied with after `epoch` passes over the data; a
  /// fraction within an epoch.
  [[nodiscard]] virtual double factor(double epoch) const = 0;
};

/// Makes a schedule. Each type but oneCycle takes `warmUp` (epochs, default 0), during which the
/// factor rises in a straight line from 0 and which counts as part of the whole.
///
/// - constant: 1.
/// - step {every, rate: 0.1}: rate^floor(epoch / every).
/// - exponential {rate, staircase: true}: rate^epoch, the epoch rounded down with staircase (KTH's
///   ladder: rate 0.6).
/// - cosine {epochs, floor: 0}: from 1 along half a cosine to `floor`, where it stays (Loshchilov
///   and Hutter 2017).
/// - oneCycle {epochs, peakAt: 0.3, start: 0.04, floor: 0.0001}: from `start` up to 1 at the share
///   `peakAt` of the epochs and down to `floor`, along half cosines (Smith and Topin 2018).
/// @throws SpecError for a type or argument that is not known or out of range.
std::unique_ptr<Schedule> make_schedule(const RecipePart& spec);

}  // namespace receptive
