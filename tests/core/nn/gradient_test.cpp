// Every layer's backward pass against central differences of its forward pass.

#include <doctest/doctest.h>

#include "support/gradient_check.h"

namespace receptive::gradient_test {

namespace {

using receptive::testing::check_gradients;
using receptive::testing::GradientCase;

}  // namespace

TEST_CASE("gradients of convolutions agree with central differences") {
  const GradientCase cases[] = {
      {"conv2d valid", "[2, 6, 5]", R"([{"type": "conv2d", "filters": 3, "kernelSize": 3}])", 2},
      {"conv2d same", "[3, 5, 5]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": [3, 2], "padding": "same"}])", 2},
      {"conv2d strided", "[1, 9, 8]",
       R"([{"type": "conv2d", "filters": 4, "kernelSize": [3, 4], "strides": [2, 3]}])", 3},
      {"conv2d padded by side", "[2, 4, 4]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": [2, 0, 1, 3]}])", 1},
      {"conv2d dilated without bias", "[1, 8, 8]",
       R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "dilationRate": 2,
            "useBias": false}])",
       1},
      {"conv2d 1x1", "[5, 4, 3]", R"([{"type": "conv2d", "filters": 7, "kernelSize": 1}])", 2},
      {"conv2d in groups", "[6, 5, 5]",
       R"([{"type": "conv2d", "filters": 4, "kernelSize": 3, "groups": 2, "padding": "same"}])", 2},
      {"conv2d with a table", "[3, 5, 4]",
       R"([{"type": "conv2d", "filters": 4, "kernelSize": 2, "connections": "0 12 02 012"}])", 2},
      {"conv1d", "[3, 1, 9]",
       R"([{"type": "conv1d", "filters": 4, "kernelSize": 3, "padding": "causal",
            "dilationRate": 2}])",
       2},
      {"conv1d in groups, strided", "[4, 1, 10]",
       R"([{"type": "conv1d", "filters": 6, "kernelSize": 4, "strides": 3, "groups": 2,
            "padding": [1, 2]}])",
       2},
      {"depthwiseConv2d", "[3, 6, 6]",
       R"([{"type": "depthwiseConv2d", "kernelSize": 3, "padding": "same"}])", 2},
      {"depthwiseConv2d, two filters a map", "[3, 7, 6]",
       R"([{"type": "depthwiseConv2d", "kernelSize": [2, 3], "depthMultiplier": 2, "strides": 2}])",
       2},
      {"locallyConnected2d", "[2, 5, 6]",
       R"([{"type": "locallyConnected2d", "filters": 3, "kernelSize": [3, 2]}])", 3},
      {"locallyConnected2d strided without bias", "[3, 6, 5]",
       R"([{"type": "locallyConnected2d", "filters": 2, "kernelSize": 2, "strides": [2, 3],
            "useBias": false}])",
       2},
      {"conv2dTranspose", "[3, 4, 4]",
       R"([{"type": "conv2dTranspose", "filters": 2, "kernelSize": 3, "strides": 2}])", 2},
      {"conv2dTranspose same", "[2, 4, 5]",
       R"([{"type": "conv2dTranspose", "filters": 3, "kernelSize": [4, 3], "strides": [2, 3],
            "padding": "same"}])",
       2},
      {"conv2dTranspose with gaps, without bias", "[2, 3, 3]",
       R"([{"type": "conv2dTranspose", "filters": 2, "kernelSize": 2, "strides": 3,
            "useBias": false}])",
       2},
  };
  for (const GradientCase& test : cases) check_gradients(test);
}

TEST_CASE("gradients of layers that read every value agree with central differences") {
  const GradientCase cases[] = {
      {"dense", "[2, 3, 3]", R"([{"type": "dense", "units": 7}])", 5},
      {"dense without bias", "[9, 1, 1]", R"([{"type": "dense", "units": 3, "useBias": false}])",
       3},
      {"softmax", "[5, 1, 1]", R"([{"type": "softmax"}])", 3},
      {"flatten", "[2, 3, 3]", R"([{"type": "flatten"}, {"type": "dense", "units": 2}])", 2},
      {"reshape", "[2, 3, 4]",
       R"([{"type": "reshape", "targetShape": [4, -1, 2]},
           {"type": "conv2d", "filters": 2, "kernelSize": 2}])",
       2},
      {"radialBasis", "[3, 2, 2]", R"([{"type": "radialBasis", "units": 5}])", 3},
      {"embedding",
       "[1, 1, 6]",
       R"([{"type": "embedding", "inputDim": 5, "outputDim": 3}])",
       2,
       3e-4,
       false,
       {0, 4, 2, 2, 1, 0, 3, 3, 3, 0, 1, 4}},
  };
  for (const GradientCase& test : cases) check_gradients(test);
}

