#include "kernels/simd/convolution/conv2d.h"

#include "kernels/simd/convolution/whole_map.h"
#include "kernels/simd/convolution/winograd.h"
#include "kernels/simd/product/gemm.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// One window that is the whole image: what a dense layer does.
bool is_whole_map(const Shape& x, const Window2d& window, const Shape& y) {
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

/// Groups of more than one map go one after the other.
enum class Way : std::uint8_t { whole_map, depthwise, winograd, direct };

struct Choice {
  Way way = Way::direct;
  bool pointwise = false;
  int groups = 1;
  Shape x;       ///< of one group, as the way sees them
  Shape weight;  ///< of one group
  Shape y;

  Choice(const Shape& x_all, const Shape& weight_all, const Window2d& window, const Shape& y_all)
      : groups(x_all.c / weight_all.c), x(x_all), weight(weight_all), y(y_all) {
    if (groups == 1 && is_whole_map(x, window, y)) {
      way = Way::whole_map;
    } else if (groups > 1 && weight.c == 1) {
      way = Way::depthwise;
    } else {
      pointwise = is_pointwise(x, window, y);
      if (pointwise) {
        x = one_row(x);
        y = one_row(y);
      }
      x.c /= groups;
      y.c /= groups;
      weight.n /= groups;
      if (prefers_winograd(x, weight, window, y)) way = Way::winograd;
    }
  }

  [[nodiscard]] Index filter_count() const {
    return static_cast<Index>(weight.n) * weight.c * weight.h * weight.w;
  }
  /// The maps of group `g`, seen as `shape`, out of an image that has `groups` times as many.
  template <typename Value>
  [[nodiscard]] MapsOf<Value> maps(Value* data, const Shape& shape, int g) const {
    const Index values = static_cast<Index>(shape.c) * shape.h * shape.w;
    return {data + g * values, shape, groups * values};
  }
};

/// For single pixels, dweight = dy x^T summed over the images, without padding x or transposing dy:
/// measured a tenth to a half faster than the direct way where the input maps fill vectors. The
/// direct way stays for the rest: forward it is up to a third faster for batches, because it takes
/// several images at a time and brings the bias, and backward to the data neither is always ahead.
bool prefers_product(const Choice& choice) { return choice.pointwise && 2 * choice.x.c >= lanes; }

GemmShape product_shape(const Shape& x, const Shape& y) {
  return {.m = y.c,
          .n = x.c,
          .k = x.w,
          .transpose_b = true,
          .lda = x.w,
          .ldb = x.w,
          .ldc = x.c,
          .accumulate = true};
}

void product_backward_weights(const ConstMaps& x, const ConstMaps& dy, float* dweight, float* dbias,
                              std::span<float> workspace) {
  const GemmShape shape = product_shape(x.shape, dy.shape);
  for (Index n = 0; n < x.shape.n; ++n) {
    gemm(shape, dy.image(n), x.image(n), dweight, workspace);
    add_map_sums(dy, n, 1, dbias);
  }
}

const float* part_of(const float* values, Index first) {
  return values == nullptr ? nullptr : values + first;
}
float* part_of(float* values, Index first) { return values == nullptr ? nullptr : values + first; }

}  // namespace

std::size_t conv2d_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                             const Shape& y) {
  const Choice choice(x, weight, window, y);
  if (choice.way == Way::whole_map) return whole_map_workspace(x.n, x.c * x.h * x.w, y.c);
  if (choice.way == Way::depthwise) return depthwise_workspace(x, weight, window, y);
  const Shape& filters = choice.weight;
  if (choice.way == Way::winograd) return winograd_workspace(choice.x, filters, window, choice.y);
  const std::size_t forward = direct_forward_workspace(choice.x, filters, window, choice.y);
  const std::size_t data = direct_backward_data_workspace(choice.x, filters, window, choice.y);
  const std::size_t weights =
      prefers_product(choice)
          ? gemm_workspace(product_shape(choice.x, choice.y))
          : direct_backward_weights_workspace(choice.x, filters, window, choice.y);
  const std::size_t backward = data > weights ? data : weights;
  return forward > backward ? forward : backward;
}

void conv2d_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                    const Window2d& window, TensorView y, std::span<float> workspace) {
  const Choice choice(x.shape, weight.shape, window, y.shape);
  if (choice.way == Way::whole_map) return whole_map_forward(x, weight, bias, y, workspace);
  if (choice.way == Way::depthwise) {
    return depthwise_forward(x, weight, bias, window, y, workspace);
  }
  const auto forward = choice.way == Way::winograd ? winograd_forward : direct_forward;
  for (int g = 0; g < choice.groups; ++g) {
    forward(choice.maps(x.data, choice.x, g),
            {weight.data + g * choice.filter_count(), choice.weight},
            part_of(bias, static_cast<Index>(g) * choice.y.c), window,
            choice.maps(y.data, choice.y, g), workspace);
  }
}

void conv2d_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                          TensorView dx, std::span<float> workspace) {
  const Choice choice(dx.shape, weight.shape, window, dy.shape);
  if (choice.way == Way::whole_map) return whole_map_backward_data(dy, weight, dx, workspace);
  if (choice.way == Way::depthwise) {
    return depthwise_backward_data(dy, weight, window, dx, workspace);
  }
  const auto backward = choice.way == Way::winograd ? winograd_backward_data : direct_backward_data;
  for (int g = 0; g < choice.groups; ++g) {
    backward(choice.maps(dy.data, choice.y, g),
             {weight.data + g * choice.filter_count(), choice.weight}, window,
             choice.maps(dx.data, choice.x, g), workspace);
  }
}

void conv2d_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float> workspace) {
  const Choice choice(x.shape, dweight.shape, window, dy.shape);
  if (choice.way == Way::whole_map)
    return whole_map_backward_weights(x, dy, dweight, dbias, workspace);
  if (choice.way == Way::depthwise) {
    return depthwise_backward_weights(x, dy, window, dweight, dbias, workspace);
  }
  for (int g = 0; g < choice.groups; ++g) {
    const ConstMaps from = choice.maps(x.data, choice.x, g);
    const ConstMaps to = choice.maps(dy.data, choice.y, g);
    const TensorView filters{dweight.data + g * choice.filter_count(), choice.weight};
    float* biases = part_of(dbias, static_cast<Index>(g) * choice.y.c);
    if (prefers_product(choice)) {
      product_backward_weights(from, to, filters.data, biases, workspace);
    } else if (choice.way == Way::winograd) {
      winograd_backward_weights(from, to, window, filters, biases, workspace);
    } else {
      direct_backward_weights(from, to, window, filters, biases, workspace);
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
