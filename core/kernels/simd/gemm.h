#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

std::size_t gemm_workspace(const GemmShape& shape);
void gemm(const GemmShape& shape, const float* a, const float* b, float* c,
          std::span<float> workspace);

/// C (+)= A B^T for a few rows of A: both are read along k, nothing is rearranged. See
/// gemm_dot.cpp.
bool prefers_dot(const GemmShape& shape);
void gemm_dot(const GemmShape& shape, const float* a, const float* b, float* c);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
