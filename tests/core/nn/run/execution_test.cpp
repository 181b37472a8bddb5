#include "nn/run/execution.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/random.h"
#include "train/trainer_spec.h"

namespace receptive::execution_test {

namespace {

using receptive::Execution;
using receptive::Graph;
using receptive::ParameterSet;

Graph graph_of(const std::string& layers) {
  return Graph(
      receptive::parse_trainer_spec(R"({"input": [1, 6, 6], "layers": )" + layers + "}").model);
}

void fill(std::span<float> values, std::uint64_t seed) {
  receptive::Random random(seed);
  for (float& value : values) value = random.uniform(-1, 1);
}

}  // namespace

TEST_CASE("a way back from an inner layer adds nothing to the gradients of other branches") {
  const Graph graph = graph_of(R"([
      {"type": "conv2d", "name": "left", "filters": 2, "kernelSize": 3},
      {"type": "conv2d", "name": "right", "filters": 2, "kernelSize": 3, "inputs": ["input"]},
      {"type": "add", "name": "both", "inputs": ["left", "right"]}])");
  const ParameterSet parameters(graph);
  receptive::initialize(graph, parameters, 3);
  const int examples = 20;  // three shards
  Execution execution(graph, receptive::fastest_kernels(), {.capacity = examples});
  fill(execution.inputs(examples).values(), 5);
  execution.forward(parameters, examples, {});
  const auto back_from = [&](const char* name) {
    ParameterSet gradients(graph);
    const int node = graph.index_of(name);
    fill(execution.start_gradient(node).values(), 7);
    execution.backward(parameters, node, &gradients);
    return gradients;
  };
  // Leaves the shards' pieces of both branches full.
  const ParameterSet all = back_from("both");
  for (const receptive::TensorView& view : all.views()) CHECK(view.data[0] != 0.0F);
  // "left" stands before "right", which a way back from it does not reach; the other way round,
  // "left" is passed over.
  const ParameterSet right = back_from("right");
  const auto none = [](float value) { return value == 0.0F; };
  CHECK(std::ranges::all_of(right.of(graph.nodes()[0])[0].values(), none));
  CHECK(std::ranges::all_of(right.of(graph.nodes()[0])[1].values(), none));
  CHECK(right.of(graph.nodes()[1])[0].data[0] != 0.0F);
}

TEST_CASE("what every layer made stays where it is asked to, without memory for gradients") {
  const Graph graph = graph_of(R"([
      {"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "relu"}, {"type": "tanh"},
      {"type": "sigmoid"}, {"type": "dense", "units": 2}])");
  const ParameterSet parameters(graph);
  receptive::initialize(graph, parameters, 3);
  const int examples = 20;
  Execution training(graph, receptive::fastest_kernels(), {.capacity = examples});
  Execution kept(graph, receptive::fastest_kernels(),
                 {.capacity = examples, .gradients = false, .keep = true});
  Execution answering(graph, receptive::fastest_kernels(),
                      {.capacity = examples, .gradients = false});
  for (Execution* execution : {&training, &kept, &answering}) {
    fill(execution->inputs(examples).values(), 5);
    execution->forward(parameters, examples, {});
  }
  CHECK(kept.bytes().gradients == 0);
  CHECK(answering.bytes().activations < kept.bytes().activations);
  for (int node = 0; node < 5; ++node) {
    CHECK(std::ranges::equal(kept.activation(node).values(), training.activation(node).values()));
  }
  CHECK(std::ranges::equal(answering.activation(4).values(), training.activation(4).values()));
}

}  // namespace receptive::execution_test
