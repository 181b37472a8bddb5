#include <algorithm>
#include <vector>

#include "core/kernels/conv2d_cases.h"

namespace receptive::testing::conv2d_test {

namespace {

/// Anything that fits, with more images and maps than the sweep has.
ConvProblem random_problem(Random& random) {
  for (;;) {
    const Window2d window = random_conv_window(random, 6);
    constexpr int batches[] = {1, 2, 3, 17};
    const int n = batches[random.below(4)];
    const int most_maps = n == 17 ? 5 : 19;
    ConvProblem problem =
        conv_problem(n, in_range(random, 1, most_maps), in_range(random, 1, most_maps),
                     in_range(random, 1, 12), in_range(random, 1, 24), window);
    problem.bias = random.below(4) != 0;
    if (problem.y.h > 0 && problem.y.w > 0) return problem;
  }
}

/// Runs `compare(problem)` with every fast table.
template <typename Cases>
void with_fast_tables(std::uint64_t seed, const Cases& cases) {
  const auto tables = fast_tables();
  Random random(seed);
  Agreement agreement;
  cases([&](const ConvProblem& problem) { compare_conv2d(tables, problem, random, agreement); });
}

}  // namespace

TEST_CASE("conv2d: every table against the reference for random windows and shapes") {
  Random shapes(201);
  with_fast_tables(211, [&](const auto& compare) {
    for (int i = 0; i < 150; ++i) compare(random_problem(shapes));
  });
}

TEST_CASE("conv2d: every table against the reference for widths around the edges of vectors") {
  for (const Kernels* kernels : fast_tables()) {
    with_fast_tables(202, [&](const auto& compare) {
      for (const int width : lengths_around(kernels->lanes)) {
        compare(conv_problem(2, 2, 5, 3, width, square_window(3, 1, 1)));
        compare(conv_problem(1, 3, 2, 2, 2 * width, square_window(2, 2, 0)));
      }
    });
  }
}

TEST_CASE("conv2d: every table against the reference for a window that is the whole map") {
  for (const Kernels* kernels : fast_tables()) {
    with_fast_tables(204, [&](const auto& compare) {
      for (const int length : lengths_around(kernels->lanes)) {
        for (const int examples : {1, 2, 3, 17}) {
          compare(conv_problem(examples, length, 10, 1, 1, Window2d{}));
          compare(conv_problem(examples, 37, length, 1, 1, Window2d{}));
        }
      }
      compare(conv_problem(33, 24, 50, 5, 5, square_window(5, 1, 0)));
    });
  }
}

TEST_CASE("conv2d: every table against the reference for numbers of maps around tiles") {
  for (const Kernels* kernels : fast_tables()) {
    with_fast_tables(203, [&](const auto& compare) {
      for (const int maps : lengths_around(kernels->lanes)) {
        compare(conv_problem(1, 2, maps, 5, 5, square_window(3, 1, 0)));
        compare(conv_problem(1, maps, 2, 5, 5, square_window(3, 1, 0)));
      }
    });
  }
}

TEST_CASE("conv2d: every table against the reference for the shapes of this project's networks") {
  with_fast_tables(204, [](const auto& compare) {
    compare(conv_problem(16, 1, 4, 9, 9, square_window(3, 1, 0)));
    compare(conv_problem(3, 1, 32, 28, 28, square_window(5, 1, 2)));
    compare(conv_problem(2, 8, 16, 14, 14, square_window(5, 1, 2)));
    compare(conv_problem(2, 20, 50, 12, 12, square_window(5, 1, 0)));
    compare(conv_problem(2, 16, 120, 5, 5, square_window(5, 1, 0)));
    compare(conv_problem(2, 3, 8, 19, 19, square_window(11, 4, 0)));
  });
}

TEST_CASE("conv2d: single pixels around the edges of tiles, maps of every size") {
  const Window2d window = square_window(1, 1, 0);
  for (const Kernels* kernels : fast_tables()) {
    with_fast_tables(208, [&](const auto& compare) {
      for (const int length : lengths_around(kernels->lanes)) {
        compare(conv_problem(2, 3, 9, 1, length, window));
        compare(conv_problem(2, length, 5, 3, 3, window));
        compare(conv_problem(2, 5, length, 3, 3, window));
      }
      compare(conv_problem(3, 33, 17, 7, 7, window));
      compare(conv_problem(1, 300, 20, 6, 6, window));
      compare(conv_problem(2, 40, 70, 14, 14, window));
    });
  }
}

TEST_CASE("conv2d: windows that almost are a dense layer or single pixels") {
  with_fast_tables(207, [](const auto& compare) {
    const auto check = [&](const Window2d& window, int extent) {
      compare(conv_problem(2, 3, 5, extent, extent, window));
      compare(conv_problem(2, 6, 4, extent, extent, window, 2));
    };
    check({3, 3, 2, 2, 1, 1, {}}, 3);
    check({3, 3, 2, 2, 1, 1, {1, 0, 0, 0}}, 3);
    check({3, 3, 2, 2, 1, 1, {0, 0, 1, 0}}, 3);
    check({2, 2, 1, 1, 2, 1, {0, 1, 0, 0}}, 2);
    check({2, 2, 1, 1, 1, 2, {0, 0, 0, 1}}, 2);
    check({1, 1, 1, 1, 3, 3, {}}, 6);
    check({1, 1, 1, 2, 1, 1, {}}, 6);
    check({1, 1, 2, 1, 1, 1, {}}, 6);
    // As many outputs as pixels, but shifted.
    for (const Padding& padding : {Padding{1, 0, 0, 0}, Padding{0, 0, 1, 0}}) {
      ConvProblem problem = conv_problem(2, 3, 5, 6, 6, {1, 1, 1, 1, 1, 1, padding});
      problem.y = {2, 5, 6, 6};
      compare(problem);
    }
  });
}

TEST_CASE("conv2d: windows that lie wholly in the padding give the bias and pass no gradient") {
  // A kernel larger than the map, and more padding than kernel.
  const Window2d window = square_window(2, 1, 5);
  with_fast_tables(205, [&](const auto& compare) {
    compare(conv_problem(2, 2, 3, 3, 3, window));
    compare(conv_problem(1, 2, 3, 2, 3, square_window(7, 1, 4)));
    compare(conv_problem(1, 2, 4, 2, 3, square_window(7, 1, 4), 2));
  });
  const ConvProblem problem = conv_problem(1, 1, 1, 1, 1, window);
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> y(problem.y.count());
    const std::vector<float> x{3.0F};
    const std::vector<float> weight{1.0F, 2.0F, 4.0F, 8.0F};
    const float bias = 0.5F;
    GuardedBuffer workspace(
        kernels->conv2d_workspace(problem.x, problem.weight, window, problem.y));
    kernels->conv2d_forward({x.data(), problem.x}, {weight.data(), problem.weight}, &bias, window,
                            {y.data(), problem.y}, workspace.values());
    CHECK(std::count(y.begin(), y.end(), 0.5F) == static_cast<std::ptrdiff_t>(y.size()) - 4);
    CHECK(std::count(y.begin(), y.end(), 24.5F) == 1);
  }
}

