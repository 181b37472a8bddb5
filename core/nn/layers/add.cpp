#include <algorithm>

#include "nn/layers.h"

namespace receptive {

namespace {

/// The sum of two or more inputs of the same shape: the end of a residual block (He et al. 2016,
/// equation 1). Each input gets the whole gradient.
class Add final : public Layer {
 public:
  explicit Add(const Shape& shape) : shape_(shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] Formula formula() const override { return formula::Sum{}; }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape&) const override {
    return {.arguments = arguments, .takes_vectors = true};
  }

  void forward(const ForwardPass& pass) const override {
    std::ranges::copy(pass.inputs[0].values(), pass.output.data);
    for (const ConstTensorView& input : pass.inputs.subspan(1)) {
      pass.kernels.add(input.values(), pass.output.values());
    }
  }

  void backward(const BackwardPass& pass) const override {
    for (const TensorView& gradient : pass.input_gradients) {
      if (gradient.data != nullptr) {
        pass.kernels.add(pass.output_gradient.values(), gradient.values());
      }
    }
  }

 private:
  Shape shape_;
};

std::unique_ptr<Layer> make_add(Arguments& arguments, LayerInputs inputs) {
  for (const Shape& input : inputs) {
    if (input != inputs[0]) {
      arguments.refuse("inputs", "all of the same shape, " + example_text(inputs[0]),
                       example_text(input));
    }
  }
  return std::make_unique<Add>(inputs[0]);
}

}  // namespace

extern constinit const LayerKind add_layer{
    .declaration = {.name = "add",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::joins,
                    .joins = true,
                    .title = "Add",
                    .about = "Sums layers of the same shape: the shortcut of a residual network."},
    .make = make_add};

}  // namespace receptive
