#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "nn/network.h"
#include "train/trainer_spec.h"

namespace receptive::testing {

/// A network whose parameters have been started.
struct StartedNetwork : Network {
  StartedNetwork(const std::string& input, const std::string& layers)
      : Network(
            parse_trainer_spec(R"({"input": )" + input + R"(, "layers": )" + layers + "}").model,
            {.type = "softmaxCrossEntropy"}) {
    start(5);
  }
};

inline StartedNetwork network_of(const std::string& input, const std::string& layers) {
  return {input, layers};
}

/// Two branches from the picture, one of them two layers deep, and what joins them: smooth, so that
/// differences tell the gradient.
inline StartedNetwork branched_network() {
  return network_of("[2, 6, 5]", R"([
      {"type": "conv2d", "name": "left", "filters": 2, "kernelSize": 3, "padding": "same",
       "activation": "tanh"},
      {"type": "conv2d", "name": "right", "filters": 3, "kernelSize": 1, "inputs": ["input"]},
      {"type": "tanh", "name": "bent"},
      {"type": "concatenate", "name": "both", "inputs": ["left", "bent"]},
      {"type": "averagePooling2d", "name": "pool"},
      {"type": "flatten"},
      {"type": "dense", "name": "scores", "units": 3},
      {"type": "softmax"}])");
}

inline std::vector<float> some_values(std::size_t count, std::uint64_t seed = 3) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = random.uniform(-1.0F, 1.0F);
  return values;
}

}  // namespace receptive::testing
