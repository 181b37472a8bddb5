#pragma once

#include "core/kernels/agreement.h"

namespace receptive::testing {

/// The four kernels of each table that have a constant or a sum for each channel, against the
/// reference.
void compare_channels(Tables tables, const Shape& shape, Random& random, Agreement& agreement);

}  // namespace receptive::testing
