#include "kernels/simd/gemm.h"
#include "kernels/simd/tile.h"

/// One picture through a dense layer: so few rows that turning the weights round would cost more
/// than the product. Lanes run along k, each output is one dot product.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

constexpr int dot_rows = 3;
constexpr int dot_columns = 4;

template <int Rows, int Columns>
void dot_tile(const GemmShape& shape, const float* a, const float* b, float* c) {
  Vec sum[Rows][Columns];
  RECEPTIVE_UNROLL
  for (int r = 0; r < Rows; ++r) {
    RECEPTIVE_UNROLL
    for (int j = 0; j < Columns; ++j) sum[r][j] = Vec(0.0F);
  }
  const auto multiply_add = [&](const auto& get) {
    Vec column[Columns];
    RECEPTIVE_UNROLL
    for (int j = 0; j < Columns; ++j) column[j] = get(b + j * static_cast<Index>(shape.ldb));
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) {
      const Vec row = get(a + r * static_cast<Index>(shape.lda));
      RECEPTIVE_UNROLL
      for (int j = 0; j < Columns; ++j) sum[r][j] = madd(row, column[j], sum[r][j]);
    }
  };
  Index p = 0;
  for (; p + lanes <= shape.k; p += lanes) {
    multiply_add([&](const float* from) { return load(from + p); });
  }
  if (p < shape.k) {
    multiply_add([&](const float* from) { return load_first(from + p, shape.k - p); });
  }
  for (int r = 0; r < Rows; ++r) {
    for (int j = 0; j < Columns; ++j) {
      float& out = c[r * static_cast<Index>(shape.ldc) + j];
      const float value = sum_lanes(sum[r][j]);
      out = shape.accumulate ? out + value : value;
    }
  }
}

template <int Rows>
void dot_line(const GemmShape& shape, const float* a, const float* b, float* c) {
  int j = 0;
  for (; j + dot_columns <= shape.n; j += dot_columns) {
    dot_tile<Rows, dot_columns>(shape, a, b + static_cast<Index>(j) * shape.ldb, c + j);
  }
  for (; j < shape.n; ++j) {
    dot_tile<Rows, 1>(shape, a, b + static_cast<Index>(j) * shape.ldb, c + j);
  }
}

}  // namespace

bool prefers_dot(const GemmShape& shape) {
  return shape.transpose_b && !shape.transpose_a && shape.m <= dot_rows && shape.k >= 4 * lanes;
}

void gemm_dot(const GemmShape& shape, const float* a, const float* b, float* c) {
  static_assert(dot_rows == 3);
  switch (shape.m) {
    case 1:
      return dot_line<1>(shape, a, b, c);
    case 2:
      return dot_line<2>(shape, a, b, c);
    default:
      return dot_line<3>(shape, a, b, c);
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
