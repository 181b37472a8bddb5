#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <xsimd/xsimd.hpp>

/// What one width-agnostic source needs to know of the instruction set it is compiled for.
///
/// Every .cpp in the rooms beside this file is compiled once for each target, with the target's
/// flags and -DRECEPTIVE_SIMD_TARGET=sse2 (avx2, avx512, neon64, wasm), and keeps everything in
/// receptive::simd::<target>, so that no two targets define the same symbol. For the same reason
/// these files call no inline function of the standard library and none of the core
/// (`Shape::count`, `covered`): one that is not inlined would leave a weak symbol compiled for
/// AVX-512, and the linker might choose it for the baseline. xsimd's own functions are always
/// inlined.
#if !defined(RECEPTIVE_SIMD_TARGET)
#error "compile with -DRECEPTIVE_SIMD_TARGET=<sse2|avx2|avx512|neon64|wasm>"
#endif

#define RECEPTIVE_INLINE inline __attribute__((always_inline))
/// Loops over the registers of a tile must vanish, or the tile lives in memory.
#if defined(__clang__)
#define RECEPTIVE_UNROLL _Pragma("clang loop unroll(full)")
#else
#define RECEPTIVE_UNROLL _Pragma("GCC unroll 32")
#endif
/// Loops over what is left of a vector: a few values, for which no compiler need make vectors of
/// its own, nor write the loop out.
#if defined(__clang__)
#define RECEPTIVE_TAIL _Pragma("clang loop vectorize(disable) unroll(disable)")
#else
#define RECEPTIVE_TAIL _Pragma("GCC unroll 1")
#endif

#if defined(__wasm_relaxed_simd__)
#include <wasm_simd128.h>
#endif

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

using Index = std::ptrdiff_t;
using Vec = xsimd::batch<float>;
constexpr int lanes = static_cast<int>(Vec::size);

/// For maps too narrow for the widest vectors; 32 of them too.
#if defined(__AVX512F__)
using HalfVec = xsimd::batch<float, xsimd::fma3<xsimd::avx2>>;
#else
using HalfVec = Vec;
#endif
/// Four lanes.
#if defined(__AVX2__)
using NarrowVec = xsimd::batch<float, xsimd::sse4_2>;
#else
using NarrowVec = Vec;
#endif

// Register tiles: `tile_rows` broadcast values times `tile_vecs` vectors. The accumulators plus one
// row of vectors plus one broadcast fill the register file; one more spills and costs a third.
// Tiles of one or two rows take more vectors, or they would wait for the latency of the addition.
#if defined(__AVX512F__) || defined(__aarch64__)  // 32 registers
constexpr int tile_rows = 8;
constexpr int tile_vecs = 3;
constexpr int thin_vecs = 6;
#elif defined(__AVX2__)  // 16 registers, fused multiply-add
constexpr int tile_rows = 4;
constexpr int tile_vecs = 3;
constexpr int thin_vecs = 5;
#else                    // 16 registers, the product needs one of its own
constexpr int tile_rows = 4;
constexpr int tile_vecs = 2;
constexpr int thin_vecs = 4;
#endif

/// The vectors of a tile of `rows` rows.
constexpr int vecs_for(int rows) { return rows <= 2 ? thin_vecs : tile_vecs; }

/// a * b + c; rounded once where the hardware does that, twice elsewhere.
template <typename V>
RECEPTIVE_INLINE V madd(V a, V b, V c) {
#if defined(__wasm_relaxed_simd__)
  return V(wasm_f32x4_relaxed_madd(a, b, c));
#elif defined(__FMA__) || defined(__aarch64__)
  return xsimd::fma(a, b, c);
#else
  return a * b + c;
#endif
}

RECEPTIVE_INLINE Vec load(const float* from) { return Vec::load_unaligned(from); }
RECEPTIVE_INLINE void store(float* to, Vec value) { value.store_unaligned(to); }

#if defined(__AVX512F__)
/// The lowest `count` bits.
RECEPTIVE_INLINE __mmask16 first_bits(Index count) {
  return static_cast<__mmask16>((1U << static_cast<unsigned>(count)) - 1U);
}
#endif

/// The first `count` < lanes values, zeros behind them; reads nothing else.
RECEPTIVE_INLINE Vec load_first(const float* from, Index count) {
#if defined(__AVX512F__)
  return _mm512_maskz_loadu_ps(first_bits(count), from);
#else
  alignas(64) float buffer[lanes] = {};
  RECEPTIVE_TAIL
  for (Index i = 0; i < count; ++i) buffer[i] = from[i];
  return Vec::load_aligned(buffer);
#endif
}

