#include "nn/layers.h"

namespace receptive {

namespace declared {

/// Keras 3's name and default.
constexpr Argument negative_slope{.name = "negativeSlope",
                                  .high = 1,
                                  .fallback = 0.3,
                                  .title = "Slope below 0",
                                  .about = "What negative values are multiplied with."};
constexpr Argument alpha{.name = "alpha",
                         .high = 100,
                         .fallback = 1,
                         .title = "Alpha",
                         .about = "Far below 0 it comes near minus this."};

}  // namespace declared

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

std::unique_ptr<Layer> make_relu(Arguments&, LayerInputs inputs) {
  return make(ActivationKind::relu, inputs);
}

std::unique_ptr<Layer> make_leaky_relu(Arguments& arguments, LayerInputs inputs) {
  return make(ActivationKind::leaky_relu, inputs, arguments.number("negativeSlope"));
}

std::unique_ptr<Layer> make_elu(Arguments& arguments, LayerInputs inputs) {
  return make(ActivationKind::elu, inputs, arguments.number("alpha"));
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

}  // namespace

extern constinit const LayerKind relu_layer{.declaration = {.name = "relu",
                                                            .role = Role::keeps_maps,
                                                            .group = LayerGroup::activations,
                                                            .title = "ReLU",
                                                            .about = "Negative values become 0."},
                                            .make = make_relu};

extern constinit const LayerKind leaky_relu_layer{
    .declaration = {.name = "leakyRelu",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::activations,
                    .arguments = arguments_of<declared::negative_slope>,
                    .title = "Leaky ReLU",
                    .about = "Negative values shrink instead of becoming 0."},
    .make = make_leaky_relu};

extern constinit const LayerKind elu_layer{
    .declaration = {.name = "elu",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::activations,
                    .arguments = arguments_of<declared::alpha>,
                    .title = "ELU",
                    .about = "As ReLU, with a smooth bend below 0."},
    .make = make_elu};

extern constinit const LayerKind sigmoid_layer{
    .declaration = {.name = "sigmoid",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::activations,
                    .title = "Sigmoid",
                    .about = "Squeezes everything between 0 and 1."},
    .make = make_sigmoid};

extern constinit const LayerKind tanh_layer{
    .declaration = {.name = "tanh",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::activations,
                    .title = "Tanh",
                    .about = "Squeezes everything between −1 and 1."},
    .make = make_tanh};

extern constinit const LayerKind scaled_tanh_layer{
    .declaration = {.name = "scaledTanh",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::activations,
                    .title = "Scaled tanh",
                    .about =
                        "LeNet-5's tanh, which has 1 where it reads 1 and bends towards 1.7159."},
    .make = make_scaled_tanh};

extern constinit const LayerKind abs_layer{
    .declaration = {.name = "abs",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::activations,
                    .title = "Absolute value",
                    .about = "Negative values become positive: only the size of an answer counts."},
    .make = make_abs};

}  // namespace receptive
