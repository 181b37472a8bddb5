#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive::optimizer_test {

using testing::GuardedBuffer;

namespace {

constexpr double epsilon = std::numeric_limits<float>::epsilon();

}  // namespace

TEST_CASE("sgd: momentum by hand, two steps") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> value{1.0F};
    std::vector<float> velocity{0.0F};
    const std::vector<float> gradient{2.0F};
    kernels->sgd_update(value, gradient, velocity, 0.25F, 0.5F);
    CHECK(velocity[0] == -0.5F);
    CHECK(value[0] == 0.5F);
    kernels->sgd_update(value, gradient, velocity, 0.25F, 0.5F);
    CHECK(velocity[0] == -0.75F);
    CHECK(value[0] == -0.25F);
    kernels->sgd_update(value, gradient, {}, 0.25F, 0.0F);
    CHECK(value[0] == -0.75F);
  }
}

TEST_CASE("adam: the first step is the learning rate against the sign of the gradient") {
  AdamStep step;
  step.learning_rate = 0.5F;
  step.correction1 = 1.0F - step.beta1;
  step.correction2 = 1.0F - step.beta2;
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> value{1.0F, 1.0F, 1.0F};
    std::vector<float> mean(3, 0.0F);
    std::vector<float> square(3, 0.0F);
    const std::vector<float> gradient{4.0F, -0.01F, 0.0F};
    kernels->adam_update(value, gradient, mean, square, step);
    CHECK(value[0] == doctest::Approx(0.5).epsilon(1e-4));
    CHECK(value[1] == doctest::Approx(1.5).epsilon(1e-4));
    CHECK(value[2] == 1.0F);
    CHECK(mean[0] == doctest::Approx(0.4).epsilon(1e-5));
    CHECK(square[0] == doctest::Approx(0.016).epsilon(1e-4));
  }
}

TEST_CASE("nesterov: by hand, two steps, and plain descent without momentum") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> value{1.0F};
    std::vector<float> velocity{0.0F};
    const std::vector<float> gradient{2.0F};
    kernels->nesterov_update(value, gradient, velocity, 0.25F, 0.5F);
    CHECK(velocity[0] == -0.5F);
    CHECK(value[0] == 0.25F);
    kernels->nesterov_update(value, gradient, velocity, 0.25F, 0.5F);
    CHECK(velocity[0] == -0.75F);
    CHECK(value[0] == -0.625F);
    kernels->nesterov_update(value, gradient, velocity, 0.25F, 0.0F);
    CHECK(value[0] == -1.125F);
  }
}

TEST_CASE("adagrad: by hand, two steps; epsilon stands inside the root") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> value{1.0F};
    std::vector<float> squares{0.0F};
    kernels->adagrad_update(value, std::vector<float>{3.0F}, squares, 0.5F, 0.0F);
    CHECK(squares[0] == 9.0F);
    CHECK(value[0] == 0.5F);
    kernels->adagrad_update(value, std::vector<float>{4.0F}, squares, 0.5F, 0.0F);
    CHECK(squares[0] == 25.0F);
    CHECK(value[0] == doctest::Approx(0.1));
    kernels->adagrad_update(value, std::vector<float>{0.0F}, squares, 0.5F, 11.0F);
    CHECK(value[0] == doctest::Approx(0.1));
    kernels->adagrad_update(value, std::vector<float>{0.6F}, squares, 10.0F, 10.64F);
    CHECK(value[0] == doctest::Approx(0.1 - 6.0 / 6.0));
  }
}

TEST_CASE("rmsprop: by hand, with and without momentum; epsilon stands inside the root") {
  const RmspropStep step{.learning_rate = 0.5F, .rho = 0.75F, .momentum = 0.5F, .epsilon = 3.0F};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    std::vector<float> value{1.0F};
    std::vector<float> squares{0.0F};
    std::vector<float> velocity{0.0F};
    const std::vector<float> gradient{2.0F};
    kernels->rmsprop_update(value, gradient, squares, velocity, step);
    CHECK(squares[0] == 1.0F);
    CHECK(velocity[0] == 0.5F);
    CHECK(value[0] == 0.5F);
    kernels->rmsprop_update(value, gradient, squares, velocity, step);
    CHECK(squares[0] == 1.75F);
    CHECK(velocity[0] == doctest::Approx(0.25 + 1.0 / std::sqrt(4.75)));
    CHECK(value[0] == doctest::Approx(0.25 - 1.0 / std::sqrt(4.75)));
    RmspropStep plain = step;
    plain.momentum = 0.0F;
    value[0] = 1.0F;
    squares[0] = 0.0F;
    kernels->rmsprop_update(value, gradient, squares, {}, plain);
    CHECK(value[0] == 0.5F);
  }
}

