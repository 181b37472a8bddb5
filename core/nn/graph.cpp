#include "nn/graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "nn/layers.h"
#include "tensor/error.h"

namespace receptive {

namespace {

const std::string picture_name = "input";

/// Names layers that have none as Keras does: conv2d, conv2d_1, conv2d_2, ...
class Names {
 public:
  explicit Names(const ModelSpec& spec) {
    for (const LayerSpec& layer : spec.layers) {
      if (layer.name.empty()) continue;
      if (layer.name == picture_name || layer.name.find('.') != std::string::npos) {
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

/// Takes `activation` out of a layer's arguments and returns the layer that it stands for.
std::optional<LayerSpec> take_activation(LayerSpec& layer, const std::string& owner) {
  if (layer.type != "conv2d" && layer.type != "dense") return {};
  const auto found = layer.arguments.find("activation");
  if (found == layer.arguments.end()) return {};
  std::vector<std::string> allowed = activation_types();
  allowed.emplace_back("linear");
  Arguments reader(owner, {*found});
  const std::string type = reader.choice("activation", allowed, "linear");
  layer.arguments.erase(found);
  if (type == "linear") return {};
  return LayerSpec{.type = type, .name = "", .inputs = {}, .arguments = {}};
}

}  // namespace

Graph::Graph(const ModelSpec& spec) : input_(spec.input.with_examples(1)) {
  checked_count(input_, picture_name);
  if (spec.layers.empty()) throw SpecError("layers: expected at least one layer, found none");
  Names names(spec);
  // Which node a name stands for: with an activation behind it, the activation.
  std::map<std::string, int> heads{{picture_name, picture}};
  int previous = picture;
  for (LayerSpec layer : spec.layers) {
    if (layer.type.empty()) {
      throw SpecError("layer " + std::to_string(nodes_.size()) +
                      ": type: expected the name of a layer, found nothing");
    }
    const std::string name = layer.name.empty() ? names.next(layer.type) : layer.name;
    const std::optional<LayerSpec> activation = take_activation(layer, name);
    std::vector<int> inputs;
    for (const std::string& input : layer.inputs) {
      const auto head = heads.find(input);
      if (head == heads.end()) {
        throw SpecError(name +
                        ": inputs: expected 'input' or the name of an earlier layer, found '" +
                        input + "'");
      }
      inputs.push_back(head->second);
    }
    if (inputs.empty()) inputs.push_back(previous);
    add(layer, name, inputs);
    previous = static_cast<int>(nodes_.size()) - 1;
    if (activation) {
      add(*activation, names.next(name + "_" + activation->type), {previous});
      previous = static_cast<int>(nodes_.size()) - 1;
    }
    heads[name] = previous;
  }
  check_all_read();
}

void Graph::add(const LayerSpec& layer, const std::string& name, const std::vector<int>& inputs) {
  std::vector<Shape> shapes;
  shapes.reserve(inputs.size());
  for (const int input : inputs) {
    shapes.push_back(input == picture ? input_ : nodes_[static_cast<std::size_t>(input)].output);
  }
  Arguments arguments(name, layer.arguments);
  Node node;
  node.name = name;
  node.type = layer.type;
  node.inputs = inputs;
  node.layer = make_layer(layer.type, arguments, shapes);
  node.output = node.layer->output_shape();
  node.parameters = node.layer->parameters();
  node.first_parameter = parameter_count_;
  node.settings = arguments.settings();
  parameter_count_ += static_cast<int>(node.parameters.size());
  nodes_.push_back(std::move(node));
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
  if (name == picture_name) return picture;
  const auto found = std::ranges::find(nodes_, name, &Node::name);
  if (found == nodes_.end()) {
    throw ArgumentError("layer: expected the name of a layer of this network, found '" + name +
                        "'");
  }
  return static_cast<int>(found - nodes_.begin());
}

const std::string& Graph::name_of(int index) const {
  return index == picture ? picture_name : nodes_[static_cast<std::size_t>(index)].name;
}

}  // namespace receptive
