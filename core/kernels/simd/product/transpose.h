#pragma once

#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// to[col * to_pitch + row] = from[row * from_pitch + col]
void transpose(const float* from, Index from_pitch, Index rows, Index cols, float* to,
               Index to_pitch);

/// to[col * to_pitch + row] += from[row * from_pitch + col]
void transpose_add(const float* from, Index from_pitch, Index rows, Index cols, float* to,
                   Index to_pitch);

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
