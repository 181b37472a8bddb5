#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <string>

#include "kernels/kernels.h"

namespace receptive::available_test {

TEST_CASE("kernel tables: the reference comes first, the fastest last, all of them complete") {
  const auto tables = available_kernels();
  REQUIRE_FALSE(tables.empty());
  CHECK(tables.front() == &reference_kernels());
  CHECK(tables.back() == &fastest_kernels());
  CHECK(available_kernels().data() == tables.data());
  for (std::size_t i = 1; i < tables.size(); ++i) {
    CAPTURE(tables[i]->name);
    CHECK(tables[i]->lanes >= tables[i - 1]->lanes);
    CHECK(std::string(tables[i]->name) != tables[i - 1]->name);
  }
  for (const Kernels* table : tables) {
    CAPTURE(table->name);
    // All members behind the name and the lanes are functions of the same size.
    constexpr std::size_t first = offsetof(Kernels, gemm_workspace);
    constexpr std::size_t size = sizeof(table->gemm);
    static_assert((sizeof(Kernels) - first) % size == 0);
    for (std::size_t at = first; at < sizeof(Kernels); at += size) {
      CAPTURE(at);
      const unsigned char none[size] = {};
      CHECK(std::memcmp(reinterpret_cast<const unsigned char*>(table) + at, none, size) != 0);
    }
  }
}

TEST_CASE("kernel tables: this build holds a vectorised one") {
#if defined(RECEPTIVE_HAS_SSE2) || defined(RECEPTIVE_HAS_NEON64) || defined(RECEPTIVE_HAS_WASM)
  CHECK(fastest_kernels().lanes >= 4);
#endif
}

#if defined(RECEPTIVE_HAS_AVX512)
TEST_CASE("kernel tables: AVX-512 is offered with every instruction set it is compiled with") {
  const bool has_all =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512cd") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx2") != 0 &&
      __builtin_cpu_supports("fma") != 0;
  CHECK((fastest_kernels().name == std::string("avx512")) == has_all);
}
#endif

}  // namespace receptive::available_test
