#include "train/schedule.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.h"

namespace receptive::schedule_test {

namespace {

double factor(const receptive::RecipePart& spec, double epoch) {
  return receptive::make_schedule(spec)->factor(epoch);
}

}  // namespace

TEST_CASE("schedules: their factors at the points that define them") {
  CHECK(factor({.type = "constant"}, 7.5) == 1.0);

  const receptive::RecipePart step{.type = "step", .arguments = {{"every", 3.0}, {"rate", 0.5}}};
  CHECK(factor(step, 2.99) == 1.0);
  CHECK(factor(step, 3.0) == 0.5);
  CHECK(factor(step, 9.5) == 0.125);

  // The KTH slides' ladder: 0.01 * 0.6^epoch, the same all through an epoch.
  const receptive::RecipePart exponential{.type = "exponential", .arguments = {{"rate", 0.6}}};
  CHECK(factor(exponential, 0.9) == 1.0);
  CHECK(factor(exponential, 2.5) == doctest::Approx(0.36));
  const receptive::RecipePart smooth{.type = "exponential",
                                     .arguments = {{"rate", 0.6}, {"staircase", false}}};
  CHECK(factor(smooth, 2.5) == doctest::Approx(std::pow(0.6, 2.5)));

  const receptive::RecipePart cosine{.type = "cosine",
                                     .arguments = {{"epochs", 10.0}, {"floor", 0.1}}};
  CHECK(factor(cosine, 0) == 1.0);
  CHECK(factor(cosine, 5) == doctest::Approx(0.55));
  CHECK(factor(cosine, 10) == doctest::Approx(0.1));
  CHECK(factor(cosine, 12) == doctest::Approx(0.1));

  const receptive::RecipePart cycle{.type = "oneCycle", .arguments = {{"epochs", 10.0}}};
  CHECK(factor(cycle, 0) == doctest::Approx(0.04));
  CHECK(factor(cycle, 1.5) == doctest::Approx(0.52));
  CHECK(factor(cycle, 3) == doctest::Approx(1.0));
  CHECK(factor(cycle, 10) == doctest::Approx(0.0001));

  const receptive::RecipePart warm{.type = "constant", .arguments = {{"warmUp", 2.0}}};
  CHECK(factor(warm, 0) == 0.0);
  CHECK(factor(warm, 0.5) == 0.25);
  CHECK(factor(warm, 2) == 1.0);
}

}  // namespace receptive::schedule_test
