#include <cassert>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

namespace {

/// x[n, ic, ih, iw] with the zeros around it.
double padded_value(ConstTensorView x, int n, int ic, int ih, int iw) {
  if (ih < 0 || ih >= x.shape.h || iw < 0 || iw >= x.shape.w) return 0.0;
  return x.plane(n, ic)[static_cast<std::ptrdiff_t>(ih) * x.shape.w + iw];
}

/// dy[n, oc, oh, ow] for the output whose stride lands it on `row` = oh * stride_h and
/// `col` = ow * stride_w; zero where there is no such output.
double strided_value(ConstTensorView dy, int n, int oc, int row, int col, const Window2d& window) {
  if (row < 0 || col < 0 || row % window.stride_h != 0 || col % window.stride_w != 0) return 0.0;
  return padded_value(dy, n, oc, row / window.stride_h, col / window.stride_w);
}

void check_shapes([[maybe_unused]] const Shape& x, [[maybe_unused]] const Shape& weight,
                  [[maybe_unused]] const Window2d& window, [[maybe_unused]] const Shape& y) {
  assert(x.n == y.n && weight.n == y.c);
  assert(x.c % weight.c == 0 && y.c % (x.c / weight.c) == 0);
  assert(weight.h == window.kernel_h && weight.w == window.kernel_w);
}

/// The first of the weight.c input maps that filter `oc` reads.
int first_input(const Shape& x, const Shape& weight, int oc) {
  const int groups = x.c / weight.c;
  return oc / (weight.n / groups) * weight.c;
}

}  // namespace

std::size_t conv2d_workspace(const Shape&, const Shape&, const Window2d&, const Shape&) {
  return 0;
}

void conv2d_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                    const Window2d& window, TensorView y, std::span<float>) {
  check_shapes(x.shape, weight.shape, window, y.shape);
  for (int n = 0; n < y.shape.n; ++n) {
    for (int oc = 0; oc < y.shape.c; ++oc) {
      float* out = y.plane(n, oc);
      const int first = first_input(x.shape, weight.shape, oc);
      for (int oh = 0; oh < y.shape.h; ++oh) {
        for (int ow = 0; ow < y.shape.w; ++ow) {
          double sum = bias != nullptr ? bias[oc] : 0.0F;
          for (int ic = 0; ic < weight.shape.c; ++ic) {
            const float* filter = weight.plane(oc, ic);
            for (int kh = 0; kh < window.kernel_h; ++kh) {
              const int ih = oh * window.stride_h - window.padding.top + kh * window.dilation_h;
              for (int kw = 0; kw < window.kernel_w; ++kw) {
                const int iw = ow * window.stride_w - window.padding.left + kw * window.dilation_w;
                sum += filter[kh * window.kernel_w + kw] * padded_value(x, n, first + ic, ih, iw);
              }
            }
          }
          *out++ = static_cast<float>(sum);
        }
      }
    }
  }
}

void conv2d_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                          TensorView dx, std::span<float>) {
  check_shapes(dx.shape, weight.shape, window, dy.shape);
  for (int n = 0; n < dx.shape.n; ++n) {
    for (int ic = 0; ic < dx.shape.c; ++ic) {
      float* out = dx.plane(n, ic);
      for (int ih = 0; ih < dx.shape.h; ++ih) {
        for (int iw = 0; iw < dx.shape.w; ++iw) {
          double sum = 0.0;
          for (int oc = 0; oc < dy.shape.c; ++oc) {
            const int first = first_input(dx.shape, weight.shape, oc);
            if (ic < first || ic >= first + weight.shape.c) continue;
            const float* filter = weight.plane(oc, ic - first);
            for (int kh = 0; kh < window.kernel_h; ++kh) {
              const int row = ih + window.padding.top - kh * window.dilation_h;
              for (int kw = 0; kw < window.kernel_w; ++kw) {
                const int col = iw + window.padding.left - kw * window.dilation_w;
                sum +=
                    filter[kh * window.kernel_w + kw] * strided_value(dy, n, oc, row, col, window);
              }
            }
          }
          *out = static_cast<float>(*out + sum);
          ++out;
        }
      }
    }
  }
}

void conv2d_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float>) {
  check_shapes(x.shape, dweight.shape, window, dy.shape);
  for (int oc = 0; oc < dy.shape.c; ++oc) {
    const int first = first_input(x.shape, dweight.shape, oc);
    for (int ic = 0; ic < dweight.shape.c; ++ic) {
      float* out = dweight.plane(oc, ic);
      for (int kh = 0; kh < window.kernel_h; ++kh) {
        for (int kw = 0; kw < window.kernel_w; ++kw) {
          double sum = 0.0;
          for (int n = 0; n < dy.shape.n; ++n) {
            const float* gradient = dy.plane(n, oc);
            for (int oh = 0; oh < dy.shape.h; ++oh) {
              const int ih = oh * window.stride_h - window.padding.top + kh * window.dilation_h;
              for (int ow = 0; ow < dy.shape.w; ++ow) {
                const int iw = ow * window.stride_w - window.padding.left + kw * window.dilation_w;
                sum += *gradient++ * padded_value(x, n, first + ic, ih, iw);
              }
            }
          }
          *out = static_cast<float>(*out + sum);
          ++out;
        }
      }
    }
    if (dbias != nullptr) {
      double sum = 0.0;
      for (int n = 0; n < dy.shape.n; ++n) {
        const float* gradient = dy.plane(n, oc);
        for (std::size_t i = 0; i < dy.shape.plane_count(); ++i) sum += gradient[i];
      }
      dbias[oc] = static_cast<float>(dbias[oc] + sum);
    }
  }
}

}  // namespace receptive::reference
