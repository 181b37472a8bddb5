// Published numbers worked out by hand, written out by the connections of the layers.

#include <doctest/doctest.h>

#include <array>

#include "inspect/explain/unit_arithmetic.h"
#include "support/network.h"

namespace receptive::worked_sums_test {

namespace {

using receptive::Graph;
using receptive::testing::BareNetwork;
using Doubles = std::vector<double>;

receptive::NetworkValues values_of(const BareNetwork& network) {
  return {.graph = network.graph,
          .parameters = network.parameters,
          .activation = [&network](int node) { return network.execution.activation(node); },
          .gradient = [&network](int node) -> receptive::ConstTensorView {
            return network.execution.gradient(node);
          }};
}

Doubles unit_sums(const BareNetwork& network, int node, int count) {
  Doubles sums;
  for (int place = 0; place < count; ++place) {
    sums.push_back(receptive::unit_arithmetic(values_of(network), node, place).value);
  }
  return sums;
}

Doubles input_sums(const BareNetwork& network, int count) {
  Doubles sums;
  for (int place = 0; place < count; ++place) {
    double sum = 0;
    for (const auto& part : receptive::gradient_parts(values_of(network), network.last(),
                                                      Graph::network_input, place)) {
      sum += part.sum;
    }
    sums.push_back(sum);
  }
  return sums;
}

Doubles weight_sums(const BareNetwork& network, int parameter, int count) {
  Doubles sums;
  for (int place = 0; place < count; ++place) {
    double sum = 0;
    for (const auto& use :
         receptive::weight_uses(values_of(network), network.last(), parameter, place)) {
      sum += use.gradient * use.value;
    }
    sums.push_back(sum);
  }
  return sums;
}

}  // namespace

TEST_CASE("written out: Deep Learning from Scratch, chapter 5, a convolution and its gradients") {
  BareNetwork network("[1, 1, 5]",
                      R"([{"type": "conv1d", "filters": 1, "kernelSize": 3, "padding": 1,
                       "useBias": false, "kernelValues": [1, 1, 1]}])",
                      1);
  network.set_picture(std::array{1.0F, 2.0F, 3.0F, 4.0F, 5.0F});
  network.forward();
  network.backward(std::array{1.0F, 1.0F, 1.0F, 1.0F, 1.0F});  // L is the sum
  CHECK(unit_sums(network, 0, 5) == Doubles{3, 6, 9, 12, 9});
  CHECK(input_sums(network, 5) == Doubles{2, 3, 3, 3, 2});
  CHECK(weight_sums(network, 0, 3) == Doubles{10, 15, 14});

  const auto first = receptive::unit_arithmetic(values_of(network), 0, 0);
  CHECK(first.reads[0].places == std::vector<std::int32_t>{-1, 0, 1});
  CHECK(first.reads[0].values == std::vector<float>{0, 1, 2});
  REQUIRE(first.window.has_value());
  CHECK(first.window->col == -1);
  // The fifth input goes into the last two outputs alone, under a filter turned round.
  const auto part =
      receptive::gradient_parts(values_of(network), 0, Graph::network_input, 4).front();
  CHECK(part.places == std::vector<std::int32_t>{3, 4});
  CHECK(part.weights == std::vector<std::int32_t>{2, 1});
}

TEST_CASE("written out: Brohrer's X under filter A, the first value 7/9 = 0.78") {
  std::vector<float> x(81, -1.0F);
  for (std::size_t i = 1; i <= 7; ++i) x[i * 9 + i] = x[i * 9 + 8 - i] = 1.0F;
  BareNetwork network("[1, 9, 9]",
                      R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "useBias": false,
                       "kernelValues": [1, -1, -1, -1, 1, -1, -1, -1, 1]},
                      {"type": "rescaling", "scale": 0.1111111111111111}, {"type": "relu"},
                      {"type": "maxPooling2d", "poolSize": 2, "ceilMode": true}])",
                      1);
  network.set_picture(x);
  network.forward();
  const auto values = values_of(network);
  const auto sum = receptive::unit_arithmetic(values, 0, 0);
  CHECK(sum.value == 7.0);
  int agree = 0;  // of the nine pixels, all but the corner on paper
  for (std::size_t i = 0; i < 9; ++i) {
    agree += sum.reads[0].values[i] * sum.reads[0].factors[i] > 0 ? 1 : 0;
  }
  CHECK(agree == 8);
  CHECK(receptive::unit_arithmetic(values, 1, 0).value == doctest::Approx(7.0 / 9));

  // 0.78 -0.11 / -0.11 1.00: the last of four wins.
  const auto pooled = receptive::unit_arithmetic(values, 3, 0);
  CHECK(pooled.value == doctest::Approx(1.0));
  CHECK(pooled.winner == 8);  // row 1, column 1 of 7x7
  // The last window hangs over both edges and covers one pixel.
  const auto corner = receptive::unit_arithmetic(values, 3, 15);
  CHECK(corner.reads[0].places == std::vector<std::int32_t>{48});
  CHECK(corner.value == doctest::Approx(7.0 / 9));
}

TEST_CASE("written out: MIT 6.390, the gradient of a filter is dZ_i/dW_j = X_(i+j-1)") {
  // conv -> ReLU -> dense, and squared loss: dLoss/doutput = 2 (output - target).
  BareNetwork network("[1, 1, 6]",
                      R"([{"type": "conv1d", "filters": 1, "kernelSize": 3, "padding": 1,
                       "useBias": false, "kernelValues": [0.5, -1, 2]},
                      {"type": "relu"},
                      {"type": "dense", "units": 1, "useBias": false,
                       "kernelValues": [1, -2, 3, 0.5, -1, 1]}])",
                      1);
  const std::array x{1.0F, -2.0F, 0.5F, 3.0F, -1.0F, 2.0F};
  network.set_picture(x);
  const double output = static_cast<double>(network.forward()[0]);
  const double target = 2.0;
  network.backward(std::array{static_cast<float>(2 * (output - target))});

  const std::array filter{0.5, -1.0, 2.0};
  const std::array dense{1.0, -2.0, 3.0, 0.5, -1.0, 1.0};
  const auto at = [&](int i) {
    return i < 0 || i > 5 ? 0.0 : static_cast<double>(x[static_cast<std::size_t>(i)]);
  };
  for (int j = 0; j < 3; ++j) {
    double expected = 0;
    for (int i = 0; i < 6; ++i) {
      double z = 0;
      for (int k = 0; k < 3; ++k) z += filter[static_cast<std::size_t>(k)] * at(i + k - 1);
      if (z > 0)
        expected += 2 * (output - target) * dense[static_cast<std::size_t>(i)] * at(i + j - 1);
    }
    CHECK(weight_sums(network, 0, 3)[static_cast<std::size_t>(j)] == doctest::Approx(expected));
    for (const auto& use : receptive::weight_uses(values_of(network), 2, 0, j)) {
      CHECK(use.value == at(use.output + j - 1));  // dZ_i/dW_j
    }
  }
}

}  // namespace receptive::worked_sums_test
