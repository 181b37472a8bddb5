#include "inspect/looks/target_gradient.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "core/inspect/looks/support.h"

namespace receptive::testing::target_gradient_test {

namespace {

/// (target(x + h) - target(x - h)) / 2h for each pixel.
std::vector<double> differences(TargetGradient& lens, const Target& target,
                                std::vector<float> picture, const Shape& shape) {
  constexpr float h = 0.01F;
  std::vector<double> found;
  found.reserve(picture.size());
  const auto at = [&](float& pixel, float change) {
    const float before = pixel;
    pixel += change;
    lens.forward(ConstTensorView(picture.data(), shape));
    pixel = before;
    return lens.value(target);
  };
  for (float& pixel : picture) {
    found.push_back((at(pixel, h) - at(pixel, -h)) / (2.0 * static_cast<double>(h)));
  }
  return found;
}

}  // namespace

TEST_CASE("gradients of classes, maps and units are those of differences, in every branch") {
  const StartedNetwork network = branched_network();
  const Graph& graph = network.graph();
  const Shape shape = graph.input();
  const std::vector<float> picture = some_values(shape.count());
  TargetGradient lens(network, 1);
  const int right = graph.index_of("right");
  const Target targets[] = {class_score(network, 2),
                            map_mean(graph, right, 1),
                            map_mean(graph, graph.index_of("left"), 0),
                            map_mean(graph, graph.index_of("bent"), 2),
                            map_mean(graph, graph.index_of("both"), 4),
                            map_mean(graph, graph.index_of("scores"), 0),
                            unit_of(graph, right, 17)};
  for (const Target& target : targets) {
    CAPTURE(target.node);
    const std::vector<double> expected = differences(lens, target, picture, shape);
    lens.forward(ConstTensorView(picture.data(), shape));
    // What an earlier way back left in other branches must not get in.
    lens.backward(class_score(network, 0));
    lens.backward(target);
    const auto gradient = lens.gradient(Graph::network_input).values();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(gradient[i] == doctest::Approx(expected[i]).epsilon(1e-3).scale(0.1));
    }
  }
}

TEST_CASE("a batch has a target for each of its pictures") {
  const StartedNetwork network = branched_network();
  const Shape shape = network.graph().input();
  const int many = 11;
  TargetGradient batch(network, many);
  TargetGradient alone(network, 1);
  std::vector<Target> targets;
  for (int n = 0; n < many; ++n) {
    const auto picture = some_values(shape.count(), static_cast<std::uint64_t>(n));
    std::ranges::copy(picture, batch.pictures(many).example(n));
    targets.push_back(class_score(network, n % 3));
  }
  batch.forward(many);
  batch.backward(targets);
  for (int n = 0; n < many; ++n) {
    const auto at = static_cast<std::size_t>(n);
    alone.forward(ConstTensorView(batch.pictures(many).example(n), shape));
    alone.backward(targets[at]);
    CHECK(batch.value(targets[at], n) == doctest::Approx(alone.value(targets[at])));
    const ConstTensorView one = alone.gradient(Graph::network_input);
    for (std::size_t i = 0; i < shape.count(); ++i) {
      CHECK(batch.gradient(Graph::network_input).example(n)[i] ==
            doctest::Approx(one.data[i]).epsilon(1e-4).scale(0.1));
    }
  }
}

TEST_CASE("guided backpropagation lets through what is positive at positive places") {
  // score = 2 relu(x0 - x1) - 3 relu(x1 + x0) + relu(-x0 - x1): written as a dense layer of three.
  const StartedNetwork network("[2, 1, 1]", R"([
      {"type": "dense", "units": 3, "activation": "relu"}, {"type": "dense", "units": 2}])");
  const auto& views = network.parameters().views();
  const float first[] = {1, -1, 1, 1, -1, -1};
  const float second[] = {2, -3, 1, 0, 0, 0};
  std::ranges::copy(first, views[0].data);
  std::ranges::copy(second, views[2].data);
  const float picture[] = {2, 1};
  TargetGradient lens(network, 1);
  lens.forward(ConstTensorView(picture, {1, 2, 1, 1}));
  const Target target = class_score(network, 0);
  CHECK(lens.value(target) == 2 * 1 - 3 * 3);
  lens.backward(target);
  CHECK(lens.gradient(Graph::network_input).data[0] == 2 - 3);
  CHECK(lens.gradient(Graph::network_input).data[1] == -2 - 3);
  lens.backward(target, BackwardRule::guided);
  // The second relu is positive, but wants to be smaller; the third is silent.
  CHECK(lens.gradient(Graph::network_input).data[0] == 2);
  CHECK(lens.gradient(Graph::network_input).data[1] == -2);
  lens.backward(target);
  CHECK(lens.gradient(Graph::network_input).data[0] == 2 - 3);
}

TEST_CASE("targets and pictures that are not there are refused") {
  const StartedNetwork network = branched_network();
  CHECK_THROWS_WITH_AS(class_score(network, 3), "class: expected 0 to 2, found 3", ArgumentError);
  CHECK_THROWS_WITH_AS(map_mean(network.graph(), 99, 0), "layer: expected 0 to 8, found 99",
                       ArgumentError);
  CHECK_THROWS_WITH_AS(map_mean(network.graph(), network.graph().index_of("right"), 3),
                       "right: expected a map from 0 to 2, found 3", ArgumentError);
  CHECK_THROWS_WITH_AS(unit_of(network.graph(), network.graph().index_of("right"), 90),
                       "right: expected a unit from 0 to 89, found 90", ArgumentError);
  TargetGradient lens(network, 1);
  const std::vector<float> picture(60);
  CHECK_THROWS_WITH_AS(lens.forward(ConstTensorView(picture.data(), {1, 2, 5, 6})),
                       "image: expected one picture of 2x6x5, found 1 of 2x5x6", ArgumentError);
}

}  // namespace receptive::testing::target_gradient_test
