// Every layer's backward pass against central differences of its forward pass.
//
// L = sum of c_i * y_i with random c, so that every output matters. The differences are taken in
// the reference kernels, whose sums run in double; the gradients come from every kernel table.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "support/network.h"
#include "tensor/random.h"

namespace {

using receptive::available_kernels;
using receptive::Kernels;
using receptive::Random;
using receptive::reference_kernels;
using receptive::testing::Network;

struct Case {
  const char* name;
  const char* input;
  const char* layers;
  int batch;
  /// Largest difference allowed, relative to the largest gradient of the tensor. Float32 outputs
  /// and a step of 1e-2 leave about 1e-5 for linear layers; curved functions add their third
  /// derivative times step^2 / 6, which is 2e-5 here.
  double tolerance = 3e-4;
  bool training = false;
};

constexpr double difference_step = 1e-2;

/// Distinct values at a distance of at least 0.05 from each other and 0.03 from zero, in random
/// order: no step of the differences crosses the kink of relu or changes the winner of a pool.
std::vector<float> kink_free(std::size_t count, Random& random) {
  std::vector<std::uint32_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = static_cast<std::uint32_t>(i);
  random.shuffle(order);
  std::vector<float> values(count);
  const auto half = static_cast<float>(count) / 2.0F;
  for (std::size_t i = 0; i < count; ++i) {
    // In steps of 0.06 around zero, none nearer to it than 0.03.
    values[i] = (static_cast<float>(order[i]) - std::floor(half) + 0.5F) * 0.06F;
  }
  return values;
}

double loss_of(Network& network, const std::vector<float>& weights, bool training) {
  const std::vector<float> outputs = network.forward(training, 11);
  double loss = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    loss += static_cast<double>(weights[i]) * static_cast<double>(outputs[i]);
  }
  return loss;
}

/// dL/dvalue for each of `values`, which belong to `network`.
std::vector<double> differences(Network& network, std::span<float> values,
                                const std::vector<float>& weights, bool training) {
  std::vector<double> result;
  for (float& value : values) {
    const float kept = value;
    value = kept + static_cast<float>(difference_step);
    const double above_at = value;
    const double above = loss_of(network, weights, training);
    value = kept - static_cast<float>(difference_step);
    const double below_at = value;
    const double below = loss_of(network, weights, training);
    value = kept;
    result.push_back((above - below) / (above_at - below_at));
  }
  return result;
}

void compare(const std::string& what, std::span<const float> analytic,
             const std::vector<double>& numeric, double tolerance) {
  double largest = 1e-3;
  for (const double value : numeric) largest = std::max(largest, std::abs(value));
  double worst = 0;
  for (std::size_t i = 0; i < numeric.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(analytic[i]) - numeric[i]));
  }
  INFO(what, ": worst difference ", worst, " of gradients up to ", largest);
  CHECK(worst <= tolerance * largest);
}

void check(const Case& test) {
  Network truth(test.input, test.layers, test.batch, reference_kernels());
  Random random(5);
  const std::vector<float> picture = kink_free(truth.execution.picture(test.batch).count(), random);
  for (const auto& view : truth.parameters.views()) {
    for (float& value : view.values()) value = random.uniform(-0.5F, 0.5F);
  }
  truth.set_picture(picture);
  std::vector<float> weights(truth.forward(test.training, 11).size());
  for (float& weight : weights) weight = random.uniform(-1, 1);

  const auto picture_differences =
      differences(truth, truth.execution.picture(test.batch).values(), weights, test.training);
  std::vector<std::vector<double>> parameter_differences;
  for (const auto& view : truth.parameters.views()) {
    parameter_differences.push_back(differences(truth, view.values(), weights, test.training));
  }

  for (const Kernels* kernels : available_kernels()) {
    INFO(std::string(test.name), " with ", std::string(kernels->name));
    Network network(test.input, test.layers, test.batch, *kernels);
    std::ranges::copy(truth.parameters.values(), network.parameters.values().begin());
    network.set_picture(picture);
    network.forward(test.training, 11);
    network.backward(weights);
    compare("picture", network.picture_gradient(), picture_differences, test.tolerance);
    const auto names = parameter_names(network.graph);
    for (std::size_t i = 0; i < names.size(); ++i) {
      compare(names[i].text, network.gradients.views()[i].values(), parameter_differences[i],
              test.tolerance);
    }
  }
}

}  // namespace

