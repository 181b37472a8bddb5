// Figures that course texts publish, reproduced by whole networks. The kernels alone are held
// against further ones in tests/core/kernels.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/xo_generator.h"
#include "support/network.h"

namespace {

using receptive::testing::Network;

/// The 9x9 X with ink +1 and paper -1.
std::vector<float> plain_x() {
  std::vector<float> picture;
  for (const std::uint8_t byte : receptive::plain_x(9)) picture.push_back(byte == 0 ? -1.0F : 1.0F);
  return picture;
}

void check_close(const std::vector<float>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("value ", i);
    // The texts print two decimals.
    CHECK(found[i] == doctest::Approx(expected[i]).epsilon(0.005 / std::abs(expected[i]) + 1e-6));
  }
}

void fill(Network& network, std::size_t parameter, const std::vector<float>& values) {
  REQUIRE(network.parameters.views()[parameter].count() == values.size());
  network.set_parameter(parameter, values);
}

}  // namespace

TEST_CASE("Brohrer, X's and O's: three filters, ReLU and pooling over the plain X") {
  Network network("[1, 9, 9]",
                  R"([{"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
                      {"type": "maxPooling2d", "ceilMode": true}])",
                  1);
  // Divided by the nine pixels of the filter, so that 1 is a perfect match.
  std::vector<float> filters{1,  -1, -1, -1, 1, -1, -1, -1, 1,    // A
                             1,  -1, 1,  -1, 1, -1, 1,  -1, 1,    // B
                             -1, -1, 1,  -1, 1, -1, 1,  -1, -1};  // C
  for (float& weight : filters) weight /= 9;
  fill(network, 0, filters);
  network.set_picture(plain_x());
  const std::vector<float> pooled = network.forward();

  const std::vector<float> maps = network.activation(0);
  check_close({maps.begin(), maps.begin() + 49},
              {0.78,  -0.11, 0.11,  0.33,  0.56,  -0.11, 0.33,   //
               -0.11, 1.00,  -0.11, 0.33,  -0.11, 0.11,  -0.11,  //
               0.11,  -0.11, 1.00,  -0.33, 0.11,  -0.11, 0.56,   //
               0.33,  0.33,  -0.33, 0.56,  -0.33, 0.33,  0.33,   //
               0.56,  -0.11, 0.11,  -0.33, 1.00,  -0.11, 0.11,   //
               -0.11, 0.11,  -0.11, 0.33,  -0.11, 1.00,  -0.11,  //
               0.33,  -0.11, 0.56,  0.33,  0.11,  -0.11, 0.78});
  check_close(pooled, {1.00, 0.33, 0.56, 0.33, 0.33, 1.00, 0.33, 0.56,  // A
                       0.56, 0.33, 1.00, 0.11, 0.33, 0.56, 0.11, 0.78,  //
                       0.56, 0.33, 0.56, 0.33, 0.33, 1.00, 0.56, 0.11,  // B
                       0.56, 0.56, 0.56, 0.11, 0.33, 0.11, 0.11, 0.33,  //
                       0.33, 0.56, 1.00, 0.78, 0.56, 0.56, 1.00, 0.33,  // C
                       1.00, 1.00, 0.11, 0.56, 0.78, 0.33, 0.56, 0.33});
}

TEST_CASE("Deep Learning from Scratch ch. 5: a padded 1-D convolution and its whole gradients") {
  Network network("[1, 1, 5]",
                  R"([{"type": "conv2d", "filters": 1, "kernelSize": [1, 3],
                       "padding": [0, 0, 1, 1], "useBias": false}])",
                  1);
  const auto sum_for = [&](const std::vector<float>& picture, const std::vector<float>& filter) {
    network.set_picture(picture);
    fill(network, 0, filter);
    float sum = 0;
    for (const float value : network.forward()) sum += value;
    return sum;
  };
  CHECK(sum_for({1, 2, 3, 4, 6}, {1, 1, 1}) == 41);
  CHECK(sum_for({1, 2, 3, 4, 5}, {2, 1, 1}) == 49);
  CHECK(sum_for({1, 2, 3, 4, 5}, {1, 1, 1}) == 39);
  CHECK(network.activation(0) == std::vector<float>{3, 6, 9, 12, 9});
  network.backward(std::vector<float>(5, 1.0F));
  CHECK(network.picture_gradient() == std::vector<float>{2, 3, 3, 3, 2});
  const auto dweight = network.gradients.views()[0].values();
  CHECK(std::vector<float>(dweight.begin(), dweight.end()) == std::vector<float>{10, 15, 14});
}