TEST_CASE("penalize: the slopes of l1 |w| + l2 w^2, none of the first at 0") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    const std::vector<float> value{2.0F, -3.0F, 0.0F, -0.0F};
    std::vector<float> gradient(4, 1.0F);
    kernels->penalize(value, 0.5F, 0.25F, gradient);
    CHECK(gradient == std::vector<float>{2.5F, -1.0F, 1.0F, 1.0F});
  }
}

namespace {

/// One optimizer's values and up to two states in guarded buffers, and the same for the reference.
struct Run {
  Run(std::size_t count, Random& random)
      : value(count, random.below(16)),
        first(count, random.below(16)),
        second(count, random.below(16)),
        value_expected(count),
        first_expected(count),
        second_expected(count) {
    value_expected.assign(value.randomize(random).values());
  }

  void check(double tolerance) const {
    CHECK(testing::difference(value.values(), value_expected.values(), tolerance) == "");
    CHECK(testing::difference(first.values(), first_expected.values(), tolerance) == "");
    CHECK(testing::difference(second.values(), second_expected.values(), tolerance) == "");
    CHECK(value.intact());
    CHECK(first.intact());
    CHECK(second.intact());
  }

  GuardedBuffer value;
  GuardedBuffer first;
  GuardedBuffer second;
  GuardedBuffer value_expected;
  GuardedBuffer first_expected;
  GuardedBuffer second_expected;
};

/// Five steps of `step(kernels, values, gradients, first, second)` by a table and the reference.
template <typename Step>
void compare_steps(const Kernels& kernels, std::size_t count, Random& random, const Step& step) {
  Run run(count, random);
  GuardedBuffer gradient(count, random.below(16));
  for (int t = 0; t < 5; ++t) {
    gradient.randomize(random);
    step(t, kernels, run.value.values(), gradient.values(), run.first.values(),
         run.second.values());
    step(t, reference_kernels(), run.value_expected.values(), gradient.values(),
         run.first_expected.values(), run.second_expected.values());
  }
  run.check(40 * epsilon);  // each step rounds a handful of times
}

}  // namespace

TEST_CASE("optimizers: every table against the reference over several steps") {
  using Values = std::span<float>;
  using Gradients = std::span<const float>;
  for (const Kernels* kernels : testing::fast_tables()) {
    CAPTURE(kernels->name);
    Random random(701);
    for (const int length : testing::lengths_around(kernels->lanes)) {
      CAPTURE(length);
      const auto compare = [&](const auto& step) {
        compare_steps(*kernels, static_cast<std::size_t>(length), random, step);
      };
      compare([](int t, const Kernels& by, Values value, Gradients gradient, Values first,
                 Values second) {
        AdamStep step;
        step.correction1 = static_cast<float>(1.0 - std::pow(step.beta1, t + 1));
        step.correction2 = static_cast<float>(1.0 - std::pow(step.beta2, t + 1));
        by.adam_update(value, gradient, first, second, step);
      });
      compare([](int t, const Kernels& by, Values value, Gradients gradient, Values first, Values) {
        by.sgd_update(value, gradient, t % 2 == 0 ? first : Values{}, 0.1F,
                      t % 2 == 0 ? 0.9F : 0.0F);
      });
      compare([](int, const Kernels& by, Values value, Gradients gradient, Values first, Values) {
        by.nesterov_update(value, gradient, first, 0.1F, 0.9F);
      });
      compare([](int, const Kernels& by, Values value, Gradients gradient, Values first, Values) {
        by.adagrad_update(value, gradient, first, 0.1F, 1e-2F);
      });
      compare([](int t, const Kernels& by, Values value, Gradients gradient, Values first,
                 Values second) {
        const RmspropStep step{.learning_rate = 0.1F,
                               .rho = 0.9F,
                               .momentum = t % 2 == 0 ? 0.9F : 0.0F,
                               .epsilon = 1e-2F};
        by.rmsprop_update(value, gradient, first, t % 2 == 0 ? second : Values{}, step);
      });
      compare([](int, const Kernels& by, Values value, Gradients gradient, Values first, Values) {
        by.penalize(value, 0.1F, 0.02F, first);
        by.add(gradient, first);
      });
    }
  }
}

}  // namespace receptive::optimizer_test
