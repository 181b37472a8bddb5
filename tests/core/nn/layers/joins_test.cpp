#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "support/network.h"

namespace receptive::joins_test {

namespace {

using receptive::testing::BareNetwork;
using Floats = std::vector<float>;

}  // namespace

TEST_CASE("add sums value by value, a layer named twice counts twice") {
  BareNetwork network("[1, 1, 3]",
                      R"([{"type": "rescaling", "name": "double", "scale": 2},
                      {"type": "add", "inputs": ["input", "double", "input"]}])",
                      1);
  network.set_picture(Floats{1, -2, 0.5F});
  CHECK(network.forward() == Floats{4, -8, 2});
}

TEST_CASE("concatenate puts the maps of each example in the order of its inputs") {
  BareNetwork network("[1, 1, 2]",
                      R"([{"type": "rescaling", "name": "ten", "scale": 10},
                      {"type": "concatenate", "name": "both", "inputs": ["ten", "input"]},
                      {"type": "concatenate", "inputs": ["both", "ten"]}])",
                      2);
  network.set_picture(Floats{1, 2, 3, 4});
  CHECK(network.forward() == Floats{10, 20, 1, 2, 10, 20, 30, 40, 3, 4, 30, 40});
  const receptive::Shape joined{1, 3, 1, 2};
  CHECK(network.graph.output().output == joined);
}

TEST_CASE("reshape keeps the values and their order") {
  BareNetwork network("[2, 2, 3]",
                      R"([{"type": "reshape", "targetShape": [3, -1, 2]},
                      {"type": "zeroPadding2d", "padding": [1, 0, 0, 1]}])",
                      1);
  const receptive::Shape reshaped{1, 3, 2, 2};
  CHECK(network.graph.nodes()[0].output == reshaped);
  network.set_picture(Floats{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  CHECK(network.forward() == Floats{0, 0, 0, 1, 2,  0, 3,  4,  0,  //
                                    0, 0, 0, 5, 6,  0, 7,  8,  0,  //
                                    0, 0, 0, 9, 10, 0, 11, 12, 0});
}

TEST_CASE("zeroPadding2d pads by one pixel where nothing else is said") {
  BareNetwork network("[1, 1, 1]", R"([{"type": "zeroPadding2d"}])", 1);
  network.set_picture(Floats{5});
  CHECK(network.forward() == Floats{0, 0, 0, 0, 5, 0, 0, 0, 0});
}

TEST_CASE("embedding puts the rows of its weight side by side") {
  BareNetwork network("[1, 1, 3]", R"([{"type": "embedding", "inputDim": 4, "outputDim": 2}])", 1);
  network.set_parameter(0, Floats{0, 1, 10, 11, 20, 21, 30, 31});
  network.set_picture(Floats{2, 0, 3});
  const receptive::Shape columns{1, 2, 1, 3};
  CHECK(network.graph.output().output == columns);
  CHECK(network.forward() == Floats{20, 0, 30, 21, 1, 31});
  // Rows that were read get the gradient of where they went, row 1 none.
  network.backward(Floats{1, 2, 3, 4, 5, 6});
  const auto gradient = network.gradients.views()[0].values();
  CHECK(Floats(gradient.begin(), gradient.end()) == Floats{2, 5, 0, 0, 1, 4, 3, 6});
}

TEST_CASE("embedding makes NaN of numbers that name no row, and no gradient") {
  BareNetwork network("[1, 1, 4]", R"([{"type": "embedding", "inputDim": 2, "outputDim": 1}])", 1);
  network.set_picture(Floats{-1, 2, 0.5F, 1});
  const Floats output = network.forward();
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::isnan(output[i]));
  CHECK(output[3] == network.parameters.views()[0].values()[1]);
  CHECK(network.execution.first_non_finite() == &network.graph.nodes()[0]);
  network.backward(Floats{1, 1, 1, 1});
  const auto gradient = network.gradients.views()[0].values();
  CHECK(Floats(gradient.begin(), gradient.end()) == Floats{0, 1});
}

}  // namespace receptive::joins_test
