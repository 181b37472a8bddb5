#pragma once

#include "core/kernels/agreement.h"

namespace receptive::testing {

struct ConvProblem {
  Shape x;
  Shape weight;
  Window2d window;
  Shape y;
  bool bias = true;
};

/// Output positions along one axis; 0 where the window does not fit.
int output_extent(int extent, int before, int after, int kernel, int stride, int dilation);

/// `groups` divides ic and oc. y is empty where the window does not fit.
ConvProblem conv_problem(int n, int ic, int oc, int h, int w, const Window2d& window,
                         int groups = 1);

Window2d square_window(int kernel, int stride, int padding);

/// Strides to 3, dilations to 3, padding that differs on each side and may be larger than the
/// kernel.
Window2d random_conv_window(Random& random, int most_kernel);

/// All three kernels of each table against the reference, with guards and a poisoned workspace.
void compare_conv2d(Tables tables, const ConvProblem& problem, Random& random,
                    Agreement& agreement);

}  // namespace receptive::testing
