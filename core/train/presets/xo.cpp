#include "train/presets/families.h"

namespace receptive {

std::vector<Preset> xo_presets() {
  return {
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
      {.name = "xo-hand-made",
       .title = "Three filters made by hand",
       .description =
           "The lesson's own three filters (a stroke each way and a crossing), which stay as they "
           "are; only the two votes are learned.",
       .source = "Brohrer, How do convolutional neural networks work? (no figure published)",
       .data = {"xo"},
       .epochs = 5,
       // The match score is the convolution divided by the filter's nine pixels.
       .spec = R"({
         "input": [1, 9, 9],
         "layers": [
           {"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu",
            "useBias": false, "trainable": false, "kernelValues": [
              0.11111111, -0.11111111, -0.11111111,
              -0.11111111, 0.11111111, -0.11111111,
              -0.11111111, -0.11111111, 0.11111111,
              0.11111111, -0.11111111, 0.11111111,
              -0.11111111, 0.11111111, -0.11111111,
              0.11111111, -0.11111111, 0.11111111,
              -0.11111111, -0.11111111, 0.11111111,
              -0.11111111, 0.11111111, -0.11111111,
              0.11111111, -0.11111111, -0.11111111]},
           {"type": "maxPooling2d", "poolSize": 2, "ceilMode": true},
           {"type": "flatten"},
           {"type": "dense", "units": 2}
         ],
         "optimizer": {"type": "sgd", "learningRate": 0.05, "momentum": 0.9},
         "batchSize": 16
       })"},
  };
}

}  // namespace receptive
