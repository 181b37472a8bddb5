#pragma once

#include <cstddef>
#include <span>

#include "nn/network.h"

namespace receptive {

/// What is asked of a network: the mean of neighbouring values that one node makes of a picture.
struct Target {
  int node = 0;
  std::size_t first = 0;  ///< place in the node's output of one example, channel-major
  std::size_t count = 1;
};

/// The score of a class, before any softmax.
/// @throws ArgumentError when there is no such class.
Target class_score(const Network& network, int index);
/// The mean of one map of a node, or one value of a vector.
/// @throws ArgumentError when there is no such node or map.
Target map_mean(const Graph& graph, int node, int map);
/// One value of a node, by its place in the output of one example.
/// @throws ArgumentError when there is no such node or place.
Target unit_of(const Graph& graph, int node, int place);

/// Throws ArgumentError unless it is one picture that the network reads.
void check_picture(const Graph& graph, const Shape& picture);

/// Runs pictures and goes back from any of the network's values to the pixels, in buffers of its
/// own, with the parameters that answer and without dropout: looking never changes the training.
class TargetGradient {
 public:
  /// @param network must live as long.
  /// @throws SpecError when the memory of a layer would exceed 2^31 - 1 values.
  TargetGradient(const Network& network, int capacity);

  /// Room for the pictures of the next `forward`.
  [[nodiscard]] TensorView pictures(int examples) const { return execution_.inputs(examples); }
  /// Runs the `examples` pictures in `pictures()` through the network as it stands.
  void forward(int examples);
  /// The same for one picture. @throws ArgumentError when it does not fit the network.
  void forward(ConstTensorView picture);

  /// Of example `example` in the last `forward`.
  [[nodiscard]] double value(const Target& target, int example = 0) const;
  [[nodiscard]] ConstTensorView activation(int node) const { return execution_.activation(node); }

  /// dTarget/d(everything before it), one target for each example of the last `forward`, all of the
  /// same node.
  void backward(std::span<const Target> targets, BackwardRule rule = BackwardRule::exact);
  void backward(const Target& target, BackwardRule rule = BackwardRule::exact) {
    backward(std::span(&target, 1), rule);
  }
  /// Of the last `backward`, for the nodes that lead to the target; `Graph::network_input` for the
  /// pixels.
  [[nodiscard]] ConstTensorView gradient(int node) const { return execution_.gradient(node); }

 private:
  const Network* network_;
  Execution execution_;
};

}  // namespace receptive