TEST_CASE("gradients of every layer agree with central differences") {
  const Case cases[] = {
      {"conv2d valid", "[2, 6, 5]", R"([{"type": "conv2d", "filters": 3, "kernelSize": 3}])", 2},
      {"conv2d same", "[3, 5, 5]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": [3, 2], "padding": "same"}])", 2},
      {"conv2d strided", "[1, 9, 8]",
       R"([{"type": "conv2d", "filters": 4, "kernelSize": [3, 4], "strides": [2, 3]}])", 3},
      {"conv2d padded by side", "[2, 4, 4]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": [2, 0, 1, 3]}])", 1},
      {"conv2d dilated without bias", "[1, 8, 8]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "dilationRate": 2,
            "useBias": false}])",
       1},
      {"conv2d 1x1", "[5, 4, 3]", R"([{"type": "conv2d", "filters": 7, "kernelSize": 1}])", 2},
      {"dense", "[2, 3, 3]", R"([{"type": "dense", "units": 7}])", 5},
      {"dense without bias", "[9, 1, 1]", R"([{"type": "dense", "units": 3, "useBias": false}])",
       3},
      {"maxPooling2d", "[2, 6, 6]", R"([{"type": "maxPooling2d", "poolSize": 2}])", 2},
      {"maxPooling2d partial and overlapping", "[2, 7, 5]",
       R"([{"type": "maxPooling2d", "poolSize": 3, "strides": 2, "ceilMode": true}])", 2},
      {"maxPooling2d padded", "[1, 5, 5]",
       R"([{"type": "maxPooling2d", "poolSize": 3, "strides": 2, "padding": 1}])", 2},
      {"averagePooling2d", "[2, 6, 6]", R"([{"type": "averagePooling2d", "poolSize": 2}])", 2},
      {"averagePooling2d same", "[1, 7, 7]",
       R"([{"type": "averagePooling2d", "poolSize": 3, "strides": 1, "padding": "same"}])", 2},
      {"relu", "[3, 4, 4]", R"([{"type": "relu"}])", 2},
      {"leakyRelu", "[3, 4, 4]", R"([{"type": "leakyRelu", "negativeSlope": 0.2}])", 2},
      {"sigmoid", "[1, 4, 4]", R"([{"type": "sigmoid"}])", 2},
      {"tanh", "[1, 4, 4]", R"([{"type": "tanh"}])", 2},
      {"softmax", "[5, 1, 1]", R"([{"type": "softmax"}])", 3},
      {"flatten", "[2, 3, 3]", R"([{"type": "flatten"}, {"type": "dense", "units": 2}])", 2},
      {"dropout, one mask", "[2, 5, 5]", R"([{"type": "dropout", "rate": 0.4}])", 2, 3e-4, true},
  };
  for (const Case& test : cases) check(test);
}

TEST_CASE("gradients of whole nets agree with central differences") {
  // Curved functions and mean pooling: no kinks on the way.
  check({"smooth net", "[2, 8, 8]",
         R"([{"type": "conv2d", "filters": 4, "kernelSize": 3, "activation": "tanh"},
             {"type": "averagePooling2d", "poolSize": 2},
             {"type": "conv2d", "filters": 3, "kernelSize": 2, "padding": "same"},
             {"type": "sigmoid"},
             {"type": "flatten"},
             {"type": "dense", "units": 5, "activation": "tanh"},
             {"type": "dense", "units": 3}])",
         // The first weights are multiplied with inputs of up to 4, so the third derivative of what
         // they feed is some 60 times that of a layer alone.
         2, 3e-3});
}

TEST_CASE("a layer that two others read gets the sum of their gradients") {
  // The core joins no branches yet, so the fork is seen from the picture: each branch alone, and
  // backward called for both in turn on one memory.
  Network network("[1, 3, 3]", R"([{"type": "dense", "name": "a", "units": 2, "useBias": false}])",
                  1);
  const std::vector<float> doutput{1.0F, -2.0F};
  network.set_picture(std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  network.forward();
  network.backward(doutput);
  const std::vector<float> once = network.picture_gradient();
  std::ranges::copy(doutput, network.execution.gradient(0).data);
  network.execution.backward(network.parameters, 0, &network.gradients);
  const std::vector<float> twice = network.picture_gradient();
  for (std::size_t i = 0; i < once.size(); ++i) CHECK(twice[i] == doctest::Approx(2 * once[i]));
}