TEST_CASE("conv2d: a table gives the same bits whatever the batch around an image is") {
  constexpr int images = 17;
  const ConvProblem problems[] = {conv_problem(images, 3, 5, 9, 9, square_window(3, 1, 1)),
                                  conv_problem(images, 13, 5, 7, 7, square_window(1, 1, 0)),
                                  conv_problem(images, 6, 4, 9, 9, square_window(3, 1, 1), 2),
                                  conv_problem(images, 3, 6, 9, 9, square_window(3, 2, 1), 3)};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    Random random(206);
    for (const auto& [x_shape, weight_shape, window, y_shape, bias] : problems) {
      GuardedTensor x = random_tensor(x_shape, random);
      GuardedTensor weight = random_tensor(weight_shape, random);
      GuardedTensor y(y_shape);
      GuardedBuffer workspace(kernels->conv2d_workspace(x_shape, weight_shape, window, y_shape));
      kernels->conv2d_forward(x.view(), weight.view(), nullptr, window, y.view(),
                              workspace.values());
      for (int n = 0; n < images; ++n) {
        GuardedTensor single(y_shape.with_examples(1));
        kernels->conv2d_forward({x.view().example(n), x_shape.with_examples(1)}, weight.view(),
                                nullptr, window, single.view(), workspace.values());
        CHECK(same_bits(single.values(), {y.view().example(n), single.shape.count()}));
      }
    }
  }
}

}  // namespace receptive::testing::conv2d_test
