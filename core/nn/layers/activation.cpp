#include "nn/layers.h"

namespace receptive {

namespace {

/// A function of each value by itself; see `ActivationKind` for the formulas.
class Activation final : public Layer {
 public:
  Activation(ActivationKind kind, float slope, const Shape& shape)
      : kind_(kind), slope_(slope), shape_(shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }

  [[nodiscard]] Formula formula() const override {
    const char* slope_name = nullptr;
    if (kind_ == ActivationKind::leaky_relu) slope_name = "negativeSlope";
    if (kind_ == ActivationKind::elu) slope_name = "alpha";
    return Pointwise{.kind = kind_, .slope = slope_, .slope_name = slope_name};
  }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape&) const override {
    return {.arguments = arguments, .takes_vectors = true};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.activation_forward(kind_, slope_, pass.inputs[0].values(), pass.output.values());
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    pass.kernels.activation_backward(kind_, slope_, pass.inputs[0].values(), pass.output.values(),
                                     pass.output_gradient.values(),
                                     pass.input_gradients[0].values(), !pass.fresh);
  }
  [[nodiscard]] bool can_overwrite() const override { return true; }

 private:
  ActivationKind kind_;
  float slope_;
  Shape shape_;
};

std::unique_ptr<Layer> make(ActivationKind kind, LayerInputs inputs, double slope = 0.0) {
  return std::make_unique<Activation>(kind, static_cast<float>(slope), inputs[0]);
}

}  // namespace

std::unique_ptr<Layer> make_relu(Arguments&, LayerInputs inputs) {
  return make(ActivationKind::relu, inputs);
}

std::unique_ptr<Layer> make_leaky_relu(Arguments& arguments, LayerInputs inputs) {
  // Keras 3's name and default.
  return make(ActivationKind::leaky_relu, inputs, arguments.number("negativeSlope", 0.0, 1.0, 0.3));
}

std::unique_ptr<Layer> make_elu(Arguments& arguments, LayerInputs inputs) {
  return make(ActivationKind::elu, inputs, arguments.number("alpha", 0.0, 100.0, 1.0));
}

std::unique_ptr<Layer> make_sigmoid(Arguments&, LayerInputs inputs) {
  return make(ActivationKind::sigmoid, inputs);
}

std::unique_ptr<Layer> make_tanh(Arguments&, LayerInputs inputs) {
  return make(ActivationKind::tanh, inputs);
}

std::unique_ptr<Layer> make_scaled_tanh(Arguments&, LayerInputs inputs) {
  return make(ActivationKind::scaled_tanh, inputs);
}

std::unique_ptr<Layer> make_abs(Arguments&, LayerInputs inputs) {
  return make(ActivationKind::absolute, inputs);
}

}  // namespace receptive
