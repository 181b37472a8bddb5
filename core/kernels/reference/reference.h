#pragma once

#include <cstdint>
#include <span>

#include "kernels/kernels.h"

/// The plain loops, straight from the formulas of signatures.h, one file for each family.
///
/// Clear before fast. Sums are gathered in double and rounded once, so that the difference between
/// a fast kernel and these is (but for that one rounding) the fast kernel's own error.
///
/// What these decide where the formulas leave it open, and every table must do alike:
///   - NaN travels: every forward kernel turns a NaN in what it reads into a NaN in what depends on
///     it (relu and max pooling too), so that a diverged run is noticed at the loss. The slope of
///     relu at a NaN is 0, of leaky_relu `slope`.
///   - relu, leaky_relu and elu have the left-hand slope at 0 (0 and `slope`), |x| has 0 there.
///   - a pooling window that covers no pixel at all gives 0, its switch is -1, and its gradient
///     goes nowhere.
///   - a row whose loss is NaN does not count as correct; of equal largest outputs the first one
///     counts.
///   - x and y of the pointwise kernels may be the same memory (in place), but not overlap
///     otherwise. activation_backward asks of x no more than its sign, and only where y has the
///     same sign for slope >= 0: after an activation in place the same memory may be given for
///     both. |x| is the exception: it loses the sign.
namespace receptive::reference {

#define RECEPTIVE_KERNEL(result, name, ...) result name(__VA_ARGS__);
#include "kernels/signatures.h"

}  // namespace receptive::reference
