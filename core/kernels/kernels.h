#pragma once

#include <cstdint>
#include <span>

#include "kernels/window.h"
#include "tensor/view.h"

/// The arithmetic of the core: free functions over views, collected in one table for each
/// instruction set.
///
/// Conventions for every kernel
///   - float32, NCHW, contiguous. `dy` is dLoss/dy and so on.
///   - forward kernels overwrite their output; backward kernels add to theirs (+=).
///   - a kernel takes no memory: what it needs comes in `workspace` (64-byte aligned).
///   - shapes have been checked by the caller (nn/), kernels only assert.
namespace receptive {

/// Functions of each value by itself; `slope` belongs to two of them and is unread by the others.
enum class ActivationKind : std::uint8_t {
  relu,        ///< max(0, x)
  leaky_relu,  ///< x >= 0 ? x : slope * x
  elu,         ///< x > 0 ? x : slope * (e^x - 1) (Clevert, Unterthiner and Hochreiter 2016)
  sigmoid,     ///< 1 / (1 + e^-x)
  tanh,
  scaled_tanh,  ///< 1.7159 tanh(2x / 3) (LeCun, Bottou, Orr and Mueller 1998, "Efficient BackProp")
  absolute,     ///< |x| (Jarrett et al. 2009, "What is the best multi-stage architecture ...?")
};

/// C = op(A) op(B), row-major. op is the identity or the transpose.
struct GemmShape {
  int m = 0;                 ///< rows of op(A) and of C
  int n = 0;                 ///< columns of op(B) and of C
  int k = 0;                 ///< columns of op(A), rows of op(B)
  bool transpose_a = false;  ///< A is stored (k, m) instead of (m, k)
  bool transpose_b = false;  ///< B is stored (n, k) instead of (k, n)
  int lda = 0;               ///< values from one stored row of A to the next
  int ldb = 0;
  int ldc = 0;
  bool accumulate = false;  ///< C += instead of C =
};

/// What the loss says of a batch, summed (not averaged) over its examples.
struct LossSum {
  double loss = 0.0;
  int correct = 0;  ///< examples whose largest output is their label
};

struct AdamStep {
  float learning_rate = 0.001F;
  float beta1 = 0.9F;
  float beta2 = 0.999F;
  float epsilon = 1e-7F;
  /// 1 - beta1^t and 1 - beta2^t of this step t = 1, 2, ...
  float correction1 = 1.0F;
  float correction2 = 1.0F;
};

/// Keras's and TensorFlow.js's RMSProp (Hinton, Srivastava and Swersky 2012, lecture 6e), whose
/// epsilon stands inside the root.
struct RmspropStep {
  float learning_rate = 0.001F;
  float rho = 0.9F;
  float momentum = 0.0F;
  float epsilon = 1e-7F;
};

/// Local response normalization over the maps c - radius .. c + radius that there are (Krizhevsky,
/// Sutskever and Hinton 2012, section 3.3). bias > 0 and alpha >= 0, so that the bracket is
/// positive.
struct ResponseNorm {
  int radius = 5;
  float bias = 1.0F;
  float alpha = 1.0F;
  float beta = 0.5F;
};

struct Kernels {
  /// "reference", "sse2", "avx2", "avx512", "neon64", "wasm": what people are shown.
  const char* name;
  /// float32 values in one vector register; 1 for the reference.
  int lanes;

  // --- matrix product -------------------------------------------------------------------------
  /// Workspace for `gemm`, in values.
  std::size_t (*gemm_workspace)(const GemmShape& shape);
  void (*gemm)(const GemmShape& shape, const float* a, const float* b, float* c,
               std::span<float> workspace);

  // --- conv2d: x (N, IC, H, W), weight (OC, IC / groups, KH, KW), bias (OC) or nullptr,
  // y (N, OC, OH, OW)
  // y[n,oc,oh,ow] = bias[oc] + sum over ic, kh, kw of
  //         weight[oc,ic,kh,kw] * x[n, first(oc) + ic, oh*sh - pt + kh*dh, ow*sw - pl + kw*dw]
  // (cross-correlation: the filter is not flipped), zeros outside of x.
  //
  // The shapes say how many groups there are: groups = IC / weight.c. IC and OC are multiples of
  // it; filter oc of group g = oc / (OC / groups) reads the IC / groups maps from
  // first(oc) = g * IC / groups on. groups == IC is the depthwise convolution.
  /// Workspace for all three conv2d kernels at this batch size, in values.
  std::size_t (*conv2d_workspace)(const Shape& x, const Shape& weight, const Window2d& window,
                                  const Shape& y);
  void (*conv2d_forward)(ConstTensorView x, ConstTensorView weight, const float* bias,
                         const Window2d& window, TensorView y, std::span<float> workspace);
  /// dx += the sum over every output that read it.
  void (*conv2d_backward_data)(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                               TensorView dx, std::span<float> workspace);
  /// dweight += correlation of x with dy; dbias[oc] += sum of dy (skipped when nullptr).
  void (*conv2d_backward_weights)(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                                  TensorView dweight, float* dbias, std::span<float> workspace);

