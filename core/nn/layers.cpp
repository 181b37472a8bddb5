#include "nn/layers.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/heap_sort.h"
#include "nn/layers/common_arguments.h"

namespace receptive {

// The catalogue: one line for each type of layer, here and below.
extern const LayerKind conv2d_layer;
extern const LayerKind conv1d_layer;
extern const LayerKind depthwise_conv2d_layer;
extern const LayerKind locally_connected2d_layer;
extern const LayerKind conv2d_transpose_layer;
extern const LayerKind recurrent_conv2d_layer;
extern const LayerKind max_pooling2d_layer;
extern const LayerKind average_pooling2d_layer;
extern const LayerKind l2_pooling2d_layer;
extern const LayerKind blur_pooling2d_layer;
extern const LayerKind subsampling2d_layer;
extern const LayerKind global_average_pooling2d_layer;
extern const LayerKind global_max_pooling2d_layer;
extern const LayerKind global_max_pooling1d_layer;
extern const LayerKind dense_layer;
extern const LayerKind radial_basis_layer;
extern const LayerKind embedding_layer;
extern const LayerKind relu_layer;
extern const LayerKind leaky_relu_layer;
extern const LayerKind elu_layer;
extern const LayerKind sigmoid_layer;
extern const LayerKind tanh_layer;
extern const LayerKind scaled_tanh_layer;
extern const LayerKind abs_layer;
extern const LayerKind softmax_layer;
extern const LayerKind batch_normalization_layer;
extern const LayerKind group_normalization_layer;
extern const LayerKind dropout_layer;
extern const LayerKind spatial_dropout2d_layer;
extern const LayerKind local_response_normalization_layer;
extern const LayerKind local_contrast_normalization_layer;
extern const LayerKind rescaling_layer;
extern const LayerKind add_layer;
extern const LayerKind concatenate_layer;
extern const LayerKind flatten_layer;
extern const LayerKind reshape_layer;
extern const LayerKind zero_padding2d_layer;

namespace {

constexpr std::array catalogue = {
    &conv2d_layer,                        //
    &conv1d_layer,                        //
    &depthwise_conv2d_layer,              //
    &locally_connected2d_layer,           //
    &conv2d_transpose_layer,              //
    &recurrent_conv2d_layer,              //
    &max_pooling2d_layer,                 //
    &average_pooling2d_layer,             //
    &l2_pooling2d_layer,                  //
    &blur_pooling2d_layer,                //
    &subsampling2d_layer,                 //
    &global_average_pooling2d_layer,      //
    &global_max_pooling2d_layer,          //
    &global_max_pooling1d_layer,          //
    &dense_layer,                         //
    &radial_basis_layer,                  //
    &embedding_layer,                     //
    &relu_layer,                          //
    &leaky_relu_layer,                    //
    &elu_layer,                           //
    &sigmoid_layer,                       //
    &tanh_layer,                          //
    &scaled_tanh_layer,                   //
    &abs_layer,                           //
    &softmax_layer,                       //
    &batch_normalization_layer,           //
    &group_normalization_layer,           //
    &dropout_layer,                       //
    &spatial_dropout2d_layer,             //
    &local_response_normalization_layer,  //
    &local_contrast_normalization_layer,  //
    &rescaling_layer,                     //
    &add_layer,                           //
    &concatenate_layer,                   //
    &flatten_layer,                       //
    &reshape_layer,                       //
    &zero_padding2d_layer,                //
};

}  // namespace

std::span<const LayerKind* const> layer_kinds() { return catalogue; }

const LayerKind* find_layer_kind(std::string_view type) {
  const auto has_name = [&](const LayerKind* kind) { return kind->declaration.name == type; };
  const auto found = std::ranges::find_if(catalogue, has_name);
  return found == catalogue.end() ? nullptr : *found;
}

std::vector<std::string> layer_types() {
  std::vector<std::string> names;
  for (const LayerKind* kind : catalogue) {
    if (kind->make != nullptr) names.emplace_back(kind->declaration.name);
  }
  heap_sort(names);
  return names;
}

std::vector<std::string> activation_types() {
  const std::span names = declared::activations;
  return {names.begin(), names.end() - 1};
}

std::unique_ptr<Layer> make_layer(const std::string& type, const std::string& name,
                                  const Values& arguments, LayerInputs inputs, Values& settings) {
  const LayerKind* kind = find_layer_kind(type);
  if (kind == nullptr || kind->make == nullptr) {
    std::string known;
    for (const std::string& one : layer_types()) known += (known.empty() ? "" : ", ") + one;
    throw SpecError(Refusal{.where = name,
                            .argument = "type",
                            .expected = "one of " + known,
                            .found = "'" + type + "'"});
  }
  Arguments reader(name, kind->declaration, arguments);
  const bool joins = kind->declaration.joins;
  if (joins ? inputs.size() < 2 : inputs.size() != 1) {
    reader.refuse("inputs", joins ? "the names of two or more layers" : "exactly one",
                  std::to_string(inputs.size()));
  }
  std::unique_ptr<Layer> layer = kind->make(reader, inputs);
  checked_count(layer->output_shape(), name + ": output");
  for (const ParameterInfo& parameter : layer->parameters()) {
    checked_count(parameter.shape, name + ": " + parameter.name);
  }
  settings = reader.settings();
  return layer;
}

}  // namespace receptive
