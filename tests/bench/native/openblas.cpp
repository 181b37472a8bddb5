#include <cblas.h>

#include <vector>

#include "base/random.h"
#include "measurements.h"

namespace receptive::bench {

namespace {

std::vector<float> random_values(std::size_t count) {
  std::vector<float> values(count);
  Random random(1);
  for (float& value : values) value = random.uniform(-1.0F, 1.0F);
  return values;
}

/// C (m, n) = op(A) op(B), with op(A) (m, k) and op(B) (k, n).
struct Product {
  const char* pass;
  bool transpose_a;
  bool transpose_b;
  int m;
  int n;
  int k;
};

void time_product(int index, const Product& product, Stopwatch& stopwatch) {
  const auto [pass, transpose_a, transpose_b, m, n, k] = product;
  const auto area = [](int rows, int columns) {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  };
  const std::vector<float> a = random_values(area(m, k));
  const std::vector<float> b = random_values(area(k, n));
  std::vector<float> c(area(m, n));
  stopwatch.time(index, "OpenBLAS", pass, [&, m = m, n = n, k = k] {
    cblas_sgemm(CblasRowMajor, product.transpose_a ? CblasTrans : CblasNoTrans,
                product.transpose_b ? CblasTrans : CblasNoTrans, m, n, k, 1.0F, a.data(),
                product.transpose_a ? m : k, b.data(), product.transpose_b ? k : n, 0.0F, c.data(),
                n);
  });
}

}  // namespace

void time_openblas(int index, const Case& one, Stopwatch& stopwatch) {
  openblas_set_num_threads(1);
  const int outputs = one.weight.n;
  const int inputs = static_cast<int>(one.weight.example_count());
  if (one.kind == "dense") {
    const int examples = one.x.n;
    time_product(index, {"forward", false, true, examples, outputs, inputs}, stopwatch);
    time_product(index, {"backward weights", true, false, outputs, inputs, examples}, stopwatch);
    if (one.first) return;
    time_product(index, {"backward data", false, false, examples, inputs, outputs}, stopwatch);
    return;
  }
  const int pixels = one.y.n * one.y.h * one.y.w;
  time_product(index, {"forward", false, false, outputs, pixels, inputs}, stopwatch);
  time_product(index, {"backward weights", false, true, outputs, inputs, pixels}, stopwatch);
  if (one.first) return;
  time_product(index, {"backward data", true, false, inputs, pixels, outputs}, stopwatch);
}

std::string openblas_description() {
  return std::string(openblas_get_config()) + ", kernels for " + openblas_get_corename();
}

}  // namespace receptive::bench
