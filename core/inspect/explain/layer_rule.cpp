#include "inspect/explain/layer_rule.h"

#include <algorithm>
#include <map>

#include "base/error.h"

namespace receptive {

const char* rule_name(UnitRule rule) {
  switch (rule) {
    case UnitRule::weighted_sum:
      return "weightedSum";
    case UnitRule::mean:
      return "mean";
    case UnitRule::max:
      return "max";
    case UnitRule::root_mean_square:
      return "rootMeanSquare";
    case UnitRule::function:
      return "function";
    case UnitRule::softmax:
      return "softmax";
    case UnitRule::normalize:
      return "normalize";
    case UnitRule::copy:
      return "copy";
    case UnitRule::sum:
      return "sum";
    case UnitRule::distance:
      return "distance";
    case UnitRule::constant:
      return "constant";
  }
  return "";
}

LayerRule::LayerRule(const NetworkValues& values, int node)
    : values_(values),
      index_(node),
      node_(values.graph.nodes()[static_cast<std::size_t>(node)]),
      connections_(values.graph, node) {
  for (const int input : node_.inputs) inputs_.push_back(values.activation(input));
}

double LayerRule::input(int place, std::size_t index) const {
  return place < 0 ? 0.0 : static_cast<double>(inputs_[index].data[place]);
}

double LayerRule::output(int place) const { return values_.activation(index_).data[place]; }

double LayerRule::parameter(std::size_t index, int place) const {
  return values_.parameters.of(node_)[index].data[place];
}

std::size_t LayerRule::index_of(const std::string& name) const {
  return static_cast<std::size_t>(std::ranges::find(node_.parameters, name, &ParameterInfo::name) -
                                  node_.parameters.begin());
}

bool LayerRule::has_parameter(const std::string& name) const {
  return index_of(name) < node_.parameters.size();
}

double LayerRule::setting(const std::string& name) const {
  return std::get<double>(node_.settings.at(name));
}

UnitReads LayerRule::reads(int output, std::size_t index) const {
  return reads(connections_.read_by(output, index), index);
}

UnitReads LayerRule::reads(const std::vector<Link>& links, std::size_t index) const {
  UnitReads reads{.node = node_.inputs[index]};
  for (const Link& link : links) {
    reads.places.push_back(link.input);
    reads.values.push_back(static_cast<float>(input(link.input, index)));
  }
  return reads;
}

void LayerRule::add_bias(int output, UnitArithmetic& unit) const {
  if (!has_parameter("bias")) return;
  const std::size_t index = index_of("bias");
  const int place = connections_.bias_of(output);
  unit.bias = {.parameter = parameter_name(values_.graph, node_, index),
               .place = place,
               .value = parameter(index, place)};
  unit.value += unit.bias->value;
}

std::vector<LayerRule::Use> LayerRule::bias_uses(int place) const {
  std::vector<Use> uses;
  for (const int output : connections_.outputs_with_bias(place)) {
    uses.push_back({.output = output, .slope = 1.0});
  }
  return uses;
}

std::vector<LayerRule::Use> LayerRule::uses(std::size_t index, int place) const {
  (void)index;
  (void)place;
  return {};
}

std::optional<UnitWindow> LayerRule::window_of(int output) const {
  const std::optional<Window2d> window = node_.layer->window();
  if (!window) return {};
  const Position at = position_of(output, shape());
  return UnitWindow{.window = *window,
                    .row = at.row * window->stride_h - window->padding.top,
                    .col = at.col * window->stride_w - window->padding.left,
                    .reads = inputs_[0].shape};
}

std::unique_ptr<LayerRule> make_rule(const NetworkValues& values, int node) {
  static const std::map<std::string, MakeRule> rules = {
      {"abs", make_function_rule},
      {"add", make_copy_rule},
      {"averagePooling2d", make_average_rule},
      {"batchNormalization", make_batch_normalization_rule},
      {"blurPooling2d", make_blur_rule},
      {"concatenate", make_copy_rule},
      {"conv1d", make_weighted_sum_rule},
      {"conv2d", make_weighted_sum_rule},
      {"conv2dTranspose", make_weighted_sum_rule},
      {"dense", make_weighted_sum_rule},
      {"depthwiseConv2d", make_weighted_sum_rule},
      {"dropout", make_copy_rule},
      {"elu", make_function_rule},
      {"embedding", make_embedding_rule},
      {"flatten", make_copy_rule},
      {"globalAveragePooling2d", make_average_rule},
      {"globalMaxPooling1d", make_max_rule},
      {"globalMaxPooling2d", make_max_rule},
      {"l2Pooling2d", make_l2_rule},
      {"leakyRelu", make_function_rule},
      {"localContrastNormalization", make_contrast_normalization_rule},
      {"localResponseNormalization", make_response_normalization_rule},
      {"locallyConnected2d", make_weighted_sum_rule},
      {"maxPooling2d", make_max_rule},
      {"radialBasis", make_distance_rule},
      {"relu", make_function_rule},
      {"rescaling", make_rescaling_rule},
      {"reshape", make_copy_rule},
      {"scaledTanh", make_function_rule},
      {"sigmoid", make_function_rule},
      {"softmax", make_softmax_rule},
      {"spatialDropout2d", make_copy_rule},
      {"subsampling2d", make_subsampling_rule},
      {"tanh", make_function_rule},
      {"zeroPadding2d", make_copy_rule},
  };
  const Node& layer = values.graph.nodes()[static_cast<std::size_t>(node)];
  const auto found = rules.find(layer.type);
  if (found == rules.end()) {
    throw ArgumentError(layer.name + ": expected a layer that can be explained, found " +
                        layer.type);
  }
  return found->second(values, node);
}

}  // namespace receptive
