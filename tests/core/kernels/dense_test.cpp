#include <vector>

#include "core/kernels/dense_cases.h"

namespace receptive::testing {

TEST_CASE("dense: reference by hand, forward and both gradients") {
  const Kernels& reference = reference_kernels();
  const Shape x_shape{2, 3, 1, 1};
  const Shape y_shape{2, 2, 1, 1};
  const Shape weight_shape{2, 3, 1, 1};
  const std::vector<float> x{1, 2, 3, -1, 0, 2};
  const std::vector<float> weight{1, 0, -1, 2, 1, 3};
  const std::vector<float> bias{10, 20};
  std::vector<float> y(4);
  reference.dense_forward({x.data(), x_shape}, {weight.data(), weight_shape}, bias.data(),
                          {y.data(), y_shape}, {});
  CHECK(y == std::vector<float>{8, 33, 7, 24});
  const std::vector<float> dy{1, 2, 0, -1};
  std::vector<float> dx(6, 1.0F);
  reference.dense_backward_data({dy.data(), y_shape}, {weight.data(), weight_shape},
                                {dx.data(), x_shape}, {});
  CHECK(dx == std::vector<float>{6, 3, 6, -1, 0, -2});
  std::vector<float> dweight(6, 1.0F);
  std::vector<float> dbias(2, 1.0F);
  reference.dense_backward_weights({x.data(), x_shape}, {dy.data(), y_shape},
                                   {dweight.data(), weight_shape}, dbias.data(), {});
  CHECK(dweight == std::vector<float>{2, 3, 4, 4, 5, 5});
  CHECK(dbias == std::vector<float>{2, 2});
}

TEST_CASE("dense: every table against the reference around the edges of vectors") {
  const auto tables = fast_tables();
  Random random(301);
  Agreement agreement;
  const auto compare = [&](int examples, int inputs, int outputs) {
    compare_dense(tables, {examples, inputs, outputs}, random, agreement);
  };
  for (const Kernels* kernels : tables) {
    for (const int length : lengths_around(kernels->lanes)) {
      for (const int examples : {1, 2, 3, 17}) {
        compare(examples, length, 10);
        compare(examples, 37, length);
      }
    }
  }
  compare(64, 784, 128);
  compare(1, 784, 10);
  compare(33, 600, 50);
}

}  // namespace receptive::testing
