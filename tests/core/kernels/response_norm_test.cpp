#include <cmath>
#include <vector>

#include "core/kernels/response_norm_cases.h"

namespace receptive::testing::response_norm_test {

TEST_CASE("response norm: three maps of one pixel by hand") {
  const Shape shape{1, 3, 1, 1};
  const ResponseNorm norm{.radius = 1, .bias = 1.0F, .alpha = 2.0F, .beta = 1.0F};
  const std::vector<float> x{1, 2, -1};
  const std::vector<float> dy{13, 0, 0};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> y(3);
    std::vector<float> scale(3);
    kernels->response_norm_forward({x.data(), shape}, norm, {y.data(), shape}, scale);
    CHECK(scale == std::vector<float>{11, 13, 11});
    CHECK(y[0] == doctest::Approx(1.0 / 11));
    CHECK(y[1] == doctest::Approx(2.0 / 13));
    CHECK(y[2] == doctest::Approx(-1.0 / 11));
    // y0 = x0 / (1 + 2 (x0^2 + x1^2)): its slopes are 1/11 - 4/121 and -8/121 and none at x2.
    std::vector<float> dx(3, 1.0F);
    kernels->response_norm_backward({dy.data(), shape}, {x.data(), shape}, {y.data(), shape}, scale,
                                    norm, {dx.data(), shape});
    CHECK(dx[0] == doctest::Approx(1 + 13 * (1.0 / 11 - 4.0 / 121)));
    CHECK(dx[1] == doctest::Approx(1 - 13 * 8.0 / 121));
    CHECK(dx[2] == 1.0F);
  }
}

TEST_CASE("response norm: every table against the reference, Krizhevsky's constants among others") {
  const auto tables = fast_tables();
  Random random(471);
  Agreement agreement;
  const ResponseNorm krizhevsky{.radius = 2, .bias = 2.0F, .alpha = 1e-4F, .beta = 0.75F};
  for (const Kernels* kernels : tables) {
    for (const int length : lengths_around(kernels->lanes)) {
      compare_response_norm(tables, {2, 5, 1, length}, krizhevsky, random, agreement);
      compare_response_norm(tables, {1, length, 1, 3}, ResponseNorm{}, random, agreement);
    }
  }
  for (const int radius : {0, 1, 4, 50}) {
    for (const float beta : {0.5F, 0.75F, 1.0F, 2.5F}) {
      compare_response_norm(tables, {2, 6, 3, 7}, {radius, 0.5F, 1.5F, beta}, random, agreement);
    }
  }
}

}  // namespace receptive::testing::response_norm_test
