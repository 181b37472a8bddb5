#include <vector>

#include "core/kernels/conv2d_cases.h"

namespace receptive::testing::conv2d_groups_test {

namespace {

/// Maps [first, first + count) of every example.
GuardedTensor maps_of(GuardedTensor& all, int first, int count) {
  GuardedTensor part({all.shape.n, count, all.shape.h, all.shape.w});
  for (int n = 0; n < all.shape.n; ++n) {
    const float* from = all.view().plane(n, first);
    std::copy(from, from + part.shape.example_count(), part.view().example(n));
  }
  return part;
}

/// All three kernels of a table: one call with groups against one call for each group alone.
void compare_with_separate(const Kernels& kernels, const ConvProblem& problem, Random& random,
                           Agreement& agreement) {
  const auto& [x_shape, weight_shape, window, y_shape, with_bias] = problem;
  CAPTURE(kernels.name);
  CAPTURE(shape_text(x_shape));
  CAPTURE(shape_text(weight_shape));
  CAPTURE(window_text(window));
  const int groups = x_shape.c / weight_shape.c;
  const int inputs = weight_shape.c;
  const int outputs = y_shape.c / groups;
  GuardedTensor x = random_tensor(x_shape, random);
  GuardedTensor weight = random_tensor(weight_shape, random);
  GuardedBuffer bias = random_buffer(static_cast<std::size_t>(y_shape.c), random);
  GuardedTensor dy = random_tensor(y_shape, random);
  GuardedTensor y(y_shape);
  GuardedTensor dx(x_shape);
  GuardedTensor dweight(weight_shape);
  GuardedBuffer dbias(bias.values().size());
  GuardedBuffer workspace(kernels.conv2d_workspace(x_shape, weight_shape, window, y_shape));
  kernels.conv2d_forward(x.view(), weight.view(), bias.data(), window, y.view(),
                         workspace.values());
  kernels.conv2d_backward_data(dy.view(), weight.view(), window, dx.view(), workspace.values());
  kernels.conv2d_backward_weights(x.view(), dy.view(), window, dweight.view(), dbias.data(),
                                  workspace.values());

  const Shape filters{outputs, inputs, weight_shape.h, weight_shape.w};
  const double area = weight_shape.h * weight_shape.w;
  const double pixels = static_cast<double>(y_shape.n) * y_shape.h * y_shape.w;
  for (int g = 0; g < groups; ++g) {
    CAPTURE(g);
    GuardedTensor group_x = maps_of(x, g * inputs, inputs);
    GuardedTensor group_dy = maps_of(dy, g * outputs, outputs);
    const std::size_t first_weight = static_cast<std::size_t>(g) * filters.count();
    const std::size_t first_bias = static_cast<std::size_t>(g) * static_cast<std::size_t>(outputs);
    const ConstTensorView group_weight{weight.values().data() + first_weight, filters};
    GuardedTensor group_y(group_dy.shape);
    GuardedTensor group_dx(group_x.shape);
    GuardedTensor group_dweight(filters);
    GuardedBuffer group_dbias(static_cast<std::size_t>(outputs));
    GuardedBuffer own(kernels.conv2d_workspace(group_x.shape, filters, window, group_y.shape));
    kernels.conv2d_forward(group_x.view(), group_weight, bias.data() + first_bias, window,
                           group_y.view(), own.values());
    kernels.conv2d_backward_data(group_dy.view(), group_weight, window, group_dx.view(),
                                 own.values());
    kernels.conv2d_backward_weights(group_x.view(), group_dy.view(), window, group_dweight.view(),
                                    group_dbias.data(), own.values());
    agreement.check(maps_of(y, g * outputs, outputs), group_y, sum_tolerance(inputs * area));
    agreement.check(maps_of(dx, g * inputs, inputs), group_dx, sum_tolerance(outputs * area));
    agreement.check(group_dweight.buffer, dweight.values().subspan(first_weight, filters.count()),
                    sum_tolerance(pixels));
    agreement.check(group_dbias,
                    dbias.values().subspan(first_bias, static_cast<std::size_t>(outputs)),
                    sum_tolerance(pixels));
  }
}

}  // namespace

TEST_CASE("conv2d: groups are separate convolutions side by side") {
  Agreement agreement;
  for (const Kernels* kernels : available_kernels()) {
    Random random(221);
    const auto compare = [&](const ConvProblem& problem) {
      compare_with_separate(*kernels, problem, random, agreement);
    };
    compare(conv_problem(3, 4, 6, 9, 9, square_window(3, 1, 1), 2));
    compare(conv_problem(2, 12, 9, 7, 11, square_window(3, 2, 1), 3));
    compare(conv_problem(2, 6, 4, 8, 8, {2, 3, 1, 2, 2, 1, {1, 0, 2, 1}}, 2));
    compare(conv_problem(2, 8, 12, 6, 6, square_window(1, 1, 0), 4));
    compare(conv_problem(2, 4, 6, 5, 5, square_window(5, 1, 0), 2));
  }
}

TEST_CASE("conv2d: depthwise is a convolution of every map with its own filters") {
  Agreement agreement;
  for (const Kernels* kernels : available_kernels()) {
    Random random(222);
    for (const int multiplier : {1, 2, 5}) {
      const auto compare = [&](int maps, int h, int w, const Window2d& window) {
        compare_with_separate(*kernels,
                              conv_problem(2, maps, maps * multiplier, h, w, window, maps), random,
                              agreement);
      };
      compare(3, 9, 9, square_window(3, 1, 1));
      compare(5, 7, 7, square_window(5, 1, 2));
      compare(4, 8, 14, square_window(3, 2, 1));
      compare(2, 10, 11, {2, 3, 3, 1, 2, 2, {1, 3, 0, 2}});
      compare(2, 4, 4, square_window(4, 1, 0));
      compare(2, 4, 4, square_window(1, 1, 0));
    }
  }
}

TEST_CASE("conv2d: a depthwise filter reads its own map only, by hand") {
  // Two maps of 2x2 under 2x2 filters: 1 + 2 + 3 + 4, and twice the corner of the second map.
  const Shape x_shape{1, 2, 2, 2};
  const Shape weight_shape{2, 1, 2, 2};
  const Shape y_shape{1, 2, 1, 1};
  const Window2d window{2, 2, 1, 1, 1, 1, {}};
  const std::vector<float> x{1, 2, 3, 4, 5, 6, 7, 8};
  const std::vector<float> weight{1, 1, 1, 1, 0, 0, 0, 2};
  const std::vector<float> dy{1, 10};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    GuardedBuffer workspace(kernels->conv2d_workspace(x_shape, weight_shape, window, y_shape));
    std::vector<float> y(2);
    kernels->conv2d_forward({x.data(), x_shape}, {weight.data(), weight_shape}, nullptr, window,
                            {y.data(), y_shape}, workspace.values());
    CHECK(y == std::vector<float>{10, 16});
    std::vector<float> dx(8);
    kernels->conv2d_backward_data({dy.data(), y_shape}, {weight.data(), weight_shape}, window,
                                  {dx.data(), x_shape}, workspace.values());
    CHECK(dx == std::vector<float>{1, 1, 1, 1, 0, 0, 0, 20});
    std::vector<float> dweight(8);
    kernels->conv2d_backward_weights({x.data(), x_shape}, {dy.data(), y_shape}, window,
                                     {dweight.data(), weight_shape}, nullptr, workspace.values());
    CHECK(dweight == std::vector<float>{1, 2, 3, 4, 50, 60, 70, 80});
  }
}

TEST_CASE("conv2d: depthwise in every table against the reference around the edges of vectors") {
  const auto tables = fast_tables();
  Random random(223);
  Agreement agreement;
  for (const Kernels* kernels : tables) {
    for (const int length : lengths_around(kernels->lanes)) {
      const auto compare = [&](int maps, int multiplier, int h, int w, const Window2d& window) {
        compare_conv2d(tables, conv_problem(2, maps, maps * multiplier, h, w, window, maps), random,
                       agreement);
      };
      compare(2, 1, 3, length, square_window(3, 1, 1));
      compare(3, 2, 2, 2 * length, square_window(2, 2, 0));
      compare(length + 1, 1, 3, 3, square_window(3, 1, 1));
    }
  }
}

}  // namespace receptive::testing::conv2d_groups_test
