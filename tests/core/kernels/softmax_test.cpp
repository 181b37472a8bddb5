#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive::softmax_test {

using testing::GuardedTensor;

namespace {

constexpr double epsilon = std::numeric_limits<float>::epsilon();

std::vector<std::uint8_t> random_labels(Random& random, int examples, int classes) {
  std::vector<std::uint8_t> labels(static_cast<std::size_t>(examples));
  for (auto& label : labels) {
    label = static_cast<std::uint8_t>(random.below(static_cast<std::uint32_t>(classes)));
  }
  return labels;
}

void compare(const Kernels& kernels, int examples, int classes, Random& random) {
  CAPTURE(kernels.name);
  CAPTURE(examples);
  CAPTURE(classes);
  const Kernels& reference = reference_kernels();
  const Shape shape{examples, classes, 1, 1};
  GuardedTensor x(shape, random.below(16));
  GuardedTensor p(shape, random.below(16));
  GuardedTensor expected(shape);
  x.buffer.randomize(random, -20.0F, 20.0F);
  p.buffer.poison();
  kernels.softmax_forward(x.view(), p.view());
  reference.softmax_forward(x.view(), expected.view());
  // The exponential of a difference up to 40 is as exact as that difference, half an ulp of 40.
  const double tolerance = 48 * epsilon;
  CHECK(testing::difference(p.values(), expected.values(), tolerance) == "");
  CHECK(p.buffer.intact());

  const auto labels = random_labels(random, examples, classes);
  p.buffer.poison();
  const LossSum loss = kernels.softmax_cross_entropy(x.view(), labels, p.view());
  const LossSum loss_expected = reference.softmax_cross_entropy(x.view(), labels, expected.view());
  CHECK(std::abs(loss.loss - loss_expected.loss) <= examples * tolerance);
  CHECK(loss.correct == loss_expected.correct);
  CHECK(testing::difference(p.values(), expected.values(), tolerance) == "");
  CHECK(p.buffer.intact());

  GuardedTensor dx(shape, random.below(16));
  GuardedTensor dx_expected(shape);
  dx_expected.buffer.assign(dx.buffer.randomize(random).values());
  kernels.softmax_cross_entropy_backward(expected.view(), labels, 0.25F, dx.view());
  reference.softmax_cross_entropy_backward(expected.view(), labels, 0.25F, dx_expected.view());
  CHECK(testing::difference(dx.values(), dx_expected.values(), 4 * epsilon) == "");
  GuardedTensor dp(shape, random.below(16));
  dp.buffer.randomize(random);
  kernels.softmax_backward(expected.view(), dp.view(), dx.view());
  reference.softmax_backward(expected.view(), dp.view(), dx_expected.view());
  CHECK(testing::difference(dx.values(), dx_expected.values(), 16 * epsilon) == "");
  CHECK(dx.buffer.intact());
}

}  // namespace

TEST_CASE("softmax: reference and tables by hand") {
  const Shape shape{2, 3, 1, 1};
  // e^0 : e^(ln 2) : e^(ln 5) = 1 : 2 : 5, also far from 0.
  const std::vector<float> x{0.0F, std::log(2.0F), std::log(5.0F), 1000.0F, 1000.0F, 0.0F};
  const std::vector<std::uint8_t> labels{2, 1};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> p(6);
    kernels->softmax_forward({x.data(), shape}, {p.data(), shape});
    const std::vector<float> expected{0.125F, 0.25F, 0.625F, 0.5F, 0.5F, 0.0F};
    CHECK(testing::difference(p, expected, 4 * epsilon) == "");
    const LossSum loss =
        kernels->softmax_cross_entropy({x.data(), shape}, labels, {p.data(), shape});
    CHECK(loss.loss == doctest::Approx(std::log(1.6) + std::log(2.0)).epsilon(1e-6));
    // Two outputs are equally large in the second row: the first counts, so label 1 is wrong.
    CHECK(loss.correct == 1);
    std::vector<float> dx(6, 1.0F);
    kernels->softmax_cross_entropy_backward({p.data(), shape}, labels, 2.0F, {dx.data(), shape});
    const std::vector<float> dx_expected{1.25F, 1.5F, 0.25F, 2.0F, 0.0F, 1.0F};
    CHECK(testing::difference(dx, dx_expected, 4 * epsilon) == "");
  }
}

TEST_CASE("softmax: every table against the reference around the edges of vectors") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(601);
    for (const int classes : testing::lengths_around(kernels->lanes)) {
      for (const int examples : {1, 2, 3, 17}) compare(*kernels, examples, classes, random);
    }
    for (int i = 0; i < 30; ++i) compare(*kernels, 32, 10, random);
  }
}

TEST_CASE("softmax: a NaN or an infinity in a row shows in the loss and is not counted") {
  const Shape shape{1, 10, 1, 1};
  const std::vector<std::uint8_t> labels{0};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
      for (std::size_t place = 0; place < 10; ++place) {
        std::vector<float> x(10, 1.0F);
        x[place] = bad;
        std::vector<float> p(10);
        const LossSum loss =
            kernels->softmax_cross_entropy({x.data(), shape}, labels, {p.data(), shape});
        CHECK(std::isnan(loss.loss));
        CHECK(loss.correct == 0);
        CHECK(std::isnan(p[place]));
      }
    }
  }
}

}  // namespace receptive::softmax_test
