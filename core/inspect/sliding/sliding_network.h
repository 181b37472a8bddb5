#pragma once

#include <vector>

#include "nn/convolutional.h"
#include "nn/network.h"

namespace receptive {

/// A trained network over a picture larger than its own, all positions in one pass
/// (nn/convolutional.h), and for comparison the network itself on every window cut out.
class SlidingNetwork {
 public:
  /// @param spec the network's own.
  /// @param network must live as long.
  /// @param canvas (1, C, H, W) of the larger picture.
  /// @throws SpecError, ArgumentError as `to_convolutional` does; the message says why the network
  ///   cannot be slid.
  SlidingNetwork(const ModelSpec& spec, const Network& network, const Shape& canvas);

  [[nodiscard]] const Shape& canvas() const { return large_.input(); }
  /// (1, classes, rows, columns): a value for each class at each position whose window lies on the
  /// canvas. A network that leaves the last pixels of its picture unread would find more.
  [[nodiscard]] const Shape& answers() const { return answers_; }
  /// Pixels from a position's window to the next one's.
  [[nodiscard]] int stride_down() const { return stride_down_; }
  [[nodiscard]] int stride_right() const { return stride_right_; }

  /// Runs the network as it answers now over a canvas.
  /// @param scores as `answers()`.
  /// @param answers as `answers()`; what the network answers for a single picture: probabilities,
  ///   where its loss defines them.
  void run(ConstTensorView canvas, TensorView scores, TensorView answers);

  /// Cuts the windows of positions first .. first + count - 1 (row by row) out and asks the network
  /// itself, 32 at a time, as it is now.
  /// @param answers (count, classes).
  void ask_crops(ConstTensorView canvas, int first, int count, TensorView answers);

 private:
  const Network* network_;
  Graph large_;
  ParameterSet parameters_;
  Execution execution_;
  Execution crops_;
  Shape answers_;
  int stride_down_ = 1;
  int stride_right_ = 1;
  std::vector<float> by_position_;  ///< (positions, classes)
  std::vector<float> answered_;
};

}  // namespace receptive
