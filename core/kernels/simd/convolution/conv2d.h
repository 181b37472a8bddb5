#pragma once

#include "kernels/simd/convolution/direct_conv.h"
#include "kernels/simd/kernels.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

// The ways among which the table's conv2d chooses by the shapes.

// Direct convolution: any kernel, stride, dilation and padding.
std::size_t direct_forward_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                                     const Shape& y);
std::size_t direct_backward_data_workspace(const Shape& x, const Shape& weight,
                                           const Window2d& window, const Shape& y);
std::size_t direct_backward_weights_workspace(const Shape& x, const Shape& weight,
                                              const Window2d& window, const Shape& y);
void direct_forward(const ConstMaps& x, ConstTensorView weight, const float* bias,
                    const Window2d& window, const Maps& y, std::span<float> workspace);
void direct_backward_data(const ConstMaps& dy, ConstTensorView weight, const Window2d& window,
                          const Maps& dx, std::span<float> workspace);
void direct_backward_weights(const ConstMaps& x, const ConstMaps& dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float> workspace);

// One filter reads one map (weight.c is 1), multiplier filters each.
std::size_t depthwise_backward_weights_workspace(const Shape& x, const Shape& weight,
                                                 const Window2d& window, const Shape& y);
/// For all three.
std::size_t depthwise_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                                const Shape& y);
void depthwise_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                       const Window2d& window, TensorView y, std::span<float> workspace);
void depthwise_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                             TensorView dx, std::span<float> workspace);
void depthwise_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                                TensorView dweight, float* dbias, std::span<float> workspace);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
