#pragma once

#include <memory>
#include <span>
#include <string>

#include "kernels/kernels.h"
#include "tensor/view.h"

namespace receptive {

/// How far a network's scores are from the labels.
class Loss {
 public:
  Loss() = default;
  Loss(const Loss&) = delete;
  Loss& operator=(const Loss&) = delete;
  virtual ~Loss() = default;

  /// Sums over the examples of `scores` (N, classes); fills `outputs` of the same shape with what
  /// the network answers (probabilities).
  virtual LossSum evaluate(const Kernels& kernels, ConstTensorView scores,
                           std::span<const std::uint8_t> labels, TensorView outputs) const = 0;

  /// dscores += scale * d(summed loss)/dscores, after `evaluate` on the same batch.
  virtual void backward(const Kernels& kernels, ConstTensorView outputs,
                        std::span<const std::uint8_t> labels, float scale,
                        TensorView dscores) const = 0;
};

/// -log softmax(scores)[label], the softmax and the logarithm fused (cs231n, "Softmax classifier").
class SoftmaxCrossEntropy final : public Loss {
 public:
  LossSum evaluate(const Kernels& kernels, ConstTensorView scores,
                   std::span<const std::uint8_t> labels, TensorView outputs) const override;
  void backward(const Kernels& kernels, ConstTensorView outputs,
                std::span<const std::uint8_t> labels, float scale,
                TensorView dscores) const override;
};

/// @throws SpecError for a name that is not known.
std::unique_ptr<Loss> make_loss(const std::string& name);

}  // namespace receptive
