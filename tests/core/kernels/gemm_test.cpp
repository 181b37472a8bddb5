#include <doctest/doctest.h>

#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive::gemm_test {

using testing::GuardedBuffer;

namespace {

/// The stored extents of A, B and C, with `slack` values between the end of a row and the next.
GemmShape gemm_shape(int m, int n, int k, bool transpose_a, bool transpose_b, bool accumulate,
                     int slack) {
  GemmShape shape;
  shape.m = m;
  shape.n = n;
  shape.k = k;
  shape.transpose_a = transpose_a;
  shape.transpose_b = transpose_b;
  shape.accumulate = accumulate;
  shape.lda = (transpose_a ? m : k) + slack;
  shape.ldb = (transpose_b ? k : n) + slack;
  shape.ldc = n + slack;
  return shape;
}

/// Values from the first of a matrix to its last; the slack of the last row is not among them.
std::size_t stored(int rows, int columns, int pitch) {
  if (rows == 0 || columns == 0) return 0;
  return static_cast<std::size_t>(rows - 1) * static_cast<std::size_t>(pitch) +
         static_cast<std::size_t>(columns);
}

void compare(const Kernels& kernels, const GemmShape& shape, Random& random) {
  CAPTURE(kernels.name);
  CAPTURE(shape.m);
  CAPTURE(shape.n);
  CAPTURE(shape.k);
  CAPTURE(shape.transpose_a);
  CAPTURE(shape.transpose_b);
  CAPTURE(shape.accumulate);
  GuardedBuffer a(stored(shape.transpose_a ? shape.k : shape.m,
                         shape.transpose_a ? shape.m : shape.k, shape.lda),
                  random.below(16));
  GuardedBuffer b(stored(shape.transpose_b ? shape.n : shape.k,
                         shape.transpose_b ? shape.k : shape.n, shape.ldb),
                  random.below(16));
  GuardedBuffer c(stored(shape.m, shape.n, shape.ldc), random.below(16));
  a.randomize(random);
  b.randomize(random);
  c.randomize(random);
  GuardedBuffer expected(c.values().size());
  GuardedBuffer again(c.values().size());
  expected.assign(c.values());
  again.assign(c.values());
  GuardedBuffer workspace(kernels.gemm_workspace(shape));
  reference_kernels().gemm(shape, a.data(), b.data(), expected.data(), {});
  kernels.gemm(shape, a.data(), b.data(), c.data(), workspace.poison().values());
  CHECK(testing::difference(c.values(), expected.values(), testing::sum_tolerance(shape.k)) == "");
  CHECK(c.intact());
  CHECK(workspace.intact());
  // What the workspace held before makes no difference.
  kernels.gemm(shape, a.data(), b.data(), again.data(), workspace.randomize(random).values());
  CHECK(testing::same_bits(c.values(), again.values()));
}

}  // namespace

TEST_CASE("gemm: reference against a product by hand") {
  // [1 2 3; 4 5 6] [7 8; 9 10; 11 12] = [58 64; 139 154]
  const std::vector<float> a{1, 2, 3, 4, 5, 6};
  const std::vector<float> a_transposed{1, 4, 2, 5, 3, 6};
  const std::vector<float> b{7, 8, 9, 10, 11, 12};
  const std::vector<float> b_transposed{7, 9, 11, 8, 10, 12};
  for (const bool transpose_a : {false, true}) {
    for (const bool transpose_b : {false, true}) {
      std::vector<float> c{1, 1, 1, 1};
      GemmShape shape = gemm_shape(2, 2, 3, transpose_a, transpose_b, false, 0);
      const float* left = (transpose_a ? a_transposed : a).data();
      const float* right = (transpose_b ? b_transposed : b).data();
      reference_kernels().gemm(shape, left, right, c.data(), {});
      CHECK(c == std::vector<float>{58, 64, 139, 154});
      shape.accumulate = true;
      reference_kernels().gemm(shape, left, right, c.data(), {});
      CHECK(c == std::vector<float>{116, 128, 278, 308});
    }
  }
}

TEST_CASE("gemm: every table against the reference around the edges of vectors and tiles") {
  Random random(101);
  for (const Kernels* kernels : testing::fast_tables()) {
    for (const int n : testing::lengths_around(kernels->lanes)) {
      for (const int m : {1, 2, 3, 4, 5, 7, 8, 9, 13, 17, 33}) {
        const int k = 1 + static_cast<int>(random.below(40));
        const std::uint32_t bits = random.below(8);
        compare(*kernels,
                gemm_shape(m, n, k, (bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0,
                           static_cast<int>(random.below(3))),
                random);
      }
    }
  }
}

TEST_CASE("gemm: every table against the reference for random shapes, deep ones too") {
  Random random(102);
  for (const Kernels* kernels : testing::fast_tables()) {
    for (int i = 0; i < 150; ++i) {
      const int m = 1 + static_cast<int>(random.below(i % 10 == 0 ? 300 : 20));
      const int n = 1 + static_cast<int>(random.below(120));
      const int k = 1 + static_cast<int>(random.below(i % 5 == 0 ? 600 : 64));
      compare(*kernels,
              gemm_shape(m, n, k, random.below(2) == 0, random.below(2) == 0, random.below(2) == 0,
                         static_cast<int>(random.below(5))),
              random);
    }
  }
}

TEST_CASE("gemm: a product of no terms is zero, or what was there when it accumulates") {
  for (const Kernels* kernels : available_kernels()) {
    std::vector<float> c{1, 2, 3, 4, 5, 6};
    const std::vector<float> expected{0, 0, 3, 0, 0, 6};
    kernels->gemm(gemm_shape(2, 2, 0, false, false, true, 1), nullptr, nullptr, c.data(), {});
    CHECK(c == std::vector<float>{1, 2, 3, 4, 5, 6});
    kernels->gemm(gemm_shape(2, 2, 0, false, false, false, 1), nullptr, nullptr, c.data(), {});
    CHECK(c == expected);
  }
}

}  // namespace receptive::gemm_test
