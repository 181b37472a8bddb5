#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive {

using testing::GuardedBuffer;

namespace {

constexpr double epsilon = std::numeric_limits<float>::epsilon();
constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr ActivationKind kinds[] = {ActivationKind::relu, ActivationKind::leaky_relu,
                                    ActivationKind::sigmoid, ActivationKind::tanh};

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
  kernels.activation_backward(kind, slope, x.values(), expected.values(), dy.values(), dx.values());
  reference.activation_backward(kind, slope, x.values(), expected.values(), dy.values(),
                                dx_expected.values());
  CHECK(testing::difference(dx.values(), dx_expected.values(), 4 * epsilon) == "");
  CHECK(dx.intact());

  // In place, and backward from y alone.
  GuardedBuffer both(length, random.below(16));
  both.assign(x.values());
  kernels.activation_forward(kind, slope, both.values(), both.values());
  CHECK(testing::same_bits(both.values(), y.values()));
  GuardedBuffer from_y(length, random.below(16));
  from_y.assign(dx_expected.values());
  kernels.activation_backward(kind, slope, x.values(), y.values(), dy.values(), dx.values());
  kernels.activation_backward(kind, slope, y.values(), y.values(), dy.values(), from_y.values());
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
    kernels->activation_backward(ActivationKind::relu, 0.0F, x, y, dy, dx);
    CHECK(dx == std::vector<float>{1, 1, 1, 3});
    kernels->activation_forward(ActivationKind::leaky_relu, 0.5F, x, y);
    CHECK(y == std::vector<float>{-1, 0, 0, 3});
    kernels->activation_backward(ActivationKind::leaky_relu, 0.5F, x, y, dy, dx);
    CHECK(dx == std::vector<float>{1.5F, 1.5F, 1.5F, 5});
    kernels->activation_forward(ActivationKind::sigmoid, 0.0F, x, y);
    CHECK(y[1] == 0.5F);
    CHECK(y[0] == doctest::Approx(1.0 / (1.0 + std::exp(2.0))).epsilon(1e-6));
    kernels->activation_forward(ActivationKind::tanh, 0.0F, x, y);
    CHECK(y[2] == 0.0F);
    CHECK(y[3] == doctest::Approx(std::tanh(3.0)).epsilon(1e-6));
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
      const bool bounded = kind == ActivationKind::sigmoid || kind == ActivationKind::tanh;
      CHECK(y[0] == (bounded ? 1.0F : inf));
      CHECK(y[20] == (bounded ? 1.0F : 200.0F));
      x.assign(37, -200.0F);
      kernels->activation_forward(kind, 0.0F, x, y);
      CHECK(y[0] == (kind == ActivationKind::tanh ? -1.0F : 0.0F));
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

}  // namespace receptive
