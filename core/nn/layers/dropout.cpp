#include <algorithm>

#include "nn/layers.h"

namespace receptive {

namespace {

/// While training, zeroes each value with probability `rate` and divides the others by 1 - rate, so
/// that the expected value stays ("inverted dropout", cs231n; Srivastava et al. 2014). Otherwise
/// passes its input on unchanged.
class Dropout final : public Layer {
 public:
  Dropout(float rate, const Shape& shape) : rate_(rate), shape_(shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }

  [[nodiscard]] LayerNeeds needs(const Kernels&, int examples) const override {
    return {.saved = shape_.with_examples(examples).count()};
  }

  void forward(const ForwardPass& pass) const override {
    const std::span<float> mask = pass.saved.first(pass.output.count());
    if (pass.training() && rate_ > 0.0F) {
      Random random = pass.random;
      const float kept = 1.0F / (1.0F - rate_);
      for (float& value : mask) value = random.uniform() < rate_ ? 0.0F : kept;
    } else {
      std::ranges::fill(mask, 1.0F);
    }
    pass.kernels.multiply(pass.inputs[0].values(), mask, pass.output.values());
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    pass.kernels.multiply_add(pass.output_gradient.values(),
                              pass.saved.first(pass.output_gradient.count()),
                              pass.input_gradients[0].values());
  }

 private:
  float rate_;
  Shape shape_;
};

}  // namespace

std::unique_ptr<Layer> make_dropout(Arguments& arguments, LayerInputs inputs) {
  const double rate = arguments.number("rate", 0.0, 1.0, 0.5, /*below_high=*/true);
  return std::make_unique<Dropout>(static_cast<float>(rate), inputs[0]);
}

}  // namespace receptive
