#include "kernels/simd/conv2d.h"

#include "kernels/simd/dense.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// One window that is the whole image: a dense layer.
bool is_dense(const Shape& x, const Window2d& window, const Shape& y) {
  return y.h == 1 && y.w == 1 && window.kernel_h == x.h && window.kernel_w == x.w &&
         window.padding.top == 0 && window.padding.left == 0 &&
         (window.dilation_h == 1 || window.kernel_h == 1) &&
         (window.dilation_w == 1 || window.kernel_w == 1);
}

/// Windows of one pixel, one for each: rows do not matter, and one long row has one ragged end.
bool is_pointwise(const Shape& x, const Window2d& window, const Shape& y) {
  return window.kernel_h == 1 && window.kernel_w == 1 && window.stride_h == 1 &&
         window.stride_w == 1 && window.padding.top == 0 && window.padding.left == 0 &&
         x.h == y.h && x.w == y.w;
}

Shape one_row(const Shape& shape) { return {shape.n, shape.c, 1, shape.h * shape.w}; }

}  // namespace

std::size_t conv2d_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                             const Shape& y) {
  if (is_dense(x, window, y)) return dense_workspace(x.n, x.c * x.h * x.w, y.c);
  const bool pointwise = is_pointwise(x, window, y);
  const Shape from = pointwise ? one_row(x) : x;
  const Shape to = pointwise ? one_row(y) : y;
  const std::size_t forward = direct_forward_workspace(from, weight, window, to);
  const std::size_t data = direct_backward_data_workspace(from, weight, window, to);
  const std::size_t weights = direct_backward_weights_workspace(from, weight, window, to);
  const std::size_t backward = data > weights ? data : weights;
  return forward > backward ? forward : backward;
}

void conv2d_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                    const Window2d& window, TensorView y, std::span<float> workspace) {
  if (is_dense(x.shape, window, y.shape)) return dense_forward(x, weight, bias, y, workspace);
  if (is_pointwise(x.shape, window, y.shape)) {
    x.shape = one_row(x.shape);
    y.shape = one_row(y.shape);
  }
  direct_forward(x, weight, bias, window, y, workspace);
}

void conv2d_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                          TensorView dx, std::span<float> workspace) {
  if (is_dense(dx.shape, window, dy.shape)) return dense_backward_data(dy, weight, dx, workspace);
  if (is_pointwise(dx.shape, window, dy.shape)) {
    dx.shape = one_row(dx.shape);
    dy.shape = one_row(dy.shape);
  }
  direct_backward_data(dy, weight, window, dx, workspace);
}

void conv2d_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float> workspace) {
  if (is_dense(x.shape, window, dy.shape)) {
    return dense_backward_weights(x, dy, dweight, dbias, workspace);
  }
  if (is_pointwise(x.shape, window, dy.shape)) {
    x.shape = one_row(x.shape);
    dy.shape = one_row(dy.shape);
  }
  direct_backward_weights(x, dy, window, dweight, dbias, workspace);
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
