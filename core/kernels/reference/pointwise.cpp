#include <cassert>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  assert(a.size() == y.size() && b.size() == y.size());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = a[i] * b[i];
}

void multiply_add(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  assert(a.size() == y.size() && b.size() == y.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    y[i] = static_cast<float>(y[i] + static_cast<double>(a[i]) * b[i]);
  }
}

void add(std::span<const float> x, std::span<float> y) {
  assert(x.size() == y.size());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += x[i];
}

}  // namespace receptive::reference
