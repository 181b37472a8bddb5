#pragma once

#include "nn/network.h"

namespace receptive {

/// A picture (1, C, H, W) moved by whole pixels: what leaves is lost, paper comes in.
void shift_picture(ConstTensorView picture, int down, int right, float paper, TensorView to);

/// What a network answers, by the parameters that answer, when its picture is moved, in memory of
/// its own. A network that takes every stride-th value of a map is not invariant to shifts (Zhang
/// 2019, "Making convolutional networks shift-invariant again").
class ShiftProbe {
 public:
  /// @param network must live as long.
  explicit ShiftProbe(const Network& network);

  /// Answers for every shift from -reach to reach pixels down and right, row by row.
  /// @param answers ((2 reach + 1)^2, outputs).
  /// @throws ArgumentError when the picture does not fit the network, or the reach is not below its
  ///   sides.
  void look(ConstTensorView picture, int reach, float paper, TensorView answers);

 private:
  const Network* network_;
  Execution execution_;
};

}  // namespace receptive
