#pragma once

#include "kernels/simd/kernels.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

// One window that is the whole map, for N images: y = x weight^T + bias as matrices, with x (N, IC
// * H * W), weight (OC, IC * H * W), y (N, OC).
std::size_t whole_map_workspace(int examples, int inputs, int outputs);
void whole_map_forward(ConstTensorView x, ConstTensorView weight, const float* bias, TensorView y,
                       std::span<float> workspace);
void whole_map_backward_data(ConstTensorView dy, ConstTensorView weight, TensorView dx,
                             std::span<float> workspace);
void whole_map_backward_weights(ConstTensorView x, ConstTensorView dy, TensorView dweight,
                                float* dbias, std::span<float> workspace);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
