#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nn/layer.h"
#include "nn/model_spec.h"

namespace receptive {

/// A layer in its place.
struct Node {
  std::string name;
  std::string type;
  /// Indices of the nodes that it reads; `Graph::network_input` is the network's input.
  std::vector<int> inputs;
  std::unique_ptr<Layer> layer;
  Shape output;  ///< of one example
  std::vector<ParameterInfo> parameters;
  int first_parameter = 0;  ///< where its parameters begin in the network's list
  /// False where they are those of an earlier layer (`LayerSpec::weights_of`).
  bool owns_parameters = true;
  bool trainable = true;
  Values settings;  ///< the layer's arguments, defaults filled in
};

/// The layers of a network in topological order, checked and joined; no memory for tensors.
///
/// A layer may read any layers before it by name ('input' is what the network reads); without
/// `inputs` it reads the one before it. An `activation` argument becomes a node of its own behind
/// its layer, and a layer of several steps becomes these (nn/expansion.h). The last layer is the
/// output, and everything else must be read by somebody.
class Graph {
 public:
  static constexpr int network_input = -1;

  /// @throws SpecError that names the layer, what was expected and what was found.
  explicit Graph(const ModelSpec& spec);

  [[nodiscard]] const Shape& input() const { return input_; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Node& output() const { return nodes_.back(); }
  /// Index of the node, `network_input` for 'input'.
  /// @throws ArgumentError when there is none of this name.
  [[nodiscard]] int index_of(const std::string& name) const;
  [[nodiscard]] const std::string& name_of(int index) const;
  /// Of one example; of the network's input too.
  [[nodiscard]] const Shape& shape_of(int index) const;
  /// How node `index` reads its inputs, in their order.
  [[nodiscard]] Reading reading_of(int index) const;
  /// Another rate of a dropout layer, in its settings too.
  /// @throws ArgumentError when there is no such layer, it has no rate, or it is not in [0, 1).
  void set_dropout_rate(const std::string& name, double rate);
  [[nodiscard]] int parameter_count() const { return parameter_count_; }

 private:
  void add(const LayerSpec& layer, const std::string& name, const std::vector<int>& inputs);
  void place_parameters(const LayerSpec& layer, Node& node);
  void check_all_read() const;

  Shape input_;
  std::vector<Node> nodes_;
  int parameter_count_ = 0;
};

}  // namespace receptive
