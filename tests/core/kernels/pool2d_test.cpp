#include <cmath>
#include <limits>
#include <vector>

#include "core/kernels/pool2d_cases.h"

namespace receptive::testing::pool2d_test {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("pool2d: every table against the reference for random windows, ties among the values") {
  const auto tables = fast_tables();
  Random random(401);
  Agreement agreement;
  for (int i = 0; i < 200; ++i) {
    const Shape x{in_range(random, 1, 3), in_range(random, 1, 4), in_range(random, 1, 9),
                  in_range(random, 1, 40)};
    const Shape y{x.n, x.c, in_range(random, 1, 10), in_range(random, 1, 44)};
    compare_pool2d(tables, {x, random_pool_window(random), y, i % 2 == 0 ? 2 : 0}, random,
                   agreement);
  }
}

TEST_CASE("pool2d: every table against the reference for the usual windows of every width") {
  const auto tables = fast_tables();
  Random random(402);
  Agreement agreement;
  for (int width = 1; width <= 70; ++width) {
    const Shape x{2, 3, 5, width};
    compare_pool2d(tables, {x, {2, 2, 2, 2, 1, 1, {}}, {2, 3, 3, (width + 1) / 2}, 2}, random,
                   agreement);
    compare_pool2d(tables, {x, {3, 3, 2, 2, 1, 1, {1, 1, 1, 1}}, {2, 3, 3, (width + 1) / 2}, 2},
                   random, agreement);
    compare_pool2d(tables, {x, {3, 3, 1, 1, 1, 1, {1, 1, 1, 1}}, {2, 3, 5, width}, 2}, random,
                   agreement);
  }
}

TEST_CASE("pool2d: every table against the reference for maps and windows that are very wide") {
  const auto tables = fast_tables();
  Random random(404);
  Agreement agreement;
  for (const int width : {127, 128, 129, 257, 300}) {
    const auto compare = [&](const Window2d& window, int outputs) {
      compare_pool2d(tables, {{1, 2, 2, width}, window, {1, 2, 2, outputs}, 2}, random, agreement);
    };
    compare({2, 3, 1, 1, 1, 1, {1, 0, 1, 1}}, width);
    compare({2, 3, 1, 2, 1, 1, {0, 0, 1, 1}}, (width + 1) / 2);
    compare({2, 4, 1, 3, 1, 7, {0, 0, 2, 5}}, width / 3);
    compare({1, 3, 1, 2, 1, 60, {}}, width / 2);
    compare({1, 140, 1, 5, 1, 1, {0, 0, 20, 0}}, width / 5);
    compare({1, 140, 1, 1, 1, 2, {}}, 3);
  }
}

TEST_CASE("pool2d: one window over the whole map, or more, or almost") {
  const auto tables = fast_tables();
  Random random(403);
  Agreement agreement;
  for (const int extent : {1, 2, 4, 5, 7, 8, 14}) {
    const Shape x{2, 3, extent, extent + 1};
    const auto compare = [&](const Window2d& window) {
      compare_pool2d(tables, {x, window, {2, 3, 1, 1}, 2}, random, agreement);
    };
    compare({extent, extent + 1, 1, 1, 1, 1, {}});
    compare({extent + 1, extent + 1, 2, 2, 1, 1, {}});
    compare({(extent + 1) / 2, extent + 1, 1, 1, 1, 1, {}});
    compare({extent, extent, 1, 1, 1, 1, {}});
    compare({extent, extent + 2, 1, 1, 1, 1, {1, 0, 0, 0}});
    compare({extent, extent + 2, 1, 1, 1, 1, {0, 0, 1, 0}});
    compare({extent, extent + 1, 1, 1, 2, 1, {}});
    compare({extent, extent + 1, 1, 1, 1, 2, {}});
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
    kernels->l2_pool2d_forward({&x, x_shape}, window, {y.data(), y_shape});
    CHECK(y == std::vector<float>{0, 0, 0, 0, 2, 0, 0, 0, 0});
    kernels->l2_pool2d_backward({dy.data(), y_shape}, {&x, x_shape}, {y.data(), y_shape}, window,
                                {&dx, x_shape});
    CHECK(dx == 1.0F);
  }
}

TEST_CASE("pool2d: the length of a window and its gradient by hand; none where it is zero") {
  const Window2d window{1, 2, 1, 2, 1, 1, {}};
  const Shape x_shape{1, 1, 1, 40};
  const Shape y_shape{1, 1, 1, 20};
  std::vector<float> x(40);
  for (std::size_t i = 2; i < 40; i += 2) {
    x[i] = 3.0F;
    x[i + 1] = -4.0F;
  }
  const std::vector<float> dy(20, 10.0F);
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> y(20);
    std::vector<float> dx(40, 1.0F);
    kernels->l2_pool2d_forward({x.data(), x_shape}, window, {y.data(), y_shape});
    kernels->l2_pool2d_backward({dy.data(), y_shape}, {x.data(), x_shape}, {y.data(), y_shape},
                                window, {dx.data(), x_shape});
    CHECK(y[0] == 0.0F);
    CHECK(dx[0] == 1.0F);
    CHECK(dx[1] == 1.0F);
    for (std::size_t i = 1; i < 20; ++i) {
      CHECK(y[i] == 5.0F);
      CHECK(dx[2 * i] == 7.0F);
      CHECK(dx[2 * i + 1] == -7.0F);
    }
  }
}

}  // namespace receptive::testing::pool2d_test