  // --- dense: x (N, IN), weight (OUT, IN), bias (OUT) or nullptr, y (N, OUT); y = x weight^T +
  // bias IN is the example count of x, whatever its c, h, w.
  std::size_t (*dense_workspace)(int examples, int inputs, int outputs);
  void (*dense_forward)(ConstTensorView x, ConstTensorView weight, const float* bias, TensorView y,
                        std::span<float> workspace);
  void (*dense_backward_data)(ConstTensorView dy, ConstTensorView weight, TensorView dx,
                              std::span<float> workspace);
  void (*dense_backward_weights)(ConstTensorView x, ConstTensorView dy, TensorView dweight,
                                 float* dbias, std::span<float> workspace);

  // --- pooling: every map by itself; windows cover only pixels of x (no zeros are invented)
  /// switches[i] = position within its input plane (row * W + column) of the maximum that became
  /// y[i]; the first one in reading order where several are equal.
  void (*max_pool2d_forward)(ConstTensorView x, const Window2d& window, TensorView y,
                             std::span<std::int32_t> switches);
  /// Sends each gradient to the winner only.
  void (*max_pool2d_backward)(ConstTensorView dy, std::span<const std::int32_t> switches,
                              TensorView dx);
  /// Divides by the number of pixels really covered.
  void (*average_pool2d_forward)(ConstTensorView x, const Window2d& window, TensorView y);
  void (*average_pool2d_backward)(ConstTensorView dy, const Window2d& window, TensorView dx);
  /// y = sqrt(sum of x^2).
  void (*l2_pool2d_forward)(ConstTensorView x, const Window2d& window, TensorView y);
  /// dx += dy * x / y; nothing where y is 0.
  void (*l2_pool2d_backward)(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                             const Window2d& window, TensorView dx);

  // --- channels: x (N, C, H, W), spans of C values --------------------------------------------
  // What batch normalization, trainable subsampling and rescaling are made of.
  /// Mean and biased variance (divided by N * H * W) over examples and pixels.
  void (*channel_moments)(ConstTensorView x, std::span<float> mean, std::span<float> variance);
  /// y = scale[c] * x + shift[c]; y may be x.
  void (*channel_affine)(ConstTensorView x, std::span<const float> scale,
                         std::span<const float> shift, TensorView y);
  /// sum_dy[c] = sum of dy; sum_dy_x[c] = sum of dy * (x - mean[c]). Overwrites both.
  void (*channel_gradient_sums)(ConstTensorView dy, ConstTensorView x, std::span<const float> mean,
                                std::span<float> sum_dy, std::span<float> sum_dy_x);
  /// dx += a[c] * dy + b[c] * x + d[c].
  void (*channel_affine_backward)(ConstTensorView dy, ConstTensorView x, std::span<const float> a,
                                  std::span<const float> b, std::span<const float> d,
                                  TensorView dx);

  // --- local response normalization -----------------------------------------------------------
  /// scale = bias + alpha * sum of x[j]^2 over the maps j with |j - c| <= radius (one value for
  /// each of x), y = x / scale^beta.
  void (*response_norm_forward)(ConstTensorView x, const ResponseNorm& norm, TensorView y,
                                std::span<float> scale);
  /// dx += dy / scale^beta - 2 alpha beta x * sum of dy[j] * y[j] / scale[j] over the same maps.
  void (*response_norm_backward)(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                                 std::span<const float> scale, const ResponseNorm& norm,
                                 TensorView dx);

