// The backward pass of whole networks against central differences: chains, branches that join,
// layers that several others read, shared and frozen parameters.

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "support/gradient_check.h"
#include "support/network.h"

namespace receptive::gradient_nets_test {

namespace {

using receptive::testing::BareNetwork;
using receptive::testing::check_gradients;

// Nets multiply their layers' curvatures: the first weights meet inputs of up to 4, so that the
// third derivative of what they feed is some 60 times that of a layer alone.
constexpr double net_tolerance = 3e-3;

}  // namespace

TEST_CASE("gradients of a chain agree with central differences") {
  // Curved functions and mean pooling: no kinks on the way.
  check_gradients({"smooth net", "[2, 8, 8]",
                   R"([{"type": "conv2d", "filters": 4, "kernelSize": 3, "activation": "tanh"},
           {"type": "averagePooling2d", "poolSize": 2},
           {"type": "conv2d", "filters": 3, "kernelSize": 2, "padding": "same"},
           {"type": "sigmoid"},
           {"type": "flatten"},
           {"type": "dense", "units": 5, "activation": "tanh"},
           {"type": "dense", "units": 3}])",
                   2, net_tolerance});
}

TEST_CASE("gradients of a residual block agree with central differences") {
  const char* layers =
      R"([{"type": "conv2d", "name": "stem", "filters": 3, "kernelSize": 3, "useBias": false},
          {"type": "batchNormalization"},
          {"type": "tanh", "name": "entry"},
          {"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": "same", "useBias": false},
          {"type": "batchNormalization", "name": "branch"},
          {"type": "add", "inputs": ["branch", "entry"]},
          {"type": "globalAveragePooling2d"},
          {"type": "dense", "units": 4}])";
  check_gradients({"residual, training", "[1, 6, 6]", layers, 3, net_tolerance, true});
  check_gradients({"residual, inference", "[1, 6, 6]", layers, 3, net_tolerance});
}

TEST_CASE("gradients of an inception module agree with central differences") {
  check_gradients(
      {"inception", "[2, 5, 5]",
       R"([{"type": "conv2d", "name": "one", "filters": 2, "kernelSize": 1, "inputs": ["input"]},
           {"type": "conv2d", "name": "reduce", "filters": 1, "kernelSize": 1,
            "inputs": ["input"]},
           {"type": "conv2d", "name": "three", "filters": 3, "kernelSize": 3, "padding": "same",
            "activation": "tanh"},
           {"type": "averagePooling2d", "name": "pool", "poolSize": 3, "strides": 1,
            "padding": "same", "inputs": ["input"]},
           {"type": "concatenate", "inputs": ["one", "three", "pool", "input"]},
           {"type": "dense", "units": 3}])",
       2, net_tolerance});
}

TEST_CASE("gradients of a layer that two others read agree with central differences") {
  check_gradients({"fork", "[1, 4, 4]",
                   R"([{"type": "conv2d", "name": "trunk", "filters": 2, "kernelSize": 2},
                       {"type": "dense", "name": "left", "units": 3, "activation": "tanh"},
                       {"type": "flatten", "name": "flat", "inputs": ["trunk"]},
                       {"type": "dense", "name": "right", "units": 3, "activation": "sigmoid"},
                       {"type": "add", "name": "sum", "inputs": ["left", "right", "left"]}])",
                   2, net_tolerance});
}

TEST_CASE("gradients of shared weights are the sum over those who share them") {
  check_gradients(
      {"siamese", "[4, 3, 3]",
       R"([{"type": "conv2d", "name": "a", "filters": 4, "kernelSize": 2, "padding": "same",
            "activation": "tanh"},
           {"type": "conv2d", "name": "b", "filters": 4, "kernelSize": 2, "padding": "same",
            "weightsOf": "a", "activation": "tanh"},
           {"type": "conv2d", "name": "c", "filters": 4, "kernelSize": 2, "padding": "same",
            "weightsOf": "a", "inputs": ["input"]},
           {"type": "concatenate", "inputs": ["b", "c"]},
           {"type": "batchNormalization"}])",
       2, net_tolerance, true});
}

TEST_CASE("gradients of a recurrent convolution agree with central differences") {
  // Its relus have kinks that nothing keeps the values away from, so the step is short.
  check_gradients(
      {.name = "recurrentConv2d",
       .input = "[2, 4, 4]",
       .layers = R"([{"type": "recurrentConv2d", "filters": 3, "kernelSize": 3, "steps": 3},
                     {"type": "dense", "units": 3}])",
       .batch = 1,
       .tolerance = net_tolerance,
       .step = 1e-3});
  check_gradients({.name = "recurrentConv2d, normalized",
                   .input = "[1, 4, 4]",
                   .layers = R"([{"type": "recurrentConv2d", "filters": 2, "kernelSize": 3,
                                  "steps": 2, "normalize": true},
                                 {"type": "dense", "units": 3}])",
                   .batch = 1,
                   .tolerance = net_tolerance,
                   .step = 1e-3});
}

TEST_CASE("a frozen layer gets no gradient and passes its input's on") {
  const char* layers = R"([{"type": "dense", "name": "a", "units": 3},
                           {"type": "batchNormalization", "name": "n", "trainable": false},
                           {"type": "conv2d", "name": "c", "filters": 2, "kernelSize": 1,
                            "trainable": false}])";
  BareNetwork network("[1, 2, 2]", layers, 2);
  network.set_picture(std::vector<float>{1, 2, 3, 4, 5, -6, 7, 8});
  network.forward();
  network.backward(std::vector<float>{1, 2, 3, 4});
  for (const auto& name : parameter_names(network.graph)) {
    const auto values = network.gradients.views()[static_cast<std::size_t>(name.index)].values();
    const bool zeros = std::ranges::all_of(values, [](float value) { return value == 0; });
    INFO(name.text);
    CHECK(zeros == (name.node != 0));
  }
}

TEST_CASE("a layer that two others read gets the sum of their gradients") {
  BareNetwork network("[1, 3, 3]",
                      R"([{"type": "dense", "name": "a", "units": 2, "useBias": false},
                      {"type": "add", "inputs": ["a", "a", "a"]}])",
                      1);
  const std::vector<float> doutput{1.0F, -2.0F};
  network.set_picture(std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  network.forward();
  network.backward(doutput);
  const auto gradient = network.execution.gradient(0).values();
  CHECK(gradient[0] == 3.0F);
  CHECK(gradient[1] == -6.0F);
}

}  // namespace receptive::gradient_nets_test
