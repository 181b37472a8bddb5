// What an optimizer remembers can be read, kept and given back.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "train/optimizer.h"

namespace receptive::optimizer_memory_test {

namespace {

using receptive::make_optimizer;
using receptive::Optimizer;
using receptive::OptimizerMemory;
using receptive::OptimizerSpec;

constexpr float rate = 0.05F;

void step(Optimizer& optimizer, std::vector<float>& values, float slope) {
  receptive::Team team;
  std::vector<float> gradients;
  gradients.reserve(values.size());
  for (const float value : values) gradients.push_back(slope * value + 0.1F);
  const receptive::Stretch all{.first = 0, .count = values.size()};
  optimizer.step(receptive::fastest_kernels(), team, values, gradients, rate, {&all, 1});
}

std::vector<std::string> names_of(const OptimizerSpec& spec) {
  std::vector<std::string> names;
  for (const OptimizerMemory& memory : make_optimizer(spec, 3)->memory()) {
    CHECK(memory.values.size() == 3);
    names.push_back(memory.name);
  }
  return names;
}

}  // namespace

TEST_CASE("optimizers name what they remember as the literature does") {
  using Names = std::vector<std::string>;
  CHECK(names_of({.type = "sgd"}).empty());
  CHECK(names_of({.type = "sgd", .arguments = {{"momentum", 0.9}}}) == Names{"velocity"});
  CHECK(names_of({.type = "adagrad"}) == Names{"accumulator"});
  CHECK(names_of({.type = "rmsprop"}) == Names{"meanSquare"});
  CHECK(names_of({.type = "rmsprop", .arguments = {{"momentum", 0.5}}}) ==
        Names{"meanSquare", "velocity"});
  CHECK(names_of({.type = "adam"}) == Names{"firstMoment", "secondMoment"});
  CHECK(names_of({.type = "adamw"}) == Names{"firstMoment", "secondMoment"});
}

TEST_CASE("an optimizer with another's memory and steps goes on with the same bits") {
  const OptimizerSpec specs[] = {
      {.type = "sgd"},     {.type = "sgd", .arguments = {{"momentum", 0.9}, {"nesterov", true}}},
      {.type = "adagrad"}, {.type = "rmsprop", .arguments = {{"momentum", 0.5}}},
      {.type = "adam"},
  };
  for (const OptimizerSpec& spec : specs) {
    CAPTURE(spec.type);
    std::vector<float> values = {0.5F, -1.25F, 3.0F, 0.0F, -0.01F};
    const auto first = make_optimizer(spec, values.size());
    for (int i = 0; i < 7; ++i) step(*first, values, 0.3F);

    const auto second = make_optimizer(first->spec(), values.size());
    const std::vector<OptimizerMemory> from = first->memory();
    const std::vector<OptimizerMemory> to = second->memory();
    REQUIRE(from.size() == to.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
      CHECK(from[i].name == to[i].name);
      std::ranges::copy(from[i].values, to[i].values.begin());
    }
    second->set_steps(first->steps());
    std::vector<float> copied = values;
    for (int i = 0; i < 3; ++i) {
      step(*first, values, -0.7F);
      step(*second, copied, -0.7F);
    }
    CHECK(values == copied);
    CHECK(first->steps() == second->steps());
  }
}

TEST_CASE("steps are counted where the formula counts them") {
  std::vector<float> values = {1.0F};
  const auto adam = make_optimizer({.type = "adam"}, 1);
  CHECK(adam->steps() == 0);
  step(*adam, values, 1.0F);
  CHECK(adam->steps() == 1);
  adam->set_steps(2'000'000);  // long after both powers have become 0
  CHECK(adam->steps() == 2'000'000);
  adam->reset();
  CHECK(adam->steps() == 0);
  CHECK_THROWS_AS(adam->set_steps(-1), receptive::ArgumentError);

  const auto sgd = make_optimizer({.type = "sgd"}, 1);
  step(*sgd, values, 1.0F);
  CHECK(sgd->steps() == 0);
}

// Kingma and Ba 2015, section 2.1: of one gradient only the mean and its square's root are left.
TEST_CASE("Adam's steps are as long as its rate, from the first on, while the gradient stays") {
  for (const float slope : {0.0F, 30.0F}) {
    std::vector<float> values = {0.0F, 0.0F};
    const auto adam = make_optimizer({.type = "adam"}, values.size());
    for (int i = 1; i <= 20; ++i) {
      const std::vector<float> before = values;
      // The same place each time, so the same gradient.
      std::vector<float> fixed = {slope, slope};
      step(*adam, fixed, 1.0F);
      for (std::size_t k = 0; k < fixed.size(); ++k) values[k] += fixed[k] - slope;
      CHECK(before[0] - values[0] == doctest::Approx(rate).epsilon(1e-4));
      CHECK(values[0] == values[1]);
    }
  }
}

TEST_CASE("shares that would keep everything of what was before are refused") {
  const std::pair<const char*, const char*> shares[] = {
      {"sgd", "momentum"}, {"rmsprop", "rho"}, {"adam", "beta1"}, {"adam", "beta2"}};
  for (const auto& [type, share] : shares) {
    CAPTURE(share);
    CHECK_THROWS_AS(make_optimizer({.type = type, .arguments = {{share, 1.0}}}, 3),
                    receptive::Error);
    CHECK_NOTHROW(make_optimizer({.type = type, .arguments = {{share, 0.999999}}}, 3));
  }
}

}  // namespace receptive::optimizer_memory_test
