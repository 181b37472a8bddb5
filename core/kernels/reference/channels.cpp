#include <cassert>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

namespace {

/// Calls visit(i, c) for every value, i its position in the tensor and c its channel.
template <typename Visit>
void for_values(const Shape& shape, const Visit& visit) {
  std::size_t i = 0;
  for (int n = 0; n < shape.n; ++n) {
    for (std::size_t c = 0; c < static_cast<std::size_t>(shape.c); ++c) {
      for (std::size_t pixel = 0; pixel < shape.plane_count(); ++pixel) visit(i++, c);
    }
  }
}

/// The sum over examples and pixels of value(i) for the values i of channel c.
template <typename Value>
double channel_sum(const Shape& shape, std::size_t c, const Value& value) {
  const std::size_t pixels = shape.plane_count();
  double sum = 0.0;
  for (std::size_t n = 0; n < static_cast<std::size_t>(shape.n); ++n) {
    const std::size_t first = n * shape.example_count() + c * pixels;
    for (std::size_t i = first; i < first + pixels; ++i) sum += value(i);
  }
  return sum;
}

[[maybe_unused]] bool holds_channels(std::span<const float> values, const Shape& shape) {
  return values.size() >= static_cast<std::size_t>(shape.c);
}

}  // namespace

void channel_moments(ConstTensorView x, std::span<float> mean, std::span<float> variance) {
  assert(holds_channels(mean, x.shape) && holds_channels(variance, x.shape));
  const double count = static_cast<double>(x.shape.n) * static_cast<double>(x.shape.plane_count());
  for (std::size_t c = 0; c < static_cast<std::size_t>(x.shape.c); ++c) {
    const double center = channel_sum(x.shape, c, [&](std::size_t i) { return x.data[i]; }) / count;
    const double squares = channel_sum(x.shape, c, [&](std::size_t i) {
      const double distance = x.data[i] - center;
      return distance * distance;
    });
    mean[c] = static_cast<float>(center);
    variance[c] = static_cast<float>(squares / count);
  }
}

void channel_affine(ConstTensorView x, std::span<const float> scale, std::span<const float> shift,
                    TensorView y) {
  assert(x.shape == y.shape && holds_channels(scale, x.shape) && holds_channels(shift, x.shape));
  for_values(x.shape, [&](std::size_t i, std::size_t c) {
    y.data[i] = static_cast<float>(static_cast<double>(scale[c]) * x.data[i] + shift[c]);
  });
}

void channel_gradient_sums(ConstTensorView dy, ConstTensorView x, std::span<const float> mean,
                           std::span<float> sum_dy, std::span<float> sum_dy_x) {
  assert(dy.shape == x.shape && holds_channels(mean, x.shape));
  assert(holds_channels(sum_dy, x.shape) && holds_channels(sum_dy_x, x.shape));
  for (std::size_t c = 0; c < static_cast<std::size_t>(x.shape.c); ++c) {
    const double center = mean[c];
    sum_dy[c] =
        static_cast<float>(channel_sum(x.shape, c, [&](std::size_t i) { return dy.data[i]; }));
    sum_dy_x[c] = static_cast<float>(
        channel_sum(x.shape, c, [&](std::size_t i) { return dy.data[i] * (x.data[i] - center); }));
  }
}

void channel_affine_backward(ConstTensorView dy, ConstTensorView x, std::span<const float> a,
                             std::span<const float> b, std::span<const float> d, TensorView dx) {
  assert(dy.shape == x.shape && dx.shape == x.shape && holds_channels(a, x.shape));
  assert(holds_channels(b, x.shape) && holds_channels(d, x.shape));
  for_values(x.shape, [&](std::size_t i, std::size_t c) {
    const double gradient =
        static_cast<double>(a[c]) * dy.data[i] + static_cast<double>(b[c]) * x.data[i] + d[c];
    dx.data[i] = static_cast<float>(dx.data[i] + gradient);
  });
}

}  // namespace receptive::reference
