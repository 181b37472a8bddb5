#pragma once

#include <cstdint>
#include <optional>

#include "nn/network.h"

namespace receptive {

/// Looks at what a network makes of one picture, in buffers of its own: looking never changes the
/// training. Dropout is off.
///
/// Where an average of the parameters answers, two networks could be meant, and each kind of look
/// says which. What `look` shows of the layers is the network that answers; its gradients are those
/// that training would use, of the trained weights. Where activations and gradients must belong
/// together, `look_at_training` shows both of the trained weights. Loss and gradients are those of
/// training, weighted by the picture's class where the loss weighs classes.
class Probe {
 public:
  /// @param network must live as long.
  explicit Probe(const Network& network);

  /// Runs the picture (1, C, H, W) through the network as it answers; with a label also the loss of
  /// that answer, and dLoss/dactivation of the trained weights. What `activation` and `gradient`
  /// return is valid until the next look.
  /// @throws ArgumentError when picture or label do not fit the network.
  void look(ConstTensorView picture, std::optional<int> label);

  /// Activations, answer, loss and gradients, all of the trained weights.
  /// @throws ArgumentError as `look`.
  void look_at_training(ConstTensorView picture, int label);

  /// As `look_at_training`, and gathers dLoss/dparameter of this picture alone, in a block of its
  /// own that is taken at the first call. Frozen layers get none, nor do running statistics.
  void look_at_parameters(ConstTensorView picture, int label);
  /// Of the last `look_at_parameters`; nullptr before it.
  [[nodiscard]] const ParameterSet* parameter_gradients() const {
    return parameter_gradients_ ? &*parameter_gradients_ : nullptr;
  }
  /// The loss of this picture with other parameters of the same network. What the last look found
  /// is gone afterwards.
  double loss_with(const ParameterSet& parameters, ConstTensorView picture, int label);
  /// What the network answers for the picture of the last look: probabilities where
  /// the loss defines them, otherwise the scores; and, after a look with a label, its loss. Of the
  /// same parameters as the activations.
  [[nodiscard]] std::span<const float> answer() const {
    return answer_.values().first(static_cast<std::size_t>(network_->outputs()));
  }
  [[nodiscard]] double loss() const { return loss_; }

  [[nodiscard]] ConstTensorView activation(int node) const { return execution_.activation(node); }
  /// dLoss/dactivation, of the trained weights; nothing without a label, and nothing behind the
  /// scores (a softmax at the end is part of the loss).
  [[nodiscard]] std::optional<ConstTensorView> gradient(int node) const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  void check(const Shape& picture, std::optional<int> label) const;
  void forward(const ParameterSet& parameters, ConstTensorView picture);
  /// Forward and the loss.
  double score(const ParameterSet& parameters, ConstTensorView picture, int label);
  void send_back(int label, const ParameterSet* parameter_gradients);

  const Network* network_;
  Execution execution_;
  Arena answer_;
  std::optional<ParameterSet> parameter_gradients_;
  double loss_ = 0.0;
  bool has_gradients_ = false;
};

}  // namespace receptive
