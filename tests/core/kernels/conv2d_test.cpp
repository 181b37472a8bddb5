#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive {

using testing::GuardedBuffer;
using testing::GuardedTensor;

namespace {

struct Problem {
  Shape x;
  Shape weight;
  Window2d window;
  Shape y;
};

/// Output positions along one axis; 0 where the window does not fit.
int extent_out(int extent, int before, int after, int kernel, int stride, int dilation) {
  const int room = extent + before + after - ((kernel - 1) * dilation + 1);
  return room < 0 ? 0 : room / stride + 1;
}

Problem make_problem(int n, int ic, int oc, int h, int w, const Window2d& window) {
  const Padding& pad = window.padding;
  const int oh =
      extent_out(h, pad.top, pad.bottom, window.kernel_h, window.stride_h, window.dilation_h);
  const int ow =
      extent_out(w, pad.left, pad.right, window.kernel_w, window.stride_w, window.dilation_w);
  return {{n, ic, h, w}, {oc, ic, window.kernel_h, window.kernel_w}, window, {n, oc, oh, ow}};
}

/// All three kernels of a table against the reference, with guards and a poisoned workspace.
void compare(const Kernels& kernels, const Problem& problem, Random& random, bool bias = true) {
  const auto& [x_shape, weight_shape, window, y_shape] = problem;
  CAPTURE(kernels.name);
  CAPTURE(example_text(x_shape));
  CAPTURE(example_text(y_shape));
  CAPTURE(x_shape.n);
  CAPTURE(window.kernel_h);
  CAPTURE(window.kernel_w);
  CAPTURE(window.stride_h);
  CAPTURE(window.stride_w);
  CAPTURE(window.dilation_h);
  CAPTURE(window.dilation_w);
  CAPTURE(window.padding.top);
  CAPTURE(window.padding.left);
  const Kernels& reference = reference_kernels();
  GuardedTensor x(x_shape, random.below(16));
  GuardedTensor weight(weight_shape, random.below(16));
  GuardedTensor y(y_shape, random.below(16));
  GuardedTensor y_expected(y_shape);
  GuardedBuffer b(static_cast<std::size_t>(y_shape.c), random.below(16));
  x.buffer.randomize(random);
  weight.buffer.randomize(random);
  b.randomize(random);
  y.buffer.poison();
  GuardedBuffer workspace(kernels.conv2d_workspace(x_shape, weight_shape, window, y_shape));
  const float* bias_values = bias ? b.data() : nullptr;
  const double area = weight_shape.h * weight_shape.w;

  kernels.conv2d_forward(x.view(), weight.view(), bias_values, window, y.view(),
                         workspace.poison().values());
  reference.conv2d_forward(x.view(), weight.view(), bias_values, window, y_expected.view(), {});
  CHECK(testing::difference(y.values(), y_expected.values(),
                            testing::sum_tolerance(x_shape.c * area)) == "");
  CHECK(y.buffer.intact());
  CHECK(workspace.intact());
  GuardedTensor again(y_shape);
  kernels.conv2d_forward(x.view(), weight.view(), bias_values, window, again.view(),
                         workspace.randomize(random).values());
  CHECK(testing::same_bits(y.values(), again.values()));

  // Gradients are added to what is there.
  GuardedTensor dy(y_shape, random.below(16));
  GuardedTensor dx(x_shape, random.below(16));
  GuardedTensor dx_expected(x_shape);
  dy.buffer.randomize(random);
  dx.buffer.randomize(random);
  dx_expected.buffer.assign(dx.values());
  kernels.conv2d_backward_data(dy.view(), weight.view(), window, dx.view(),
                               workspace.poison().values());
  reference.conv2d_backward_data(dy.view(), weight.view(), window, dx_expected.view(), {});
  CHECK(testing::difference(dx.values(), dx_expected.values(),
                            testing::sum_tolerance(y_shape.c * area)) == "");
  CHECK(dx.buffer.intact());
  CHECK(workspace.intact());

  GuardedTensor dweight(weight_shape, random.below(16));
  GuardedTensor dweight_expected(weight_shape);
  GuardedBuffer dbias(b.values().size(), random.below(16));
  GuardedBuffer dbias_expected(b.values().size());
  dweight.buffer.randomize(random);
  dweight_expected.buffer.assign(dweight.values());
  dbias.randomize(random);
  dbias_expected.assign(dbias.values());
  kernels.conv2d_backward_weights(x.view(), dy.view(), window, dweight.view(),
                                  bias ? dbias.data() : nullptr, workspace.poison().values());
  reference.conv2d_backward_weights(x.view(), dy.view(), window, dweight_expected.view(),
                                    bias ? dbias_expected.data() : nullptr, {});
  const double pixels = static_cast<double>(y_shape.n) * y_shape.h * y_shape.w;
  CHECK(testing::difference(dweight.values(), dweight_expected.values(),
                            testing::sum_tolerance(pixels)) == "");
  CHECK(testing::difference(dbias.values(), dbias_expected.values(),
                            testing::sum_tolerance(pixels)) == "");
  CHECK(dweight.buffer.intact());
  CHECK(dbias.intact());
  CHECK(workspace.intact());
}

Window2d square_window(int kernel, int stride, int padding) {
  return {kernel, kernel, stride, stride, 1, 1, {padding, padding, padding, padding}};
}

int in_range(Random& random, int low, int high) {
  return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
}

/// Anything that fits: odd shapes, strides to 3, dilations to 3, padding that may differ on each
/// side and be larger than the kernel.
Problem random_problem(Random& random) {
  for (;;) {
    Window2d window;
    window.kernel_h = in_range(random, 1, 6);
    window.kernel_w = in_range(random, 1, 6);
    window.stride_h = in_range(random, 1, 3);
    window.stride_w = in_range(random, 1, 3);
    window.dilation_h = random.below(3) == 0 ? in_range(random, 2, 3) : 1;
    window.dilation_w = random.below(3) == 0 ? in_range(random, 2, 3) : 1;
    const int most = random.below(8) == 0 ? 9 : 3;
    window.padding = {in_range(random, 0, most), in_range(random, 0, most),
                      in_range(random, 0, most), in_range(random, 0, most)};
    constexpr int batches[] = {1, 2, 3, 17};
    const int n = batches[random.below(4)];
    const int most_maps = n == 17 ? 5 : 19;
    const Problem problem =
        make_problem(n, in_range(random, 1, most_maps), in_range(random, 1, most_maps),
                     in_range(random, 1, 12), in_range(random, 1, 24), window);
    if (problem.y.h > 0 && problem.y.w > 0) return problem;
  }
}

}  // namespace

