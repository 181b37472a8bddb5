#include "nn/facts/pointwise.h"

#include <doctest/doctest.h>

#include <cmath>

namespace receptive::testing::facts_pointwise_test {

namespace {

const Pointwise all[] = {{.kind = ActivationKind::relu},
                         {.kind = ActivationKind::leaky_relu, .slope = 0.25F},
                         {.kind = ActivationKind::elu, .slope = 0.5F},
                         {.kind = ActivationKind::sigmoid},
                         {.kind = ActivationKind::tanh},
                         {.kind = ActivationKind::scaled_tanh},
                         {.kind = ActivationKind::absolute}};

}  // namespace

TEST_CASE("pointwise functions and slopes in double are the kernels'") {
  const Kernels& kernels = fastest_kernels();
  for (const Pointwise& function : all) {
    CAPTURE(static_cast<int>(function.kind));
    for (const float x : {-3.0F, -0.75F, -0.1F, 0.0F, 0.2F, 1.0F, 2.5F}) {
      CAPTURE(x);
      float y = 0;
      kernels.activation_forward(function.kind, function.slope, {&x, 1}, {&y, 1});
      CHECK(value_at(function, x) == doctest::Approx(static_cast<double>(y)).epsilon(1e-5));
      const float one = 1;
      float slope = 0;
      kernels.activation_backward(function.kind, function.slope, {&x, 1}, {&y, 1}, {&one, 1},
                                  {&slope, 1}, false);
      CHECK(slope_at(function, x) == doctest::Approx(static_cast<double>(slope)).epsilon(1e-5));
    }
  }
}

TEST_CASE("the share of the steepest slope, told by the value alone") {
  for (const Pointwise& function : all) {
    CAPTURE(static_cast<int>(function.kind));
    if (fate_of(function.kind) == Fate::none) {
      CHECK(steepness_where(function.kind, 0.0F) == 1.0F);
      continue;
    }
    const double steepest = slope_at(function, fate_of(function.kind) == Fate::dies ? 1.0 : 0.0);
    for (const double x : {-4.0, -1.0, 0.5, 3.0}) {
      const auto y = static_cast<float>(value_at(function, x));
      const auto share = static_cast<double>(steepness_where(function.kind, y));
      CHECK(share == doctest::Approx(slope_at(function, x) / steepest).epsilon(1e-3));
    }
  }
}

}  // namespace receptive::testing::facts_pointwise_test
