#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "support/network.h"

namespace receptive::pooling_test {

namespace {

using receptive::Shape;
using receptive::testing::BareNetwork;
using Floats = std::vector<float>;

Floats answer(const std::string& input, const std::string& layer, const Floats& picture) {
  BareNetwork network(input, "[" + layer + "]", 1);
  network.set_picture(picture);
  return network.forward();
}

/// The largest change of a value of a layer's output when its stripes move by one pixel, relative
/// to the largest value.
double shift_sensitivity(const std::string& layer) {
  const auto stripes = [](int shift) {
    Floats picture;
    for (int i = 0; i < 16 * 16; ++i) picture.push_back((i + shift) % 4 < 2 ? 1.0F : 0.0F);
    return picture;
  };
  const Floats here = answer("[1, 16, 16]", layer, stripes(0));
  const Floats there = answer("[1, 16, 16]", layer, stripes(1));
  double apart = 0;
  double largest = 0;
  for (std::size_t i = 0; i < here.size(); ++i) {
    apart = std::max(apart, std::abs(static_cast<double>(here[i]) - there[i]));
    largest = std::max(largest, static_cast<double>(here[i]));
  }
  return apart / largest;
}

}  // namespace

TEST_CASE("LeNet-5: S2 has 12 parameters and 5,880 connections, S4 32 and 2,000") {
  const BareNetwork s2("[6, 28, 28]", R"([{"type": "subsampling2d"}])", 1);
  const Shape maps{1, 6, 14, 14};
  CHECK(s2.graph.output().output == maps);
  CHECK(s2.parameters.views()[0].count() + s2.parameters.views()[1].count() == 12);
  CHECK(s2.graph.nodes()[0].layer->cost().connections == 5880);
  const BareNetwork s4("[16, 10, 10]", R"([{"type": "subsampling2d"}])", 1);
  CHECK(s4.parameters.views()[0].count() + s4.parameters.views()[1].count() == 32);
  CHECK(s4.graph.nodes()[0].layer->cost().connections == 2000);
}

TEST_CASE("subsampling2d: coefficient times the window's sum, and the bias") {
  BareNetwork network("[2, 2, 4]", R"([{"type": "subsampling2d"}])", 1);
  network.set_picture(Floats(16, 1.0F));
  // It begins as mean pooling.
  CHECK(network.forward() == Floats{1, 1, 1, 1});
  network.set_parameter(0, Floats{2, -1});
  network.set_parameter(1, Floats{0.5F, 3});
  CHECK(network.forward() == Floats{8.5F, 8.5F, -1, -1});
}

TEST_CASE("l2Pooling2d: the root of the sum of squares") {
  CHECK(answer("[1, 2, 4]", R"({"type": "l2Pooling2d"})", {3, 0, 1, 1, 0, -4, -1, 1}) ==
        Floats{5, 2});
}

TEST_CASE("global pooling: one value for each map") {
  const Floats picture{1, 2, 3, 6, -1, -5, -2, -4};
  CHECK(answer("[2, 2, 2]", R"({"type": "globalMaxPooling2d"})", picture) == Floats{6, -1});
  CHECK(answer("[2, 2, 2]", R"({"type": "globalAveragePooling2d"})", picture) == Floats{3, -3});
  CHECK(answer("[2, 1, 4]", R"({"type": "globalMaxPooling1d"})", picture) == Floats{6, -1});
}

TEST_CASE("blurPooling2d: weights 1 2 1 by 1 2 1, over 16, of the pixels that are there") {
  Floats dot(25, 0.0F);
  dot[12] = 16;  // the middle of 5x5
  CHECK(answer("[1, 5, 5]", R"({"type": "blurPooling2d", "strides": 1})", dot) ==
        Floats{0, 0, 0, 0, 0,  //
               0, 1, 2, 1, 0,  //
               0, 2, 4, 2, 0,  //
               0, 1, 2, 1, 0,  //
               0, 0, 0, 0, 0});
  // At the corner the weights there, 2 1 by 2 1, sum to 9.
  Floats corner(25, 0.0F);
  corner[0] = 9;
  const Floats blurred = answer("[1, 5, 5]", R"({"type": "blurPooling2d"})", corner);
  const Shape output{1, 1, 3, 3};
  REQUIRE(blurred.size() == output.count());
  CHECK(blurred[0] == doctest::Approx(4));
  CHECK(blurred[1] == 0.0F);
}

TEST_CASE("blurPooling2d leaves a flat map flat, at the edges too") {
  for (const char* size : {"1", "2", "3", "4", "5", "7"}) {
    const Floats flat =
        answer("[2, 7, 6]", std::string(R"({"type": "blurPooling2d", "poolSize": )") + size + "}",
               Floats(84, 3.0F));
    CHECK(flat.size() == 2 * 4 * 3);
    for (const float value : flat) CHECK(value == doctest::Approx(3));
  }
}

TEST_CASE("MIT 6.390: a shift by one pixel changes blurred pooling less than max pooling") {
  const double maximum = shift_sensitivity(R"({"type": "maxPooling2d"})");
  const double blurred = shift_sensitivity(
      R"({"type": "maxPooling2d", "strides": 1, "padding": "same"},
         {"type": "blurPooling2d", "poolSize": 5})");
  INFO("max pooling ", maximum, ", blurred ", blurred);
  CHECK(maximum == 1.0);
  CHECK(blurred < 0.5);
}

}  // namespace receptive::pooling_test
