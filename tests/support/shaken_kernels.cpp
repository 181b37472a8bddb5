#include "support/shaken_kernels.h"

#include <limits>

#include "base/random.h"

namespace receptive::testing {

namespace {

Random& chance() {
  static Random random(0);
  return random;
}

void shake(std::span<float> values) {
  constexpr float most = 2.0F * std::numeric_limits<float>::epsilon();
  for (float& value : values) value *= 1.0F + chance().uniform(-most, most);
}

Kernels shaken() {
  Kernels table = reference_kernels();
  table.gemm = [](const GemmShape& shape, const float* a, const float* b, float* c,
                  std::span<float> workspace) {
    reference_kernels().gemm(shape, a, b, c, workspace);
    for (int row = 0; row < shape.m; ++row) {
      shake({c + static_cast<std::ptrdiff_t>(row) * shape.ldc, static_cast<std::size_t>(shape.n)});
    }
  };
  table.conv2d_forward = [](ConstTensorView x, ConstTensorView weight, const float* bias,
                            const Window2d& window, TensorView y, std::span<float> workspace) {
    reference_kernels().conv2d_forward(x, weight, bias, window, y, workspace);
    shake(y.values());
  };
  table.conv2d_backward_data = [](ConstTensorView dy, ConstTensorView weight,
                                  const Window2d& window, TensorView dx,
                                  std::span<float> workspace) {
    reference_kernels().conv2d_backward_data(dy, weight, window, dx, workspace);
    shake(dx.values());
  };
  table.average_pool2d_forward = [](ConstTensorView x, const Window2d& window, TensorView y) {
    reference_kernels().average_pool2d_forward(x, window, y);
    shake(y.values());
  };
  table.l2_pool2d_forward = [](ConstTensorView x, const Window2d& window, TensorView y) {
    reference_kernels().l2_pool2d_forward(x, window, y);
    shake(y.values());
  };
  table.channel_affine = [](ConstTensorView x, std::span<const float> scale,
                            std::span<const float> shift, TensorView y) {
    reference_kernels().channel_affine(x, scale, shift, y);
    shake(y.values());
  };
  table.channel_affine_backward = [](ConstTensorView dy, ConstTensorView x,
                                     std::span<const float> a, std::span<const float> b,
                                     std::span<const float> d, TensorView dx) {
    reference_kernels().channel_affine_backward(dy, x, a, b, d, dx);
    shake(dx.values());
  };
  table.response_norm_forward = [](ConstTensorView x, const ResponseNorm& norm, TensorView y,
                                   std::span<float> scale) {
    reference_kernels().response_norm_forward(x, norm, y, scale);
    shake(y.values());
  };
  table.activation_forward = [](ActivationKind kind, float slope, std::span<const float> x,
                                std::span<float> y) {
    reference_kernels().activation_forward(kind, slope, x, y);
    shake(y);
  };
  table.softmax_forward = [](ConstTensorView logits, TensorView probabilities) {
    reference_kernels().softmax_forward(logits, probabilities);
    shake(probabilities.values());
  };
  table.add = [](std::span<const float> x, std::span<float> y) {
    reference_kernels().add(x, y);
    shake(y);
  };
  return table;
}

}  // namespace

const Kernels& shaken_kernels(std::uint64_t seed) {
  static const Kernels table = shaken();
  chance() = Random(seed);
  return table;
}

}  // namespace receptive::testing
