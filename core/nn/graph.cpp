#include "nn/graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "nn/expansion.h"
#include "nn/layers.h"

namespace receptive {

namespace {

const std::string input_name = "input";

/// Names layers that have none as Keras does: conv2d, conv2d_1, conv2d_2, ...
class Names {
 public:
  explicit Names(const ModelSpec& spec) {
    for (const LayerSpec& layer : spec.layers) {
      if (layer.name.empty()) continue;
      if (layer.name == input_name || layer.name.find('.') != std::string::npos) {
        throw SpecError(layer.name +
                        ": name: expected anything but 'input' and without a dot, found '" +
                        layer.name + "'");
      }
      if (!taken_.insert(layer.name).second) {
        throw SpecError(layer.name + ": name: expected a name of its own, found it twice");
      }
    }
  }

  std::string next(const std::string& wanted) {
    std::string name = wanted;
    while (!taken_.insert(name).second) name = wanted + "_" + std::to_string(++counts_[wanted]);
    return name;
  }

 private:
  std::set<std::string> taken_;
  std::map<std::string, int> counts_;
};

}  // namespace

Graph::Graph(const ModelSpec& spec) : input_(spec.input.with_examples(1)) {
  checked_count(input_, input_name);
  if (spec.layers.empty()) throw SpecError("layers: expected at least one layer, found none");
  Names names(spec);
  const NextName next_name = [&](const std::string& wanted) { return names.next(wanted); };
  // Which node a name stands for: the last of those that the layer was expanded to.
  std::map<std::string, int> heads{{input_name, network_input}};
  const auto last = [&] { return static_cast<int>(nodes_.size()) - 1; };
  for (LayerSpec layer : spec.layers) {
    if (layer.type.empty()) {
      throw SpecError("layer " + std::to_string(nodes_.size()) +
                      ": type: expected the name of a layer, found nothing");
    }
    if (layer.name.empty()) layer.name = names.next(layer.type);
    const std::string name = layer.name;
    const int previous = last();  // `network_input` before the first
    for (const LayerSpec& part : expand(std::move(layer), next_name)) {
      std::vector<int> inputs;
      for (const std::string& input : part.inputs) {
        const auto head = heads.find(input);
        if (head == heads.end()) {
          throw SpecError(name +
                          ": inputs: expected 'input' or the name of an earlier layer, found '" +
                          input + "'");
        }
        inputs.push_back(head->second);
      }
      if (inputs.empty()) inputs.push_back(previous);
      add(part, part.name, inputs);
      heads[part.name] = last();
    }
    heads[name] = last();
  }
  check_all_read();
}

void Graph::add(const LayerSpec& layer, const std::string& name, const std::vector<int>& inputs) {
  std::vector<Shape> shapes;
  shapes.reserve(inputs.size());
  for (const int input : inputs) shapes.push_back(shape_of(input));
  Node node;
  node.name = name;
  node.type = layer.type;
  node.inputs = inputs;
  node.layer = make_layer(layer.type, name, layer.arguments, shapes, node.settings);
  node.output = node.layer->output_shape();
  node.parameters = node.layer->parameters();
  node.trainable = layer.trainable;
  place_parameters(layer, node);
  nodes_.push_back(std::move(node));
}

void Graph::place_parameters(const LayerSpec& layer, Node& node) {
  if (layer.weights_of.empty()) {
    node.first_parameter = parameter_count_;
    parameter_count_ += static_cast<int>(node.parameters.size());
    return;
  }
  const std::string expected =
      ": weightsOf: expected the name of an earlier layer with parameters "
      "of the same shapes, found '";
  const auto owner = std::ranges::find(nodes_, layer.weights_of, &Node::name);
  const auto same_shape = [](const ParameterInfo& a, const ParameterInfo& b) {
    return a.name == b.name && a.shape == b.shape;
  };
  if (owner == nodes_.end() || node.parameters.empty() ||
      !std::ranges::equal(owner->parameters, node.parameters, same_shape)) {
    throw SpecError(node.name + expected + layer.weights_of + "'");
  }
  // Two layers would overwrite each other's statistics.
  if (std::ranges::find(node.parameters, ParameterRole::statistic, &ParameterInfo::role) !=
      node.parameters.end()) {
    throw SpecError(node.name +
                    ": weightsOf: expected a layer without running statistics, found '" +
                    layer.weights_of + "'");
  }
  node.first_parameter = owner->first_parameter;
  node.owns_parameters = false;
}

void Graph::check_all_read() const {
  std::set<int> read;
  for (const Node& node : nodes_) read.insert(node.inputs.begin(), node.inputs.end());
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    if (!read.contains(static_cast<int>(i))) {
      throw SpecError(nodes_[i].name +
                      ": expected a later layer that reads it, found none (the last layer is the "
                      "output)");
    }
  }
}

int Graph::index_of(const std::string& name) const {
  if (name == input_name) return network_input;
  const auto found = std::ranges::find(nodes_, name, &Node::name);
  if (found == nodes_.end()) {
    throw ArgumentError("layer: expected the name of a layer of this network, found '" + name +
                        "'");
  }
  return static_cast<int>(found - nodes_.begin());
}

void Graph::set_dropout_rate(const std::string& name, double rate) {
  const int index = index_of(name);
  Node* node = index == network_input ? nullptr : &nodes_[static_cast<std::size_t>(index)];
  const Argument* setting = node != nullptr ? node->layer->changeable_setting() : nullptr;
  if (setting == nullptr) {
    throw ArgumentError(name + ": expected a dropout layer, found " +
                        (node != nullptr ? node->type : "the input"));
  }
  if (!is_in_range(*setting, rate)) {
    throw ArgumentError(Refusal{.where = name,
                                .argument = setting->name,
                                .expected = "a number of at least " + value_text(setting->low) +
                                            " and below " + value_text(setting->high),
                                .found = value_text(rate)});
  }
  node->settings[setting->name] = rate;
  node->layer->change_setting(rate);
}

const std::string& Graph::name_of(int index) const {
  return index == network_input ? input_name : nodes_[static_cast<std::size_t>(index)].name;
}

const Shape& Graph::shape_of(int index) const {
  return index == network_input ? input_ : nodes_[static_cast<std::size_t>(index)].output;
}

Reading Graph::reading_of(int index) const {
  const Node& node = nodes_[static_cast<std::size_t>(index)];
  std::vector<Shape> shapes;
  shapes.reserve(node.inputs.size());
  for (const int input : node.inputs) shapes.push_back(shape_of(input));
  return node.layer->reading(shapes);
}

}  // namespace receptive
