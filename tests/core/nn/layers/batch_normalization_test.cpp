#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <vector>

#include "base/random.h"
#include "support/network.h"

namespace receptive::batch_normalization_test {

namespace {

using receptive::PassMode;
using receptive::Random;
using receptive::testing::BareNetwork;

std::vector<float> random_values(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = 3.0F + 2.0F * random.normal();
  return values;
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

/// Of map `map` over all examples, biased.
Moments moments_of(const std::vector<float>& values, std::size_t maps, std::size_t pixels,
                   std::size_t map) {
  Moments moments;
  double squares = 0;
  double count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i / pixels % maps != map) continue;
    moments.mean += values[i];
    squares += static_cast<double>(values[i]) * values[i];
    ++count;
  }
  moments.mean /= count;
  moments.variance = squares / count - moments.mean * moments.mean;
  return moments;
}

}  // namespace

TEST_CASE("batchNormalization: SAS, a mean is over batch and pixels, 75 values for maps of 5x5") {
  BareNetwork network("[2, 5, 5]", R"([{"type": "batchNormalization"}])", 3);
  const std::vector<float> picture = random_values(2 * 25 * 3, 1);
  network.set_picture(picture);
  const std::vector<float> output = network.forward(/*training=*/true);
  for (std::size_t map = 0; map < 2; ++map) {
    const Moments input = moments_of(picture, 2, 25, map);
    const Moments normalized = moments_of(output, 2, 25, map);
    CHECK(normalized.mean == doctest::Approx(0).epsilon(1e-5));
    CHECK(normalized.variance == doctest::Approx(input.variance / (input.variance + 1e-3)));
  }
}

TEST_CASE("batchNormalization: neurons of a dense layer are normalized over the batch") {
  BareNetwork network("[1, 1, 2]",
                      R"([{"type": "dense", "units": 1, "useBias": false, "kernelValues": [1, 10]},
                      {"type": "batchNormalization", "epsilon": 1e-6}])",
                      2);
  network.set_picture(std::vector<float>{1, 1, 3, 1});  // neurons 11 and 13
  const std::vector<float> output = network.forward(/*training=*/true);
  CHECK(output[0] == doctest::Approx(-1));
  CHECK(output[1] == doctest::Approx(1));
}

TEST_CASE("batchNormalization: running statistics follow two batches by hand") {
  BareNetwork network("[1, 1, 1]", R"([{"type": "batchNormalization", "momentum": 0.9}])", 2);
  const auto mean = network.parameters.views()[2].values();
  const auto variance = network.parameters.views()[3].values();
  CHECK(mean[0] == 0.0F);
  CHECK(variance[0] == 1.0F);
  network.set_picture(std::vector<float>{2, 6});  // mean 4, biased variance 4
  network.forward(/*training=*/true);
  CHECK(mean[0] == doctest::Approx(0.4));
  CHECK(variance[0] == doctest::Approx(0.9 + 0.4));
  network.set_picture(std::vector<float>{-1, 1});  // mean 0, variance 1
  network.forward(/*training=*/true);
  CHECK(mean[0] == doctest::Approx(0.36));
  CHECK(variance[0] == doctest::Approx(0.9 * 1.3 + 0.1));
  // Inference reads them and leaves them.
  network.set_picture(std::vector<float>{0.36F, 5});
  const std::vector<float> output = network.forward();
  CHECK(output[0] == doctest::Approx(0).epsilon(1e-6));
  CHECK(output[1] == doctest::Approx((5 - 0.36) / std::sqrt(1.27 + 1e-3)));
  CHECK(mean[0] == doctest::Approx(0.36));
}

TEST_CASE("batchNormalization: gamma and beta are exempt from decay, statistics from training") {
  const BareNetwork network("[3, 4, 4]", R"([{"type": "batchNormalization"}])", 1);
  const auto& parameters = network.graph.nodes()[0].parameters;
  REQUIRE(parameters.size() == 4);
  CHECK(parameters[0].name == "gamma");
  CHECK(parameters[0].role == receptive::ParameterRole::bias);
  CHECK(parameters[1].name == "beta");
  CHECK(parameters[1].role == receptive::ParameterRole::bias);
  CHECK(parameters[2].name == "movingMean");
  CHECK(parameters[2].role == receptive::ParameterRole::statistic);
  CHECK(parameters[3].name == "movingVariance");
  CHECK(parameters[3].role == receptive::ParameterRole::statistic);
}

TEST_CASE("batchNormalization: collecting in batches gives the statistics of the whole set") {
  BareNetwork network("[2, 2, 3]", R"([{"type": "batchNormalization"}])", 4);
  // 4 + 4 + 2 examples of values far from zero.
  const std::vector<float> set = random_values(10 * 12, 2);
  std::int64_t collected = 0;
  // What the statistics held before does not matter.
  network.set_parameter(2, std::vector<float>{99, 99});
  for (const int examples : {4, 4, 2}) {
    const auto first = set.begin() + static_cast<std::ptrdiff_t>(collected * 12);
    std::copy(first, first + examples * 12, network.execution.inputs(examples).data);
    network.execution.forward(network.parameters, examples,
                              {.mode = PassMode::collecting, .collected = collected});
    collected += examples;
  }
  for (std::size_t map = 0; map < 2; ++map) {
    const Moments whole = moments_of(set, 2, 6, map);
    CHECK(network.parameters.views()[2].values()[map] == doctest::Approx(whole.mean).epsilon(1e-6));
    CHECK(network.parameters.views()[3].values()[map] ==
          doctest::Approx(whole.variance).epsilon(1e-6));
  }
}

TEST_CASE("batchNormalization: collecting normalizes with the batch's own statistics") {
  BareNetwork network("[1, 2, 2]", R"([{"type": "batchNormalization", "momentum": 0}])", 3);
  network.set_picture(random_values(12, 3));
  const std::vector<float> trained = network.forward(/*training=*/true);
  network.execution.forward(network.parameters, 3,
                            {.mode = PassMode::collecting, .collected = 1000});
  CHECK(network.activation(0) == trained);
}

TEST_CASE("frozen batch normalization uses its running statistics in training and keeps them") {
  BareNetwork network("[1, 2, 2]", R"([{"type": "batchNormalization", "trainable": false}])", 3);
  const std::vector<float> picture = random_values(12, 4);
  network.set_picture(picture);
  const std::vector<float> inference = network.forward(/*training=*/false);
  const std::vector<float> before(network.parameters.values().begin(),
                                  network.parameters.values().end());
  CHECK(network.forward(/*training=*/true) == inference);
  const std::vector<float> after(network.parameters.values().begin(),
                                 network.parameters.values().end());
  CHECK(after == before);
}

}  // namespace receptive::batch_normalization_test
