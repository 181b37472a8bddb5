#include <cstddef>
#include <span>

#include "kernels/kernels.h"

// CMake defines RECEPTIVE_HAS_<TARGET> for every target that it compiles kernels/simd/ for. This
// file itself is compiled for the baseline: it must run on any machine.
namespace receptive {

#if defined(RECEPTIVE_HAS_SSE2)
namespace simd::sse2 {
const Kernels& kernels();
}
#endif
#if defined(RECEPTIVE_HAS_AVX2)
namespace simd::avx2 {
const Kernels& kernels();
}
#endif
#if defined(RECEPTIVE_HAS_AVX512)
namespace simd::avx512 {
const Kernels& kernels();
}
#endif
#if defined(RECEPTIVE_HAS_NEON64)
namespace simd::neon64 {
const Kernels& kernels();
}
#endif
#if defined(RECEPTIVE_HAS_WASM)
namespace simd::wasm {
const Kernels& kernels();
}
#endif

namespace {

/// Reference and at most five others; filled once, in the order of speed.
struct Available {
  const Kernels* tables[6] = {};
  std::size_t count = 0;

  void add(const Kernels& table) { tables[count++] = &table; }

  Available() {
    add(reference_kernels());
#if defined(RECEPTIVE_HAS_SSE2)
    add(simd::sse2::kernels());  // every x86-64 has it
#endif
    // __builtin_cpu_supports asks the operating system too (XGETBV): it says no where the wide
    // registers would not survive a context switch.
#if defined(RECEPTIVE_HAS_AVX2)
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0) {
      add(simd::avx2::kernels());
    }
#endif
#if defined(RECEPTIVE_HAS_AVX512)
    // The instruction sets that CMake compiles the target with: keep the two lists equal.
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512cd") != 0 &&
        __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
        __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx2") != 0 &&
        __builtin_cpu_supports("fma") != 0) {
      add(simd::avx512::kernels());
    }
#endif
#if defined(RECEPTIVE_HAS_NEON64)
    add(simd::neon64::kernels());  // every AArch64 has it
#endif
#if defined(RECEPTIVE_HAS_WASM)
    add(simd::wasm::kernels());  // a module with SIMD does not load where there is none
#endif
  }
};

const Available& available() {
  static const Available tables;
  return tables;
}

}  // namespace

std::span<const Kernels* const> available_kernels() {
  return {available().tables, available().count};
}

#if defined(RECEPTIVE_HAS_WASM)
// The only fast ones; the plain loops are left out of a module that nobody asks for them.
const Kernels& fastest_kernels() { return simd::wasm::kernels(); }
#else
const Kernels& fastest_kernels() { return *available_kernels().back(); }
#endif

}  // namespace receptive
