#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

void response_norm_forward(ConstTensorView x, const ResponseNorm& norm, TensorView y,
                           std::span<float> scale);
void response_norm_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                            std::span<const float> scale, const ResponseNorm& norm, TensorView dx);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
