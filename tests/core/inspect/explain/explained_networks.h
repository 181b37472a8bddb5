#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/random.h"
#include "inspect/explain/network_values.h"
#include "support/network.h"

namespace receptive::testing {

struct ExplainedCase {
  std::string name;
  std::string input;                ///< JSON, "[2, 6, 6]"
  std::string layers;               ///< JSON
  std::vector<float> numbers = {};  ///< the picture, where it must be whole numbers
};

/// A network after a forward pass on a picture without ties, and a backward pass from gradients of
/// chance at its output.
class ExplainedNetwork {
 public:
  explicit ExplainedNetwork(const ExplainedCase& test, const Kernels& kernels = fastest_kernels())
      : network(test.input, test.layers, 1, kernels) {
    Random random(5);
    std::vector<float> picture = test.numbers;
    if (picture.empty()) {
      // Distinct, in random order, none nearer to zero than 0.03.
      std::vector<std::uint32_t> order(network.execution.inputs(1).count());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
      random.shuffle(order);
      const float half = std::floor(static_cast<float>(order.size()) / 2.0F) - 0.5F;
      for (const std::uint32_t place : order) {
        picture.push_back((static_cast<float>(place) - half) * 0.06F);
      }
    }
    network.set_picture(picture);
    for (const ParameterName& name : parameter_names(network.graph)) {
      const bool variance = name.info->name == "movingVariance";
      for (float& value :
           network.parameters.views()[static_cast<std::size_t>(name.index)].values()) {
        value = variance ? random.uniform(0.5F, 1.5F) : random.uniform(-0.5F, 0.5F);
      }
    }
    clear_unconnected(network.graph, network.parameters);
    std::vector<float> gradient(network.forward().size());
    for (float& value : gradient) value = random.uniform(-1, 1);
    network.backward(gradient);
  }
  ExplainedNetwork(const ExplainedNetwork&) = delete;
  ExplainedNetwork& operator=(const ExplainedNetwork&) = delete;
  ~ExplainedNetwork() = default;

  [[nodiscard]] NetworkValues values() const {
    return {.graph = network.graph,
            .parameters = network.parameters,
            .activation = [this](int node) { return network.execution.activation(node); },
            .gradient = [this](int node) -> ConstTensorView {
              return network.execution.gradient(node);
            }};
  }

