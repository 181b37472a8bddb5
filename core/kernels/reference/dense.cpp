#include <cassert>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

std::size_t dense_workspace(int, int, int) { return 0; }

void dense_forward(ConstTensorView x, ConstTensorView weight, const float* bias, TensorView y,
                   std::span<float>) {
  const std::size_t inputs = x.shape.example_count();
  const std::size_t outputs = y.shape.example_count();
  assert(weight.count() == inputs * outputs && x.shape.n == y.shape.n);
  for (int n = 0; n < y.shape.n; ++n) {
    for (std::size_t o = 0; o < outputs; ++o) {
      double sum = bias != nullptr ? bias[o] : 0.0F;
      for (std::size_t i = 0; i < inputs; ++i) {
        sum += static_cast<double>(weight.data[o * inputs + i]) * x.example(n)[i];
      }
      y.example(n)[o] = static_cast<float>(sum);
    }
  }
}

void dense_backward_data(ConstTensorView dy, ConstTensorView weight, TensorView dx,
                         std::span<float>) {
  const std::size_t inputs = dx.shape.example_count();
  const std::size_t outputs = dy.shape.example_count();
  assert(weight.count() == inputs * outputs && dx.shape.n == dy.shape.n);
  for (int n = 0; n < dx.shape.n; ++n) {
    for (std::size_t i = 0; i < inputs; ++i) {
      double sum = 0.0;
      for (std::size_t o = 0; o < outputs; ++o) {
        sum += static_cast<double>(weight.data[o * inputs + i]) * dy.example(n)[o];
      }
      float& out = dx.example(n)[i];
      out = static_cast<float>(out + sum);
    }
  }
}

void dense_backward_weights(ConstTensorView x, ConstTensorView dy, TensorView dweight, float* dbias,
                            std::span<float>) {
  const std::size_t inputs = x.shape.example_count();
  const std::size_t outputs = dy.shape.example_count();
  assert(dweight.count() == inputs * outputs && x.shape.n == dy.shape.n);
  for (std::size_t o = 0; o < outputs; ++o) {
    for (std::size_t i = 0; i < inputs; ++i) {
      double sum = 0.0;
      for (int n = 0; n < x.shape.n; ++n) {
        sum += static_cast<double>(dy.example(n)[o]) * x.example(n)[i];
      }
      float& out = dweight.data[o * inputs + i];
      out = static_cast<float>(out + sum);
    }
    if (dbias != nullptr) {
      double sum = 0.0;
      for (int n = 0; n < x.shape.n; ++n) sum += dy.example(n)[o];
      dbias[o] = static_cast<float>(dbias[o] + sum);
    }
  }
}

}  // namespace receptive::reference
