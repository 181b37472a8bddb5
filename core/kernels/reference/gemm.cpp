#include <cassert>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

std::size_t gemm_workspace(const GemmShape&) { return 0; }

void gemm(const GemmShape& shape, const float* a, const float* b, float* c, std::span<float>) {
  assert(shape.lda >= (shape.transpose_a ? shape.m : shape.k));
  assert(shape.ldb >= (shape.transpose_b ? shape.k : shape.n));
  assert(shape.ldc >= shape.n);
  const std::ptrdiff_t lda = shape.lda;
  const std::ptrdiff_t ldb = shape.ldb;
  const std::ptrdiff_t ldc = shape.ldc;
  for (int i = 0; i < shape.m; ++i) {
    for (int j = 0; j < shape.n; ++j) {
      double sum = 0.0;
      for (int p = 0; p < shape.k; ++p) {
        const double left = shape.transpose_a ? a[p * lda + i] : a[i * lda + p];
        const double right = shape.transpose_b ? b[j * ldb + p] : b[p * ldb + j];
        sum += left * right;
      }
      float& out = c[i * ldc + j];
      out = static_cast<float>(shape.accumulate ? out + sum : sum);
    }
  }
}

}  // namespace receptive::reference
