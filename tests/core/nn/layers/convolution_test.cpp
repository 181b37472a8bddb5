#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/network.h"

namespace receptive::convolution_test {

namespace {

using receptive::ParameterInfo;
using receptive::Shape;
using receptive::testing::BareNetwork;
using Floats = std::vector<float>;

/// LeCun et al. 1998, table I.
const std::string lenet_table =
    "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345";

std::string lenet_c3() {
  return R"([{"type": "conv2d", "filters": 16, "kernelSize": 5, "connections": ")" + lenet_table +
         R"("}])";
}

}  // namespace

TEST_CASE("LeNet-5: C3 has 1,516 parameters and 151,600 connections") {
  const BareNetwork network("[6, 14, 14]", lenet_c3(), 1);
  const auto& node = network.graph.nodes()[0];
  const Shape maps{1, 16, 10, 10};
  CHECK(node.output == maps);
  CHECK(std::ranges::count(node.parameters[0].connected, true) + 16 == 1516);
  CHECK(node.layer->cost().connections == 151600);
  CHECK(node.layer->cost().multiply_adds == 150000);
  // 60 pairs of maps, so 3.75 maps of 25 pixels a filter and 10 filters a map.
  CHECK(node.parameters[0].fan_in == 3.75 * 25);
  CHECK(node.parameters[0].fan_out == 10 * 25);
}

TEST_CASE("a connection table: weights that do not exist are 0, and what they would read unread") {
  BareNetwork network("[6, 14, 14]", lenet_c3(), 1);
  const ParameterInfo& weight = network.graph.nodes()[0].parameters[0];
  const auto values = network.parameters.views()[0].values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    REQUIRE((values[i] != 0.0F) == weight.connected[i]);
  }
  // Filter 0 reads maps 0, 1 and 2: with only map 3 inked, it says its bias.
  Floats picture(6 * 14 * 14, 0.0F);
  std::fill_n(picture.begin() + 3 * 14 * 14, 14 * 14, 1.0F);
  network.set_picture(picture);
  const Floats output = network.forward();
  CHECK(std::all_of(output.begin(), output.begin() + 100, [](float y) { return y == 0.0F; }));
  CHECK(output[100] != 0.0F);  // filter 1 reads it
}

TEST_CASE("a connection table takes numbers above 9 with commas") {
  const BareNetwork network(
      "[13, 2, 2]",
      R"([{"type": "conv2d", "filters": 3, "kernelSize": 1, "connections": "0,12 12, 345"}])", 1);
  const auto& connected = network.graph.nodes()[0].parameters[0].connected;
  std::vector<int> pairs;
  for (std::size_t i = 0; i < connected.size(); ++i) {
    if (connected[i]) pairs.push_back(static_cast<int>(i));
  }
  CHECK(pairs == std::vector<int>{0, 12, 13 + 12, 26 + 3, 26 + 4, 26 + 5});
}

TEST_CASE("fans of groups and of a table with all pairs are those of what a filter reads") {
  const auto fans = [](const char* layer) {
    const BareNetwork network("[6, 5, 5]", std::string("[") + layer + "]", 1);
    const ParameterInfo& weight = network.graph.nodes()[0].parameters[0];
    return std::vector<double>{weight.fan_in, weight.fan_out};
  };
  using Fans = std::vector<double>;
  CHECK(fans(R"({"type": "conv2d", "filters": 4, "kernelSize": 3})") == Fans{54, 36});
  CHECK(fans(R"({"type": "conv2d", "filters": 4, "kernelSize": 3, "groups": 2})") == Fans{27, 18});
  CHECK(fans(R"({"type": "conv2d", "filters": 1, "kernelSize": 3, "connections": "012345"})") ==
        Fans{54, 9});
  CHECK(fans(R"({"type": "depthwiseConv2d", "kernelSize": 3, "depthMultiplier": 2})") ==
        Fans{9, 18});
  // Theano's LeNet tutorial: fan-out divided by the pixels of the pool.
  CHECK(fans(R"({"type": "conv2d", "filters": 4, "kernelSize": 3, "fanOutScale": 0.25})") ==
        Fans{54, 9});
}

TEST_CASE("filters and biases set by hand are where training starts") {
  BareNetwork network("[1, 2, 2]",
                      R"([{"type": "conv2d", "filters": 2, "kernelSize": 2,
                       "kernelValues": [1, 2, 3, 4, 0, 0, 0, -1], "biasValues": [10, 0.5]},
                      {"type": "dense", "units": 1, "kernelValues": [1, 100],
                       "biasValues": [-1]}])",
                      1);
  network.set_picture(Floats{1, 10, 100, 1000});
  CHECK(network.forward() == Floats{4331.0F - 99950.0F - 1.0F});
}

