// Every argument of the layers with windows, wrong at least once.

#include <doctest/doctest.h>

#include "support/bad_spec.h"

namespace receptive::refused_windows_test {

namespace {

using receptive::testing::BadSpec;
using receptive::testing::check_layers_refused;

}  // namespace

TEST_CASE("bad arguments of conv2d are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "conv2d", "kernelSize": 3})", "conv2d: filters", "nothing"},
      {R"({"type": "conv2d", "filters": 3})", "conv2d: kernelSize", "nothing"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 9})", "conv2d: window", "9"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 5, "dilationRate": 2})", "conv2d: window",
       "9"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "dilationRate": 0})",
       "conv2d: dilationRate", "0"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": [3, 3, 3]})", "conv2d: kernelSize",
       "[3, 3, 3]"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "strides": 0})", "conv2d: strides",
       "0"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": "full"})", "conv2d: padding",
       "'full'"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": "causal"})",
       "conv2d: padding", "'causal'"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": -1})", "conv2d: padding",
       "-1"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": [1, 2, 3]})",
       "conv2d: padding", "[1, 2, 3]"},
      {R"({"type": "conv2d", "filters": 1, "kernelSize": 1, "padding": 4096})", "conv2d: padding",
       "2x8200x8200"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "useBias": 1})", "conv2d: useBias",
       "1"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "groups": 4})", "conv2d: groups", "4"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "groups": 2})", "conv2d: groups", "2"},
      {R"({"type": "conv2d", "filters": 4, "kernelSize": 3, "groups": 0})", "conv2d: groups", "0"},
      {R"({"type": "conv2d", "filters": 4, "kernelSize": 3, "fanOutScale": 0})",
       "conv2d: fanOutScale", "0"},
      {R"({"type": "conv2d", "filters": 4, "kernelSize": 3, "kernelInitializer": 1})",
       "conv2d: kernelInitializer", "1"},
      {R"({"type": "conv2d", "filters": 1, "kernelSize": 2, "kernelValues": [1, 2, 3, 4]})",
       "conv2d: kernelValues", "4"},
      {R"({"type": "conv2d", "filters": 1, "kernelSize": 2, "biasValues": 1})",
       "conv2d: biasValues", "1"},
  };
  check_layers_refused(cases, "[2, 8, 8]");
}

TEST_CASE("bad connection tables are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": [0, 1]})",
       "conv2d: connections", "[0, 1]"},
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": "012"})",
       "conv2d: connections", "1 groups"},
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": ""})",
       "conv2d: connections", "0 groups"},
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": "01 23"})",
       "conv2d: connections", "map 3"},
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": "01 11"})",
       "conv2d: connections", "map 1 twice"},
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": "01 1x"})",
       "conv2d: connections", "'1x'"},
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": "0,1 1,,2"})",
       "conv2d: connections", "'1,,2'"},
      {R"({"type": "conv2d", "filters": 2, "kernelSize": 3, "connections": "0,99999999999 1"})",
       "conv2d: connections", "0,99999999999"},
      {R"({"type": "conv2d", "filters": 3, "kernelSize": 3, "groups": 3, "connections": "0 0 0"})",
       "conv2d: connections", "3 groups"},
  };
  check_layers_refused(cases, "[3, 8, 8]");
}

TEST_CASE("bad arguments of conv1d are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "conv1d", "kernelSize": 3})", "conv1d: filters", "nothing"},
      {R"({"type": "conv1d", "filters": 2})", "conv1d: kernelSize", "nothing"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": [1, 3]})", "conv1d: kernelSize", "[1, 3]"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 9})", "conv1d: window", "9"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 3, "strides": [1, 2]})", "conv1d: strides",
       "[1, 2]"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 3, "dilationRate": 0})",
       "conv1d: dilationRate", "0"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 3, "padding": "full"})", "conv1d: padding",
       "'full'"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 3, "padding": [1, 2, 3, 4]})",
       "conv1d: padding", "[1, 2, 3, 4]"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 3, "groups": 3})", "conv1d: groups", "3"},
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 3, "connections": "0 1"})",
       "conv1d: unknown argument 'connections'", "'0 1'"},
      {R"({"type": "conv1d", "filters": 1, "kernelSize": 1, "kernelValues": [1]})",
       "conv1d: kernelValues", "1"},
  };
  check_layers_refused(cases, "[2, 1, 8]");
  const BadSpec maps[] = {
      {R"({"type": "conv1d", "filters": 2, "kernelSize": 3})", "conv1d: input", "2x8x8"},
      {R"({"type": "globalMaxPooling1d"})", "globalMaxPooling1d: input", "2x8x8"},
  };
  check_layers_refused(maps, "[2, 8, 8]");
}

