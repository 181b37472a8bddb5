#pragma once

#include "core/kernels/agreement.h"

namespace receptive::testing {

/// Local response normalization in each table, both ways, against the reference.
void compare_response_norm(Tables tables, const Shape& shape, const ResponseNorm& norm,
                           Random& random, Agreement& agreement);

}  // namespace receptive::testing
