#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

// Published numbers, by every table of kernels. The sources are in each name.
namespace receptive {

namespace {

using Values = std::vector<float>;

/// One filter over one map, both given with their extents.
Values convolve(const Kernels& kernels, const Values& x, Shape x_shape, const Values& weight,
                const Window2d& window, Shape y_shape) {
  const Shape weight_shape{1, x_shape.c, window.kernel_h, window.kernel_w};
  Values y(y_shape.count());
  testing::GuardedBuffer workspace(
      kernels.conv2d_workspace(x_shape, weight_shape, window, y_shape));
  kernels.conv2d_forward({x.data(), x_shape}, {weight.data(), weight_shape}, nullptr, window,
                         {y.data(), y_shape}, workspace.values());
  return y;
}

/// A row of numbers under a filter that is a row, with `left` and `right` zeros beside it.
Values convolve_row(const Kernels& kernels, const Values& x, const Values& weight, int left,
                    int right) {
  const auto width = static_cast<int>(x.size());
  const auto kernel = static_cast<int>(weight.size());
  const Window2d window{1, kernel, 1, 1, 1, 1, {0, 0, left, right}};
  return convolve(kernels, x, {1, 1, 1, width}, weight, window,
                  {1, 1, 1, width + left + right - kernel + 1});
}

Values max_pool(const Kernels& kernels, const Values& x, Shape x_shape, const Window2d& window,
                Shape y_shape) {
  Values y(y_shape.count());
  std::vector<std::int32_t> switches(y.size());
  kernels.max_pool2d_forward({x.data(), x_shape}, window, {y.data(), y_shape}, switches);
  return y;
}

/// "" where all values agree with printed ones as far as these go.
std::string printed_difference(const Values& values, const Values& printed, double half_digit) {
  return testing::difference(values, printed, half_digit);
}

/// Ink +1 on the diagonals of the inner 7x7, paper -1.
Values plain_x() {
  Values image(81, -1.0F);
  for (std::size_t i = 1; i <= 7; ++i) {
    image[i * 9 + i] = 1.0F;
    image[i * 9 + 8 - i] = 1.0F;
  }
  return image;
}

/// The share of matching pixels: the filter's values divided by their number.
Values ninths(Values filter) {
  for (float& value : filter) value /= 9.0F;
  return filter;
}

const Window2d three_by_three{3, 3, 1, 1, 1, 1, {}};
const Window2d pairs{2, 2, 2, 2, 1, 1, {}};

}  // namespace

TEST_CASE("X's and O's (Brohrer; KTH slides): the plain X through filter A, ReLU and pooling") {
  const Values filter = ninths({1, -1, -1, -1, 1, -1, -1, -1, 1});
  const Values map{0.78F,  -0.11F, 0.11F,  0.33F,  0.56F,  -0.11F, 0.33F,   //
                   -0.11F, 1.00F,  -0.11F, 0.33F,  -0.11F, 0.11F,  -0.11F,  //
                   0.11F,  -0.11F, 1.00F,  -0.33F, 0.11F,  -0.11F, 0.56F,   //
                   0.33F,  0.33F,  -0.33F, 0.56F,  -0.33F, 0.33F,  0.33F,   //
                   0.56F,  -0.11F, 0.11F,  -0.33F, 1.00F,  -0.11F, 0.11F,   //
                   -0.11F, 0.11F,  -0.11F, 0.33F,  -0.11F, 1.00F,  -0.11F,  //
                   0.33F,  -0.11F, 0.56F,  0.33F,  0.11F,  -0.11F, 0.78F};
  const Values pooled{1.00F, 0.33F, 0.56F, 0.33F, 0.33F, 1.00F, 0.33F, 0.56F,
                      0.56F, 0.33F, 1.00F, 0.11F, 0.33F, 0.56F, 0.11F, 0.78F};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    Values y = convolve(*kernels, plain_x(), {1, 1, 9, 9}, filter, three_by_three, {1, 1, 7, 7});
    CHECK(printed_difference(y, map, 0.005) == "");
    kernels->activation_forward(ActivationKind::relu, 0.0F, y, y);
    CHECK(printed_difference(max_pool(*kernels, y, {1, 1, 7, 7}, pairs, {1, 1, 4, 4}), pooled,
                             0.005) == "");
  }
}