/// Writes the first `count` < lanes values and nothing else.
RECEPTIVE_INLINE void store_first(float* to, Vec value, Index count) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(to, first_bits(count), value);
#else
  alignas(64) float buffer[lanes];
  value.store_aligned(buffer);
  RECEPTIVE_TAIL
  for (Index i = 0; i < count; ++i) to[i] = buffer[i];
#endif
}

template <typename V, std::size_t... I>
RECEPTIVE_INLINE V join_even_and_odd(V even, V odd, std::index_sequence<I...> /*lanes*/) {
  using Places = xsimd::batch_constant<std::uint32_t, typename V::arch_type,
                                       static_cast<std::uint32_t>(2 * I + 2 * I / V::size)...>;
  return xsimd::shuffle(even, odd, Places{});
}

/// from[0], from[2], from[4], ...; reads nothing behind the last.
template <typename V>
RECEPTIVE_INLINE V load_every_second(const float* from) {
  return join_even_and_odd(V::load_unaligned(from), V::load_unaligned(from + V::size - 1),
                           std::make_index_sequence<V::size>());
}

template <typename V, std::size_t... I>
RECEPTIVE_INLINE V join_odds(V low, V high, std::index_sequence<I...> /*lanes*/) {
  using Places = xsimd::batch_constant<std::uint32_t, typename V::arch_type,
                                       static_cast<std::uint32_t>(2 * I + 1)...>;
  return xsimd::shuffle(low, high, Places{});
}

/// from[1], from[3], from[5], ...; reads nothing behind the last, and from[0].
template <typename V>
RECEPTIVE_INLINE V load_every_second_from_one(const float* from) {
  return join_odds(V::load_unaligned(from), V::load_unaligned(from + V::size),
                   std::make_index_sequence<V::size>());
}

alignas(64) constexpr float lane_numbers[16] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                8, 9, 10, 11, 12, 13, 14, 15};

/// Lanes from `count` on become 0.
template <typename V>
RECEPTIVE_INLINE V keep_first(V value, Index count) {
  const V numbers = V::load_aligned(lane_numbers);
  return xsimd::select(numbers < V(static_cast<float>(count)), value, V(0.0F));
}

/// Lanes before `first` become 0.
template <typename V>
RECEPTIVE_INLINE V keep_from(V value, Index first) {
  const V numbers = V::load_aligned(lane_numbers);
  return xsimd::select(numbers < V(static_cast<float>(first)), V(0.0F), value);
}

RECEPTIVE_INLINE void copy(const float* from, Index count, float* to) {
  Index i = 0;
  for (; i + lanes <= count; i += lanes) store(to + i, load(from + i));
  if (i == count) return;
  if (count >= lanes) {
    store(to + count - lanes, load(from + count - lanes));  // some values twice
  } else {
#if defined(__AVX512F__)
    store_first(to, load_first(from, count), count);
#else
    RECEPTIVE_TAIL
    for (; i < count; ++i) to[i] = from[i];
#endif
  }
}

/// The sum of all lanes, by halves: the same order on every target of as many lanes.
RECEPTIVE_INLINE float sum_lanes(Vec value) {
  alignas(64) float buffer[lanes];
  value.store_aligned(buffer);
  for (int half = lanes / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; ++i) buffer[i] += buffer[i + half];
  }
  return buffer[0];
}

constexpr Index min_of(Index a, Index b) { return a < b ? a : b; }
constexpr Index max_of(Index a, Index b) { return a > b ? a : b; }
constexpr Index ceil_div(Index a, Index b) { return (a + b - 1) / b; }
constexpr Index round_up(Index value, Index to) { return ceil_div(value, to) * to; }

struct Range {
  Index first = 0;
  Index last = 0;  ///< one behind the last
};

/// The kernel rows (columns) k < kernel with 0 <= start + k * dilation < extent.
constexpr Range touching(Index start, Index dilation, Index kernel, Index extent) {
  const Index first = start >= 0 ? 0 : ceil_div(-start, dilation);
  const Index last = start >= extent ? 0 : ceil_div(extent - start, dilation);
  return {min_of(first, kernel), max_of(min_of(last, kernel), min_of(first, kernel))};
}

/// Cuts a workspace into pieces that begin at whole cache lines. With a null start it only counts.
class Pieces {
 public:
  constexpr explicit Pieces(float* start) : start_(start) {}

  constexpr float* floats(Index count) {
    float* piece = start_ == nullptr ? nullptr : start_ + used_;
    used_ += round_up(count, 16);
    return piece;
  }

  /// The same memory for offsets and the like: four bytes are four bytes.
  std::int32_t* ints(Index count) { return reinterpret_cast<std::int32_t*>(floats(count)); }

  [[nodiscard]] constexpr Index used() const { return used_; }

 private:
  float* start_;
  Index used_ = 0;
};

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
