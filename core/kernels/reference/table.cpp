#include "kernels/reference/reference.h"

namespace receptive {

const Kernels& reference_kernels() {
  static constexpr Kernels table{
      .name = "reference",
      .lanes = 1,
      .gemm_workspace = reference::gemm_workspace,
      .gemm = reference::gemm,
      .conv2d_workspace = reference::conv2d_workspace,
      .conv2d_forward = reference::conv2d_forward,
      .conv2d_backward_data = reference::conv2d_backward_data,
      .conv2d_backward_weights = reference::conv2d_backward_weights,
      .dense_workspace = reference::dense_workspace,
      .dense_forward = reference::dense_forward,
      .dense_backward_data = reference::dense_backward_data,
      .dense_backward_weights = reference::dense_backward_weights,
      .max_pool2d_forward = reference::max_pool2d_forward,
      .max_pool2d_backward = reference::max_pool2d_backward,
      .average_pool2d_forward = reference::average_pool2d_forward,
      .average_pool2d_backward = reference::average_pool2d_backward,
      .l2_pool2d_forward = reference::l2_pool2d_forward,
      .l2_pool2d_backward = reference::l2_pool2d_backward,
      .channel_moments = reference::channel_moments,
      .channel_affine = reference::channel_affine,
      .channel_gradient_sums = reference::channel_gradient_sums,
      .channel_affine_backward = reference::channel_affine_backward,
      .response_norm_forward = reference::response_norm_forward,
      .response_norm_backward = reference::response_norm_backward,
      .activation_forward = reference::activation_forward,
      .activation_backward = reference::activation_backward,
      .dropout = reference::dropout,
      .multiply = reference::multiply,
      .multiply_add = reference::multiply_add,
      .add = reference::add,
      .softmax_forward = reference::softmax_forward,
      .softmax_backward = reference::softmax_backward,
      .softmax_cross_entropy = reference::softmax_cross_entropy,
      .softmax_cross_entropy_backward = reference::softmax_cross_entropy_backward,
      .sgd_update = reference::sgd_update,
      .nesterov_update = reference::nesterov_update,
      .adagrad_update = reference::adagrad_update,
      .rmsprop_update = reference::rmsprop_update,
      .adam_update = reference::adam_update,
      .penalize = reference::penalize,
      .scale = reference::scale,
      .interpolate = reference::interpolate,
      .sum_of_squares = reference::sum_of_squares,
      .clamp = reference::clamp,
  };
  return table;
}

}  // namespace receptive
