#include "kernels/simd/product/gemm.h"
#include "kernels/simd/tile.h"

/// C = A B^T, where turning B round would cost more than it saves: for a few rows of A, or where k
/// is so long that adding up the lanes at the end does not matter. Lanes run along k, each output
/// is one dot product.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

constexpr int dot_rows = 3;
#if defined(__AVX512F__) || defined(__aarch64__)  // 32 registers
constexpr int dot_columns = 6;
#elif defined(__FMA__)
constexpr int dot_columns = 4;
#else  // the product needs a register of its own
constexpr int dot_columns = 3;
#endif

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
  for (; p + 2 * lanes <= shape.k; p += 2 * lanes) {
    multiply_add([&](const float* from) { return load(from + p); });
    multiply_add([&](const float* from) { return load(from + p + lanes); });
  }
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
  if (!shape.transpose_b || shape.transpose_a) return false;
  if (shape.m <= dot_rows) return shape.k >= 4 * lanes;
  // Turning B round costs as much as some rows of the product.
  return shape.k >= 32 * lanes && (shape.m <= 16 || shape.n <= 2 * dot_columns);
}

void gemm_dot(const GemmShape& shape, const float* a, const float* b, float* c) {
  // Row by row of A over all of B, or, when A is the larger one, the other way round, would fetch
  // the same memory again and again: some rows of B at a time, which stay in the second level
  // cache.
  const Index block = max_of(dot_columns, 32 * 1024 / shape.k / dot_columns * dot_columns);
  GemmShape part = shape;
  for (Index j = 0; j < shape.n; j += block) {
    part.n = static_cast<int>(min_of(block, shape.n - j));
    const float* columns = b + j * shape.ldb;
    for (Index i = 0; i < shape.m;) {
      const int rows = panel_rows(static_cast<int>(shape.m - i), dot_rows);
      const float* row = a + i * shape.lda;
      float* out = c + i * shape.ldc + j;
      static_assert(dot_rows == 3);
      if (rows == 1) {
        dot_line<1>(part, row, columns, out);
      } else if (rows == 2) {
        dot_line<2>(part, row, columns, out);
      } else {
        dot_line<3>(part, row, columns, out);
      }
      i += rows;
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
