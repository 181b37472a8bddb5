#pragma once

#include "kernels/simd/kernels.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// Where a loop over values stands: `count` of them, a whole vector but for the last.
template <bool Whole>
struct Part {
  Index at;
  Index count;

  [[nodiscard]] RECEPTIVE_INLINE Vec load(const float* from) const {
    if constexpr (Whole) return Vec::load_unaligned(from + at);
    return load_first(from + at, count);
  }
  RECEPTIVE_INLINE void store(float* to, Vec value) const {
    if constexpr (Whole) {
      value.store_unaligned(to + at);
    } else {
      store_first(to + at, value, count);
    }
  }
  /// Zeros in the lanes behind the last value.
  [[nodiscard]] RECEPTIVE_INLINE Vec keep(Vec value) const {
    if constexpr (Whole) return value;
    return keep_first(value, count);
  }
  /// Adds the values that are there.
  RECEPTIVE_INLINE void add(float* to, Vec value) const { store(to, load(to) + value); }
};

/// Calls body(part) for `count` values, vector by vector. Each lane is computed alike wherever it
/// stands, so results depend neither on alignment nor on what else is in the span.
template <typename Body>
RECEPTIVE_INLINE void for_parts(Index count, const Body& body) {
  Index at = 0;
  for (; at + lanes <= count; at += lanes) body(Part<true>{at, lanes});
  if (at < count) body(Part<false>{at, count - at});
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
