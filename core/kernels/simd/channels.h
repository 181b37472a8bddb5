#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

void channel_moments(ConstTensorView x, std::span<float> mean, std::span<float> variance);
void channel_affine(ConstTensorView x, std::span<const float> scale, std::span<const float> shift,
                    TensorView y);
void channel_gradient_sums(ConstTensorView dy, ConstTensorView x, std::span<const float> mean,
                           std::span<float> sum_dy, std::span<float> sum_dy_x);
void channel_affine_backward(ConstTensorView dy, ConstTensorView x, std::span<const float> a,
                             std::span<const float> b, std::span<const float> d, TensorView dx);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
