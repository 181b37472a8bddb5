#include "train/presets/families.h"

namespace receptive {

std::vector<Preset> ladder_presets() {
  return {
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
      {.name = "99-in-seconds",
       .title = "99 % in seconds",
       .description =
           "A small LeNet with a recipe for haste: a learning rate that rises fast and falls to "
           "nothing within two and a half epochs, targets that are a little less than certain, and "
           "answers from the average of the last hundred steps or so.",
       .source = "Receptive (no figure published); chosen by 10,000 of the training pictures",
       .data = {"mnist"},
       .epochs = 3,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 8, "kernelSize": 5,
            "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "conv2d", "filters": 24, "kernelSize": 5,
            "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "flatten"},
           {"type": "dense", "units": 128, "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "dense", "units": 10}
         ],
         "loss": {"type": "softmaxCrossEntropy", "labelSmoothing": 0.1},
         "optimizer": {"type": "adam", "learningRate": 0.015},
         "schedule": {"type": "oneCycle", "epochs": 2.5},
         "averaging": {"type": "exponential", "decay": 0.99},
         "batchSize": 64
       })"},
      {.name = "digit-reader",
       .title = "Digit reader",
       .description =
           "A LeNet of 47,000 parameters for digits as people draw them: it is shown turned, "
           "slanted, moved and bent digits, and the net that comes trained with the page is this "
           "one.",
       .source = "Receptive (measured figure beside the net)",
       .data = {"mnist"},
       .epochs = 20,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "conv2d", "filters": 16, "kernelSize": 5,
            "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "conv2d", "filters": 32, "kernelSize": 5,
            "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "maxPooling2d", "poolSize": 2},
           {"type": "flatten"},
           {"type": "dense", "units": 64, "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "dropout", "rate": 0.2},
           {"type": "dense", "units": 10}
         ],
         "loss": {"type": "softmaxCrossEntropy", "labelSmoothing": 0.05},
         "optimizer": {"type": "adam", "learningRate": 0.004},
         "schedule": {"type": "oneCycle", "epochs": 20},
         "augmentation": {"rotation": 10, "scale": 0.1, "shear": 0.15, "shift": 1, "elastic": 0.5},
         "batchSize": 64
       })"},
      {.name = "softmax",
       .title = "Softmax only",
       .description =
           "No convolution at all: each class weighs every pixel, so each row of weights is a "
           "template of its digit.",
       .source = "KTH slides on Keras, first rung of the ladder (no figure quoted)",
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
      {.name = "mlp",
       .title = "One hidden layer",
       .description = "A hidden layer of 128 with dropout between the pixels and the ten outputs; "
                      "its learning "
                      "rate falls from epoch to epoch.",
       .source = "KTH slides on Keras, second rung of the ladder (no figure quoted)",
       .data = {"mnist", "xo28"},
       .epochs = 10,
       .spec = R"({
         "input": [1, 28, 28],
         "layers": [
           {"type": "flatten"},
           {"type": "dense", "units": 128, "activation": "relu", "kernelInitializer": "heNormal"},
           {"type": "dropout", "rate": 0.2},
           {"type": "dense", "units": 10}
         ],
         "optimizer": {"type": "adam", "learningRate": 0.01},
         "schedule": {"type": "exponential", "rate": 0.6},
         "batchSize": 100
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
         "schedule": {"type": "exponential", "rate": 0.7},
         "batchSize": 100
       })"},
  };
}

}  // namespace receptive
