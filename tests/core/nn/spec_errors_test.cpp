// Bad specifications are refused before memory is taken, with a message that names the layer (or
// place), what was expected and what was found.

#include <doctest/doctest.h>

#include <string>

#include "tensor/error.h"
#include "train/trainer.h"

namespace {

struct BadSpec {
  const char* json;
  const char* named;  ///< the place that the message must begin with
  const char* found;  ///< what it must say that it found
};

std::string message_of(const std::string& json) {
  try {
    const receptive::Trainer trainer(receptive::parse_trainer_spec(json));
  } catch (const receptive::Error& error) {
    return error.what();
  }
  return "no error";
}

std::string with_layers(const std::string& layers) {
  return R"({"input": [1, 8, 8], "layers": [)" + layers + "]}";
}

}  // namespace

TEST_CASE("bad specifications are refused by name") {
  const BadSpec cases[] = {
      {"{", "model", "text that is not"},
      {"[]", "model", "[]"},
      {R"({"layers": []})", "input", "null"},
      {R"({"input": [1, 8, 8]})", "layers", "null"},
      {R"({"input": [1, 8, 8], "layers": []})", "layers", "none"},
      {R"({"input": [1, 8], "layers": []})", "input", "[1,8]"},
      {R"({"input": [1, 0, 8], "layers": []})", "input", "0"},
      {R"({"input": [1, 2.5, 8], "layers": []})", "input", "2.5"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "batch": 3})", "batch",
       "3"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "batchSize": 0})",
       "batchSize", "0"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "seed": -1})", "seed",
       "-1"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "loss": "hinge"})",
       "loss", "'hinge'"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}], "optimizer": "adamw"})",
       "optimizer", "'adamw'"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}],
           "optimizer": {"type": "sgd", "learningRate": -1}})",
       "optimizer sgd: learningRate", "-1"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}],
           "optimizer": {"type": "sgd", "momentum": 1}})",
       "optimizer sgd: momentum", "1"},
      {R"({"input": [1, 8, 8], "layers": [{"type": "dense", "units": 2}],
           "optimizer": {"type": "adam", "beta": 1}})",
       "optimizer adam", "1"},
      {R"({"input": [1, 65536, 65536], "layers": [{"type": "dense", "units": 2}]})", "input",
       "65536"},
      {R"({"input": [64, 1024, 1024], "layers": [{"type": "dense", "units": 1000}]})", "dense",
       "67108864"},
  };
  for (const BadSpec& bad : cases) {
    const std::string message = message_of(bad.json);
    INFO(std::string(bad.json), " -> ", message);
    CHECK(message.starts_with(bad.named));
    CHECK(message.find("expected") != std::string::npos);
    CHECK(message.find(bad.found) != std::string::npos);
  }
}

TEST_CASE("bad layers are refused by name") {
  const BadSpec cases[] = {
      {R"(3)", "layer 0", "3"},
      {R"({"units": 3})", "layer 0: type", "nothing"},
      {R"({"type": "conv3d"})", "conv3d: type", "'conv3d'"},
      {R"({"type": "dense"})", "dense: units", "nothing"},
      {R"({"type": "dense", "units": 0})", "dense: units", "0"},
      {R"({"type": "dense", "units": 2.5})", "dense: units", "2.5"},
      {R"({"type": "dense", "units": "ten"})", "dense: units", "'ten'"},
      {R"({"type": "dense", "units": {"a": 1}})", "layer 0: units", "{"},
      {R"({"type": "dense", "units": 2, "unit": 3})", "dense: unknown argument 'unit'", "3"},
      {R"({"type": "dense", "name": "out", "units": 1})", "out", "1"},
      {R"({"type": "dense", "units": 300})", "dense", "300"},
      {R"({"type": "dense", "name": "input", "units": 2})", "input: name", "'input'"},
      {R"({"type": "relu", "name": "a"}, {"type": "dense", "name": "a", "units": 2})", "a: name",
       "twice"},
      {R"({"type": "dense", "units": 2, "inputs": ["nobody"]})", "dense: inputs", "'nobody'"},
      {R"({"type": "dense", "units": 2, "inputs": []})", "layer 0: inputs", "[]"},
      {R"({"type": "dense", "units": 2, "inputs": ["input", "input"]})", "dense: inputs", "2"},
      {R"({"type": "relu"}, {"type": "dense", "units": 2, "inputs": ["input"]})", "relu", "none"},
      {R"({"type": "dense", "units": 2, "activation": "gelu"})", "dense: activation", "'gelu'"},
      {R"({"type": "dense", "units": 2, "kernelInitializer": "ones"})", "dense: kernelInitializer",
       "'ones'"},
      {R"({"type": "conv2d", "kernelSize": 3})", "conv2d: filters", "nothing"},
      {R"({"type": "conv2d", "filters": 3})", "conv2d: kernelSize", "nothing"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 9})", "conv2d: window", "9"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 5, "dilationRate": 2})", "conv2d: window",
       "9"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": [3, 3, 3]})", "conv2d: kernelSize",
       "[3, 3, 3]"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "strides": 0})", "conv2d: strides",
       "0"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": "full"})", "conv2d: padding",
       "'full'"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": -1})", "conv2d: padding",
       "-1"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": [1, 2, 3]})",
       "conv2d: padding", "[1, 2, 3]"},
      {R"({"type": "conv2d", "filters": 1, "kernelSize": 1, "padding": [4096, 4096, 4096, 4096]},
           {"type": "conv2d", "filters": 1, "kernelSize": 1, "padding": 4096})",
       "conv2d_1: padding", "1x16392x16392"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "useBias": 1})", "conv2d: useBias",
       "1"},
      {R"({"type": "maxPooling2d", "poolSize": 9})", "maxPooling2d: window", "9"},
      {R"({"type": "maxPooling2d", "poolSize": 2, "padding": 2})", "maxPooling2d: padding",
       "[2, 2, 2, 2]"},
      {R"({"type": "averagePooling2d", "poolSize": 0})", "averagePooling2d: poolSize", "0"},
      {R"({"type": "dropout", "rate": 1})", "dropout: rate", "1"},
      {R"({"type": "dropout", "rate": -0.1})", "dropout: rate", "-0.1"},
      {R"({"type": "leakyRelu", "negativeSlope": 2})", "leakyRelu: negativeSlope", "2"},
      {R"({"type": "softmax"})", "softmax", "input"},
  };
  for (const BadSpec& bad : cases) {
    const std::string message = message_of(with_layers(bad.json));
    INFO(std::string(bad.json), " -> ", message);
    CHECK(message.starts_with(bad.named));
    CHECK(message.find("expected") != std::string::npos);
    CHECK(message.find(bad.found) != std::string::npos);
  }
}
