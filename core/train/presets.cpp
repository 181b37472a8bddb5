#include "train/presets.h"

#include <nlohmann/json.hpp>

#include "tensor/error.h"

namespace receptive {

namespace {

const std::vector<Preset>& all_presets() {
  static const std::vector<Preset> list = {
      {.name = "xo-three-filters",
       .title = "Three filters",
       .description =
           "Three 3x3 filters look for pieces of X's and O's; what they find is pooled, and two "
           "outputs vote.",
       .source = "Brohrer, How do convolutional neural networks work? (no figure published)",
       .data = {"xo"},
       .epochs = 5,
       .spec = R"({
         "input": [1, 9, 9],
         "layers": [
           {"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
           {"type": "maxPooling2d", "poolSize": 2, "ceilMode": true},
           {"type": "flatten"},
           {"type": "dense", "units": 2}
         ],
         "optimizer": {"type": "sgd", "learningRate": 0.005, "momentum": 0.9},
         "batchSize": 16
       })"},
      {.name = "small",
       .title = "Small and fast",
       .description =
           "Two small convolutions, 8 and 16 filters of 3x3, each followed by pooling: a net that "
           "trains in seconds.",
       .source = "Receptive (no figure published)",
       .data = {"mnist", "xo28"},
       .epochs = 3,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 8, "kernelSize": 3, "padding": "same",
            "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "conv2d", "filters": 16, "kernelSize": 3, "padding": "same",
            "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "flatten"},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "adam", "learningRate": 0.003},
         "batchSize": 64
       })"},
      {.name = "softmax",
       .title = "Softmax only",
       .description =
           "No convolution at all: each class weighs every pixel, so each row of weights is a "
           "template of its digit.",
       .source = "KTH slides, first rung of the ladder (no figure quoted)",
       .data = {"mnist", "xo28", "xo"},
       .epochs = 10,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "flatten"},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "sgd", "learningRate": 0.1},
         "batchSize": 100
       })"},
      {.name = "dlfs",
       .title = "Deep Learning from Scratch",
       .description =
           "One convolution of 32 filters of 5x5 with tanh and dropout, then ten outputs.",
       .source = "Weidman, Deep Learning from Scratch, chapter 5: 90.50 % on MNIST after one epoch",
       .data = {"mnist", "xo28"},
       .epochs = 1,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 32, "kernelSize": 5, "padding": "same",
            "activation": "tanh"},
           {"type": "dropout", "rate": 0.2},
           {"type": "flatten"},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "sgd", "learningRate": 0.01, "momentum": 0.9},
         "batchSize": 60
       })"},
      {.name = "theano-lenet",
       .title = "LeNet (Theano tutorial)",
       .description =
           "Two convolutions of 20 and 50 filters of 5x5, each pooled and squashed by tanh, then a "
           "hidden layer of 500.",
       .source =
           "Theano deep learning tutorial, LeNet: 0.92 % MNIST test error after up to 200 epochs",
       .data = {"mnist", "xo28"},
       .epochs = 200,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 20, "kernelSize": 5},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "tanh"},
           {"type": "conv2d", "filters": 50, "kernelSize": 5},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "tanh"},
           {"type": "flatten"},
           {"type": "dense", "units": 500, "activation": "tanh"},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "sgd", "learningRate": 0.1},
         "batchSize": 500
       })"},
      {.name = "keras-cnn",
       .title = "Keras CNN (KTH slides)",
       .description =
           "32 and then 64 filters of 5x5 with ReLU and pooling, a hidden layer of 1024: 3.3 "
           "million parameters.",
       .source = "KTH slides on Keras, third rung of the ladder (no figure quoted)",
       .data = {"mnist", "xo28"},
       .epochs = 10,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 32, "kernelSize": 5, "padding": "same",
            "activation": "relu"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "conv2d", "filters": 64, "kernelSize": 5, "padding": "same",
            "activation": "relu"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "flatten"},
           {"type": "dense", "units": 1024, "activation": "relu"},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "adam", "learningRate": 0.001},
         "batchSize": 100
       })"},
  };
  return list;
}

}  // namespace

std::span<const Preset> presets() { return all_presets(); }

const Preset& find_preset(std::string_view name) {
  std::string known;
  for (const Preset& preset : presets()) {
    if (preset.name == name) return preset;
    known += (known.empty() ? "" : ", ") + std::string(preset.name);
  }
  throw ArgumentError("preset: expected one of " + known + ", found '" + std::string(name) + "'");
}

std::string presets_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Preset& preset : presets()) {
    list.push_back({{"name", preset.name},
                    {"title", preset.title},
                    {"description", preset.description},
                    {"source", preset.source},
                    {"data", preset.data},
                    {"epochs", preset.epochs},
                    {"spec", nlohmann::ordered_json::parse(preset.spec)}});
  }
  return list.dump();
}

}  // namespace receptive
