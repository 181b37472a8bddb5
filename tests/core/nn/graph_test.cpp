#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "nn/graph.h"
#include "train/trainer_spec.h"

namespace receptive::graph_test {

namespace {

using receptive::Graph;
using receptive::parse_trainer_spec;

Graph graph_of(const std::string& input, const std::string& layers) {
  return Graph(
      parse_trainer_spec(R"({"input": )" + input + R"(, "layers": )" + layers + "}").model);
}

}  // namespace

TEST_CASE("layers are named as in Keras, and an activation becomes a layer of its own") {
  const Graph graph =
      graph_of("[1, 9, 9]",
               R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "activation": "relu"},
          {"type": "conv2d", "filters": 2, "kernelSize": 3},
          {"type": "conv2d", "filters": 2, "kernelSize": 3},
          {"type": "dense", "units": 2}])");
  std::vector<std::string> names;
  for (const receptive::Node& node : graph.nodes()) names.push_back(node.name);
  CHECK(names ==
        std::vector<std::string>{"conv2d", "conv2d_relu", "conv2d_1", "conv2d_2", "dense"});
}

TEST_CASE("a layer's name stands for its activation too") {
  const Graph graph = graph_of(
      "[1, 9, 9]",
      R"([{"type": "conv2d", "name": "first", "filters": 2, "kernelSize": 3, "activation": "tanh"},
          {"type": "dense", "units": 2, "inputs": ["first"]}])");
  REQUIRE(graph.nodes().size() == 3);
  CHECK(graph.nodes()[1].name == "first_tanh");
  CHECK(graph.nodes()[2].inputs == std::vector<int>{1});
  CHECK(graph.index_of("input") == Graph::network_input);
}

}  // namespace receptive::graph_test
