#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive::kernels_pointwise_test {

using testing::GuardedBuffer;

namespace {

constexpr double epsilon = std::numeric_limits<float>::epsilon();
constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr ActivationKind kinds[] = {ActivationKind::relu,    ActivationKind::leaky_relu,
                                    ActivationKind::elu,     ActivationKind::sigmoid,
                                    ActivationKind::tanh,    ActivationKind::scaled_tanh,
                                    ActivationKind::absolute};

/// exp and tanh of the vector library are good to two or three units in the last place.
constexpr double function_tolerance = 6 * epsilon;

void compare_activation(const Kernels& kernels, ActivationKind kind, std::size_t length,
                        Random& random) {
  CAPTURE(kernels.name);
  CAPTURE(static_cast<int>(kind));
  CAPTURE(length);
  const float slope = 0.1F;
  const Kernels& reference = reference_kernels();
  GuardedBuffer x(length, random.below(16));
  GuardedBuffer y(length, random.below(16));
  GuardedBuffer expected(length);
  x.randomize(random, -6.0F, 6.0F);
  for (float& value : x.values()) {
    if (random.below(5) == 0) value = 0.0F;  // the kinks
  }
  y.poison();
  kernels.activation_forward(kind, slope, x.values(), y.values());
  reference.activation_forward(kind, slope, x.values(), expected.values());
  CHECK(testing::difference(y.values(), expected.values(), function_tolerance) == "");
  CHECK(y.intact());

  GuardedBuffer dy(length, random.below(16));
  GuardedBuffer dx(length, random.below(16));
  GuardedBuffer dx_expected(length);
  dy.randomize(random);
  dx_expected.assign(dx.randomize(random).values());
  kernels.activation_backward(kind, slope, x.values(), expected.values(), dy.values(), dx.values(),
                              true);
  reference.activation_backward(kind, slope, x.values(), expected.values(), dy.values(),
                                dx_expected.values(), true);
  CHECK(testing::difference(dx.values(), dx_expected.values(), 4 * epsilon) == "");
  CHECK(dx.intact());

  // In place, and backward from y alone, which has the sign of x with all but one.
  GuardedBuffer both(length, random.below(16));
  both.assign(x.values());
  kernels.activation_forward(kind, slope, both.values(), both.values());
  CHECK(testing::same_bits(both.values(), y.values()));
  if (kind == ActivationKind::absolute) return;
  GuardedBuffer from_y(length, random.below(16));
  from_y.assign(dx_expected.values());
  kernels.activation_backward(kind, slope, x.values(), y.values(), dy.values(), dx.values(), true);
  kernels.activation_backward(kind, slope, y.values(), y.values(), dy.values(), from_y.values(),
                              true);
  CHECK(testing::difference(from_y.values(), dx.values(), 8 * epsilon) == "");
}

}  // namespace

