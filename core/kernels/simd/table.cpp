#include "kernels/reference/reference.h"
#include "kernels/simd/conv2d.h"
#include "kernels/simd/target.h"

#define RECEPTIVE_TEXT_OF(token) #token
#define RECEPTIVE_TEXT(macro) RECEPTIVE_TEXT_OF(macro)

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

const Kernels& kernels();

const Kernels& kernels() {
  static constexpr Kernels table{
      .name = RECEPTIVE_TEXT(RECEPTIVE_SIMD_TARGET),
      .lanes = lanes,
      .gemm_workspace = reference::gemm_workspace,
      .gemm = reference::gemm,
      .conv2d_workspace = conv2d_workspace,
      .conv2d_forward = conv2d_forward,
      .conv2d_backward_data = conv2d_backward_data,
      .conv2d_backward_weights = conv2d_backward_weights,
      .dense_workspace = reference::dense_workspace,
      .dense_forward = reference::dense_forward,
      .dense_backward_data = reference::dense_backward_data,
      .dense_backward_weights = reference::dense_backward_weights,
      .max_pool2d_forward = reference::max_pool2d_forward,
      .max_pool2d_backward = reference::max_pool2d_backward,
      .average_pool2d_forward = reference::average_pool2d_forward,
      .average_pool2d_backward = reference::average_pool2d_backward,
      .activation_forward = reference::activation_forward,
      .activation_backward = reference::activation_backward,
      .multiply = reference::multiply,
      .multiply_add = reference::multiply_add,
      .add = reference::add,
      .softmax_forward = reference::softmax_forward,
      .softmax_backward = reference::softmax_backward,
      .softmax_cross_entropy = reference::softmax_cross_entropy,
      .softmax_cross_entropy_backward = reference::softmax_cross_entropy_backward,
      .sgd_update = reference::sgd_update,
      .adam_update = reference::adam_update,
  };
  return table;
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
