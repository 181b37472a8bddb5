#include "nn/layers.h"

#include <map>

#include "base/error.h"

namespace receptive {

namespace {

struct Factory {
  std::unique_ptr<Layer> (*make)(Arguments&, LayerInputs);
  /// Whether the layer joins two or more inputs; otherwise it reads exactly one.
  bool joins = false;
  bool takes_activation = false;
};

const std::map<std::string, Factory>& factories() {
  static const std::map<std::string, Factory> table = {
      {"abs", {make_abs}},
      {"add", {make_add, true}},
      {"averagePooling2d", {make_average_pooling2d}},
      {"batchNormalization", {make_batch_normalization}},
      {"blurPooling2d", {make_blur_pooling2d}},
      {"concatenate", {make_concatenate, true}},
      {"conv1d", {make_conv1d, /*joins=*/false, /*takes_activation=*/true}},
      {"conv2d", {make_conv2d, /*joins=*/false, /*takes_activation=*/true}},
      {"conv2dTranspose", {make_conv2d_transpose, /*joins=*/false, /*takes_activation=*/true}},
      {"dense", {make_dense, /*joins=*/false, /*takes_activation=*/true}},
      {"depthwiseConv2d", {make_depthwise_conv2d, /*joins=*/false, /*takes_activation=*/true}},
      {"dropout", {make_dropout}},
      {"elu", {make_elu}},
      {"embedding", {make_embedding}},
      {"flatten", {make_flatten}},
      {"globalAveragePooling2d", {make_global_average_pooling2d}},
      {"globalMaxPooling1d", {make_global_max_pooling1d}},
      {"globalMaxPooling2d", {make_global_max_pooling2d}},
      {"l2Pooling2d", {make_l2_pooling2d}},
      {"leakyRelu", {make_leaky_relu}},
      {"localContrastNormalization", {make_local_contrast_normalization}},
      {"localResponseNormalization", {make_local_response_normalization}},
      {"locallyConnected2d",
       {make_locally_connected2d, /*joins=*/false, /*takes_activation=*/true}},
      {"maxPooling2d", {make_max_pooling2d}},
      {"radialBasis", {make_radial_basis}},
      {"relu", {make_relu}},
      {"rescaling", {make_rescaling}},
      {"reshape", {make_reshape}},
      {"scaledTanh", {make_scaled_tanh}},
      {"sigmoid", {make_sigmoid}},
      {"softmax", {make_softmax}},
      {"spatialDropout2d", {make_spatial_dropout2d}},
      {"subsampling2d", {make_subsampling2d}},
      {"tanh", {make_tanh}},
      {"zeroPadding2d", {make_zero_padding2d}},
  };
  return table;
}

}  // namespace

std::vector<std::string> layer_types() {
  std::vector<std::string> names;
  for (const auto& [name, factory] : factories()) names.push_back(name);
  return names;
}

const std::vector<std::string>& activation_types() {
  static const std::vector<std::string> names = {"relu", "leakyRelu",  "elu", "sigmoid",
                                                 "tanh", "scaledTanh", "abs", "softmax"};
  return names;
}

bool takes_activation(const std::string& type) {
  const auto found = factories().find(type);
  return found != factories().end() && found->second.takes_activation;
}

Expand expansion_of(const std::string& type) {
  static const std::map<std::string, Expand> table = {{"recurrentConv2d", expand_recurrent_conv2d}};
  const auto found = table.find(type);
  return found == table.end() ? nullptr : found->second;
}

std::unique_ptr<Layer> make_layer(const std::string& type, Arguments& arguments,
                                  std::span<const Shape> inputs) {
  const auto found = factories().find(type);
  if (found == factories().end()) {
    std::string known;
    for (const std::string& name : layer_types()) known += (known.empty() ? "" : ", ") + name;
    throw SpecError(arguments.owner() + ": type: expected one of " + known + ", found '" + type +
                    "'");
  }
  const bool joins = found->second.joins;
  if (joins ? inputs.size() < 2 : inputs.size() != 1) {
    arguments.refuse("inputs", joins ? "the names of two or more layers" : "exactly one",
                     std::to_string(inputs.size()));
  }
  std::unique_ptr<Layer> layer = found->second.make(arguments, inputs);
  arguments.expect_all_read();
  checked_count(layer->output_shape(), arguments.owner() + ": output");
  for (const ParameterInfo& parameter : layer->parameters()) {
    checked_count(parameter.shape, arguments.owner() + ": " + parameter.name);
  }
  return layer;
}

}  // namespace receptive
