#pragma once

#include "kernels/simd/kernels.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// C (+)= A B^T for a few rows of A: both are read along k, nothing is rearranged. See
/// dot.cpp.
bool prefers_dot(const GemmShape& shape);
void gemm_dot(const GemmShape& shape, const float* a, const float* b, float* c);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
