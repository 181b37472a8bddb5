#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive {

using testing::GuardedTensor;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// Both kinds of pooling, both ways, against the reference. `levels` few values make ties.
void compare(const Kernels& kernels, const Shape& x_shape, const Shape& y_shape,
             const Window2d& window, Random& random, int levels) {
  CAPTURE(kernels.name);
  CAPTURE(example_text(x_shape));
  CAPTURE(example_text(y_shape));
  CAPTURE(window.kernel_h);
  CAPTURE(window.kernel_w);
  CAPTURE(window.stride_h);
  CAPTURE(window.stride_w);
  CAPTURE(window.padding.top);
  CAPTURE(window.padding.left);
  const Kernels& reference = reference_kernels();
  GuardedTensor x(x_shape, random.below(16));
  x.buffer.randomize(random);
  if (levels > 0) {
    const auto scale = static_cast<float>(levels);
    for (float& value : x.values()) value = std::floor(value * scale) / scale;
  }
  GuardedTensor y(y_shape, random.below(16));
  GuardedTensor y_expected(y_shape);
  y.buffer.poison();
  constexpr std::int32_t untouched = -77;
  std::vector<std::int32_t> switches(y_shape.count() + 2, untouched);
  std::vector<std::int32_t> switches_expected(y_shape.count());
  kernels.max_pool2d_forward(x.view(), window, y.view(), {switches.data() + 1, y_shape.count()});
  reference.max_pool2d_forward(x.view(), window, y_expected.view(), switches_expected);
  CHECK(testing::difference(y.values(), y_expected.values(), 0.0) == "");
  CHECK(y.buffer.intact());
  CHECK(switches.front() == untouched);
  CHECK(switches.back() == untouched);
  CHECK(std::vector<std::int32_t>(switches.begin() + 1, switches.end() - 1) == switches_expected);

  GuardedTensor dy(y_shape, random.below(16));
  GuardedTensor dx(x_shape, random.below(16));
  GuardedTensor dx_expected(x_shape);
  dy.buffer.randomize(random);
  dx_expected.buffer.assign(dx.buffer.randomize(random).values());
  kernels.max_pool2d_backward(dy.view(), switches_expected, dx.view());
  reference.max_pool2d_backward(dy.view(), switches_expected, dx_expected.view());
  const double tolerance = testing::sum_tolerance(window.kernel_h * window.kernel_w);
  CHECK(testing::difference(dx.values(), dx_expected.values(), tolerance) == "");
  CHECK(dx.buffer.intact());

  y.buffer.poison();
  kernels.average_pool2d_forward(x.view(), window, y.view());
  reference.average_pool2d_forward(x.view(), window, y_expected.view());
  CHECK(testing::difference(y.values(), y_expected.values(), tolerance) == "");
  CHECK(y.buffer.intact());
  kernels.average_pool2d_backward(dy.view(), window, dx.view());
  reference.average_pool2d_backward(dy.view(), window, dx_expected.view());
  CHECK(testing::difference(dx.values(), dx_expected.values(), tolerance) == "");
  CHECK(dx.buffer.intact());
}

int in_range(Random& random, int low, int high) {
  return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
}

Window2d random_window(Random& random) {
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

}  // namespace

TEST_CASE("pool2d: every table against the reference for random windows, ties among the values") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(401);
    for (int i = 0; i < 300; ++i) {
      // Any number of outputs is allowed: the windows beyond the edge shrink, even to nothing.
      const Shape x{in_range(random, 1, 3), in_range(random, 1, 4), in_range(random, 1, 9),
                    in_range(random, 1, 40)};
      const Shape y{x.n, x.c, in_range(random, 1, 10), in_range(random, 1, 44)};
      compare(*kernels, x, y, random_window(random), random, i % 2 == 0 ? 2 : 0);
    }
  }
}

TEST_CASE("pool2d: every table against the reference for 2x2 windows of every width") {
  const Window2d window{2, 2, 2, 2, 1, 1, {}};
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(402);
    for (int width = 1; width <= 70; ++width) {
      compare(*kernels, {2, 3, 5, width}, {2, 3, 3, (width + 1) / 2}, window, random, 2);
    }
  }
}

TEST_CASE("pool2d: of several equal maxima the first in reading order wins") {
  const Window2d window{2, 2, 2, 2, 1, 1, {}};
  const std::vector<float> x(4 * 64, 0.25F);
  const Shape x_shape{1, 1, 4, 64};
  const Shape y_shape{1, 1, 2, 32};
  for (const Kernels* kernels : available_kernels()) {
    std::vector<float> y(y_shape.count());
    std::vector<std::int32_t> switches(y_shape.count());
    kernels->max_pool2d_forward({x.data(), x_shape}, window, {y.data(), y_shape}, switches);
    for (int row = 0; row < 2; ++row) {
      for (int col = 0; col < 32; ++col) {
        CHECK(switches[static_cast<std::size_t>(row * 32 + col)] == row * 128 + col * 2);
      }
    }
  }
}

TEST_CASE("pool2d: a NaN wins its window wherever it stands, so that it cannot hide") {
  const Window2d window{2, 2, 2, 2, 1, 1, {}};
  const Shape x_shape{1, 1, 2, 64};
  const Shape y_shape{1, 1, 1, 32};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    for (std::size_t place : {0U, 1U, 64U, 65U}) {
      std::vector<float> x(x_shape.count(), 1.0F);
      for (std::size_t col = 0; col < 64; col += 2) x[place + col] = nan;
      std::vector<float> y(y_shape.count());
      std::vector<std::int32_t> switches(y_shape.count());
      kernels->max_pool2d_forward({x.data(), x_shape}, window, {y.data(), y_shape}, switches);
      for (std::size_t col = 0; col < 32; ++col) {
        CHECK(std::isnan(y[col]));
        CHECK(switches[col] == static_cast<std::int32_t>(place + 2 * col));
      }
    }
  }
}

TEST_CASE("pool2d: a window over no pixel at all gives 0 and sends its gradient nowhere") {
  const Window2d window{1, 1, 1, 1, 1, 1, {1, 1, 1, 1}};
  const Shape x_shape{1, 1, 1, 1};
  const Shape y_shape{1, 1, 3, 3};
  const float x = -2.0F;
  const std::vector<float> dy(9, 1.0F);
  const std::vector<float> expected{0, 0, 0, 0, -2, 0, 0, 0, 0};
  for (const Kernels* kernels : available_kernels()) {
    std::vector<float> y(9, nan);
    std::vector<std::int32_t> switches(9);
    float dx = 0.0F;
    kernels->max_pool2d_forward({&x, x_shape}, window, {y.data(), y_shape}, switches);
    CHECK(y == expected);
    CHECK(switches == std::vector<std::int32_t>{-1, -1, -1, -1, 0, -1, -1, -1, -1});
    kernels->max_pool2d_backward({dy.data(), y_shape}, switches, {&dx, x_shape});
    CHECK(dx == 1.0F);
    kernels->average_pool2d_forward({&x, x_shape}, window, {y.data(), y_shape});
    CHECK(y == expected);
    kernels->average_pool2d_backward({dy.data(), y_shape}, window, {&dx, x_shape});
    CHECK(dx == 2.0F);
  }
}

}  // namespace receptive