TEST_CASE("gradients of pooling agree with central differences") {
  const GradientCase cases[] = {
      {"maxPooling2d", "[2, 6, 6]", R"([{"type": "maxPooling2d", "poolSize": 2}])", 2},
      {"maxPooling2d partial and overlapping", "[2, 7, 5]",
       R"([{"type": "maxPooling2d", "poolSize": 3, "strides": 2, "ceilMode": true}])", 2},
      {"maxPooling2d padded", "[1, 5, 5]",
       R"([{"type": "maxPooling2d", "poolSize": 3, "strides": 2, "padding": 1}])", 2},
      {"averagePooling2d", "[2, 6, 6]", R"([{"type": "averagePooling2d", "poolSize": 2}])", 2},
      {"averagePooling2d same", "[1, 7, 7]",
       R"([{"type": "averagePooling2d", "poolSize": 3, "strides": 1, "padding": "same"}])", 2},
      // The root is bent most where its window is small: a window of one value of 0.03.
      {"l2Pooling2d", "[2, 6, 6]", R"([{"type": "l2Pooling2d", "poolSize": 2}])", 2, 2e-3},
      {"l2Pooling2d partial and overlapping", "[2, 7, 5]",
       R"([{"type": "l2Pooling2d", "poolSize": 3, "strides": 2, "ceilMode": true}])", 2, 2e-3},
      {"globalMaxPooling2d", "[3, 4, 5]", R"([{"type": "globalMaxPooling2d"}])", 2},
      {"globalAveragePooling2d", "[3, 4, 5]", R"([{"type": "globalAveragePooling2d"}])", 2},
      {"globalMaxPooling1d", "[4, 1, 7]", R"([{"type": "globalMaxPooling1d"}])", 2},
      {"subsampling2d", "[3, 6, 6]", R"([{"type": "subsampling2d"}])", 2},
      {"subsampling2d overlapping", "[2, 7, 5]",
       R"([{"type": "subsampling2d", "poolSize": [3, 2], "strides": [2, 1]}])", 2},
      {"blurPooling2d", "[3, 6, 7]", R"([{"type": "blurPooling2d"}])", 2},
      {"blurPooling2d wide", "[2, 5, 5]",
       R"([{"type": "blurPooling2d", "poolSize": 4, "strides": 3}])", 2},
      {"zeroPadding2d", "[2, 3, 4]",
       R"([{"type": "zeroPadding2d", "padding": [1, 0, 2, 3]},
           {"type": "conv2d", "filters": 2, "kernelSize": 2}])",
       2},
  };
  for (const GradientCase& test : cases) check_gradients(test);
}

TEST_CASE("gradients of activations and dropout agree with central differences") {
  const GradientCase cases[] = {
      {"relu", "[3, 4, 4]", R"([{"type": "relu"}])", 2},
      {"leakyRelu", "[3, 4, 4]", R"([{"type": "leakyRelu", "negativeSlope": 0.2}])", 2},
      {"elu", "[3, 4, 4]", R"([{"type": "elu"}])", 2},
      {"elu with alpha", "[3, 4, 4]", R"([{"type": "elu", "alpha": 0.5}])", 2},
      {"sigmoid", "[1, 4, 4]", R"([{"type": "sigmoid"}])", 2},
      {"tanh", "[1, 4, 4]", R"([{"type": "tanh"}])", 2},
      {"scaledTanh", "[1, 4, 4]", R"([{"type": "scaledTanh"}])", 2},
      {"abs", "[3, 4, 4]", R"([{"type": "abs"}])", 2},
      {"dropout, one mask", "[2, 5, 5]", R"([{"type": "dropout", "rate": 0.4}])", 2, 3e-4, true},
      {"spatialDropout2d, one mask", "[7, 3, 3]", R"([{"type": "spatialDropout2d", "rate": 0.4}])",
       2, 3e-4, true},
      {"spatialDropout2d, inference", "[7, 3, 3]", R"([{"type": "spatialDropout2d"}])", 2},
      {"rescaling", "[2, 4, 4]", R"([{"type": "rescaling", "scale": 0.5, "offset": -1}])", 2},
      {"rescaling each map", "[2, 4, 4]",
       R"([{"type": "rescaling", "scale": [0.5, -3], "offset": [-1, 2]}])", 2},
  };
  for (const GradientCase& test : cases) check_gradients(test);
}

TEST_CASE("gradients of normalizations agree with central differences") {
  const char* normalize = R"([{"type": "batchNormalization"}])";
  const GradientCase cases[] = {
      {"batchNormalization of maps, training", "[3, 3, 4]", normalize, 3, 3e-4, true},
      {"batchNormalization of maps, inference", "[3, 3, 4]", normalize, 3},
      {"batchNormalization of neurons, training", "[5, 1, 1]", normalize, 6, 1e-3, true},
      {"batchNormalization of neurons, inference", "[5, 1, 1]", normalize, 6},
      {"batchNormalization without scale, training", "[2, 4, 3]",
       R"([{"type": "batchNormalization", "scale": false, "epsilon": 0.1}])", 2, 3e-4, true},
      {"batchNormalization without center, training", "[2, 4, 3]",
       R"([{"type": "batchNormalization", "center": false}])", 2, 3e-4, true},
      {"batchNormalization alone, inference", "[2, 4, 3]",
       R"([{"type": "batchNormalization", "center": false, "scale": false}])", 2},
      {"localResponseNormalization", "[7, 3, 3]",
       R"([{"type": "localResponseNormalization", "depthRadius": 2}])", 2},
      {"localResponseNormalization as AlexNet's", "[5, 3, 3]",
       R"([{"type": "localResponseNormalization", "depthRadius": 2, "bias": 2, "alpha": 1e-4,
            "beta": 0.75}])",
       2},
      {"localResponseNormalization, steep", "[4, 2, 3]",
       R"([{"type": "localResponseNormalization", "depthRadius": 9, "bias": 0.5, "alpha": 2,
            "beta": 1}])",
       2, 1e-3},
      {"localContrastNormalization", "[3, 7, 6]",
       R"([{"type": "localContrastNormalization", "kernelSize": 5}])", 2},
      // Sigma is nearly the same everywhere here, and so near its mean, where the divisor has a
      // kink: the step is short.
      {.name = "localContrastNormalization wider than the map",
       .input = "[2, 4, 5]",
       .layers = R"([{"type": "localContrastNormalization"}])",
       .batch = 2,
       .tolerance = 1e-3,
       .step = 1e-3},
  };
  for (const GradientCase& test : cases) check_gradients(test);
}

}  // namespace receptive::gradient_test
