#pragma once

#include <cstdint>
#include <optional>

#include "train/trainer.h"

namespace receptive {

/// Looks at what a network makes of one picture, in buffers of its own: looking never changes the
/// training. Dropout is off.
class Probe {
 public:
  explicit Probe(const Trainer& trainer);

  /// Runs the picture (1, C, H, W) through the network as it stands; with a label also backward
  /// from the loss. What `activation` and `gradient` return is valid until the next look.
  /// @throws ArgumentError when picture or label do not fit the network.
  void look(ConstTensorView picture, std::optional<int> label);

  [[nodiscard]] ConstTensorView activation(int node) const { return execution_.activation(node); }
  /// dLoss/dactivation; nothing without a label, and nothing behind the scores (a softmax at the
  /// end is part of the loss).
  [[nodiscard]] std::optional<ConstTensorView> gradient(int node) const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  const Trainer* trainer_;
  Execution execution_;
  Arena answer_;
  bool has_gradients_ = false;
};

}  // namespace receptive
