#include "inspect/looks/activation_maximum.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "core/inspect/looks/support.h"

namespace receptive::testing::activation_maximum_test {

TEST_CASE("a linear score is climbed to the ink where weights are positive") {
  const StartedNetwork network =
      network_of("[1, 4, 4]", R"([{"type": "flatten"}, {"type": "dense", "units": 2}])");
  const Target target = class_score(network, 0);
  std::vector<float> picture(16);
  const TensorView view{picture.data(), {1, 1, 4, 4}};
  const Ascent ascent{.low = -1, .high = 1, .decay = 0, .blur_every = 0};
  start_pictures(ascent, 0, view);
  CHECK(std::ranges::all_of(picture, [](float value) { return value == 0; }));
  double value = 0;
  // The first step is the gradient over its largest: a tenth of the range at most.
  climb(network, {&target, 1}, ascent, 0, 1, view, {&value, 1});
  const float* weight = network.parameters().views()[0].data;
  float largest = 0;
  for (std::size_t i = 0; i < 16; ++i) largest = std::max(largest, std::abs(weight[i]));
  for (std::size_t i = 0; i < 16; ++i) {
    CHECK(picture[i] == doctest::Approx(0.2F * weight[i] / largest));
  }
  climb(network, {&target, 1}, ascent, 1, 4000, view, {&value, 1});
  double best = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    CHECK(picture[i] == (weight[i] > 0 ? 1.0F : -1.0F));
    best += std::abs(static_cast<double>(weight[i]));
  }
  CHECK(value == doctest::Approx(best).epsilon(1e-5));
}

TEST_CASE("decay and rate balance: what matters little stays grey") {
  const StartedNetwork network =
      network_of("[1, 4, 4]", R"([{"type": "flatten"}, {"type": "dense", "units": 2}])");
  const Target target = class_score(network, 1);
  std::vector<float> picture(16);
  const TensorView view{picture.data(), {1, 1, 4, 4}};
  const Ascent ascent{.rate = 0.01F, .decay = 0.05F, .blur_every = 0};
  start_pictures(ascent, 0, view);
  double value = 0;
  climb(network, {&target, 1}, ascent, 0, 400, view, {&value, 1});
  // At rest rate * g / max|g| = decay * (x - grey).
  const float* weight = network.parameters().views()[0].data + 16;
  float largest = 0;
  for (std::size_t i = 0; i < 16; ++i) largest = std::max(largest, std::abs(weight[i]));
  for (std::size_t i = 0; i < 16; ++i) {
    CHECK(picture[i] == doctest::Approx(0.5F + 0.2F * weight[i] / largest).epsilon(1e-3));
  }
}

TEST_CASE("a climb in pieces is the climb at once, rises, and stays in the range") {
  const StartedNetwork network = branched_network();
  const int node = network.graph().index_of("both");
  std::vector<Target> targets;
  targets.reserve(5);
  for (int map = 0; map < 5; ++map) targets.push_back(map_mean(network.graph(), node, map));
  const Shape shape = network.graph().input().with_examples(5);
  const Ascent ascent{.low = 0, .high = 2, .jitter = 1, .seed = 4};
  std::vector<float> at_once(shape.count());
  start_pictures(ascent, 0.1F, {at_once.data(), shape});
  std::vector<float> in_pieces = at_once;
  CHECK(std::ranges::any_of(at_once, [](float value) { return value != 1; }));
  std::vector<double> before(5);
  std::vector<double> after(5);
  climb(network, targets, ascent, 0, 0, {at_once.data(), shape}, before);
  CHECK(at_once == in_pieces);
  climb(network, targets, ascent, 0, 30, {at_once.data(), shape}, after);
  for (const int first : {0, 10, 20}) {
    std::vector<double> values(5);
    climb(network, targets, ascent, first, 10, {in_pieces.data(), shape}, values);
  }
  CHECK(at_once == in_pieces);
  for (std::size_t map = 0; map < 5; ++map) CHECK(after[map] > before[map]);
  for (const float value : at_once) {
    CHECK(value >= 0.0F);
    CHECK(value <= 2.0F);
  }
}

TEST_CASE("where nothing leads up a step is noise, so that a silent relu may wake") {
  const StartedNetwork network = network_of("[1, 3, 3]", R"([
      {"type": "conv2d", "filters": 1, "kernelSize": 3, "activation": "relu"},
      {"type": "dense", "units": 2}])");
  std::ranges::fill(network.parameters().views()[0].values(), 1.0F);
  network.parameters().views()[1].data[0] = -4.6F;  // grey sums up to 4.5
  const Target target = map_mean(network.graph(), 1, 0);
  std::vector<float> picture(9);
  const TensorView view{picture.data(), {1, 1, 3, 3}};
  start_pictures({}, 0, view);
  double value = 0;
  climb(network, {&target, 1}, {}, 0, 0, view, {&value, 1});
  CHECK(value == 0);
  climb(network, {&target, 1}, {}, 0, 100, view, {&value, 1});
  CHECK(value > 1);
}

TEST_CASE("a climb refuses what does not fit together") {
  const StartedNetwork network = branched_network();
  const Target targets[] = {class_score(network, 0), map_mean(network.graph(), 0, 0)};
  std::vector<float> pictures(120);
  const TensorView view{pictures.data(), {2, 2, 6, 5}};
  std::vector<double> values(2);
  CHECK_THROWS_WITH_AS(climb(network, targets, {}, 0, 1, view, values),
                       "targets: expected one of the same layer for each of the 2 pictures",
                       ArgumentError);
  CHECK_THROWS_WITH_AS(start_pictures({.low = 1, .high = 1}, 0, view),
                       "range: expected low below high, found 1.000000 and 1.000000",
                       ArgumentError);
}

}  // namespace receptive::testing::activation_maximum_test
