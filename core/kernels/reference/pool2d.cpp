#include <cassert>
#include <cmath>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

namespace {

/// Calls visit(position, value) for every pixel under the window at output (oh, ow), in reading
/// order; position = row * W + column within the plane.
template <typename Pixel, typename Visit>
void for_covered(Pixel* plane, const Shape& x, const Window2d& window, int oh, int ow,
                 const Visit& visit) {
  for (int kh = 0; kh < window.kernel_h; ++kh) {
    const int ih = oh * window.stride_h - window.padding.top + kh * window.dilation_h;
    if (ih < 0 || ih >= x.h) continue;
    for (int kw = 0; kw < window.kernel_w; ++kw) {
      const int iw = ow * window.stride_w - window.padding.left + kw * window.dilation_w;
      if (iw < 0 || iw >= x.w) continue;
      const int position = ih * x.w + iw;
      visit(position, plane[position]);
    }
  }
}

/// Calls visit(map, oh, ow, i) for every output, i its position in y and map that of its map.
template <typename Visit>
void for_outputs(const Shape& y, const Visit& visit) {
  std::size_t i = 0;
  for (std::size_t map = 0; i < y.count(); ++map) {
    for (int oh = 0; oh < y.h; ++oh) {
      for (int ow = 0; ow < y.w; ++ow) visit(map, oh, ow, i++);
    }
  }
}

}  // namespace

void max_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y,
                        std::span<std::int32_t> switches) {
  assert(x.shape.n == y.shape.n && x.shape.c == y.shape.c && switches.size() >= y.count());
  for_outputs(y.shape, [&](std::size_t map, int oh, int ow, std::size_t i) {
    std::int32_t winner = -1;
    float best = 0.0F;
    const auto visit = [&](int position, float value) {
      // Larger, or the first NaN: !(value <= best) is true for both, best == best false once best
      // is a NaN.
      const bool wins = winner < 0 || (best == best && !(value <= best));
      if (!wins) return;
      winner = position;
      best = value;
    };
    for_covered(x.data + map * x.shape.plane_count(), x.shape, window, oh, ow, visit);
    y.data[i] = best;
    switches[i] = winner;
  });
}

void max_pool2d_backward(ConstTensorView dy, std::span<const std::int32_t> switches,
                         TensorView dx) {
  assert(dx.shape.n == dy.shape.n && dx.shape.c == dy.shape.c && switches.size() >= dy.count());
  for_outputs(dy.shape, [&](std::size_t map, int, int, std::size_t i) {
    if (switches[i] < 0) return;
    const std::size_t first = map * dx.shape.plane_count();
    dx.data[first + static_cast<std::size_t>(switches[i])] += dy.data[i];
  });
}

void average_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y) {
  assert(x.shape.n == y.shape.n && x.shape.c == y.shape.c);
  for_outputs(y.shape, [&](std::size_t map, int oh, int ow, std::size_t i) {
    double sum = 0.0;
    int pixels = 0;
    for_covered(x.data + map * x.shape.plane_count(), x.shape, window, oh, ow,
                [&](int, float value) {
                  sum += value;
                  ++pixels;
                });
    y.data[i] = pixels > 0 ? static_cast<float>(sum / pixels) : 0.0F;
  });
}

void average_pool2d_backward(ConstTensorView dy, const Window2d& window, TensorView dx) {
  assert(dx.shape.n == dy.shape.n && dx.shape.c == dy.shape.c);
  for_outputs(dy.shape, [&](std::size_t map, int oh, int ow, std::size_t i) {
    float* plane = dx.data + map * dx.shape.plane_count();
    int pixels = 0;
    for_covered(plane, dx.shape, window, oh, ow, [&](int, float) { ++pixels; });
    const float share = pixels > 0 ? dy.data[i] / static_cast<float>(pixels) : 0.0F;
    for_covered(plane, dx.shape, window, oh, ow, [&](int, float& pixel) { pixel += share; });
  });
}

void l2_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y) {
  assert(x.shape.n == y.shape.n && x.shape.c == y.shape.c);
  for_outputs(y.shape, [&](std::size_t map, int oh, int ow, std::size_t i) {
    double sum = 0.0;
    for_covered(x.data + map * x.shape.plane_count(), x.shape, window, oh, ow,
                [&](int, float value) { sum += static_cast<double>(value) * value; });
    y.data[i] = static_cast<float>(std::sqrt(sum));
  });
}

void l2_pool2d_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                        const Window2d& window, TensorView dx) {
  assert(x.shape == dx.shape && dy.shape == y.shape);
  assert(dx.shape.n == dy.shape.n && dx.shape.c == dy.shape.c);
  for_outputs(dy.shape, [&](std::size_t map, int oh, int ow, std::size_t i) {
    if (y.data[i] == 0.0F) return;
    const std::size_t first = map * dx.shape.plane_count();
    const double share = static_cast<double>(dy.data[i]) / y.data[i];
    for_covered(dx.data + first, dx.shape, window, oh, ow, [&](int position, float& pixel) {
      pixel =
          static_cast<float>(pixel + share * x.data[first + static_cast<std::size_t>(position)]);
    });
  });
}

}  // namespace receptive::reference
