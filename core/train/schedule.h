#pragma once

#include <memory>
#include <span>

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

/// constant, step, exponential, cosine and oneCycle, with their arguments and formulas.
std::span<const Declaration* const> schedule_declarations();

/// Makes a schedule. Each type but oneCycle takes `warmUp`.
/// @throws SpecError for a type or argument that is not known or out of range.
std::unique_ptr<Schedule> make_schedule(const RecipePart& spec);

}  // namespace receptive
