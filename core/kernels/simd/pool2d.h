#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

void max_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y,
                        std::span<std::int32_t> switches);
void max_pool2d_backward(ConstTensorView dy, std::span<const std::int32_t> switches, TensorView dx);
void average_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y);
void average_pool2d_backward(ConstTensorView dy, const Window2d& window, TensorView dx);
void l2_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y);
void l2_pool2d_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                        const Window2d& window, TensorView dx);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
