#include "kernels/simd/convolution/whole_map.h"

#include "kernels/simd/product/gemm.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

int example_count(const Shape& shape) { return shape.c * shape.h * shape.w; }

GemmShape forward_shape(int examples, int inputs, int outputs) {
  return {.m = examples,
          .n = outputs,
          .k = inputs,
          .transpose_b = true,
          .lda = inputs,
          .ldb = inputs,
          .ldc = outputs};
}

GemmShape backward_data_shape(int examples, int inputs, int outputs) {
  return {.m = examples,
          .n = inputs,
          .k = outputs,
          .lda = outputs,
          .ldb = inputs,
          .ldc = inputs,
          .accumulate = true};
}

GemmShape backward_weights_shape(int examples, int inputs, int outputs) {
  return {.m = outputs,
          .n = inputs,
          .k = examples,
          .transpose_a = true,
          .lda = outputs,
          .ldb = inputs,
          .ldc = inputs,
          .accumulate = true};
}

}  // namespace

std::size_t whole_map_workspace(int examples, int inputs, int outputs) {
  const std::size_t forward = gemm_workspace(forward_shape(examples, inputs, outputs));
  const std::size_t data = gemm_workspace(backward_data_shape(examples, inputs, outputs));
  const std::size_t weights = gemm_workspace(backward_weights_shape(examples, inputs, outputs));
  const std::size_t backward = data > weights ? data : weights;
  return forward > backward ? forward : backward;
}

void whole_map_forward(ConstTensorView x, ConstTensorView weight, const float* bias, TensorView y,
                       std::span<float> workspace) {
  const int outputs = example_count(y.shape);
  GemmShape shape = forward_shape(x.shape.n, example_count(x.shape), outputs);
  if (bias != nullptr) {
    for (Index n = 0; n < y.shape.n; ++n) copy(bias, outputs, y.data + n * outputs);
    shape.accumulate = true;
  }
  gemm(shape, x.data, weight.data, y.data, workspace);
}

void whole_map_backward_data(ConstTensorView dy, ConstTensorView weight, TensorView dx,
                             std::span<float> workspace) {
  gemm(backward_data_shape(dx.shape.n, example_count(dx.shape), example_count(dy.shape)), dy.data,
       weight.data, dx.data, workspace);
}

void whole_map_backward_weights(ConstTensorView x, ConstTensorView dy, TensorView dweight,
                                float* dbias, std::span<float> workspace) {
  const int outputs = example_count(dy.shape);
  gemm(backward_weights_shape(x.shape.n, example_count(x.shape), outputs), dy.data, x.data,
       dweight.data, workspace);
  if (dbias == nullptr) return;
  for (Index n = 0; n < dy.shape.n; ++n) {
    const float* row = dy.data + n * outputs;
    Index i = 0;
    for (; i + lanes <= outputs; i += lanes) store(dbias + i, load(dbias + i) + load(row + i));
    RECEPTIVE_TAIL
    for (; i < outputs; ++i) dbias[i] += row[i];
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