TEST_CASE("MIT 6.390: the gradient of a 1-D filter is dZ_i/dW_j = X_(i+j-1)") {
  // conv -> ReLU -> dense, squared loss (y - target)^2.
  Network network("[1, 1, 6]",
                  R"([{"type": "conv2d", "filters": 1, "kernelSize": [1, 3], "useBias": false},
                      {"type": "relu"},
                      {"type": "dense", "units": 1, "useBias": false}])",
                  1);
  const std::vector<float> x{1, -2, 3, 0.5F, -1, 2};
  const std::vector<float> w{0.5F, -1, 0.25F};
  const std::vector<float> v{1, 2, -1, 0.5F};
  network.set_picture(x);
  fill(network, 0, w);
  fill(network, 1, v);
  const float y = network.forward()[0];
  const float target = 1;
  network.backward(std::vector<float>{2 * (y - target)});
  for (std::size_t j = 0; j < 3; ++j) {
    float expected = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const float z = x[i] * w[0] + x[i + 1] * w[1] + x[i + 2] * w[2];
      expected += 2 * (y - target) * v[i] * (z > 0 ? 1.0F : 0.0F) * x[i + j];
    }
    CHECK(network.gradients.views()[0].data[j] == doctest::Approx(expected));
  }
}

TEST_CASE("MIT 6.390: two layers of hand-made filters find hollow squares and nothing else") {
  Network network("[1, 7, 25]",
                  R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": "same",
                       "activation": "relu"},
                      {"type": "conv2d", "filters": 1, "kernelSize": 3, "padding": "same",
                       "activation": "relu"}])",
                  1);
  fill(network, 0,
       {0, 0, 0, 1, 1, 1, 0, 0, 0,    // three in a row
        0, 1, 0, 0, 1, 0, 0, 1, 0});  // three in a column
  fill(network, 1, {-2, -2});
  fill(network, 2,
       {0, 1, 0, 0, -1, 0, 0, 1, 0,    // rows above and below, none through the middle
        0, 0, 0, 1, -1, 1, 0, 0, 0});  // columns at both sides
  fill(network, 3, {-3});
  const std::vector<std::string> drawing{
      ".........................",  //
      ".###..###...#.......###..",  //
      ".#.#..###...#...###.#....",  //
      ".###..###.#####.....#....",  //
      "............#...###.###..",  //
      "............#............",  //
      ".........................",
  };
  std::vector<float> picture;
  for (const std::string& row : drawing) {
    for (const char pixel : row) picture.push_back(pixel == '#' ? 1.0F : 0.0F);
  }
  network.set_picture(picture);
  const std::vector<float> found = network.forward();
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("pixel ", i / 25, ", ", i % 25);
    CHECK(found[i] == (i == 2 * 25 + 2 ? 1.0F : 0.0F));
  }
}

TEST_CASE("MIT 6.390: max pooling with a stride above 1 is not shift invariant") {
  Network network("[1, 1, 8]", R"([{"type": "maxPooling2d", "poolSize": [1, 2]}])", 1);
  network.set_picture(std::vector<float>{0, 0, 1, 1, 0, 0, 1, 1});
  const std::vector<float> still = network.forward();
  network.set_picture(std::vector<float>{0, 1, 1, 0, 0, 1, 1, 0});
  const std::vector<float> shifted = network.forward();
  CHECK(still == std::vector<float>{0, 1, 0, 1});
  CHECK(shifted == std::vector<float>{1, 1, 1, 1});
}
