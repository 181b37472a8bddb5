#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "nn/arguments.h"
#include "nn/expansion.h"
#include "nn/layer.h"

namespace receptive {

/// Makes the layer `type` for inputs of these example shapes.
/// @throws SpecError when the type is unknown or the arguments do not fit the inputs.
std::unique_ptr<Layer> make_layer(const std::string& type, Arguments& arguments,
                                  std::span<const Shape> inputs);

/// The names that `make_layer` knows, in alphabetical order.
std::vector<std::string> layer_types();

/// The names that a layer's `activation` argument takes besides 'linear'.
const std::vector<std::string>& activation_types();

/// Whether layers of this type take an `activation`, which becomes a layer of its own behind them.
bool takes_activation(const std::string& type);

/// Makes several layers of one that has no class of its own; nullptr where there is one.
using Expand = std::vector<LayerSpec> (*)(const LayerSpec& layer, const NextName& next_name);
Expand expansion_of(const std::string& type);

// One function for each layer. To add one: write its file in nn/layers/, declare it here and name
// it in layers.cpp.
using LayerInputs = std::span<const Shape>;
std::unique_ptr<Layer> make_abs(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_add(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_average_pooling2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_batch_normalization(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_blur_pooling2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_concatenate(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_conv1d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_conv2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_conv2d_transpose(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_dense(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_depthwise_conv2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_dropout(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_elu(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_embedding(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_flatten(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_global_average_pooling2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_global_max_pooling1d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_global_max_pooling2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_l2_pooling2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_leaky_relu(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_local_contrast_normalization(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_local_response_normalization(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_locally_connected2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_max_pooling2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_radial_basis(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_relu(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_rescaling(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_reshape(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_scaled_tanh(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_sigmoid(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_softmax(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_spatial_dropout2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_subsampling2d(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_tanh(Arguments& arguments, LayerInputs inputs);
std::unique_ptr<Layer> make_zero_padding2d(Arguments& arguments, LayerInputs inputs);

// One for each layer that is taken apart into others.
std::vector<LayerSpec> expand_recurrent_conv2d(const LayerSpec& layer, const NextName& next_name);

}  // namespace receptive
