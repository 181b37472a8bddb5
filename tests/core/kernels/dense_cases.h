#pragma once

#include "core/kernels/agreement.h"

namespace receptive::testing {

struct DenseProblem {
  int examples = 1;
  int inputs = 1;
  int outputs = 1;
};

/// All three kernels of each table, with bias and without, against the reference.
void compare_dense(Tables tables, const DenseProblem& problem, Random& random,
                   Agreement& agreement);

}  // namespace receptive::testing
