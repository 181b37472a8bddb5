#include "kernels/simd/conv2d.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

std::size_t conv2d_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                             const Shape& y) {
  const std::size_t forward = conv2d_forward_workspace(x, weight, window, y);
  const std::size_t data = conv2d_backward_data_workspace(x, weight, window, y);
  const std::size_t weights = conv2d_backward_weights_workspace(x, weight, window, y);
  const std::size_t backward = data > weights ? data : weights;
  return forward > backward ? forward : backward;
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
