#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "inspect/summary.h"
#include "nn/graph.h"
#include "tensor/error.h"
#include "train/trainer.h"
#include "train/trainer_spec.h"

namespace {

using receptive::Graph;
using receptive::parse_trainer_spec;
using receptive::Shape;
using receptive::SpecError;
using receptive::Trainer;

Graph graph_of(const std::string& input, const std::string& layers) {
  return Graph(
      parse_trainer_spec(R"({"input": )" + input + R"(, "layers": )" + layers + "}").model);
}

Shape output_of(const std::string& input, const std::string& layer) {
  return graph_of(input, "[" + layer + "]").output().output;
}

}  // namespace

TEST_CASE("cs231n: output sizes (W - F + 2P) / S + 1") {
  const auto conv = [](int width, int kernel, int padding, int stride) {
    const std::string w = std::to_string(width);
    return output_of("[1, " + w + ", " + w + "]",
                     R"({"type": "conv2d", "filters": 1, "kernelSize": )" + std::to_string(kernel) +
                         R"(, "padding": )" + std::to_string(padding) + R"(, "strides": )" +
                         std::to_string(stride) + "}")
        .w;
  };
  CHECK(conv(7, 3, 0, 1) == 5);
  CHECK(conv(7, 3, 0, 2) == 3);
  CHECK(conv(5, 3, 1, 1) == 5);
  CHECK(conv(5, 3, 1, 2) == 3);
  CHECK(output_of("[3, 227, 227]",
                  R"({"type": "conv2d", "filters": 96, "kernelSize": 11, "strides": 4})") ==
        Shape{1, 96, 55, 55});
  CHECK(output_of(
            "[3, 5, 5]",
            R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "strides": 2, "padding": 1})") ==
        Shape{1, 2, 3, 3});
}

TEST_CASE("MIT 6.390 and Machine Learning Mastery: output sizes and parameter counts") {
  CHECK(output_of("[3, 64, 64]",
                  R"({"type": "conv2d", "filters": 1, "kernelSize": 2, "strides": 2})") ==
        Shape{1, 1, 32, 32});
  // 5x5 -> 5x5: dense 650 parameters, one 3x3 filter with padding 1: 10.
  const Graph dense = graph_of("[1, 5, 5]", R"([{"type": "dense", "units": 25}])");
  CHECK(dense.nodes()[0].parameters[0].shape.count() + 25 == 650);
  const Graph conv =
      graph_of("[1, 5, 5]", R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "padding": 1}])");
  CHECK(conv.nodes()[0].parameters[0].shape.count() + 1 == 10);
  CHECK(conv.output().output == Shape{1, 1, 5, 5});
  const Graph mastery =
      graph_of("[1, 32, 32]",
               R"([{"type": "conv2d", "filters": 10, "kernelSize": 5}, {"type": "maxPooling2d"},
          {"type": "dense", "units": 200}])");
  CHECK(mastery.nodes()[0].output == Shape{1, 10, 28, 28});
  CHECK(mastery.nodes()[1].output == Shape{1, 10, 14, 14});
  CHECK(mastery.nodes()[2].parameters[0].shape.count() + 200 == 392200);
}

TEST_CASE("Deep Learning from Scratch ch. 5: 800 weights make 25,088 outputs") {
  const Graph graph = graph_of(
      "[1, 28, 28]", R"([{"type": "conv2d", "filters": 32, "kernelSize": 5, "padding": "same"}])");
  CHECK(graph.nodes()[0].parameters[0].shape.count() == 800);
  CHECK(graph.output().output.count() == 25088);
  const Graph dense = graph_of("[1, 28, 28]", R"([{"type": "dense", "units": 32}])");
  CHECK(dense.nodes()[0].parameters[0].shape.count() == 25088);
}

TEST_CASE("SAS and Theano: pooling sizes with and without a partial last window") {
  const auto pool = [](const std::string& arguments) {
    return output_of("[1, 5, 5]", R"({"type": "maxPooling2d", "poolSize": 2)" + arguments + "}").h;
  };
  CHECK(pool("") == 2);
  CHECK(pool(R"(, "ceilMode": true)") == 3);
  CHECK(pool(R"(, "padding": "same")") == 3);
  // A stride with automatic padding gives ceil(W / s).
  for (int width = 1; width <= 12; ++width) {
    for (int stride = 1; stride <= 4; ++stride) {
      const std::string w = std::to_string(width);
      const Shape shape =
          output_of("[1, " + w + ", " + w + "]",
                    R"({"type": "conv2d", "filters": 1, "kernelSize": 3, "padding": "same",
                        "strides": )" +
                        std::to_string(stride) + "}");
      CHECK(shape.w == (width + stride - 1) / stride);
    }
  }
}

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
  CHECK(graph.index_of("input") == Graph::picture);
}

TEST_CASE("the summary as JSON tells shapes, parameters and settings") {
  const Graph graph =
      graph_of("[1, 9, 9]", R"([{"type": "conv2d", "filters": 3, "kernelSize": 3}])");
  CHECK(receptive::layers_json(graph) ==
        R"([{"name":"conv2d","type":"conv2d","inputs":["input"],"outputShape":[3,7,7],)"
        R"("parameterCount":30,"parameters":[{"name":"conv2d.weight","shape":[3,1,3,3]},)"
        R"({"name":"conv2d.bias","shape":[3]}],"settings":{"dilationRate":[1.0,1.0],)"
        R"("filters":3.0,"kernelInitializer":"glorotUniform","kernelSize":[3.0,3.0],)"
        R"("padding":"valid","strides":[1.0,1.0],"useBias":true}}])");
}
