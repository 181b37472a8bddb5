#include "nn/layers.h"

#include <map>

#include "tensor/error.h"

namespace receptive {

namespace {

struct Factory {
  std::unique_ptr<Layer> (*make)(Arguments&, LayerInputs);
  /// Whether the layer joins two or more inputs; otherwise it reads exactly one.
  bool joins = false;
};

const std::map<std::string, Factory>& factories() {
  static const std::map<std::string, Factory> table = {
      {"averagePooling2d", {make_average_pooling2d}},
      {"conv2d", {make_conv2d}},
      {"dense", {make_dense}},
      {"dropout", {make_dropout}},
      {"flatten", {make_flatten}},
      {"leakyRelu", {make_leaky_relu}},
      {"maxPooling2d", {make_max_pooling2d}},
      {"relu", {make_relu}},
      {"sigmoid", {make_sigmoid}},
      {"softmax", {make_softmax}},
      {"tanh", {make_tanh}},
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
  static const std::vector<std::string> names = {"relu", "leakyRelu", "sigmoid", "tanh", "softmax"};
  return names;
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
