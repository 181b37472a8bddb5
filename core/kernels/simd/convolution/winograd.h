#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/convolution/direct_conv.h"

/// Convolution with fewer multiplications (Winograd 1980; Lavin and Gray 2016, "Fast algorithms for
/// convolutional neural networks"): 5x5 filters take 36 instead of 100 for a square of 2x2 outputs,
/// 3x3 filters 36 instead of 144 for one of 4x4. Strides and dilations are 1, any padding.
/// An infinite or undefined value makes its whole tile undefined.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// Whether these functions can do it and are faster than the direct way. It does not depend on the
/// number of images, so that a picture gives the same bits alone and within any batch.
bool prefers_winograd(const Shape& x, const Shape& weight, const Window2d& window, const Shape& y);

/// For all three.
std::size_t winograd_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                               const Shape& y);
void winograd_forward(const ConstMaps& x, ConstTensorView weight, const float* bias,
                      const Window2d& window, const Maps& y, std::span<float> workspace);
void winograd_backward_data(const ConstMaps& dy, ConstTensorView weight, const Window2d& window,
                            const Maps& dx, std::span<float> workspace);
void winograd_backward_weights(const ConstMaps& x, const ConstMaps& dy, const Window2d& window,
                               TensorView dweight, float* dbias, std::span<float> workspace);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
