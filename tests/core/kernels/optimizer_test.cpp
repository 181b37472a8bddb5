#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive {

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

TEST_CASE("optimizers: every table against the reference over several steps") {
  const Kernels& reference = reference_kernels();
  for (const Kernels* kernels : testing::fast_tables()) {
    CAPTURE(kernels->name);
    Random random(701);
    for (const int length : testing::lengths_around(kernels->lanes)) {
      CAPTURE(length);
      const auto count = static_cast<std::size_t>(length);
      GuardedBuffer gradient(count, random.below(16));
      GuardedBuffer value(count, random.below(16));
      GuardedBuffer first(count, random.below(16));
      GuardedBuffer second(count, random.below(16));
      GuardedBuffer value_expected(count);
      GuardedBuffer first_expected(count);
      GuardedBuffer second_expected(count);
      value_expected.assign(value.randomize(random).values());
      AdamStep step;
      float power1 = 1.0F;
      float power2 = 1.0F;
      for (int t = 0; t < 5; ++t) {
        power1 *= step.beta1;
        power2 *= step.beta2;
        step.correction1 = 1.0F - power1;
        step.correction2 = 1.0F - power2;
        gradient.randomize(random);
        kernels->adam_update(value.values(), gradient.values(), first.values(), second.values(),
                             step);
        reference.adam_update(value_expected.values(), gradient.values(), first_expected.values(),
                              second_expected.values(), step);
      }
      // Each of the five steps rounds a handful of times.
      CHECK(testing::difference(value.values(), value_expected.values(), 40 * epsilon) == "");
      CHECK(testing::difference(first.values(), first_expected.values(), 40 * epsilon) == "");
      CHECK(testing::difference(second.values(), second_expected.values(), 40 * epsilon) == "");
      for (int t = 0; t < 3; ++t) {
        kernels->sgd_update(value.values(), gradient.values(), first.values(), 0.1F, 0.9F);
        reference.sgd_update(value_expected.values(), gradient.values(), first_expected.values(),
                             0.1F, 0.9F);
        kernels->sgd_update(value.values(), gradient.values(), {}, 0.1F, 0.0F);
        reference.sgd_update(value_expected.values(), gradient.values(), {}, 0.1F, 0.0F);
      }
      CHECK(testing::difference(value.values(), value_expected.values(), 80 * epsilon) == "");
      CHECK(testing::difference(first.values(), first_expected.values(), 80 * epsilon) == "");
      CHECK(value.intact());
      CHECK(first.intact());
      CHECK(second.intact());
    }
  }
}

}  // namespace receptive