TEST_CASE("activation: values and slopes by hand, at the kinks too") {
  const std::vector<float> x{-2.0F, -0.0F, 0.0F, 3.0F};
  const std::vector<float> dy{1.0F, 1.0F, 1.0F, 2.0F};
  for (const Kernels* kernels : available_kernels()) {
    std::vector<float> y(4);
    std::vector<float> dx(4, 1.0F);
    kernels->activation_forward(ActivationKind::relu, 0.0F, x, y);
    CHECK(y == std::vector<float>{0, 0, 0, 3});
    kernels->activation_backward(ActivationKind::relu, 0.0F, x, y, dy, dx, true);
    CHECK(dx == std::vector<float>{1, 1, 1, 3});
    kernels->activation_forward(ActivationKind::leaky_relu, 0.5F, x, y);
    CHECK(y == std::vector<float>{-1, 0, 0, 3});
    kernels->activation_backward(ActivationKind::leaky_relu, 0.5F, x, y, dy, dx, true);
    CHECK(dx == std::vector<float>{1.5F, 1.5F, 1.5F, 5});
    kernels->activation_forward(ActivationKind::sigmoid, 0.0F, x, y);
    CHECK(y[1] == 0.5F);
    CHECK(y[0] == doctest::Approx(1.0 / (1.0 + std::exp(2.0))).epsilon(1e-6));
    kernels->activation_forward(ActivationKind::tanh, 0.0F, x, y);
    CHECK(y[2] == 0.0F);
    CHECK(y[3] == doctest::Approx(std::tanh(3.0)).epsilon(1e-6));
    kernels->activation_forward(ActivationKind::elu, 0.5F, x, y);
    CHECK(y[0] == doctest::Approx(0.5 * (std::exp(-2.0) - 1.0)).epsilon(1e-6));
    CHECK(y[2] == 0.0F);
    CHECK(y[3] == 3.0F);
    dx.assign(4, 1.0F);
    kernels->activation_backward(ActivationKind::elu, 0.5F, x, y, dy, dx, true);
    CHECK(dx[0] == doctest::Approx(1.0 + 0.5 * std::exp(-2.0)).epsilon(1e-6));
    CHECK(dx[2] == 1.5F);
    CHECK(dx[3] == 3.0F);
    kernels->activation_forward(ActivationKind::absolute, 0.0F, x, y);
    CHECK(y == std::vector<float>{2, 0, 0, 3});
    dx.assign(4, 1.0F);
    kernels->activation_backward(ActivationKind::absolute, 0.0F, x, y, dy, dx, true);
    CHECK(dx == std::vector<float>{0, 1, 1, 3});
  }
}

TEST_CASE("activation: Efficient BackProp's scaled tanh is 1 at 1, its slope at 0 is 1.1439") {
  const std::vector<float> x{1.0F, -1.0F, 0.0F};
  const std::vector<float> dy{0.0F, 0.0F, 1.0F};
  for (const Kernels* kernels : available_kernels()) {
    std::vector<float> y(3);
    std::vector<float> dx(3);
    kernels->activation_forward(ActivationKind::scaled_tanh, 0.0F, x, y);
    CHECK(y[0] == doctest::Approx(1.0).epsilon(1e-4));
    CHECK(y[1] == -y[0]);
    kernels->activation_backward(ActivationKind::scaled_tanh, 0.0F, x, y, dy, dx, true);
    CHECK(dx[2] == doctest::Approx(1.7159 * 2 / 3).epsilon(1e-6));
  }
}

TEST_CASE("activation: every table against the reference around the edges of vectors") {
  for (const Kernels* kernels : testing::fast_tables()) {
    Random random(501);
    for (const int length : testing::lengths_around(kernels->lanes)) {
      for (const ActivationKind kind : kinds) {
        compare_activation(*kernels, kind, static_cast<std::size_t>(length), random);
      }
    }
    for (const ActivationKind kind : kinds) compare_activation(*kernels, kind, 2000, random);
  }
}

TEST_CASE("activation: NaN travels, and the largest values saturate") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    for (const ActivationKind kind : kinds) {
      std::vector<float> x(37, nan);
      std::vector<float> y(37);
      kernels->activation_forward(kind, 0.1F, x, y);
      for (const float value : y) CHECK(std::isnan(value));
      x.assign(37, 200.0F);
      x[0] = inf;
      kernels->activation_forward(kind, 0.1F, x, y);
      const float most = kind == ActivationKind::sigmoid || kind == ActivationKind::tanh ? 1.0F
                         : kind == ActivationKind::scaled_tanh                           ? 1.7159F
                                                                                         : inf;
      CHECK(y[0] == most);
      CHECK(y[20] == std::min(most, 200.0F));
      x.assign(37, -200.0F);
      kernels->activation_forward(kind, 0.0F, x, y);
      CHECK(y[0] == (kind == ActivationKind::tanh          ? -1.0F
                     : kind == ActivationKind::scaled_tanh ? -1.7159F
                     : kind == ActivationKind::absolute    ? 200.0F
                                                           : 0.0F));
      CHECK(y[36] == y[0]);
    }
  }
}

