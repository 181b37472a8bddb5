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

  /// As `look` with a label, and gathers dLoss/dparameter of this picture alone, in a block of its
  /// own that is taken at the first call. Frozen layers get none, nor do running statistics.
  void look_at_parameters(ConstTensorView picture, int label);
  /// Of the last `look_at_parameters`; nullptr before it.
  [[nodiscard]] const ParameterSet* parameter_gradients() const {
    return parameter_gradients_ ? &*parameter_gradients_ : nullptr;
  }
  /// The loss of this picture with other parameters of the same network. What the last look found
  /// is gone afterwards.
  double loss_with(const ParameterSet& parameters, ConstTensorView picture, int label);
  /// What the network answers for the picture of the last look with a label: probabilities where
  /// the loss defines them, otherwise the scores; and the loss of that picture.
  [[nodiscard]] std::span<const float> answer() const {
    return answer_.values().first(static_cast<std::size_t>(trainer_->outputs()));
  }
  [[nodiscard]] double loss() const { return loss_; }

  [[nodiscard]] ConstTensorView activation(int node) const { return execution_.activation(node); }
  /// dLoss/dactivation; nothing without a label, and nothing behind the scores (a softmax at the
  /// end is part of the loss).
  [[nodiscard]] std::optional<ConstTensorView> gradient(int node) const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  void check(const Shape& picture, std::optional<int> label) const;
  /// Forward and the loss.
  double score(const ParameterSet& parameters, ConstTensorView picture, int label);
  void send_back(int label, const ParameterSet* parameter_gradients);

  const Trainer* trainer_;
  Execution execution_;
  Arena answer_;
  std::optional<ParameterSet> parameter_gradients_;
  double loss_ = 0.0;
  bool has_gradients_ = false;
};

}  // namespace receptive
