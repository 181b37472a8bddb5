#include "nn/layers.h"

namespace receptive {

namespace {

/// Scores to probabilities that sum to 1 over all values of an example: e^x / sum e^x.
class Softmax final : public Layer {
 public:
  explicit Softmax(const Shape& shape) : shape_(shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }

  [[nodiscard]] Reading reading(std::span<const Shape>) const override {
    return {.sides = {read_all(shape_, shape_)}};
  }
  [[nodiscard]] Formula formula() const override { return formula::Softmax{}; }
  [[nodiscard]] Slid slid(const Values&, const Shape&) const override {
    return {.way = Slid::Way::at_end};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.softmax_forward(pass.inputs[0], pass.output);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    pass.kernels.softmax_backward(pass.output, pass.output_gradient, pass.input_gradients[0]);
  }

 private:
  Shape shape_;
};

std::unique_ptr<Layer> make_softmax(Arguments&, LayerInputs inputs) {
  return std::make_unique<Softmax>(inputs[0]);
}

}  // namespace

extern constinit const LayerKind softmax_layer{
    .declaration = {.name = "softmax",
                    .role = Role::mixes,
                    .group = LayerGroup::activations,
                    .title = "Softmax",
                    .about = "Turns scores into probabilities with a sum of 1."},
    .make = make_softmax};

}  // namespace receptive
