#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kernels/kernels.h"
#include "tensor/random.h"
#include "tensor/view.h"

namespace receptive {

/// How a parameter starts. Glorot and Bengio 2010; He et al. 2015.
enum class Initializer : std::uint8_t {
  zeros,
  glorot_uniform,  ///< uniform in +-sqrt(6 / (fan_in + fan_out))
  glorot_normal,   ///< normal, variance 2 / (fan_in + fan_out)
  he_uniform,      ///< uniform in +-sqrt(6 / fan_in)
  he_normal,       ///< normal, variance 2 / fan_in
};

/// A trainable tensor of a layer, before it has memory.
struct ParameterInfo {
  std::string name;  ///< within the layer: "weight", "bias"
  Shape shape;       ///< (OC, IC, KH, KW), (out, in, 1, 1) or (n, 1, 1, 1)
  int rank = 1;      ///< extents of `shape` that are meant: 4, 2 or 1
  Initializer initializer = Initializer::zeros;
  /// Fans in double: products of extents that need not fit in an int.
  double fan_in = 1;
  double fan_out = 1;
};

/// Memory that a layer asks for at a given batch size, in values.
struct LayerNeeds {
  std::size_t workspace = 0;  ///< scratch, shared by all layers, lost after each call
  std::size_t saved = 0;      ///< float32 that forward leaves for backward (dropout's mask)
  std::size_t switches = 0;   ///< int32 that forward leaves for backward (max pooling)
};

/// What a layer works on when it goes forward. Views hold `output.shape.n` examples.
struct ForwardPass {
  const Kernels& kernels;
  std::span<const ConstTensorView> inputs;
  std::span<const ConstTensorView> parameters;
  TensorView output;
  std::span<float> saved;
  std::span<std::int32_t> switches;
  std::span<float> workspace;
  bool training = false;
  /// This layer's chance in this step.
  Random random;
};

/// What a layer works on when it goes backward, after `forward` on the same memory.
struct BackwardPass {
  const Kernels& kernels;
  std::span<const ConstTensorView> inputs;
  std::span<const ConstTensorView> parameters;
  ConstTensorView output;
  ConstTensorView output_gradient;
  /// Added to. `data` is nullptr where nobody needs the gradient (the picture itself).
  std::span<const TensorView> input_gradients;
  /// Added to. Empty when only the activations' gradients are wanted.
  std::span<const TensorView> parameter_gradients;
  std::span<const float> saved;
  std::span<const std::int32_t> switches;
  std::span<float> workspace;
};

/// One operation of a network, made for known input shapes. It owns no memory and keeps no state:
/// everything it reads and writes comes with the pass.
class Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /// Of one example (n = 1).
  [[nodiscard]] virtual Shape output_shape() const = 0;
  [[nodiscard]] virtual std::vector<ParameterInfo> parameters() const { return {}; }
  [[nodiscard]] virtual LayerNeeds needs(const Kernels& kernels, int examples) const {
    (void)kernels;
    (void)examples;
    return {};
  }

  /// True for a layer that only gives its input another shape: its output is the input's memory
  /// and neither `forward` nor `backward` is called.
  [[nodiscard]] virtual bool only_reshapes() const { return false; }

  /// output = f(inputs, parameters)
  virtual void forward(const ForwardPass& pass) const = 0;
  /// Adds to the gradients of inputs and parameters.
  virtual void backward(const BackwardPass& pass) const = 0;
};

}  // namespace receptive
