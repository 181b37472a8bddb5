#include "kernels/kernels.h"
#include "kernels/simd/channels.h"
#include "kernels/simd/conv2d.h"
#include "kernels/simd/dense.h"
#include "kernels/simd/gemm.h"
#include "kernels/simd/pointwise.h"
#include "kernels/simd/pool2d.h"
#include "kernels/simd/response_norm.h"
#include "kernels/simd/softmax.h"
#include "kernels/simd/target.h"

#define RECEPTIVE_TEXT_OF(token) #token
#define RECEPTIVE_TEXT(macro) RECEPTIVE_TEXT_OF(macro)

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

const Kernels& kernels();

const Kernels& kernels() {
  static constexpr Kernels table{
      .name = RECEPTIVE_TEXT(RECEPTIVE_SIMD_TARGET),
      .lanes = lanes,
      .gemm_workspace = gemm_workspace,
      .gemm = gemm,
      .conv2d_workspace = conv2d_workspace,
      .conv2d_forward = conv2d_forward,
      .conv2d_backward_data = conv2d_backward_data,
      .conv2d_backward_weights = conv2d_backward_weights,
      .dense_workspace = dense_workspace,
      .dense_forward = dense_forward,
      .dense_backward_data = dense_backward_data,
      .dense_backward_weights = dense_backward_weights,
      .max_pool2d_forward = max_pool2d_forward,
      .max_pool2d_backward = max_pool2d_backward,
      .average_pool2d_forward = average_pool2d_forward,
      .average_pool2d_backward = average_pool2d_backward,
      .l2_pool2d_forward = l2_pool2d_forward,
      .l2_pool2d_backward = l2_pool2d_backward,
      .channel_moments = channel_moments,
      .channel_affine = channel_affine,
      .channel_gradient_sums = channel_gradient_sums,
      .channel_affine_backward = channel_affine_backward,
      .response_norm_forward = response_norm_forward,
      .response_norm_backward = response_norm_backward,
      .activation_forward = activation_forward,
      .activation_backward = activation_backward,
      .dropout = dropout,
      .multiply = multiply,
      .multiply_add = multiply_add,
      .add = add,
      .softmax_forward = softmax_forward,
      .softmax_backward = softmax_backward,
      .softmax_cross_entropy = softmax_cross_entropy,
      .softmax_cross_entropy_backward = softmax_cross_entropy_backward,
      .sgd_update = sgd_update,
      .nesterov_update = nesterov_update,
      .adagrad_update = adagrad_update,
      .rmsprop_update = rmsprop_update,
      .adam_update = adam_update,
      .penalize = penalize,
      .scale = scale,
      .interpolate = interpolate,
      .sum_of_squares = sum_of_squares,
      .clamp = clamp,
  };
  return table;
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