TEST_CASE("conv2d: every table against the reference for random windows and shapes") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(201);
    for (int i = 0; i < 300; ++i) compare(*kernels, random_problem(random), random, i % 4 != 0);
  }
}

TEST_CASE("conv2d: every table against the reference for widths around the edges of vectors") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(202);
    for (const int width : testing::lengths_around(kernels->lanes)) {
      compare(*kernels, make_problem(2, 2, 5, 3, width, square_window(3, 1, 1)), random);
      compare(*kernels, make_problem(1, 3, 2, 2, 2 * width, square_window(2, 2, 0)), random);
    }
  }
}

TEST_CASE("conv2d: every table against the reference for numbers of maps around tiles") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(203);
    for (const int maps : testing::lengths_around(kernels->lanes)) {
      compare(*kernels, make_problem(1, 2, maps, 5, 5, square_window(3, 1, 0)), random);
      compare(*kernels, make_problem(1, maps, 2, 5, 5, square_window(3, 1, 0)), random);
    }
  }
}

TEST_CASE("conv2d: every table against the reference for the shapes of this project's networks") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(204);
    compare(*kernels, make_problem(16, 1, 4, 9, 9, square_window(3, 1, 0)), random);
    compare(*kernels, make_problem(3, 1, 32, 28, 28, square_window(5, 1, 2)), random);
    compare(*kernels, make_problem(2, 8, 16, 14, 14, square_window(5, 1, 2)), random);
    compare(*kernels, make_problem(2, 20, 50, 12, 12, square_window(5, 1, 0)), random);
    compare(*kernels, make_problem(2, 16, 120, 5, 5, square_window(5, 1, 0)), random);
    compare(*kernels, make_problem(3, 33, 17, 7, 7, square_window(1, 1, 0)), random);
    compare(*kernels, make_problem(2, 3, 8, 19, 19, square_window(11, 4, 0)), random);
  }
}

TEST_CASE("conv2d: windows that almost are a dense layer or single pixels") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(207);
    const auto check = [&](const Window2d& window, int extent) {
      compare(*kernels, make_problem(2, 3, 5, extent, extent, window), random);
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
      Problem problem = make_problem(2, 3, 5, 6, 6, {1, 1, 1, 1, 1, 1, padding});
      problem.y = {2, 5, 6, 6};
      compare(*kernels, problem, random);
    }
  }
}

TEST_CASE("conv2d: windows that lie wholly in the padding give the bias and pass no gradient") {
  for (const Kernels* kernels : available_kernels()) {
    Random random(205);
    // A kernel larger than the map, and more padding than kernel.
    Window2d window = square_window(2, 1, 5);
    compare(*kernels, make_problem(2, 2, 3, 3, 3, window), random);
    compare(*kernels, make_problem(1, 2, 3, 2, 3, square_window(7, 1, 4)), random);
    const Problem problem = make_problem(1, 1, 1, 1, 1, window);
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
  const Window2d window = square_window(3, 1, 1);
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    Random random(206);
    const Problem many = make_problem(17, 3, 5, 9, 9, window);
    const Problem one = make_problem(1, 3, 5, 9, 9, window);
    GuardedTensor x(many.x);
    GuardedTensor weight(many.weight);
    GuardedTensor y(many.y);
    x.buffer.randomize(random);
    weight.buffer.randomize(random);
    GuardedBuffer workspace(kernels->conv2d_workspace(many.x, many.weight, window, many.y));
    kernels->conv2d_forward(x.view(), weight.view(), nullptr, window, y.view(), workspace.values());
    for (int n = 0; n < many.x.n; ++n) {
      GuardedTensor single(one.y);
      kernels->conv2d_forward({x.view().example(n), one.x}, weight.view(), nullptr, window,
                              single.view(), workspace.values());
      CHECK(testing::same_bits(single.values(), {y.view().example(n), one.y.count()}));
    }
  }
}

}  // namespace receptive
