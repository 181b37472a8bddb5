#include "core/kernels/pool2d_cases.h"

#include <vector>

namespace receptive::testing {

namespace {

void compare_max(const Kernels& kernels, const PoolProblem& problem, GuardedTensor& x,
                 GuardedTensor& dy, const GuardedTensor& dx_before, Random& random,
                 Agreement& agreement) {
  const auto& [x_shape, window, y_shape, levels] = problem;
  const Kernels& reference = reference_kernels();
  GuardedTensor y_expected(y_shape);
  std::vector<std::int32_t> switches_expected(y_shape.count());
  reference.max_pool2d_forward(x.view(), window, y_expected.view(), switches_expected);
  GuardedTensor y = poisoned(y_shape, random);
  constexpr std::int32_t untouched = -77;
  std::vector<std::int32_t> switches(y_shape.count() + 2, untouched);
  kernels.max_pool2d_forward(x.view(), window, y.view(), {switches.data() + 1, y_shape.count()});
  agreement.check(y, y_expected, 0.0);
  CHECK(switches.front() == untouched);
  CHECK(switches.back() == untouched);
  CHECK(std::vector<std::int32_t>(switches.begin() + 1, switches.end() - 1) == switches_expected);

  GuardedTensor dx_expected = copy_of(dx_before, random);
  GuardedTensor dx = copy_of(dx_before, random);
  reference.max_pool2d_backward(dy.view(), switches_expected, dx_expected.view());
  kernels.max_pool2d_backward(dy.view(), switches_expected, dx.view());
  agreement.check(dx, dx_expected, sum_tolerance(window.kernel_h * window.kernel_w));
}

/// Of a kind whose kernels take x and y: forward(kernels, y) and backward(kernels, y, dx).
template <typename Forward, typename Backward>
void compare_sums(const Kernels& kernels, const PoolProblem& problem,
                  const GuardedTensor& dx_before, Random& random, Agreement& agreement,
                  const Forward& forward, const Backward& backward) {
  const double tolerance = sum_tolerance(problem.window.kernel_h * problem.window.kernel_w);
  GuardedTensor y_expected(problem.y);
  GuardedTensor y = poisoned(problem.y, random);
  forward(reference_kernels(), y_expected.view());
  forward(kernels, y.view());
  agreement.check(y, y_expected, tolerance);

  GuardedTensor dx_expected = copy_of(dx_before, random);
  GuardedTensor dx = copy_of(dx_before, random);
  backward(reference_kernels(), y_expected.view(), dx_expected.view());
  backward(kernels, y_expected.view(), dx.view());
  agreement.check(dx, dx_expected, tolerance);
}

}  // namespace

Window2d random_pool_window(Random& random) {
  Window2d window;
  window.kernel_h = in_range(random, 1, 4);
  window.kernel_w = in_range(random, 1, 4);
  window.stride_h = in_range(random, 1, 3);
  window.stride_w = in_range(random, 1, 3);
  window.dilation_h = random.below(4) == 0 ? 2 : 1;
  window.dilation_w = random.below(4) == 0 ? 2 : 1;
  const int most = random.below(8) == 0 ? 6 : 1;
  window.padding = {in_range(random, 0, most), 0, in_range(random, 0, most), 0};
  return window;
}

void compare_pool2d(Tables tables, const PoolProblem& problem, Random& random,
                    Agreement& agreement) {
  const auto& [x_shape, window, y_shape, levels] = problem;
  CAPTURE(shape_text(x_shape));
  CAPTURE(shape_text(y_shape));
  CAPTURE(window_text(window));
  GuardedTensor x = random_tensor(x_shape, random);
  if (levels > 0) {
    const auto scale = static_cast<float>(levels);
    for (float& value : x.values()) value = std::floor(value * scale) / scale;
  }
  GuardedTensor dy = random_tensor(y_shape, random);
  const GuardedTensor dx_before = random_tensor(x_shape, random);
  for (const Kernels* kernels : tables) {
    CAPTURE(kernels->name);
    compare_max(*kernels, problem, x, dy, dx_before, random, agreement);
    compare_sums(
        *kernels, problem, dx_before, random, agreement,
        [&](const Kernels& by, TensorView y) { by.average_pool2d_forward(x.view(), window, y); },
        [&](const Kernels& by, ConstTensorView, TensorView dx) {
          by.average_pool2d_backward(dy.view(), window, dx);
        });
    compare_sums(
        *kernels, problem, dx_before, random, agreement,
        [&](const Kernels& by, TensorView y) { by.l2_pool2d_forward(x.view(), window, y); },
        [&](const Kernels& by, ConstTensorView y, TensorView dx) {
          by.l2_pool2d_backward(dy.view(), x.view(), y, window, dx);
        });
  }
}

}  // namespace receptive::testing
