#include <cstdint>

#include "kernels/simd/target.h"

/// What no kernel can exceed: multiply-adds on registers alone. Compiled for each instruction set
/// as the kernels are, and with their own multiply-add.
namespace receptive::bench::RECEPTIVE_SIMD_TARGET {

namespace isa = simd::RECEPTIVE_SIMD_TARGET;

namespace {

/// Each sum waits for itself, so there must be enough of them to hide the latency, and few enough
/// to stay in registers.
template <int Sums>
void spin(std::int64_t turns, float* values) {
  const isa::Vec factor(values[0]);
  const isa::Vec summand(values[1]);
  isa::Vec sums[Sums];
  RECEPTIVE_UNROLL
  for (int i = 0; i < Sums; ++i) sums[i] = isa::Vec(values[0] + static_cast<float>(i));
  for (std::int64_t turn = 0; turn < turns; ++turn) {
    RECEPTIVE_UNROLL
    for (int i = 0; i < Sums; ++i) sums[i] = isa::madd(sums[i], factor, summand);
  }
  RECEPTIVE_UNROLL
  for (int i = 1; i < Sums; ++i) sums[0] = sums[0] + sums[i];
  isa::store(values + 2, sums[0]);
}

}  // namespace

/// @param values factor, summand, and behind them place for a vector.
/// @returns multiply-adds done.
std::int64_t spin(int sums, std::int64_t turns, float* values) {
  switch (sums) {
    case 8:
      spin<8>(turns, values);
      break;
    case 10:
      spin<10>(turns, values);
      break;
    case 12:
      spin<12>(turns, values);
      break;
    case 14:
      spin<14>(turns, values);
      break;
    default:
      return 0;
  }
  return turns * sums * isa::lanes;
}

}  // namespace receptive::bench::RECEPTIVE_SIMD_TARGET
