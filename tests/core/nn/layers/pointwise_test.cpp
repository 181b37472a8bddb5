#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "nn/layers.h"
#include "nn/layers/digit_prototypes.h"
#include "support/network.h"

namespace receptive::layers_pointwise_test {

namespace {

using receptive::testing::BareNetwork;
using Floats = std::vector<float>;

}  // namespace

TEST_CASE("spatialDropout2d leaves out whole maps, each example's own") {
  BareNetwork network("[40, 2, 3]", R"([{"type": "spatialDropout2d", "rate": 0.25}])", 3);
  network.set_picture(Floats(3 * 40 * 6, 3.0F));
  const Floats output = network.forward(/*training=*/true, 5);
  int dropped = 0;
  bool alike = true;
  for (std::size_t map = 0; map < 120; ++map) {
    const float first = output[map * 6];
    CHECK((first == 0.0F || first == 4.0F));  // 3 / (1 - 0.25)
    for (std::size_t i = 0; i < 6; ++i) REQUIRE(output[map * 6 + i] == first);
    dropped += first == 0.0F ? 1 : 0;
    alike = alike && first == output[map % 40 * 6];
  }
  CHECK(dropped > 15);
  CHECK(dropped < 45);
  CHECK_FALSE(alike);
  CHECK(network.forward() == Floats(3 * 40 * 6, 3.0F));
}

TEST_CASE("rescaling: bytes to -1 .. 1, and maps with a scale each") {
  BareNetwork bytes("[1, 1, 3]", R"([{"type": "rescaling", "scale": 0.0078125, "offset": -1}])", 1);
  bytes.set_picture(Floats{0, 128, 256});
  CHECK(bytes.forward() == Floats{-1, 0, 1});
  BareNetwork maps("[2, 1, 1]", R"([{"type": "rescaling", "scale": [1, 2], "offset": [0, 0.5]}])",
                   2);
  maps.set_picture(Floats{1, 1, 2, 2});
  CHECK(maps.forward() == Floats{1, 2.5F, 2, 4.5F});
}

TEST_CASE("an activation can be any of the layers that are one") {
  for (const std::string& type : receptive::activation_types()) {
    const BareNetwork network(
        "[1, 2, 2]", R"([{"type": "dense", "units": 2, "activation": ")" + type + R"("}])", 1);
    CHECK(network.graph.output().type == type);
  }
}

TEST_CASE("localResponseNormalization: AlexNet's formula by hand") {
  BareNetwork network("[3, 1, 1]",
                      R"([{"type": "localResponseNormalization", "depthRadius": 1, "bias": 2,
                       "alpha": 0.5, "beta": 0.75}])",
                      1);
  network.set_picture(Floats{1, 2, 3});
  const Floats output = network.forward();
  CHECK(output[0] == doctest::Approx(1 / std::pow(2 + 0.5 * 5, 0.75)));
  CHECK(output[1] == doctest::Approx(2 / std::pow(2 + 0.5 * 14, 0.75)));
  CHECK(output[2] == doctest::Approx(3 / std::pow(2 + 0.5 * 13, 0.75)));
}

TEST_CASE("localContrastNormalization: brightness and contrast do not matter, blank is zero") {
  const char* layers = R"([{"type": "localContrastNormalization", "kernelSize": 5}])";
  BareNetwork network("[2, 8, 8]", layers, 3);
  Floats picture;
  for (int i = 0; i < 128; ++i) picture.push_back(static_cast<float>(i * i % 13));
  // The same picture with another brightness and contrast, and one without any contrast.
  for (int i = 0; i < 128; ++i) picture.push_back(20 + 7 * picture[static_cast<std::size_t>(i)]);
  picture.insert(picture.end(), 128, 4.0F);
  network.set_picture(picture);
  const Floats output = network.forward();
  double largest = 0;
  for (std::size_t i = 0; i < 128; ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(output[i])));
    CHECK(output[128 + i] == doctest::Approx(output[i]).epsilon(1e-4));
    CHECK(std::abs(output[256 + i]) < 0.02F);  // rounding, over the least divisor of 1e-4
  }
  CHECK(largest > 1);
  network.backward(Floats(output.size(), 1.0F));
  const Floats gradient = network.gradient_of_input();
  CHECK(std::ranges::all_of(gradient, [](float value) { return std::isfinite(value); }));
}

TEST_CASE("LeNet-5: the outputs are distances from pictures of the digits, with the sign turned") {
  BareNetwork network("[84, 1, 1]",
                      R"([{"type": "radialBasis", "units": 10, "prototypes": "digits",
                       "trainable": false}])",
                      10);
  const Floats pictures = receptive::digit_prototype_pictures();
  REQUIRE(pictures.size() == 840);
  CHECK(std::ranges::all_of(pictures, [](float pixel) { return std::abs(pixel) == 1; }));
  // Each digit's own picture is the only one at no distance; others differ in whole pixels, 4 each.
  network.set_picture(pictures);
  const Floats output = network.forward();
  for (std::size_t digit = 0; digit < 10; ++digit) {
    for (std::size_t unit = 0; unit < 10; ++unit) {
      const float distance = -output[digit * 10 + unit];
      INFO("digit ", digit, ", unit ", unit);
      if (unit == digit) {
        CHECK(distance == 0.0F);
      } else {
        CHECK(distance >= 4 * 8);  // at least eight pixels apart
        CHECK(std::fmod(distance, 4.0F) == 0.0F);
      }
    }
  }
}

}  // namespace receptive::layers_pointwise_test
