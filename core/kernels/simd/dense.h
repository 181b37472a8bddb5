#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

std::size_t dense_workspace(int examples, int inputs, int outputs);
void dense_forward(ConstTensorView x, ConstTensorView weight, const float* bias, TensorView y,
                   std::span<float> workspace);
void dense_backward_data(ConstTensorView dy, ConstTensorView weight, TensorView dx,
                         std::span<float> workspace);
void dense_backward_weights(ConstTensorView x, ConstTensorView dy, TensorView dweight, float* dbias,
                            std::span<float> workspace);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
