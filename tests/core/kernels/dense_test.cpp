#include <doctest/doctest.h>

#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive {

using testing::GuardedBuffer;
using testing::GuardedTensor;

namespace {

void compare(const Kernels& kernels, int examples, int inputs, int outputs, Random& random) {
  CAPTURE(kernels.name);
  CAPTURE(examples);
  CAPTURE(inputs);
  CAPTURE(outputs);
  const Kernels& reference = reference_kernels();
  // A layer takes whatever maps come as one row.
  const Shape x_shape =
      inputs % 6 == 0 ? Shape{examples, 2, 3, inputs / 6} : Shape{examples, inputs, 1, 1};
  const Shape y_shape{examples, outputs, 1, 1};
  const Shape weight_shape{outputs, inputs, 1, 1};
  GuardedTensor x(x_shape, random.below(16));
  GuardedTensor weight(weight_shape, random.below(16));
  GuardedTensor y(y_shape, random.below(16));
  GuardedTensor y_expected(y_shape);
  GuardedBuffer bias(static_cast<std::size_t>(outputs), random.below(16));
  x.buffer.randomize(random);
  weight.buffer.randomize(random);
  bias.randomize(random);
  GuardedBuffer workspace(kernels.dense_workspace(examples, inputs, outputs));
  for (const float* b :
       {static_cast<const float*>(bias.data()), static_cast<const float*>(nullptr)}) {
    y.buffer.poison();
    kernels.dense_forward(x.view(), weight.view(), b, y.view(), workspace.poison().values());
    reference.dense_forward(x.view(), weight.view(), b, y_expected.view(), {});
    CHECK(testing::difference(y.values(), y_expected.values(), testing::sum_tolerance(inputs)) ==
          "");
    CHECK(y.buffer.intact());
    CHECK(workspace.intact());
  }

  GuardedTensor dy(y_shape, random.below(16));
  GuardedTensor dx(x_shape, random.below(16));
  GuardedTensor dx_expected(x_shape);
  dy.buffer.randomize(random);
  dx_expected.buffer.assign(dx.buffer.randomize(random).values());
  kernels.dense_backward_data(dy.view(), weight.view(), dx.view(), workspace.poison().values());
  reference.dense_backward_data(dy.view(), weight.view(), dx_expected.view(), {});
  CHECK(testing::difference(dx.values(), dx_expected.values(), testing::sum_tolerance(outputs)) ==
        "");
  CHECK(dx.buffer.intact());
  CHECK(workspace.intact());

  GuardedTensor dweight(weight_shape, random.below(16));
  GuardedTensor dweight_expected(weight_shape);
  GuardedBuffer dbias(bias.values().size(), random.below(16));
  GuardedBuffer dbias_expected(bias.values().size());
  dweight_expected.buffer.assign(dweight.buffer.randomize(random).values());
  dbias_expected.assign(dbias.randomize(random).values());
  kernels.dense_backward_weights(x.view(), dy.view(), dweight.view(), dbias.data(),
                                 workspace.poison().values());
  reference.dense_backward_weights(x.view(), dy.view(), dweight_expected.view(),
                                   dbias_expected.data(), {});
  const double tolerance = testing::sum_tolerance(examples);
  CHECK(testing::difference(dweight.values(), dweight_expected.values(), tolerance) == "");
  CHECK(testing::difference(dbias.values(), dbias_expected.values(), tolerance) == "");
  CHECK(dweight.buffer.intact());
  CHECK(dbias.intact());
  CHECK(workspace.intact());
  kernels.dense_backward_weights(x.view(), dy.view(), dweight.view(), nullptr, workspace.values());
  CHECK(testing::difference(dbias.values(), dbias_expected.values(), tolerance) == "");
}

}  // namespace

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
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(301);
    for (const int length : testing::lengths_around(kernels->lanes)) {
      for (const int examples : {1, 2, 3, 17}) {
        compare(*kernels, examples, length, 10, random);
        compare(*kernels, examples, 37, length, random);
      }
    }
    compare(*kernels, 64, 784, 128, random);
    compare(*kernels, 1, 784, 10, random);
    compare(*kernels, 33, 600, 50, random);
  }
}

}  // namespace receptive
