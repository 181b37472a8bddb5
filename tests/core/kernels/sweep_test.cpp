#include <algorithm>
#include <vector>

#include "core/kernels/channels_cases.h"
#include "core/kernels/conv2d_cases.h"
#include "core/kernels/pool2d_cases.h"
#include "core/kernels/response_norm_cases.h"

// Random configurations of the layers' kernels, forward and backward, in every fast table against
// the reference: small shapes, so that there can be many.
namespace receptive::testing::sweep_test {

namespace {

class Sweep {
 public:
  explicit Sweep(std::uint64_t seed) : tables_(fast_tables()), random_(seed) {}

  /// Calls compare(tables, random, agreement) `count` times. A configuration counts when all of its
  /// tensors, `tensors` for each table, were compared.
  template <typename Compare>
  void run(const char* kind, int count, std::size_t tensors, const Compare& compare) {
    CAPTURE(kind);
    Agreement agreement;
    std::size_t checks = 0;
    for (int i = 0; i < count; ++i) {
      CAPTURE(i);
      compare(tables_, random_, agreement);
      checks += tensors * tables_.size();
      if (checks > 0 && agreement.checks() == checks) ++compared_;
    }
    largest_ = std::max(largest_, agreement.largest());
  }

  [[nodiscard]] std::size_t tables() const { return tables_.size(); }
  [[nodiscard]] int compared() const { return compared_; }
  [[nodiscard]] double largest() const { return largest_; }

 private:
  std::vector<const Kernels*> tables_;
  Random random_;
  int compared_ = 0;
  double largest_ = 0.0;
};

/// Draws until the window fits and the reference's loops are short.
template <typename Draw>
ConvProblem small_problem(Random& random, const Draw& draw) {
  for (;;) {
    ConvProblem problem = draw();
    problem.bias = random.below(4) != 0;
    if (problem.y.h < 1 || problem.y.w < 1) continue;
    const std::size_t products = problem.y.count() * problem.weight.with_examples(1).count();
    if (products <= 40'000) return problem;
  }
}

ConvProblem any_convolution(Random& random) {
  return small_problem(random, [&] {
    return conv_problem(in_range(random, 1, 3), in_range(random, 1, 12), in_range(random, 1, 20),
                        in_range(random, 1, 12), in_range(random, 1, 40),
                        random_conv_window(random, 5));
  });
}

ConvProblem grouped_convolution(Random& random) {
  return small_problem(random, [&] {
    const int groups = in_range(random, 2, 4);
    return conv_problem(in_range(random, 1, 3), groups * in_range(random, 2, 4),
                        groups * in_range(random, 1, 6), in_range(random, 1, 10),
                        in_range(random, 1, 24), random_conv_window(random, 4), groups);
  });
}

ConvProblem depthwise_convolution(Random& random) {
  return small_problem(random, [&] {
    const int maps = in_range(random, 2, 20);
    return conv_problem(in_range(random, 1, 3), maps, maps * in_range(random, 1, 3),
                        in_range(random, 1, 12), in_range(random, 1, 40),
                        random_conv_window(random, 6), maps);
  });
}

ConvProblem pointwise_convolution(Random& random) {
  return small_problem(random, [&] {
    const int groups = random.below(4) == 0 ? 2 : 1;
    return conv_problem(in_range(random, 1, 5), groups * in_range(random, 1, 40),
                        groups * in_range(random, 1, 40), in_range(random, 1, 9),
                        in_range(random, 1, 9), Window2d{}, groups);
  });
}

/// One window that is the whole map.
ConvProblem whole_map_convolution(Random& random) {
  return small_problem(random, [&] {
    Window2d window;
    window.kernel_h = in_range(random, 1, 4);
    window.kernel_w = in_range(random, 1, 6);
    return conv_problem(in_range(random, 1, 20), in_range(random, 1, 12), in_range(random, 1, 80),
                        window.kernel_h, window.kernel_w, window);
  });
}

PoolProblem any_pooling(Random& random) {
  const Shape x{in_range(random, 1, 3), in_range(random, 1, 4), in_range(random, 1, 9),
                in_range(random, 1, 40)};
  const Window2d window = random_pool_window(random);
  // The outputs that fit, or up to two more whose windows hang over the edge.
  const auto outputs = [&](int extent, int before, int kernel, int stride, int dilation) {
    const int fitting = output_extent(extent, before, 0, kernel, stride, dilation);
    return std::max(1, fitting + in_range(random, 0, 2));
  };
  const Shape y{
      x.n, x.c,
      outputs(x.h, window.padding.top, window.kernel_h, window.stride_h, window.dilation_h),
      outputs(x.w, window.padding.left, window.kernel_w, window.stride_w, window.dilation_w)};
  return {.x = x, .window = window, .y = y, .levels = in_range(random, 0, 2)};
}

Shape any_channels(Random& random) {
  if (random.below(2) == 0) return {in_range(random, 1, 20), in_range(random, 1, 400), 1, 1};
  return {in_range(random, 1, 6), in_range(random, 1, 12), in_range(random, 1, 12),
          in_range(random, 1, 24)};
}

}  // namespace

TEST_CASE("sweep: random configurations of every layer's kernels, all tables, both ways") {
  Sweep sweep(2024);
  const auto convolutions = [&](const char* kind, int count, const auto& draw) {
    sweep.run(kind, count, 4, [&](Tables tables, Random& random, Agreement& agreement) {
      compare_conv2d(tables, draw(random), random, agreement);
    });
  };
  convolutions("conv2d", 700, any_convolution);
  convolutions("conv2d with groups", 200, grouped_convolution);
  convolutions("depthwise", 300, depthwise_convolution);
  convolutions("1x1", 200, pointwise_convolution);
  convolutions("whole map", 200, whole_map_convolution);
  sweep.run("pooling", 400, 6, [](Tables tables, Random& random, Agreement& agreement) {
    compare_pool2d(tables, any_pooling(random), random, agreement);
  });
  sweep.run("channels", 200, 6, [](Tables tables, Random& random, Agreement& agreement) {
    compare_channels(tables, any_channels(random), random, agreement);
  });
  sweep.run("response norm", 150, 3, [](Tables tables, Random& random, Agreement& agreement) {
    const ResponseNorm norm{.radius = in_range(random, 0, 6),
                            .bias = random.uniform(0.5F, 2.0F),
                            .alpha = random.uniform(0.0F, 2.0F),
                            .beta = random.uniform(0.0F, 2.0F)};
    const Shape shape{in_range(random, 1, 3), in_range(random, 1, 20), in_range(random, 1, 6),
                      in_range(random, 1, 12)};
    compare_response_norm(tables, shape, norm, random, agreement);
  });
  MESSAGE(sweep.compared() << " configurations in " << sweep.tables()
                           << " tables, largest relative difference " << sweep.largest());
  CHECK(sweep.compared() == 2350);
  CHECK(sweep.largest() > 0.0);
  CHECK(sweep.largest() < 1e-5);
}

}  // namespace receptive::testing::sweep_test
