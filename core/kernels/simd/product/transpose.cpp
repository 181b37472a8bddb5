#include "kernels/simd/product/transpose.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

// Squares that are turned in registers. xsimd has no shuffles of its own for sixteen lanes (it goes
// through memory), and eight rows of eight fit any register file anyway.
#if defined(__AVX512F__)
using SquareVec = xsimd::batch<float, xsimd::fma3<xsimd::avx2>>;
#else
using SquareVec = Vec;
#endif
constexpr int square = static_cast<int>(SquareVec::size);

template <bool Add>
RECEPTIVE_INLINE void transpose_square(const float* from, Index from_pitch, float* to,
                                       Index to_pitch) {
  SquareVec lines[square];
  RECEPTIVE_UNROLL
  for (int i = 0; i < square; ++i) lines[i] = SquareVec::load_unaligned(from + i * from_pitch);
  xsimd::transpose(lines, lines + square);
  RECEPTIVE_UNROLL
  for (int i = 0; i < square; ++i) {
    float* line = to + i * to_pitch;
    if constexpr (Add) lines[i] += SquareVec::load_unaligned(line);
    lines[i].store_unaligned(line);
  }
}

template <bool Add>
RECEPTIVE_INLINE void transpose_singly(const float* from, Index from_pitch, Index rows, Index cols,
                                       float* to, Index to_pitch) {
  for (Index row = 0; row < rows; ++row) {
    for (Index col = 0; col < cols; ++col) {
      float& out = to[col * to_pitch + row];
      const float value = from[row * from_pitch + col];
      out = Add ? out + value : value;
    }
  }
}

template <bool Add>
RECEPTIVE_INLINE void transpose_any(const float* from, Index from_pitch, Index rows, Index cols,
                                    float* to, Index to_pitch) {
  const Index whole_cols = cols - cols % square;
  Index row = 0;
  for (; row + square <= rows; row += square) {
    const float* line = from + row * from_pitch;
    for (Index col = 0; col < whole_cols; col += square) {
      transpose_square<Add>(line + col, from_pitch, to + col * to_pitch + row, to_pitch);
    }
    transpose_singly<Add>(line + whole_cols, from_pitch, square, cols - whole_cols,
                          to + whole_cols * to_pitch + row, to_pitch);
  }
  transpose_singly<Add>(from + row * from_pitch, from_pitch, rows - row, cols, to + row, to_pitch);
}

}  // namespace

void transpose(const float* from, Index from_pitch, Index rows, Index cols, float* to,
               Index to_pitch) {
  transpose_any<false>(from, from_pitch, rows, cols, to, to_pitch);
}

void transpose_add(const float* from, Index from_pitch, Index rows, Index cols, float* to,
                   Index to_pitch) {
  transpose_any<true>(from, from_pitch, rows, cols, to, to_pitch);
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
