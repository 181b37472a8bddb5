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

}  // namespace

void max_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y,
                        std::span<std::int32_t> switches) {
  assert(x.shape.n == y.shape.n && x.shape.c == y.shape.c && switches.size() >= y.count());
  std::size_t i = 0;
  for (int n = 0; n < y.shape.n; ++n) {
    for (int c = 0; c < y.shape.c; ++c) {
      const float* plane = x.plane(n, c);
      for (int oh = 0; oh < y.shape.h; ++oh) {
        for (int ow = 0; ow < y.shape.w; ++ow) {
          std::int32_t winner = -1;
          float best = 0.0F;
          for_covered(plane, x.shape, window, oh, ow, [&](int position, float value) {
            // Larger, or the first NaN: !(value <= best) is true for both, best == best false
            // once best is a NaN.
            const bool wins = winner < 0 || (best == best && !(value <= best));
            if (!wins) return;
            winner = position;
            best = value;
          });
          y.data[i] = best;
          switches[i] = winner;
          ++i;
        }
      }
    }
  }
}

void max_pool2d_backward(ConstTensorView dy, std::span<const std::int32_t> switches,
                         TensorView dx) {
  assert(dx.shape.n == dy.shape.n && dx.shape.c == dy.shape.c && switches.size() >= dy.count());
  std::size_t i = 0;
  for (int n = 0; n < dy.shape.n; ++n) {
    for (int c = 0; c < dy.shape.c; ++c) {
      float* plane = dx.plane(n, c);
      for (std::size_t pixel = 0; pixel < dy.shape.plane_count(); ++pixel, ++i) {
        if (switches[i] >= 0) plane[switches[i]] += dy.data[i];
      }
    }
  }
}

void average_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y) {
  assert(x.shape.n == y.shape.n && x.shape.c == y.shape.c);
  float* out = y.data;
  for (int n = 0; n < y.shape.n; ++n) {
    for (int c = 0; c < y.shape.c; ++c) {
      const float* plane = x.plane(n, c);
      for (int oh = 0; oh < y.shape.h; ++oh) {
        for (int ow = 0; ow < y.shape.w; ++ow) {
          double sum = 0.0;
          int pixels = 0;
          for_covered(plane, x.shape, window, oh, ow, [&](int, float value) {
            sum += value;
            ++pixels;
          });
          *out++ = pixels > 0 ? static_cast<float>(sum / pixels) : 0.0F;
        }
      }
    }
  }
}

void average_pool2d_backward(ConstTensorView dy, const Window2d& window, TensorView dx) {
  assert(dx.shape.n == dy.shape.n && dx.shape.c == dy.shape.c);
  const float* gradient = dy.data;
  for (int n = 0; n < dy.shape.n; ++n) {
    for (int c = 0; c < dy.shape.c; ++c) {
      float* plane = dx.plane(n, c);
      for (int oh = 0; oh < dy.shape.h; ++oh) {
        for (int ow = 0; ow < dy.shape.w; ++ow) {
          int pixels = 0;
          for_covered(plane, dx.shape, window, oh, ow, [&](int, float) { ++pixels; });
          const float share = pixels > 0 ? *gradient / static_cast<float>(pixels) : 0.0F;
          for_covered(plane, dx.shape, window, oh, ow, [&](int, float& pixel) { pixel += share; });
          ++gradient;
        }
      }
    }
  }
}

void l2_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y) {
  assert(x.shape.n == y.shape.n && x.shape.c == y.shape.c);
  float* out = y.data;
  for (int n = 0; n < y.shape.n; ++n) {
    for (int c = 0; c < y.shape.c; ++c) {
      const float* plane = x.plane(n, c);
      for (int oh = 0; oh < y.shape.h; ++oh) {
        for (int ow = 0; ow < y.shape.w; ++ow) {
          double sum = 0.0;
          for_covered(plane, x.shape, window, oh, ow,
                      [&](int, float value) { sum += static_cast<double>(value) * value; });
          *out++ = static_cast<float>(std::sqrt(sum));
        }
      }
    }
  }
}

void l2_pool2d_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                        const Window2d& window, TensorView dx) {
  assert(x.shape == dx.shape && dy.shape == y.shape);
  assert(dx.shape.n == dy.shape.n && dx.shape.c == dy.shape.c);
  std::size_t i = 0;
  for (int n = 0; n < dy.shape.n; ++n) {
    for (int c = 0; c < dy.shape.c; ++c) {
      const float* values = x.plane(n, c);
      float* plane = dx.plane(n, c);
      for (int oh = 0; oh < dy.shape.h; ++oh) {
        for (int ow = 0; ow < dy.shape.w; ++ow, ++i) {
          if (y.data[i] == 0.0F) continue;
          const double share = static_cast<double>(dy.data[i]) / y.data[i];
          for_covered(plane, dx.shape, window, oh, ow, [&](int position, float& pixel) {
            pixel = static_cast<float>(pixel + share * values[position]);
          });
        }
      }
    }
  }
}

}  // namespace receptive::reference
