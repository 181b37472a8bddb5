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
///   - relu and leaky_relu have the left-hand slope at 0 (0 and `slope`).
///   - a pooling window that covers no pixel at all gives 0, its switch is -1, and its gradient
///   goes
///     nowhere.
///   - a row whose loss is NaN does not count as correct; of equal largest outputs the first
///   counts.
///   - x and y of the pointwise kernels may be the same memory (in place), but not overlap
///   otherwise.
///     activation_backward asks of x no more than its sign, and only where y has the same sign for
///     slope >= 0: after an activation in place the same memory may be given for both.
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

void activation_forward(ActivationKind kind, float slope, std::span<const float> x,
                        std::span<float> y);
void activation_backward(ActivationKind kind, float slope, std::span<const float> x,
                         std::span<const float> y, std::span<const float> dy, std::span<float> dx);
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
void adam_update(std::span<float> values, std::span<const float> gradients,
                 std::span<float> first_moment, std::span<float> second_moment,
                 const AdamStep& step);

}  // namespace receptive::reference
