#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

void softmax_forward(ConstTensorView logits, TensorView probabilities);
void softmax_backward(ConstTensorView probabilities, ConstTensorView dprobabilities,
                      TensorView dlogits);
LossSum softmax_cross_entropy(ConstTensorView logits, std::span<const std::uint8_t> labels,
                              TensorView probabilities);
void softmax_cross_entropy_backward(ConstTensorView probabilities,
                                    std::span<const std::uint8_t> labels, float scale,
                                    TensorView dlogits);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