  BareNetwork network;
};

/// Networks in which every layer there is takes part, in all its ways to connect.
inline std::vector<ExplainedCase> explained_cases() {
  return {
      {"conv2d", "[2, 6, 5]", R"([{"type": "conv2d", "filters": 3, "kernelSize": 3}])"},
      {"conv2d same", "[3, 5, 5]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": [3, 2], "padding": "same"}])"},
      {"conv2d strided", "[1, 9, 8]",
       R"([{"type": "conv2d", "filters": 4, "kernelSize": [3, 4], "strides": [2, 3]}])"},
      {"conv2d padded by side", "[2, 4, 4]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": [2, 0, 1, 3]}])"},
      {"conv2d dilated without bias", "[1, 8, 8]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "dilationRate": 2, "padding": "same",
            "useBias": false}])"},
      {"conv2d of one window, strided", "[1, 3, 3]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "strides": 2}])"},
      {"conv2d in groups", "[6, 5, 5]",
       R"([{"type": "conv2d", "filters": 4, "kernelSize": 3, "groups": 2, "padding": "same"}])"},
      {"conv2d with a table", "[3, 5, 4]",
       R"([{"type": "conv2d", "filters": 4, "kernelSize": 2, "connections": "0 12 02 012"}])"},
      {"conv1d causal", "[3, 1, 9]",
       R"([{"type": "conv1d", "filters": 4, "kernelSize": 3, "padding": "causal",
            "dilationRate": 2}])"},
      {"conv1d in groups, strided", "[4, 1, 10]",
       R"([{"type": "conv1d", "filters": 6, "kernelSize": 4, "strides": 3, "groups": 2,
            "padding": [1, 2]}])"},
      {"depthwiseConv2d", "[3, 7, 6]",
       R"([{"type": "depthwiseConv2d", "kernelSize": [2, 3], "depthMultiplier": 2, "strides": 2,
            "padding": "same"}])"},
      {"locallyConnected2d", "[2, 5, 6]",
       R"([{"type": "locallyConnected2d", "filters": 3, "kernelSize": [3, 2],
            "strides": [1, 2]}])"},
      {"conv2dTranspose", "[3, 4, 4]",
       R"([{"type": "conv2dTranspose", "filters": 2, "kernelSize": 3, "strides": 2}])"},
      {"conv2dTranspose same", "[2, 4, 5]",
       R"([{"type": "conv2dTranspose", "filters": 3, "kernelSize": [4, 3], "strides": [2, 3],
            "padding": "same"}])"},
      {"conv2dTranspose with gaps", "[2, 3, 3]",
       R"([{"type": "conv2dTranspose", "filters": 2, "kernelSize": 2, "strides": 3,
            "useBias": false}])"},
      {"dense", "[2, 3, 3]", R"([{"type": "dense", "units": 7}])"},
      {"radialBasis", "[3, 2, 2]", R"([{"type": "radialBasis", "units": 5}])"},
      {"softmax on the way", "[2, 2, 2]",
       R"([{"type": "softmax"}, {"type": "dense", "units": 3}])"},
      {"embedding",
       "[1, 1, 6]",
       R"([{"type": "embedding", "inputDim": 5, "outputDim": 3},
           {"type": "conv1d", "filters": 2, "kernelSize": 2},
           {"type": "globalMaxPooling1d"}])",
       {0, 4, 2, 2, 1, 0}},
      {"maxPooling2d", "[2, 6, 6]", R"([{"type": "maxPooling2d", "poolSize": 2}])"},
      {"maxPooling2d partial and overlapping", "[2, 7, 5]",
       R"([{"type": "maxPooling2d", "poolSize": 3, "strides": 2, "ceilMode": true}])"},
      {"maxPooling2d padded", "[1, 5, 5]",
       R"([{"type": "maxPooling2d", "poolSize": 3, "strides": 2, "padding": 1}])"},
      {"maxPooling2d of equals",
       "[1, 4, 4]",
       R"([{"type": "maxPooling2d", "poolSize": 3, "strides": 1}])",
       {1, 2, 2, 1, 2, 1, 1, 2, 2, 1, 1, 2, 1, 2, 2, 1}},
      {"averagePooling2d same", "[1, 7, 7]",
       R"([{"type": "averagePooling2d", "poolSize": 3, "strides": 2, "padding": "same"}])"},
      {"averagePooling2d partial", "[2, 5, 5]",
       R"([{"type": "averagePooling2d", "poolSize": 2, "ceilMode": true}])"},
      {"l2Pooling2d", "[2, 7, 5]",
       R"([{"type": "l2Pooling2d", "poolSize": 3, "strides": 2, "ceilMode": true}])"},
      {"globalMaxPooling2d", "[3, 4, 5]", R"([{"type": "globalMaxPooling2d"}])"},
      {"globalAveragePooling2d", "[3, 4, 5]", R"([{"type": "globalAveragePooling2d"}])"},
      {"subsampling2d", "[2, 7, 5]",
       R"([{"type": "subsampling2d", "poolSize": [3, 2], "strides": [2, 1]}])"},
      {"blurPooling2d", "[3, 6, 7]", R"([{"type": "blurPooling2d"}])"},
      {"blurPooling2d wide", "[2, 5, 5]",
       R"([{"type": "blurPooling2d", "poolSize": 4, "strides": 3}])"},
      {"zeroPadding2d", "[2, 3, 4]",
       R"([{"type": "zeroPadding2d", "padding": [1, 0, 2, 3]},
           {"type": "conv2d", "filters": 2, "kernelSize": 2}])"},
      {"activations in a row", "[2, 4, 4]",
       R"([{"type": "rescaling", "scale": [0.5, -3], "offset": [-0.25, 2]}, {"type": "elu", "alpha": 0.5},
           {"type": "tanh"}, {"type": "scaledTanh"}, {"type": "leakyRelu", "negativeSlope": 0.2},
           {"type": "sigmoid"}, {"type": "rescaling", "scale": 2, "offset": -1}, {"type": "abs"},
           {"type": "relu"}, {"type": "dropout", "rate": 0.4}, {"type": "spatialDropout2d"}])"},
      {"activations at the kink",
       "[1, 1, 3]",
       R"([{"type": "relu", "name": "a"}, {"type": "leakyRelu", "name": "b", "inputs": ["input"]},
           {"type": "elu", "name": "c", "inputs": ["input"]},
           {"type": "abs", "name": "d", "inputs": ["input"]},
           {"type": "add", "inputs": ["a", "b", "c", "d"]}])",
       {0, 1, -1}},
      {"batchNormalization", "[3, 3, 4]", R"([{"type": "batchNormalization"}])"},
      {"batchNormalization without scale", "[2, 4, 3]",
       R"([{"type": "batchNormalization", "scale": false, "epsilon": 0.1}])"},
      {"batchNormalization of neurons, without center", "[5, 1, 1]",
       R"([{"type": "batchNormalization", "center": false}])"},
      {"groupNormalization", "[6, 3, 2]",
       R"([{"type": "groupNormalization", "groups": 2, "epsilon": 0.1}])"},
      {"groupNormalization of all, without scale", "[3, 2, 2]",
       R"([{"type": "groupNormalization", "groups": 1, "scale": false}])"},
      {"localResponseNormalization", "[6, 3, 3]",
       R"([{"type": "localResponseNormalization", "depthRadius": 2, "alpha": 0.5, "beta": 0.75,
            "bias": 2}])"},
      {"localResponseNormalization wider than the maps", "[2, 2, 2]",
       R"([{"type": "localResponseNormalization"}])"},
      {"localContrastNormalization", "[2, 6, 5]",
       R"([{"type": "localContrastNormalization", "kernelSize": 3}])"},
      {"localContrastNormalization wide", "[1, 7, 7]",
       R"([{"type": "localContrastNormalization", "kernelSize": 9}])"},
      {"residual", "[1, 6, 6]",
       R"([{"type": "conv2d", "name": "stem", "filters": 3, "kernelSize": 3, "useBias": false},
           {"type": "tanh", "name": "entry"},
           {"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": "same", "name": "branch"},
           {"type": "add", "inputs": ["branch", "entry", "entry"]},
           {"type": "globalAveragePooling2d"},
           {"type": "dense", "units": 4}])"},
      {"inception", "[2, 5, 5]",
       R"([{"type": "conv2d", "name": "one", "filters": 2, "kernelSize": 1, "inputs": ["input"]},
           {"type": "averagePooling2d", "name": "pool", "poolSize": 3, "strides": 1,
            "padding": "same", "inputs": ["input"]},
           {"type": "concatenate", "inputs": ["one", "pool", "input", "one"]},
           {"type": "reshape", "targetShape": [4, 5, 10]},
           {"type": "maxPooling2d", "poolSize": 2, "ceilMode": true},
           {"type": "flatten"}, {"type": "dense", "units": 3}])"},
      {"a reshape beside another reader", "[2, 4, 4]",
       R"([{"type": "tanh", "name": "map"},
           {"type": "flatten", "name": "row"}, {"type": "dense", "name": "left", "units": 3},
           {"type": "globalAveragePooling2d", "inputs": ["map"]},
           {"type": "dense", "name": "right", "units": 3},
           {"type": "dense", "name": "again", "units": 3, "inputs": ["row"]},
           {"type": "add", "inputs": ["left", "right", "again"]}])"},
      {"shared weights", "[1, 5, 5]",
       R"([{"type": "recurrentConv2d", "filters": 2, "kernelSize": 3, "steps": 2},
           {"type": "dense", "units": 3}])"},
  };
}

}  // namespace receptive::testing
