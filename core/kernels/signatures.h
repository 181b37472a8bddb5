// Every kernel, told once: what it computes, result, name, parameters. Whoever includes this file
// says what RECEPTIVE_KERNEL makes of a line (the table's member in kernels.h, the declarations of
// the plain loops and of the fast ones, the tables' entries) and forgets the word again here.
//
// To add a kernel: a line here, its plain loop in reference/, its fast one in simd/, its test.

// --- matrix product -------------------------------------------------------------------------
/// Workspace for `gemm`, in values.
RECEPTIVE_KERNEL(std::size_t, gemm_workspace, const GemmShape& shape)
RECEPTIVE_KERNEL(void, gemm, const GemmShape& shape, const float* a, const float* b, float* c,
                 std::span<float> workspace)

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
RECEPTIVE_KERNEL(std::size_t, conv2d_workspace, const Shape& x, const Shape& weight,
                 const Window2d& window, const Shape& y)
RECEPTIVE_KERNEL(void, conv2d_forward, ConstTensorView x, ConstTensorView weight, const float* bias,
                 const Window2d& window, TensorView y, std::span<float> workspace)
/// dx += the sum over every output that read it.
RECEPTIVE_KERNEL(void, conv2d_backward_data, ConstTensorView dy, ConstTensorView weight,
                 const Window2d& window, TensorView dx, std::span<float> workspace)
/// dweight += correlation of x with dy; dbias[oc] += sum of dy (skipped when nullptr).
RECEPTIVE_KERNEL(void, conv2d_backward_weights, ConstTensorView x, ConstTensorView dy,
                 const Window2d& window, TensorView dweight, float* dbias,
                 std::span<float> workspace)

// --- pooling: every map by itself; windows cover only pixels of x (no zeros are invented)
/// switches[i] = position within its input plane (row * W + column) of the maximum that became
/// y[i]; the first one in reading order where several are equal.
RECEPTIVE_KERNEL(void, max_pool2d_forward, ConstTensorView x, const Window2d& window, TensorView y,
                 std::span<std::int32_t> switches)
/// Sends each gradient to the winner only.
RECEPTIVE_KERNEL(void, max_pool2d_backward, ConstTensorView dy,
                 std::span<const std::int32_t> switches, TensorView dx)
/// Divides by the number of pixels really covered.
RECEPTIVE_KERNEL(void, average_pool2d_forward, ConstTensorView x, const Window2d& window,
                 TensorView y)
RECEPTIVE_KERNEL(void, average_pool2d_backward, ConstTensorView dy, const Window2d& window,
                 TensorView dx)
/// y = sqrt(sum of x^2).
RECEPTIVE_KERNEL(void, l2_pool2d_forward, ConstTensorView x, const Window2d& window, TensorView y)
/// dx += dy * x / y; nothing where y is 0.
RECEPTIVE_KERNEL(void, l2_pool2d_backward, ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                 const Window2d& window, TensorView dx)

// --- channels: x (N, C, H, W), spans of C values --------------------------------------------
// What batch normalization, trainable subsampling and rescaling are made of.
/// Mean and biased variance (divided by N * H * W) over examples and pixels.
RECEPTIVE_KERNEL(void, channel_moments, ConstTensorView x, std::span<float> mean,
                 std::span<float> variance)
/// y = scale[c] * x + shift[c]; y may be x.
RECEPTIVE_KERNEL(void, channel_affine, ConstTensorView x, std::span<const float> scale,
                 std::span<const float> shift, TensorView y)
/// sum_dy[c] = sum of dy; sum_dy_x[c] = sum of dy * (x - mean[c]). Overwrites both.
RECEPTIVE_KERNEL(void, channel_gradient_sums, ConstTensorView dy, ConstTensorView x,
                 std::span<const float> mean, std::span<float> sum_dy, std::span<float> sum_dy_x)
/// dx += a[c] * dy + b[c] * x + d[c].
RECEPTIVE_KERNEL(void, channel_affine_backward, ConstTensorView dy, ConstTensorView x,
                 std::span<const float> a, std::span<const float> b, std::span<const float> d,
                 TensorView dx)

// --- local response normalization -----------------------------------------------------------
/// scale = bias + alpha * sum of x[j]^2 over the maps j with |j - c| <= radius (one value for
/// each of x), y = x / scale^beta.
RECEPTIVE_KERNEL(void, response_norm_forward, ConstTensorView x, const ResponseNorm& norm,
                 TensorView y, std::span<float> scale)
/// dx += dy / scale^beta - 2 alpha beta x * sum of dy[j] * y[j] / scale[j] over the same maps.
RECEPTIVE_KERNEL(void, response_norm_backward, ConstTensorView dy, ConstTensorView x,
                 ConstTensorView y, std::span<const float> scale, const ResponseNorm& norm,
                 TensorView dx)

// --- pointwise ------------------------------------------------------------------------------
RECEPTIVE_KERNEL(void, activation_forward, ActivationKind kind, float slope,
                 std::span<const float> x, std::span<float> y)
