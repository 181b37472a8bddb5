#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

namespace {

/// The sum of value(i) over the values i at the same pixel in the maps within `radius` of map c.
template <typename Value>
double sum_of_neighbours(const Shape& shape, int radius, int n, int c, std::size_t pixel,
                         const Value& value) {
  const int first = std::max(0, c - radius);
  const int last = std::min(shape.c - 1, c + radius);
  double sum = 0.0;
  for (int j = first; j <= last; ++j) {
    sum += value(static_cast<std::size_t>(n) * shape.example_count() +
                 static_cast<std::size_t>(j) * shape.plane_count() + pixel);
  }
  return sum;
}

}  // namespace

void response_norm_forward(ConstTensorView x, const ResponseNorm& norm, TensorView y,
                           std::span<float> scale) {
  assert(x.shape == y.shape && scale.size() >= x.count());
  std::size_t i = 0;
  for (int n = 0; n < x.shape.n; ++n) {
    for (int c = 0; c < x.shape.c; ++c) {
      for (std::size_t pixel = 0; pixel < x.shape.plane_count(); ++pixel, ++i) {
        const double squares = sum_of_neighbours(
            x.shape, norm.radius, n, c, pixel,
            [&](std::size_t j) { return static_cast<double>(x.data[j]) * x.data[j]; });
        const double bracket = norm.bias + norm.alpha * squares;
        scale[i] = static_cast<float>(bracket);
        y.data[i] = static_cast<float>(x.data[i] * std::pow(bracket, -norm.beta));
      }
    }
  }
}

void response_norm_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                            std::span<const float> scale, const ResponseNorm& norm, TensorView dx) {
  assert(dy.shape == x.shape && y.shape == x.shape && dx.shape == x.shape);
  assert(scale.size() >= x.count());
  std::size_t i = 0;
  for (int n = 0; n < x.shape.n; ++n) {
    for (int c = 0; c < x.shape.c; ++c) {
      for (std::size_t pixel = 0; pixel < x.shape.plane_count(); ++pixel, ++i) {
        const double shares = sum_of_neighbours(
            x.shape, norm.radius, n, c, pixel,
            [&](std::size_t j) { return static_cast<double>(dy.data[j]) * y.data[j] / scale[j]; });
        const double own = dy.data[i] * std::pow(static_cast<double>(scale[i]), -norm.beta);
        const double others = 2.0 * norm.alpha * norm.beta * x.data[i] * shares;
        dx.data[i] = static_cast<float>(dx.data[i] + own - others);
      }
    }
  }
}

}  // namespace receptive::reference
