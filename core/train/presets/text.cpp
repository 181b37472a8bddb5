#include "train/presets/families.h"

namespace receptive {

std::vector<Preset> text_presets() {
  return {
      {.name = "sentence-cnn",
       .title = "A CNN that reads sentences",
       .description =
           "Words become points in five dimensions; filters of two, three and four words look for "
           "phrases, and the strongest match of each counts.",
       .source =
           "Zhang and Wallace 2015, A sensitivity analysis of CNNs for sentence classification, "
           "figure 1 (no figure for this task)",
       .data = {"sentences"},
       .epochs = 10,
       .spec = R"({
         "input": [1, 1, 7],
         "layers": [
           {"type": "embedding", "name": "words", "inputDim": 41, "outputDim": 5},
           {"type": "conv1d", "name": "two", "inputs": ["words"], "filters": 2, "kernelSize": 2,
            "activation": "relu"},
           {"type": "globalMaxPooling1d", "name": "two_max"},
           {"type": "conv1d", "name": "three", "inputs": ["words"], "filters": 2, "kernelSize": 3,
            "activation": "relu"},
           {"type": "globalMaxPooling1d", "name": "three_max"},
           {"type": "conv1d", "name": "four", "inputs": ["words"], "filters": 2, "kernelSize": 4,
            "activation": "relu"},
           {"type": "globalMaxPooling1d", "name": "four_max"},
           {"type": "concatenate", "inputs": ["two_max", "three_max", "four_max"]},
           {"type": "dense", "units": 2}
         ],
         "optimizer": {"type": "adam", "learningRate": 0.01},
         "batchSize": 20
       })"},
  };
}

}  // namespace receptive
