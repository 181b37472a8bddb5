#pragma once

#include "kernels/simd/target.h"

/// The innermost loop of every product: a tile of Rows x Vecs registers that stay in registers.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

template <int Rows, int Vecs, typename V = Vec>
struct Tile {
  V sum[Rows][Vecs];

  RECEPTIVE_INLINE void fill_zero() {
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) {
      RECEPTIVE_UNROLL
      for (int v = 0; v < Vecs; ++v) sum[r][v] = V(0.0F);
    }
  }

  /// One value for each row.
  RECEPTIVE_INLINE void fill(const float* values) {
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) {
      RECEPTIVE_UNROLL
      for (int v = 0; v < Vecs; ++v) sum[r][v] = V(values[r]);
    }
  }

  /// sum[r][v] += a(r) * b(v), where a(r) is a value and b(v) a vector.
  template <typename Value, typename Vector>
  RECEPTIVE_INLINE void multiply_add(const Value& a, const Vector& b) {
    V column[Vecs];
    RECEPTIVE_UNROLL
    for (int v = 0; v < Vecs; ++v) column[v] = b(v);
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) {
      const V value(a(r));
      RECEPTIVE_UNROLL
      for (int v = 0; v < Vecs; ++v) sum[r][v] = madd(value, column[v], sum[r][v]);
    }
  }
};

/// How many rows the next panel takes when `rows` are left: as even as can be (20 rows of at most 8
/// are 7, 7 and 6), because a short panel waits for latencies.
constexpr int panel_rows(int rows, int most) {
  return static_cast<int>(ceil_div(rows, ceil_div(rows, most)));
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