TEST_CASE("X's and O's (Brohrer; KTH slides): pooled maps of filters B and C") {
  const Values filters[] = {ninths({1, -1, 1, -1, 1, -1, 1, -1, 1}),
                            ninths({-1, -1, 1, -1, 1, -1, 1, -1, -1})};
  const Values pooled[] = {{0.56F, 0.33F, 0.56F, 0.33F, 0.33F, 1.00F, 0.56F, 0.11F,  //
                            0.56F, 0.56F, 0.56F, 0.11F, 0.33F, 0.11F, 0.11F, 0.33F},
                           {0.33F, 0.56F, 1.00F, 0.78F, 0.56F, 0.56F, 1.00F, 0.33F,  //
                            1.00F, 1.00F, 0.11F, 0.56F, 0.78F, 0.33F, 0.56F, 0.33F}};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    for (std::size_t i = 0; i < 2; ++i) {
      Values y =
          convolve(*kernels, plain_x(), {1, 1, 9, 9}, filters[i], three_by_three, {1, 1, 7, 7});
      kernels->activation_forward(ActivationKind::relu, 0.0F, y, y);
      CHECK(printed_difference(max_pool(*kernels, y, {1, 1, 7, 7}, pairs, {1, 1, 4, 4}), pooled[i],
                               0.005) == "");
    }
  }
}

TEST_CASE("Deep Learning from Scratch ch. 5: [1 2 3 4 5] with [1 1 1], padding 1") {
  const Values x{1, 2, 3, 4, 5};
  const Values weight{1, 1, 1};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    const auto sum_with = [&](const Values& input, const Values& filter) {
      const Values y = convolve_row(*kernels, input, filter, 1, 1);
      return std::accumulate(y.begin(), y.end(), 0.0F);
    };
    CHECK(convolve_row(*kernels, x, weight, 1, 1) == Values{3, 6, 9, 12, 9});
    CHECK(sum_with(x, weight) == 39.0F);
    CHECK(sum_with({1, 2, 3, 4, 6}, weight) == 41.0F);
    CHECK(sum_with(x, {2, 1, 1}) == 49.0F);
  }
}

TEST_CASE("Deep Learning from Scratch ch. 5: the whole gradients of the sum") {
  const Values x{1, 2, 3, 4, 5};
  const Values weight{1, 1, 1};
  const Values dy{1, 1, 1, 1, 1};
  const Shape row{1, 1, 1, 5};
  const Shape filter{1, 1, 1, 3};
  const Window2d window{1, 3, 1, 1, 1, 1, {0, 0, 1, 1}};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    testing::GuardedBuffer workspace(kernels->conv2d_workspace(row, filter, window, row));
    Values dx(5);
    Values dweight(3);
    Values dbias(1);
    kernels->conv2d_backward_data({dy.data(), row}, {weight.data(), filter}, window,
                                  {dx.data(), row}, workspace.values());
    kernels->conv2d_backward_weights({x.data(), row}, {dy.data(), row}, window,
                                     {dweight.data(), filter}, dbias.data(), workspace.values());
    CHECK(dx == Values{2, 3, 3, 3, 2});
    CHECK(dweight == Values{10, 15, 14});
    CHECK(dbias == Values{5});
  }
}

TEST_CASE("SAS deep learning: padding of rows under odd and even filters") {
  const Values x{2, 4, 6, 1, 5, 3, 2};
  const Values odd{2, -1, 0.1F};
  const Values even{2, -1, 0.1F, 5};
  const Values valid{0.6F, 2.1F, 11.5F, -2.7F, 7.2F};
  const Values padded{-1.6F, 0.6F, 2.1F, 11.5F, -2.7F, 7.2F, 4};
  const Values same{28.4F, 5.6F, 27.1F, 26.5F, 7.3F, 7.2F, 4};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    CHECK(printed_difference(convolve_row(*kernels, x, odd, 0, 0), valid, 1e-6) == "");
    CHECK(printed_difference(convolve_row(*kernels, x, odd, 1, 1), padded, 1e-6) == "");
    CHECK(printed_difference(convolve_row(*kernels, x, even, 1, 2), same, 1e-6) == "");
    const Values counting{1, 2, 3, 4, 5};
    CHECK(convolve_row(*kernels, counting, {1, 2}, 0, 1) == Values{5, 8, 11, 14, 5});
    CHECK(convolve_row(*kernels, counting, {1, 2}, 0, 0) == Values{5, 8, 11, 14});
    CHECK(convolve_row(*kernels, counting, {1, 2}, 1, 1) == Values{2, 5, 8, 11, 14, 5});
  }
}

TEST_CASE("SAS deep learning: pooling windows shrink at the far edge") {
  const Values x{2, 4, 6, 1, 5, 3, 2};
  const Shape row{1, 1, 1, 7};
  const Window2d window{1, 3, 1, 1, 1, 1, {}};
  const Values means{4, 11.0F / 3, 4, 3, 10.0F / 3, 2.5F, 2};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    CHECK(max_pool(*kernels, x, row, window, row) == Values{6, 6, 6, 5, 5, 3, 2});
    Values y(7);
    kernels->average_pool2d_forward({x.data(), row}, window, {y.data(), row});
    CHECK(printed_difference(y, means, 1e-6) == "");
  }
}