  // --- pointwise ------------------------------------------------------------------------------
  void (*activation_forward)(ActivationKind kind, float slope, std::span<const float> x,
                             std::span<float> y);
  /// dx += dy * f'(x), or = without `accumulate`, from x or y, whichever is cheaper. At the kink
  /// the slope is 0 for relu and absolute, `slope` for leaky_relu and elu.
  void (*activation_backward)(ActivationKind kind, float slope, std::span<const float> x,
                              std::span<const float> y, std::span<const float> dy,
                              std::span<float> dx, bool accumulate);
  /// mask[i] = 0 with probability `rate`, else 1 / (1 - rate); y = x * mask. Value i's chance is a
  /// hash of `key` and i, the same in every table. 0 <= rate < 1.
  void (*dropout)(std::span<const float> x, std::uint32_t key, float rate, std::span<float> mask,
                  std::span<float> y);
  /// y = a * b, value by value.
  void (*multiply)(std::span<const float> a, std::span<const float> b, std::span<float> y);
  /// y += a * b, value by value.
  void (*multiply_add)(std::span<const float> a, std::span<const float> b, std::span<float> y);
  /// y += x.
  void (*add)(std::span<const float> x, std::span<float> y);

  // --- outputs: rows of `classes` values (the example count of the views) -----------------------
  /// probabilities = e^(x - max) / sum.
  void (*softmax_forward)(ConstTensorView logits, TensorView probabilities);
  /// dx += p * (dp - sum(p * dp)).
  void (*softmax_backward)(ConstTensorView probabilities, ConstTensorView dprobabilities,
                           TensorView dlogits);
  /// Fills `probabilities` and returns the sum of -log(p[label]), from the logits (log-sum-exp).
  LossSum (*softmax_cross_entropy)(ConstTensorView logits, std::span<const std::uint8_t> labels,
                                   TensorView probabilities);
  /// dlogits += scale * (p - onehot(label)).
  void (*softmax_cross_entropy_backward)(ConstTensorView probabilities,
                                         std::span<const std::uint8_t> labels, float scale,
                                         TensorView dlogits);

  // --- optimizers -----------------------------------------------------------------------------
  /// velocity = momentum * velocity - learning_rate * gradient; value += velocity
  /// (velocity may be empty when momentum is 0).
  void (*sgd_update)(std::span<float> values, std::span<const float> gradients,
                     std::span<float> velocity, float learning_rate, float momentum);
  /// Nesterov's momentum as Keras has it (Sutskever et al. 2013):
  /// velocity = momentum * velocity - learning_rate * gradient;
  /// value += momentum * velocity - learning_rate * gradient.
  void (*nesterov_update)(std::span<float> values, std::span<const float> gradients,
                          std::span<float> velocity, float learning_rate, float momentum);
  /// squares += gradient^2; value -= learning_rate * gradient / sqrt(squares + epsilon)
  /// (Duchi, Hazan and Singer 2011; epsilon inside the root as in TensorFlow.js and Keras).
  void (*adagrad_update)(std::span<float> values, std::span<const float> gradients,
                         std::span<float> squares, float learning_rate, float epsilon);
  /// squares = rho * squares + (1 - rho) * gradient^2;
  /// velocity = momentum * velocity + learning_rate * gradient / sqrt(squares + epsilon);
  /// value -= velocity (which may be empty when momentum is 0).
  void (*rmsprop_update)(std::span<float> values, std::span<const float> gradients,
                         std::span<float> squares, std::span<float> velocity,
                         const RmspropStep& step);
  /// Adam (Kingma and Ba 2015, algorithm 1).
  void (*adam_update)(std::span<float> values, std::span<const float> gradients,
                      std::span<float> first_moment, std::span<float> second_moment,
                      const AdamStep& step);
  /// gradient += l1 * sign(value) + 2 * l2 * value: the slope of Keras's penalty
  /// l1 * sum of |value| + l2 * sum of value^2.
  void (*penalize)(std::span<const float> values, float l1, float l2, std::span<float> gradients);
  /// value *= factor.
  void (*scale)(std::span<float> values, float factor);
  /// value += amount * (target - value).
  void (*interpolate)(std::span<const float> target, float amount, std::span<float> values);
  /// Gathered in double: neither overflows nor loses the small ones among millions.
  double (*sum_of_squares)(std::span<const float> values);
  /// Each value into [-limit, limit]; NaN stays NaN.
  void (*clamp)(std::span<float> values, float limit);
};

/// The plain loops, straight from the formulas: the truth that every fast kernel is tested against.
const Kernels& reference_kernels();

/// Every table that this binary holds and this machine can run, the reference first, the fastest
/// last.
std::span<const Kernels* const> available_kernels();

/// The last of `available_kernels()`.
const Kernels& fastest_kernels();

}  // namespace receptive
