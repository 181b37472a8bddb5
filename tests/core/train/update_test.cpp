// What happens between a gradient and the next parameters: penalties, clipping, decay, averaging.

#include "train/update.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "support/network.h"
#include "train/averaging.h"

namespace receptive::update_test {

namespace {

using receptive::OptimizerSpec;
using receptive::testing::BareNetwork;

/// Two dense layers, so that there are two weights and two biases; every value 0.5, gradients -0.2.
BareNetwork make_network(const std::string& first = "") {
  BareNetwork network(
      "[2, 1, 1]",
      R"([{"type": "dense", "units": 2)" + first + R"(}, {"type": "dense", "units": 2}])", 1);
  for (const auto& view : network.parameters.views()) {
    for (float& value : view.values()) value = 0.5F;
  }
  for (const auto& view : network.gradients.views()) {
    for (float& value : view.values()) value = -0.2F;
  }
  return network;
}

void update(BareNetwork& network, const OptimizerSpec& spec, const receptive::Penalty& penalty = {},
            double factor = 1.0) {
  const auto optimizer = make_optimizer(spec, network.parameters.values().size());
  receptive::Team team;
  const receptive::Kernels& kernels = receptive::fastest_kernels();
  receptive::prepare_gradients(kernels, network.graph, network.parameters, network.gradients,
                               penalty, optimizer->settings());
  receptive::apply_gradients(kernels, team, network.graph, network.parameters, network.gradients,
                             *optimizer, factor,
                             receptive::trained_stretches(network.graph, network.parameters));
}

float first_of(const receptive::ParameterSet& set, std::size_t index) {
  return set.views()[index].data[0];
}

constexpr std::size_t weight = 0;
constexpr std::size_t bias = 1;

}  // namespace

TEST_CASE("penalties act on weights and spare biases") {
  BareNetwork network = make_network();
  update(network, {.type = "sgd", .arguments = {{"learningRate", 1.0}}}, {.l1 = 0.01, .l2 = 0.1});
  // -0.2 + 0.01 * sign(0.5) + 2 * 0.1 * 0.5
  CHECK(first_of(network.gradients, weight) == doctest::Approx(-0.09));
  CHECK(first_of(network.parameters, weight) == doctest::Approx(0.59));
  CHECK(first_of(network.parameters, bias) == doctest::Approx(0.7));
}

TEST_CASE("weight decay shrinks weights beside the gradient and spares biases") {
  BareNetwork network = make_network();
  update(network, {.type = "sgd", .arguments = {{"learningRate", 0.5}, {"weightDecay", 0.1}}});
  CHECK(first_of(network.parameters, weight) == doctest::Approx(0.5 * 0.95 + 0.1));
  CHECK(first_of(network.parameters, bias) == doctest::Approx(0.6));
}

TEST_CASE("the schedule's factor scales the step and the decay") {
  BareNetwork network = make_network();
  update(network, {.type = "sgd", .arguments = {{"learningRate", 0.5}, {"weightDecay", 0.1}}}, {},
         0.1);
  CHECK(first_of(network.parameters, weight) == doctest::Approx(0.5 * 0.995 + 0.01));
}

TEST_CASE("frozen layers keep their parameters through penalties and decay") {
  BareNetwork network = make_network(R"(, "trainable": false)");
  network.gradients.fill_zero();
  update(network, {.type = "adamw", .arguments = {{"weightDecay", 0.5}}}, {.l1 = 0.1, .l2 = 0.1});
  CHECK(first_of(network.parameters, weight) == 0.5F);
  CHECK(first_of(network.parameters, bias) == 0.5F);
  CHECK(first_of(network.parameters, 2) != 0.5F);
}

TEST_CASE("clipping by value, by each parameter's norm and by the norm of all") {
  const auto clipped = [](const std::string& name, double limit) {
    BareNetwork network = make_network();
    update(network, {.type = "sgd", .arguments = {{name, limit}}});
    return network;
  };
  CHECK(first_of(clipped("clipValue", 0.05).gradients, weight) == doctest::Approx(-0.05));
  // Four weights of -0.2 are 0.4 long, two biases 0.283.
  const BareNetwork each = clipped("clipNorm", 0.3);
  CHECK(first_of(each.gradients, weight) == doctest::Approx(-0.15));
  CHECK(first_of(each.gradients, bias) == doctest::Approx(-0.2));
  // Twelve values of -0.2 are 0.693 long.
  const BareNetwork all = clipped("globalClipNorm", 0.1);
  CHECK(first_of(all.gradients, bias) == doctest::Approx(-0.2 * 0.1 / std::sqrt(0.48)));
}

TEST_CASE("averaging: exponential forgets the start, epochs take the mean of their ends") {
  BareNetwork network = make_network();
  const receptive::Kernels& kernels = receptive::fastest_kernels();
  const auto set_all = [&](float value) {
    for (const auto& view : network.parameters.views()) {
      for (float& parameter : view.values()) parameter = value;
    }
  };
  const auto exponential =
      make_averaging({.type = "exponential", .arguments = {{"decay", 0.9}}}, network.graph);
  CHECK(exponential->average() == nullptr);
  set_all(1.0F);
  exponential->add(kernels, network.parameters, 0, false);
  CHECK(first_of(*exponential->average(), 0) == 1.0F);
  set_all(2.0F);
  exponential->add(kernels, network.parameters, 0, false);
  // At step 1 the decay is (1 + 1) / (10 + 1).
  CHECK(first_of(*exponential->average(), 0) == doctest::Approx(1.0 + 9.0 / 11.0));

  const auto epochs =
      make_averaging({.type = "epochs", .arguments = {{"from", 1.0}}}, network.graph);
  set_all(100.0F);
  epochs->add(kernels, network.parameters, 1, true);  // the first epoch is passed over
  CHECK(epochs->average() == nullptr);
  set_all(3.0F);
  epochs->add(kernels, network.parameters, 2, true);
  set_all(50.0F);
  epochs->add(kernels, network.parameters, 2, false);  // not the end of an epoch
  set_all(5.0F);
  epochs->add(kernels, network.parameters, 3, true);
  CHECK(first_of(*epochs->average(), 0) == doctest::Approx(4.0));
  CHECK(make_averaging({.type = "none"}, network.graph) == nullptr);
}

}  // namespace receptive::update_test