TEST_CASE("bad arguments of the other convolutions are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "depthwiseConv2d"})", "depthwiseConv2d: kernelSize", "nothing"},
      {R"({"type": "depthwiseConv2d", "kernelSize": 3, "filters": 4})",
       "depthwiseConv2d: unknown argument 'filters'", "4"},
      {R"({"type": "depthwiseConv2d", "kernelSize": 3, "depthMultiplier": 0})",
       "depthwiseConv2d: depthMultiplier", "0"},
      {R"({"type": "depthwiseConv2d", "kernelSize": 3, "strides": 1.5})",
       "depthwiseConv2d: strides", "1.5"},
      {R"({"type": "depthwiseConv2d", "kernelSize": 3, "padding": "full"})",
       "depthwiseConv2d: padding", "'full'"},
      {R"({"type": "depthwiseConv2d", "kernelSize": 3, "dilationRate": 8})",
       "depthwiseConv2d: window", "17"},
      {R"({"type": "depthwiseConv2d", "kernelSize": 3, "useBias": 0})", "depthwiseConv2d: useBias",
       "0"},
      {R"({"type": "locallyConnected2d", "kernelSize": 3})", "locallyConnected2d: filters",
       "nothing"},
      {R"({"type": "locallyConnected2d", "filters": 2})", "locallyConnected2d: kernelSize",
       "nothing"},
      {R"({"type": "locallyConnected2d", "filters": 2, "kernelSize": 3, "padding": "same"})",
       "locallyConnected2d: padding", "'same'"},
      {R"({"type": "locallyConnected2d", "filters": 2, "kernelSize": 3, "strides": -1})",
       "locallyConnected2d: strides", "-1"},
      {R"({"type": "locallyConnected2d", "filters": 2, "kernelSize": 10})",
       "locallyConnected2d: window", "10"},
      {R"({"type": "locallyConnected2d", "filters": 1, "kernelSize": 8, "biasValues": [1, 2]})",
       "locallyConnected2d: biasValues", "2"},
      {R"({"type": "locallyConnected2d", "filters": 1, "kernelSize": 8, "kernelValues": [1, 2]})",
       "locallyConnected2d: kernelValues", "2"},
      {R"({"type": "locallyConnected2d", "filters": 2, "kernelSize": 3, "kernelInitializer": "he"})",
       "locallyConnected2d: kernelInitializer", "'he'"},
      {R"({"type": "conv2dTranspose", "kernelSize": 3})", "conv2dTranspose: filters", "nothing"},
      {R"({"type": "conv2dTranspose", "filters": 2})", "conv2dTranspose: kernelSize", "nothing"},
      {R"({"type": "conv2dTranspose", "filters": 2, "kernelSize": 3, "padding": 1})",
       "conv2dTranspose: padding", "1"},
      {R"({"type": "conv2dTranspose", "filters": 2, "kernelSize": 3, "strides": 0})",
       "conv2dTranspose: strides", "0"},
      {R"({"type": "conv2dTranspose", "filters": 2, "kernelSize": 3, "strides": 4096})",
       "conv2dTranspose: padding", "2x32768x32768"},
      {R"({"type": "conv2dTranspose", "filters": 2, "kernelSize": 3, "dilationRate": 2})",
       "conv2dTranspose: unknown argument 'dilationRate'", "2"},
      {R"({"type": "conv2dTranspose", "filters": 2, "kernelSize": 3, "biasValues": [1]})",
       "conv2dTranspose: biasValues", "1"},
      {R"({"type": "recurrentConv2d", "kernelSize": 3})", "recurrentConv2d: filters", "nothing"},
      {R"({"type": "recurrentConv2d", "filters": 2})", "recurrentConv2d: kernelSize", "nothing"},
      {R"({"type": "recurrentConv2d", "filters": 2, "kernelSize": 3, "steps": 0})",
       "recurrentConv2d: steps", "0"},
      {R"({"type": "recurrentConv2d", "filters": 2, "kernelSize": 3, "normalize": 1})",
       "recurrentConv2d: normalize", "1"},
      {R"({"type": "recurrentConv2d", "filters": 2, "kernelSize": 3, "padding": "valid"})",
       "recurrentConv2d: unknown argument 'padding'", "'valid'"},
      {R"({"type": "recurrentConv2d", "filters": 2, "kernelSize": 3, "kernelInitializer": "he"})",
       "recurrentConv2d: kernelInitializer", "'he'"},
  };
  check_layers_refused(cases, "[2, 8, 8]");
}