TEST_CASE("Theano LeNet tutorial: 2x2 max pooling of a 5x5 map with and without the border") {
  const Values x{0.01936696F, 0.67883553F, 0.21162812F, 0.26554666F, 0.49157316F,  //
                 0.05336255F, 0.57411761F, 0.14672857F, 0.58930554F, 0.69975836F,  //
                 0.10233443F, 0.41405599F, 0.69440016F, 0.41417927F, 0.04995346F,  //
                 0.53589641F, 0.66379465F, 0.51488911F, 0.94459476F, 0.58655504F,  //
                 0.90340192F, 0.1374747F,  0.13927635F, 0.80739129F, 0.39767684F};
  const Shape shape{1, 1, 5, 5};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    CHECK(max_pool(*kernels, x, shape, pairs, {1, 1, 3, 3}) ==
          Values{0.67883553F, 0.58930554F, 0.69975836F, 0.66379465F, 0.94459476F, 0.58655504F,
                 0.90340192F, 0.80739129F, 0.39767684F});
    CHECK(max_pool(*kernels, x, shape, pairs, {1, 1, 2, 2}) ==
          Values{0.67883553F, 0.58930554F, 0.66379465F, 0.94459476F});
  }
}

TEST_CASE("MIT 6.390: [+1 -1 +1] finds the bright spot") {
  const Values x{1, 1, -1, -1, -1, 1, -1, 1, 1, 1};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    CHECK(convolve_row(*kernels, x, {1, -1, 1}, 0, 0) == Values{-1, 1, -1, 1, -3, 3, -1, 1});
  }
}

TEST_CASE("MIT 6.390: max pooling 2x2 with stride 2") {
  const Values x{1, 3, -9, -22, 44, -10, -11, -1, 0, 10, 4, -3, 11, 9, 321, 99};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    CHECK(max_pool(*kernels, x, {1, 1, 4, 4}, pairs, {1, 1, 2, 2}) == Values{44, -1, 11, 321});
  }
}

TEST_CASE("MIT 6.390: max pooling with a stride is not shift invariant") {
  const Values x{0, 0, 1, 1, 0, 0, 1, 1};
  const Values shifted{0, 0, 0, 1, 1, 0, 0, 1};
  const Window2d window{1, 2, 1, 2, 1, 1, {}};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    CHECK(max_pool(*kernels, x, {1, 1, 1, 8}, window, {1, 1, 1, 4}) == Values{0, 1, 0, 1});
    CHECK(max_pool(*kernels, shifted, {1, 1, 1, 8}, window, {1, 1, 1, 4}) == Values{0, 1, 1, 1});
  }
}

TEST_CASE("MIT 6.390: dZ_i/dW_j = X_(i+j-1) in a net of one dimension") {
  const Values x{0.5F, -1, 2, 3, -0.25F, 4};
  const Shape row{1, 1, 1, 6};
  const Shape out{1, 1, 1, 4};
  const Shape filter{1, 1, 1, 3};
  const Window2d window{1, 3, 1, 1, 1, 1, {}};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    testing::GuardedBuffer workspace(kernels->conv2d_workspace(row, filter, window, out));
    for (std::size_t i = 0; i < 4; ++i) {
      Values dz(4);
      dz[i] = 1.0F;
      Values dweight(3);
      kernels->conv2d_backward_weights({x.data(), row}, {dz.data(), out}, window,
                                       {dweight.data(), filter}, nullptr, workspace.values());
      CHECK(dweight == Values{x[i], x[i + 1], x[i + 2]});
    }
  }
}

TEST_CASE("cs231n notes: a dense layer is a convolution with a window as large as the map") {
  const Shape x_shape{3, 16, 7, 7};
  const Shape weight_shape{40, 16, 7, 7};
  const Shape y_shape{3, 40, 1, 1};
  const Window2d window{7, 7, 1, 1, 1, 1, {}};
  Random random(801);
  testing::GuardedTensor x(x_shape);
  testing::GuardedTensor weight(weight_shape);
  x.buffer.randomize(random);
  weight.buffer.randomize(random);
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    testing::GuardedTensor as_dense(y_shape);
    testing::GuardedTensor as_conv(y_shape);
    testing::GuardedBuffer dense_workspace(kernels->dense_workspace(3, 784, 40));
    testing::GuardedBuffer conv_workspace(
        kernels->conv2d_workspace(x_shape, weight_shape, window, y_shape));
    kernels->dense_forward(x.view(), weight.view(), nullptr, as_dense.view(),
                           dense_workspace.values());
    kernels->conv2d_forward(x.view(), weight.view(), nullptr, window, as_conv.view(),
                            conv_workspace.values());
    CHECK(testing::difference(as_conv.values(), as_dense.values(), testing::sum_tolerance(784)) ==
          "");
  }
}

}  // namespace receptive