/// dx += dy * f'(x), or = without `accumulate`, from x or y, whichever is cheaper. At the kink
/// the slope is 0 for relu and absolute, `slope` for leaky_relu and elu.
RECEPTIVE_KERNEL(void, activation_backward, ActivationKind kind, float slope,
                 std::span<const float> x, std::span<const float> y, std::span<const float> dy,
                 std::span<float> dx, bool accumulate)
/// mask[i] = 0 with probability `rate`, else 1 / (1 - rate); y = x * mask. Value i's chance is a
/// hash of `key` and i, the same in every table. 0 <= rate < 1.
RECEPTIVE_KERNEL(void, dropout, std::span<const float> x, std::uint32_t key, float rate,
                 std::span<float> mask, std::span<float> y)
/// y = a * b, value by value.
RECEPTIVE_KERNEL(void, multiply, std::span<const float> a, std::span<const float> b,
                 std::span<float> y)
/// y += a * b, value by value.
RECEPTIVE_KERNEL(void, multiply_add, std::span<const float> a, std::span<const float> b,
                 std::span<float> y)
/// y += x.
RECEPTIVE_KERNEL(void, add, std::span<const float> x, std::span<float> y)

// --- outputs: rows of `classes` values (the example count of the views) -----------------------
/// probabilities = e^(x - max) / sum.
RECEPTIVE_KERNEL(void, softmax_forward, ConstTensorView logits, TensorView probabilities)
/// dx += p * (dp - sum(p * dp)).
RECEPTIVE_KERNEL(void, softmax_backward, ConstTensorView probabilities,
                 ConstTensorView dprobabilities, TensorView dlogits)
/// Fills `probabilities` and returns the sum of -log(p[label]), from the logits (log-sum-exp).
RECEPTIVE_KERNEL(LossSum, softmax_cross_entropy, ConstTensorView logits,
                 std::span<const std::uint8_t> labels, TensorView probabilities)
/// dlogits += scale * (p - onehot(label)).
RECEPTIVE_KERNEL(void, softmax_cross_entropy_backward, ConstTensorView probabilities,
                 std::span<const std::uint8_t> labels, float scale, TensorView dlogits)

// --- optimizers -----------------------------------------------------------------------------
/// velocity = momentum * velocity - learning_rate * gradient; value += velocity
/// (velocity may be empty when momentum is 0).
RECEPTIVE_KERNEL(void, sgd_update, std::span<float> values, std::span<const float> gradients,
                 std::span<float> velocity, float learning_rate, float momentum)
/// Nesterov's momentum as Keras has it (Sutskever et al. 2013):
/// velocity = momentum * velocity - learning_rate * gradient;
/// value += momentum * velocity - learning_rate * gradient.
RECEPTIVE_KERNEL(void, nesterov_update, std::span<float> values, std::span<const float> gradients,
                 std::span<float> velocity, float learning_rate, float momentum)
/// squares += gradient^2; value -= learning_rate * gradient / sqrt(squares + epsilon)
/// (Duchi, Hazan and Singer 2011; epsilon inside the root as in TensorFlow.js and Keras).
RECEPTIVE_KERNEL(void, adagrad_update, std::span<float> values, std::span<const float> gradients,
                 std::span<float> squares, float learning_rate, float epsilon)
/// squares = rho * squares + (1 - rho) * gradient^2;
/// velocity = momentum * velocity + learning_rate * gradient / sqrt(squares + epsilon);
/// value -= velocity (which may be empty when momentum is 0).
RECEPTIVE_KERNEL(void, rmsprop_update, std::span<float> values, std::span<const float> gradients,
                 std::span<float> squares, std::span<float> velocity, const RmspropStep& step)
/// Adam (Kingma and Ba 2015, algorithm 1).
RECEPTIVE_KERNEL(void, adam_update, std::span<float> values, std::span<const float> gradients,
                 std::span<float> first_moment, std::span<float> second_moment,
                 const AdamStep& step)
/// gradient += l1 * sign(value) + 2 * l2 * value: the slope of Keras's penalty
/// l1 * sum of |value| + l2 * sum of value^2.
RECEPTIVE_KERNEL(void, penalize, std::span<const float> values, float l1, float l2,
                 std::span<float> gradients)
/// value *= factor.
RECEPTIVE_KERNEL(void, scale, std::span<float> values, float factor)
/// value += amount * (target - value).
RECEPTIVE_KERNEL(void, interpolate, std::span<const float> target, float amount,
                 std::span<float> values)
/// Gathered in double: neither overflows nor loses the small ones among millions.
RECEPTIVE_KERNEL(double, sum_of_squares, std::span<const float> values)
/// Each value into [-limit, limit]; NaN stays NaN.
RECEPTIVE_KERNEL(void, clamp, std::span<float> values, float limit)

#undef RECEPTIVE_KERNEL
