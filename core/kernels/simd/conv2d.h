#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

// What the table holds: chooses by shape between the direct convolution below and a dense layer.
std::size_t conv2d_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                             const Shape& y);
void conv2d_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                    const Window2d& window, TensorView y, std::span<float> workspace);
void conv2d_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                          TensorView dx, std::span<float> workspace);
void conv2d_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float> workspace);

// Direct convolution: any kernel, stride, dilation and padding.
std::size_t direct_forward_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                                     const Shape& y);
std::size_t direct_backward_data_workspace(const Shape& x, const Shape& weight,
                                           const Window2d& window, const Shape& y);
std::size_t direct_backward_weights_workspace(const Shape& x, const Shape& weight,
                                              const Window2d& window, const Shape& y);
void direct_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                    const Window2d& window, TensorView y, std::span<float> workspace);
void direct_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                          TensorView dx, std::span<float> workspace);
void direct_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float> workspace);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