TEST_CASE("MIT 6.390: the bright spot, with conv1d") {
  BareNetwork network("[1, 1, 10]",
                      R"([{"type": "conv1d", "filters": 1, "kernelSize": 3, "useBias": false,
                       "kernelValues": [1, -1, 1]}])",
                      1);
  network.set_picture(Floats{1, 1, -1, -1, -1, 1, -1, 1, 1, 1});
  CHECK(network.forward() == Floats{-1, 1, -1, 1, -3, 3, -1, 1});
}

TEST_CASE("conv1d: with causal padding no output looks ahead") {
  BareNetwork network("[1, 1, 5]",
                      R"([{"type": "conv1d", "filters": 1, "kernelSize": 2, "dilationRate": 2,
                       "padding": "causal", "useBias": false, "kernelValues": [10, 1]}])",
                      1);
  network.set_picture(Floats{1, 2, 3, 4, 5});
  CHECK(network.forward() == Floats{1, 2, 13, 24, 35});
}

TEST_CASE("depthwiseConv2d: every map has filters of its own, in the order of the maps") {
  BareNetwork network("[2, 1, 1]",
                      R"([{"type": "depthwiseConv2d", "kernelSize": 1, "depthMultiplier": 2,
                       "kernelValues": [1, 2, 3, 4]}])",
                      1);
  network.set_picture(Floats{10, 100});
  CHECK(network.forward() == Floats{10, 20, 300, 400});
  CHECK(network.graph.nodes()[0].layer->cost().connections == 8);
}

TEST_CASE("locallyConnected2d: every place has its own filter and every output its own bias") {
  BareNetwork network("[1, 2, 3]",
                      R"([{"type": "locallyConnected2d", "filters": 2, "kernelSize": [2, 2],
                       "kernelValues": [1, 1, 1, 1,  1, 0, 0, 0,   0, 0, 0, 1,  0, 0, 2, 0],
                       "biasValues": [0.5, 0, 0, -1]}])",
                      1);
  network.set_picture(Floats{1, 2, 3, 10, 20, 30});
  // Place 0 sees 1 2 10 20, place 1 sees 2 3 20 30.
  CHECK(network.forward() == Floats{33.5F, 30, 1, 39});
  CHECK(network.graph.nodes()[0].layer->cost().connections == 4 * 5);
}

TEST_CASE("locallyConnected2d with the same filter everywhere is the convolution") {
  const char* convolution =
      R"([{"type": "conv2d", "filters": 3, "kernelSize": [2, 3], "strides": [1, 2],
           "useBias": false}])";
  const char* local =
      R"([{"type": "locallyConnected2d", "filters": 3, "kernelSize": [2, 3], "strides": [1, 2],
           "useBias": false}])";
  BareNetwork shared("[2, 4, 7]", convolution, 2);
  BareNetwork own("[2, 4, 7]", local, 2);
  const auto filters = shared.parameters.views()[0].values();
  auto places = own.parameters.views()[0].values();
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = filters[i % filters.size()];
  Floats picture(2 * 2 * 4 * 7);
  for (std::size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<float>(i * i % 17);
  shared.set_picture(picture);
  own.set_picture(picture);
  const Floats expected = shared.forward();
  const Floats found = own.forward();
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]));
}

TEST_CASE("conv2dTranspose paints its filters side by side, and over each other where they meet") {
  const auto painted = [](const std::string& arguments) {
    BareNetwork network("[1, 1, 2]",
                        R"([{"type": "conv2dTranspose", "filters": 1, )" + arguments + "}]", 1);
    network.set_picture(Floats{1, 10});
    return network.forward();
  };
  CHECK(painted(R"("kernelSize": [1, 2], "strides": [1, 2], "kernelValues": [1, 2])") ==
        Floats{1, 2, 10, 20});
  CHECK(painted(R"("kernelSize": [1, 3], "strides": [1, 2], "kernelValues": [1, 2, 3])") ==
        Floats{1, 2, 3 + 10, 20, 30});
  // 'same' keeps extent * strides: the odd pixel is left out at the far side.
  CHECK(painted(R"("kernelSize": [1, 3], "strides": [1, 2], "kernelValues": [1, 2, 3],
                   "padding": "same")") == Floats{1, 2, 3 + 10, 20});
  // Strides beyond the filter leave gaps, of the bias alone.
  CHECK(painted(R"("kernelSize": 1, "strides": [1, 3], "kernelValues": [2], "biasValues": [5])") ==
        Floats{7, 5, 5, 25, 5, 5});
}

TEST_CASE("recurrentConv2d: RCNN, three steps are four layers that share their weights") {
  const BareNetwork network("[1, 8, 8]",
                            R"([{"type": "recurrentConv2d", "filters": 4, "kernelSize": 3}])", 1);
  int convolutions = 0;
  for (const auto& node : network.graph.nodes()) convolutions += node.type == "conv2d" ? 1 : 0;
  CHECK(convolutions == 4);
  // The forward filters with their biases and the recurrent ones, once.
  CHECK(network.graph.parameter_count() == 3);
}

}  // namespace receptive::convolution_test
