#pragma once

#include <cstdint>
#include <span>

#include "kernels/kernels.h"

/// The plain loops, straight from the formulas of kernels.h, one file for each family.
///
/// Clear before fast. Sums are gathered in double and rounded once, so that the difference between
/// a fast kernel and these is (but for that one rounding) the fast kernel's own error.
///
/// What these decide where the formulas leave it open, and every table must do alike:
///   - NaN travels: every forward kernel turns a NaN in what it reads into a NaN in what depends on
///     it (relu and max pooling too), so that a diverged run is noticed at the loss. The slope of
///     relu at a NaN is 0, of leaky_relu `slope`.
///   - relu, leaky_relu and elu have the left-hand slope at 0 (0 and `slope`), |x| has 0 there.
///   - a pooling window that covers no pixel at all gives 0, its switch is -1, and its gradient
///     goes nowhere.
///   - a row whose loss is NaN does not count as correct; of equal largest outputs the first one
///     counts.
///   - x and y of the pointwise kernels may be the same memory (in place), but not overlap
///     otherwise. activation_backward asks of x no more than its sign, and only where y has the
///     same sign for slope >= 0: after an activation in place the same memory may be given for
///     both. |x| is the exception: it loses the sign.
namespace receptive::reference {

std::size_t gemm_workspace(const GemmShape& shape);
void gemm(const GemmShape& shape, const float* a, const float* b, float* c,
          std::span<float> workspace);

std::size_t conv2d_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                             const Shape& y);
void conv2d_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                    const Window2d& window, TensorView y, std::span<float> workspace);
void conv2d_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                          TensorView dx, std::span<float> workspace);
void conv2d_backward_weights(ConstTensorView x, ConstTensorView dy, const Window2d& window,
                             TensorView dweight, float* dbias, std::span<float> workspace);

std::size_t dense_workspace(int examples, int inputs, int outputs);
void dense_forward(ConstTensorView x, ConstTensorView weight, const float* bias, TensorView y,
                   std::span<float> workspace);
void dense_backward_data(ConstTensorView dy, ConstTensorView weight, TensorView dx,
                         std::span<float> workspace);
void dense_backward_weights(ConstTensorView x, ConstTensorView dy, TensorView dweight, float* dbias,
                            std::span<float> workspace);

void max_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y,
                        std::span<std::int32_t> switches);
void max_pool2d_backward(ConstTensorView dy, std::span<const std::int32_t> switches, TensorView dx);
void average_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y);
void average_pool2d_backward(ConstTensorView dy, const Window2d& window, TensorView dx);
void l2_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y);
void l2_pool2d_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                        const Window2d& window, TensorView dx);

void channel_moments(ConstTensorView x, std::span<float> mean, std::span<float> variance);
void channel_affine(ConstTensorView x, std::span<const float> scale, std::span<const float> shift,
                    TensorView y);
void channel_gradient_sums(ConstTensorView dy, ConstTensorView x, std::span<const float> mean,
                           std::span<float> sum_dy, std::span<float> sum_dy_x);
void channel_affine_backward(ConstTensorView dy, ConstTensorView x, std::span<const float> a,
                             std::span<const float> b, std::span<const float> d, TensorView dx);

void response_norm_forward(ConstTensorView x, const ResponseNorm& norm, TensorView y,
                           std::span<float> scale);
void response_norm_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                            std::span<const float> scale, const ResponseNorm& norm, TensorView dx);

void activation_forward(ActivationKind kind, float slope, std::span<const float> x,
                        std::span<float> y);
void activation_backward(ActivationKind kind, float slope, std::span<const float> x,
                         std::span<const float> y, std::span<const float> dy, std::span<float> dx,
                         bool accumulate);
void dropout(std::span<const float> x, std::uint32_t key, float rate, std::span<float> mask,
             std::span<float> y);
void multiply(std::span<const float> a, std::span<const float> b, std::span<float> y);
void multiply_add(std::span<const float> a, std::span<const float> b, std::span<float> y);
void add(std::span<const float> x, std::span<float> y);

void softmax_forward(ConstTensorView logits, TensorView probabilities);
void softmax_backward(ConstTensorView probabilities, ConstTensorView dprobabilities,
                      TensorView dlogits);
LossSum softmax_cross_entropy(ConstTensorView logits, std::span<const std::uint8_t> labels,
                              TensorView probabilities);
void softmax_cross_entropy_backward(ConstTensorView probabilities,
                                    std::span<const std::uint8_t> labels, float scale,
                                    TensorView dlogits);

void sgd_update(std::span<float> values, std::span<const float> gradients,
                std::span<float> velocity, float learning_rate, float momentum);
void nesterov_update(std::span<float> values, std::span<const float> gradients,
                     std::span<float> velocity, float learning_rate, float momentum);
void adagrad_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, float learning_rate, float epsilon);
void rmsprop_update(std::span<float> values, std::span<const float> gradients,
                    std::span<float> squares, std::span<float> velocity, const RmspropStep& step);
void adam_update(std::span<float> values, std::span<const float> gradients,
                 std::span<float> first_moment, std::span<float> second_moment,
                 const AdamStep& step);
void penalize(std::span<const float> values, float l1, float l2, std::span<float> gradients);
void scale(std::span<float> values, float factor);
void interpolate(std::span<const float> target, float amount, std::span<float> values);
double sum_of_squares(std::span<const float> values);
void clamp(std::span<float> values, float limit);

}  // namespace receptive::reference
