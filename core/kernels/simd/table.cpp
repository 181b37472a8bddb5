#include "kernels/simd/kernels.h"

#define RECEPTIVE_TEXT_OF(token) #token
#define RECEPTIVE_TEXT(macro) RECEPTIVE_TEXT_OF(macro)

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

const Kernels& kernels();

const Kernels& kernels() {
  static constexpr Kernels table{
      .name = RECEPTIVE_TEXT(RECEPTIVE_SIMD_TARGET),
      .lanes = lanes,
#define RECEPTIVE_KERNEL(result, name, ...) .name = name,
#include "kernels/signatures.h"
  };
  return table;
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
