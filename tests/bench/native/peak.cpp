#include <algorithm>
#include <cstdint>

#include "measurements.h"

// CMake defines RECEPTIVE_HAS_<TARGET> for every target that it compiles the kernels for.
namespace receptive::bench {

#define RECEPTIVE_BENCH_LOOP(target)                              \
  namespace target {                                              \
  std::int64_t spin(int sums, std::int64_t turns, float* values); \
  }
#if defined(RECEPTIVE_HAS_SSE2)
RECEPTIVE_BENCH_LOOP(sse2)
#endif
#if defined(RECEPTIVE_HAS_AVX2)
RECEPTIVE_BENCH_LOOP(avx2)
#endif
#if defined(RECEPTIVE_HAS_AVX512)
RECEPTIVE_BENCH_LOOP(avx512)
#endif
#if defined(RECEPTIVE_HAS_NEON64)
RECEPTIVE_BENCH_LOOP(neon64)
#endif
#if defined(RECEPTIVE_HAS_WASM)
RECEPTIVE_BENCH_LOOP(wasm)
#endif
#undef RECEPTIVE_BENCH_LOOP

namespace {

using Loop = std::int64_t (*)(int sums, std::int64_t turns, float* values);

Loop loop_of([[maybe_unused]] const std::string& kernels) {
#if defined(RECEPTIVE_HAS_SSE2)
  if (kernels == "sse2") return sse2::spin;
#endif
#if defined(RECEPTIVE_HAS_AVX2)
  if (kernels == "avx2") return avx2::spin;
#endif
#if defined(RECEPTIVE_HAS_AVX512)
  if (kernels == "avx512") return avx512::spin;
#endif
#if defined(RECEPTIVE_HAS_NEON64)
  if (kernels == "neon64") return neon64::spin;
#endif
#if defined(RECEPTIVE_HAS_WASM)
  if (kernels == "wasm") return wasm::spin;
#endif
  return nullptr;
}

}  // namespace

double peak_rate(const std::string& kernels, double seconds) {
  const Loop loop = loop_of(kernels);
  if (loop == nullptr) return 0;
  // Short calls, many of them, so that browsers compile the loop for speed; and a factor and a
  // summand that keep the sums from growing and from vanishing.
  constexpr std::int64_t turns = 20'000;
  alignas(64) float values[2 + 16] = {0.5F, 0.25F};
  double best = 0;
  for (const int sums : {8, 10, 12, 14}) {
    std::int64_t done = 0;
    const double once = best_seconds(seconds, [&] { done = loop(sums, turns, values); });
    best = std::max(best, static_cast<double>(done) / once);
  }
  return best;
}

}  // namespace receptive::bench
