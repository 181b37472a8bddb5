// Every argument of every layer, wrong at least once. (Those of convolutions and pools:
// refused_windows_test.cpp.)

#include <doctest/doctest.h>

#include "support/bad_spec.h"

namespace receptive::refused_test {

namespace {

using receptive::testing::BadSpec;
using receptive::testing::check_layers_refused;

}  // namespace

TEST_CASE("bad arguments of dense and radialBasis are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "dense"})", "dense: units", "nothing"},
      {R"({"type": "dense", "units": 0})", "dense: units", "0"},
      {R"({"type": "dense", "units": 2.5})", "dense: units", "2.5"},
      {R"({"type": "dense", "units": "ten"})", "dense: units", "'ten'"},
      {R"({"type": "dense", "units": 2, "useBias": "no"})", "dense: useBias", "'no'"},
      {R"({"type": "dense", "units": 2, "activation": "gelu"})", "dense: activation", "'gelu'"},
      {R"({"type": "dense", "units": 2, "kernelInitializer": "ones"})", "dense: kernelInitializer",
       "'ones'"},
      {R"({"type": "dense", "units": 2, "kernelValues": [1, 2, 3]})", "dense: kernelValues", "3"},
      {R"({"type": "dense", "units": 2, "kernelValues": "ones"})", "dense: kernelValues", "'ones'"},
      {R"({"type": "dense", "units": 2, "biasValues": [1, 2, 3]})", "dense: biasValues", "3"},
      {R"({"type": "dense", "units": 2, "biasValues": [1, 1e99]})", "dense: biasValues", "1e+99"},
      {R"({"type": "dense", "units": 2, "useBias": false, "biasValues": [1, 2]})",
       "dense: biasValues", "2"},
      {R"({"type": "radialBasis"})", "radialBasis: units", "nothing"},
      {R"({"type": "radialBasis", "units": -1})", "radialBasis: units", "-1"},
      {R"({"type": "radialBasis", "units": 10, "prototypes": "letters"})",
       "radialBasis: prototypes", "'letters'"},
      {R"({"type": "radialBasis", "units": 10, "prototypes": "digits"})", "radialBasis: prototypes",
       "64 inputs"},
      {R"({"type": "radialBasis", "units": 3, "kernelInitializer": "small"})",
       "radialBasis: kernelInitializer", "'small'"},
      {R"({"type": "radialBasis", "units": 3, "useBias": true})",
       "radialBasis: unknown argument 'useBias'", "true"},
  };
  check_layers_refused(cases, "[1, 8, 8]");
  const BadSpec both[] = {{R"({"type": "dense", "units": 2, "kernelValues": [1, 2, 3, 4],
                               "kernelInitializer": "zeros"})",
                           "dense: kernelInitializer", "'zeros'"}};
  check_layers_refused(both, "[2, 1, 1]");
}

TEST_CASE("bad arguments of activations and dropout are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "relu", "negativeSlope": 0.1})", "relu: unknown argument 'negativeSlope'",
       "0.1"},
      {R"({"type": "leakyRelu", "negativeSlope": 2})", "leakyRelu: negativeSlope", "2"},
      {R"({"type": "leakyRelu", "negativeSlope": -0.5})", "leakyRelu: negativeSlope", "-0.5"},
      {R"({"type": "elu", "alpha": -1})", "elu: alpha", "-1"},
      {R"({"type": "elu", "alpha": "one"})", "elu: alpha", "'one'"},
      {R"({"type": "sigmoid", "alpha": 1})", "sigmoid: unknown argument 'alpha'", "1"},
      {R"({"type": "tanh", "scale": 2})", "tanh: unknown argument 'scale'", "2"},
      {R"({"type": "scaledTanh", "scale": 2})", "scaledTanh: unknown argument 'scale'", "2"},
      {R"({"type": "abs", "alpha": 2})", "abs: unknown argument 'alpha'", "2"},
      {R"({"type": "softmax", "axis": -1})", "softmax: unknown argument 'axis'", "-1"},
      {R"({"type": "dropout", "rate": 1})", "dropout: rate", "1"},
      {R"({"type": "dropout", "rate": -0.1})", "dropout: rate", "-0.1"},
      {R"({"type": "spatialDropout2d", "rate": 1.5})", "spatialDropout2d: rate", "1.5"},
      {R"({"type": "spatialDropout2d", "rate": true})", "spatialDropout2d: rate", "true"},
  };
  check_layers_refused(cases, "[1, 8, 8]");
}

