#pragma once

#include "kernels/kernels.h"
#include "kernels/simd/target.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

#define RECEPTIVE_KERNEL(result, name, ...) result name(__VA_ARGS__);
#include "kernels/signatures.h"

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
