#include "train/loss.h"

#include "tensor/error.h"

namespace receptive {

LossSum SoftmaxCrossEntropy::evaluate(const Kernels& kernels, ConstTensorView scores,
                                      std::span<const std::uint8_t> labels,
                                      TensorView outputs) const {
  return kernels.softmax_cross_entropy(scores, labels, outputs);
}

void SoftmaxCrossEntropy::backward(const Kernels& kernels, ConstTensorView outputs,
                                   std::span<const std::uint8_t> labels, float scale,
                                   TensorView dscores) const {
  kernels.softmax_cross_entropy_backward(outputs, labels, scale, dscores);
}

std::unique_ptr<Loss> make_loss(const std::string& name) {
  if (name == "softmaxCrossEntropy") return std::make_unique<SoftmaxCrossEntropy>();
  throw SpecError("loss: expected 'softmaxCrossEntropy', found '" + name + "'");
}

}  // namespace receptive