TEST_CASE("bad arguments of normalizations are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "batchNormalization", "momentum": 1.1})", "batchNormalization: momentum", "1.1"},
      {R"({"type": "batchNormalization", "epsilon": 0})", "batchNormalization: epsilon", "0"},
      {R"({"type": "batchNormalization", "scale": 1})", "batchNormalization: scale", "1"},
      {R"({"type": "batchNormalization", "center": "yes"})", "batchNormalization: center", "'yes'"},
      {R"({"type": "batchNormalization", "axis": 1})",
       "batchNormalization: unknown argument 'axis'", "1"},
      {R"({"type": "localResponseNormalization", "depthRadius": -1})",
       "localResponseNormalization: depthRadius", "-1"},
      {R"({"type": "localResponseNormalization", "bias": 0})", "localResponseNormalization: bias",
       "0"},
      {R"({"type": "localResponseNormalization", "alpha": -1})",
       "localResponseNormalization: alpha", "-1"},
      {R"({"type": "localResponseNormalization", "beta": -0.5})",
       "localResponseNormalization: beta", "-0.5"},
      {R"({"type": "localContrastNormalization", "kernelSize": 4})",
       "localContrastNormalization: kernelSize", "4"},
      {R"({"type": "localContrastNormalization", "kernelSize": [3, 3]})",
       "localContrastNormalization: kernelSize", "[3, 3]"},
      {R"({"type": "rescaling"})", "rescaling: scale", "nothing"},
      {R"({"type": "rescaling", "scale": "half"})", "rescaling: scale", "'half'"},
      {R"({"type": "rescaling", "scale": [1, 2]})", "rescaling: scale", "[1, 2]"},
      {R"({"type": "rescaling", "scale": 1e39})", "rescaling: scale", "1e+39"},
      {R"({"type": "rescaling", "scale": 1, "offset": true})", "rescaling: offset", "true"},
  };
  check_layers_refused(cases, "[1, 8, 8]");
}

TEST_CASE("bad shapes and joins are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "flatten", "targetShape": [64, 1, 1]})",
       "flatten: unknown argument 'targetShape'", "[64, 1, 1]"},
      {R"({"type": "reshape"})", "reshape: targetShape", "nothing"},
      {R"({"type": "reshape", "targetShape": 64})", "reshape: targetShape", "64"},
      {R"({"type": "reshape", "targetShape": [8, 8]})", "reshape: targetShape", "[8, 8]"},
      {R"({"type": "reshape", "targetShape": [2, 8, 8]})", "reshape: targetShape", "[2, 8, 8]"},
      {R"({"type": "reshape", "targetShape": [-1, -1, 8]})", "reshape: targetShape", "[-1, -1, 8]"},
      {R"({"type": "reshape", "targetShape": [-1, 3, 2]})", "reshape: targetShape", "[-1, 3, 2]"},
      {R"({"type": "reshape", "targetShape": [0, 8, 8]})", "reshape: targetShape", "[0, 8, 8]"},
      {R"({"type": "reshape", "targetShape": [6.4, 10, 1]})", "reshape: targetShape",
       "[6.4, 10, 1]"},
      {R"({"type": "zeroPadding2d", "padding": "same"})", "zeroPadding2d: padding", "'same'"},
      {R"({"type": "zeroPadding2d", "padding": -1})", "zeroPadding2d: padding", "-1"},
      {R"({"type": "zeroPadding2d", "padding": [1, 2, 3]})", "zeroPadding2d: padding", "[1, 2, 3]"},
      {R"({"type": "embedding", "inputDim": 3, "outputDim": 2})", "embedding: input", "1x8x8"},
      {R"({"type": "add"})", "add: inputs", "1"},
      {R"({"type": "concatenate", "inputs": ["input"]})", "concatenate: inputs", "1"},
      {R"({"type": "conv2d", "name": "a", "filters": 1, "kernelSize": 3},
          {"type": "add", "inputs": ["input", "a"]})",
       "add: inputs", "1x6x6"},
      {R"({"type": "conv2d", "name": "a", "filters": 1, "kernelSize": 3},
          {"type": "concatenate", "inputs": ["input", "a"]})",
       "concatenate: inputs", "6x6"},
      {R"({"type": "relu", "name": "a"},
          {"type": "concatenate", "inputs": ["input", "a"], "axis": 1})",
       "concatenate: unknown argument 'axis'", "1"},
  };
  check_layers_refused(cases, "[1, 8, 8]");
  const BadSpec sequences[] = {
      {R"({"type": "embedding", "outputDim": 2})", "embedding: inputDim", "nothing"},
      {R"({"type": "embedding", "inputDim": 0, "outputDim": 2})", "embedding: inputDim", "0"},
      {R"({"type": "embedding", "inputDim": 5})", "embedding: outputDim", "nothing"},
      {R"({"type": "embedding", "inputDim": 5, "outputDim": 1.5})", "embedding: outputDim", "1.5"},
      {R"({"type": "embedding", "inputDim": 16777216, "outputDim": 65536})", "embedding: weight",
       "16777216x65536"},
  };
  check_layers_refused(sequences, "[1, 1, 7]");
}

}  // namespace receptive::refused_test
