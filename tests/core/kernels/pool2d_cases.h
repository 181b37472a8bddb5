#pragma once

#include "core/kernels/agreement.h"

namespace receptive::testing {

struct PoolProblem {
  Shape x;
  Window2d window;
  Shape y;  ///< any number of outputs: windows beyond the edge shrink, even to nothing
  /// Few different values, so that there are ties and zeros; any values with 0.
  int levels = 0;
};

/// Windows of at most 4x4, strides to 3, dilations to 2.
Window2d random_pool_window(Random& random);

/// The three kinds of pooling in each table, both ways, against the reference.
void compare_pool2d(Tables tables, const PoolProblem& problem, Random& random,
                    Agreement& agreement);

}  // namespace receptive::testing