TEST_CASE("pointwise: multiply, multiply_add and add against the reference") {
  const Kernels& reference = reference_kernels();
  for (const Kernels* kernels : testing::fast_tables()) {
    CAPTURE(kernels->name);
    Random random(502);
    for (const int length : testing::lengths_around(kernels->lanes)) {
      CAPTURE(length);
      const auto count = static_cast<std::size_t>(length);
      GuardedBuffer a(count, random.below(16));
      GuardedBuffer b(count, random.below(16));
      GuardedBuffer y(count, random.below(16));
      GuardedBuffer expected(count);
      a.randomize(random);
      b.randomize(random);
      y.poison();
      kernels->multiply(a.values(), b.values(), y.values());
      reference.multiply(a.values(), b.values(), expected.values());
      CHECK(testing::same_bits(y.values(), expected.values()));
      kernels->add(a.values(), y.values());
      reference.add(a.values(), expected.values());
      CHECK(testing::same_bits(y.values(), expected.values()));
      kernels->multiply_add(a.values(), b.values(), y.values());
      reference.multiply_add(a.values(), b.values(), expected.values());
      CHECK(testing::difference(y.values(), expected.values(), 2 * epsilon) == "");
      CHECK(y.intact());
    }
  }
}

TEST_CASE("pointwise: scale, interpolate, clamp and the sum of squares against the reference") {
  const Kernels& reference = reference_kernels();
  for (const Kernels* kernels : testing::fast_tables()) {
    CAPTURE(kernels->name);
    Random random(503);
    for (int length : testing::lengths_around(kernels->lanes)) {
      // Long enough for whole rounds of the sum's strands too.
      for (; length < 20 * kernels->lanes; length += 9 * kernels->lanes) {
        CAPTURE(length);
        const auto count = static_cast<std::size_t>(length);
        GuardedBuffer target(count, random.below(16));
        GuardedBuffer values(count, random.below(16));
        GuardedBuffer expected(count);
        target.randomize(random);
        expected.assign(values.randomize(random).values());
        CHECK(kernels->sum_of_squares(values.values()) ==
              doctest::Approx(reference.sum_of_squares(values.values())).epsilon(1e-14));
        kernels->interpolate(target.values(), 0.3F, values.values());
        reference.interpolate(target.values(), 0.3F, expected.values());
        CHECK(testing::difference(values.values(), expected.values(), 2 * epsilon) == "");
        values.assign(expected.values());
        kernels->scale(values.values(), 1.7F);
        reference.scale(expected.values(), 1.7F);
        CHECK(testing::same_bits(values.values(), expected.values()));
        kernels->clamp(values.values(), 0.25F);
        reference.clamp(expected.values(), 0.25F);
        CHECK(testing::same_bits(values.values(), expected.values()));
        CHECK(values.intact());
      }
    }
  }
}

TEST_CASE("pointwise: clamping keeps NaN, and squares are summed where float would overflow") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> values(41, nan);
    for (std::size_t i = 0; i < 40; i += 4) {
      values[i] = inf;
      values[i + 1] = -inf;
      values[i + 2] = -0.5F;
    }
    kernels->clamp(values, 2.0F);
    for (std::size_t i = 0; i < 40; i += 4) {
      CHECK(values[i] == 2.0F);
      CHECK(values[i + 1] == -2.0F);
      CHECK(values[i + 2] == -0.5F);
      CHECK(std::isnan(values[i + 3]));
    }
    CHECK(std::isnan(values[40]));
    CHECK(std::isnan(kernels->sum_of_squares(values)));
    CHECK(kernels->sum_of_squares({}) == 0.0);
    const std::vector<float> large(50, 1e30F);
    CHECK(kernels->sum_of_squares(large) == doctest::Approx(50e60).epsilon(1e-6));
    // One large value does not swallow the small ones.
    std::vector<float> mixed(1000, 0.01F);
    mixed[0] = 1000.0F;
    CHECK(kernels->sum_of_squares(mixed) - 1e6 == doctest::Approx(0.0999).epsilon(1e-6));
  }
}

}  // namespace receptive::kernels_pointwise_test