TEST_CASE("bad arguments of pooling are refused by name") {
  const BadSpec cases[] = {
      {R"({"type": "maxPooling2d", "poolSize": 9})", "maxPooling2d: window", "9"},
      {R"({"type": "maxPooling2d", "poolSize": 2, "padding": 2})", "maxPooling2d: padding",
       "[2, 2, 2, 2]"},
      {R"({"type": "maxPooling2d", "strides": 0})", "maxPooling2d: strides", "0"},
      {R"({"type": "maxPooling2d", "ceilMode": 1})", "maxPooling2d: ceilMode", "1"},
      {R"({"type": "averagePooling2d", "poolSize": 0})", "averagePooling2d: poolSize", "0"},
      {R"({"type": "averagePooling2d", "padding": "full"})", "averagePooling2d: padding", "'full'"},
      {R"({"type": "l2Pooling2d", "poolSize": [2, 0]})", "l2Pooling2d: poolSize", "[2, 0]"},
      {R"({"type": "l2Pooling2d", "strides": "two"})", "l2Pooling2d: strides", "'two'"},
      {R"({"type": "l2Pooling2d", "padding": [0, 2]})", "l2Pooling2d: padding", "[0, 0, 2, 2]"},
      {R"({"type": "l2Pooling2d", "ceilMode": "yes"})", "l2Pooling2d: ceilMode", "'yes'"},
      {R"({"type": "globalMaxPooling2d", "poolSize": 2})",
       "globalMaxPooling2d: unknown argument 'poolSize'", "2"},
      {R"({"type": "globalAveragePooling2d", "keepdims": true})",
       "globalAveragePooling2d: unknown argument 'keepdims'", "true"},
      {R"({"type": "subsampling2d", "poolSize": 0})", "subsampling2d: poolSize", "0"},
      {R"({"type": "subsampling2d", "poolSize": 9})", "subsampling2d: window", "9"},
      {R"({"type": "subsampling2d", "strides": []})", "subsampling2d: strides", "[]"},
      {R"({"type": "subsampling2d", "padding": "same"})", "subsampling2d: padding", "'same'"},
      {R"({"type": "subsampling2d", "ceilMode": true})",
       "subsampling2d: unknown argument 'ceilMode'", "true"},
      {R"({"type": "subsampling2d", "kernelInitializer": "mean"})",
       "subsampling2d: kernelInitializer", "'mean'"},
      {R"({"type": "blurPooling2d", "poolSize": 26})", "blurPooling2d: poolSize", "26"},
      {R"({"type": "blurPooling2d", "strides": 0})", "blurPooling2d: strides", "0"},
      {R"({"type": "blurPooling2d", "padding": 1})", "blurPooling2d: unknown argument 'padding'",
       "1"},
  };
  check_layers_refused(cases, "[2, 8, 8]");
}

}  // namespace receptive::refused_windows_test
