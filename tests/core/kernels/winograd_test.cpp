#include <limits>
#include <vector>

#include "core/kernels/conv2d_cases.h"

// Which shapes a table transforms is its own affair, measured for its vectors; here are shapes that
// all of them do, and a way to see that they did.
namespace receptive::testing::winograd_test {

namespace {

/// Whether the table's convolution transforms tiles. Ones times zeros and one infinity add up to
/// zeros and infinities; a transform subtracts infinities from each other, which gives NaN.
bool transforms(const Kernels& kernels, const ConvProblem& problem) {
  GuardedTensor x(problem.x.with_examples(1));
  x.values()[problem.x.plane_count() / 2] = std::numeric_limits<float>::infinity();
  GuardedTensor weight(problem.weight);
  for (float& value : weight.values()) value = 1.0F;
  GuardedTensor y(problem.y.with_examples(1));
  GuardedBuffer workspace(
      kernels.conv2d_workspace(x.shape, problem.weight, problem.window, y.shape));
  kernels.conv2d_forward(x.view(), weight.view(), nullptr, problem.window, y.view(),
                         workspace.values());
  for (const float value : y.values()) {
    if (std::isnan(value)) return true;
  }
  return false;
}

/// Square filters of 3 or 5, anything else at random, as long as the reference is not slow.
ConvProblem random_problem(Random& random) {
  for (;;) {
    const int kernel = random.below(2) == 0 ? 3 : 5;
    Window2d window = square_window(kernel, 1, 0);
    window.padding = {in_range(random, 0, kernel), in_range(random, 0, kernel),
                      in_range(random, 0, kernel), in_range(random, 0, kernel)};
    ConvProblem problem =
        conv_problem(in_range(random, 1, 9), in_range(random, 4, 40), in_range(random, 4, 40),
                     in_range(random, 1, 13), in_range(random, 1, 13), window);
    problem.bias = random.below(4) != 0;
    if (problem.y.h < 1 || problem.y.w < 1) continue;
    const std::size_t products = problem.y.count() * problem.weight.with_examples(1).count();
    if (products <= 1'000'000) return problem;
  }
}

/// Every fast table that transforms the problem against the reference.
void compare(const ConvProblem& problem, std::uint64_t seed) {
  CAPTURE(shape_text(problem.x));
  CAPTURE(window_text(problem.window));
  Random random(seed);
  Agreement agreement;
  const auto tables = fast_tables();
  for (const Kernels* kernels : tables) {
    CAPTURE(kernels->name);
    CHECK(transforms(*kernels, problem));
  }
  compare_conv2d(tables, problem, random, agreement);
}

}  // namespace

TEST_CASE("winograd: is what the networks' larger convolutions run, and nothing else") {
  for (const Kernels* kernels : fast_tables()) {
    CAPTURE(kernels->name);
    const auto check = [&](bool expected, int ic, int oc, int extent, const Window2d& window) {
      CAPTURE(ic);
      CAPTURE(oc);
      CAPTURE(extent);
      CAPTURE(window_text(window));
      CHECK(transforms(*kernels, conv_problem(1, ic, oc, extent, extent, window)) == expected);
    };
    check(true, 32, 64, 14, square_window(5, 1, 2));
    check(true, 20, 50, 12, square_window(5, 1, 0));
    check(true, 16, 16, 28, square_window(3, 1, 1));
    check(true, 32, 32, 14, square_window(3, 1, 1));
    check(true, 64, 64, 7, square_window(3, 1, 1));
    // Few maps, or tiles that are almost empty.
    check(false, 1, 32, 28, square_window(5, 1, 2));
    check(false, 2, 3, 14, square_window(3, 1, 1));
    check(false, 64, 64, 1, square_window(3, 1, 1));
    // Other windows.
    check(false, 32, 32, 14, square_window(3, 2, 1));
    check(false, 32, 32, 14, square_window(7, 1, 3));
    check(false, 32, 32, 14, square_window(4, 1, 1));
    check(false, 32, 32, 14, {3, 5, 1, 1, 1, 1, {1, 1, 2, 2}});
    check(false, 32, 32, 14, {3, 3, 1, 1, 2, 1, {}});
    check(false, 32, 32, 14, {3, 3, 1, 1, 1, 2, {}});
  }
  CHECK_FALSE(
      transforms(reference_kernels(), conv_problem(1, 32, 32, 14, 14, square_window(3, 1, 1))));
}

TEST_CASE("winograd: every table against the reference for random shapes and padding") {
  for (const Kernels* kernels : fast_tables()) {
    CAPTURE(kernels->name);
    Random random(231);
    Agreement agreement;
    int compared = 0;
    for (int i = 0; i < 150; ++i) {
      const ConvProblem problem = random_problem(random);
      if (!transforms(*kernels, problem)) continue;
      compare_conv2d({&kernels, 1}, problem, random, agreement);
      ++compared;
    }
    CHECK(compared > 25);
  }
}

TEST_CASE("winograd: maps that are smaller than a tile, and one pixel more than some tiles") {
  for (const int extent : {3, 4, 5, 9})
    compare(conv_problem(2, 40, 40, extent, extent, square_window(3, 1, 1)), 232);
  for (const int extent : {2, 3, 5, 7})
    compare(conv_problem(2, 40, 40, extent, extent, square_window(5, 1, 2)), 233);
  compare(conv_problem(1, 40, 33, 2, 12, square_window(3, 1, 1)), 234);
  compare(conv_problem(1, 33, 40, 12, 2, square_window(3, 1, 1)), 235);
}

TEST_CASE("winograd: numbers of maps around the edges of vectors and tiles of registers") {
  for (const int maps : {31, 32, 33, 47, 48, 49, 65}) {
    compare(conv_problem(1, maps, 30, 6, 6, square_window(5, 1, 2)), 236);
    compare(conv_problem(1, 30, maps, 8, 8, square_window(3, 1, 1)), 237);
  }
}

TEST_CASE("winograd: images that are transformed strip by strip, and several at a time") {
  compare(conv_problem(1, 64, 64, 27, 25, square_window(3, 1, 1)), 238);
  compare(conv_problem(1, 24, 40, 23, 20, square_window(5, 1, 1)), 239);
  compare(conv_problem(33, 16, 24, 7, 6, square_window(3, 1, 1)), 240);
}

TEST_CASE("winograd: groups of maps are transformed one after the other") {
  compare(conv_problem(2, 64, 48, 8, 8, square_window(3, 1, 1), 2), 241);
}

TEST_CASE("winograd: the same bits for an image alone and within a batch") {
  constexpr int images = 9;
  const ConvProblem problems[] = {conv_problem(images, 24, 20, 7, 7, square_window(3, 1, 1)),
                                  conv_problem(images, 20, 24, 8, 8, square_window(5, 1, 0))};
  for (const Kernels* kernels : fast_tables()) {
    CAPTURE(kernels->name);
    Random random(242);
    for (const auto& [x_shape, weight_shape, window, y_shape, bias] : problems) {
      GuardedTensor x = random_tensor(x_shape, random);
      GuardedTensor weight = random_tensor(weight_shape, random);
      GuardedTensor y(y_shape);
      GuardedTensor dx(x_shape);
      GuardedBuffer workspace(kernels->conv2d_workspace(x_shape, weight_shape, window, y_shape));
      kernels->conv2d_forward(x.view(), weight.view(), nullptr, window, y.view(),
                              workspace.values());
      kernels->conv2d_backward_data(y.view(), weight.view(), window, dx.view(), workspace.values());
      for (int n = 0; n < images; ++n) {
        GuardedTensor single(y_shape.with_examples(1));
        GuardedTensor single_dx(x_shape.with_examples(1));
        kernels->conv2d_forward({x.view().example(n), single_dx.shape}, weight.view(), nullptr,
                                window, single.view(), workspace.values());
        kernels->conv2d_backward_data(single.view(), weight.view(), window, single_dx.view(),
                                      workspace.values());
        CHECK(same_bits(single.values(), {y.view().example(n), single.shape.count()}));
        CHECK(same_bits(single_dx.values(), {dx.view().example(n), single_dx.shape.count()}));
      }
    }
  }
}

}  // namespace receptive::testing::winograd_test
