#include "nn/layers.h"

namespace receptive {

namespace {

/// (C, H, W) seen as (C*H*W, 1, 1): the same values in the same order.
class Flatten final : public Layer {
 public:
  explicit Flatten(const Shape& input) : values_(static_cast<int>(input.example_count())) {}

  [[nodiscard]] Shape output_shape() const override { return {1, values_, 1, 1}; }
  [[nodiscard]] bool only_reshapes() const override { return true; }
  void forward(const ForwardPass&) const override {}
  void backward(const BackwardPass&) const override {}

 private:
  int values_;
};

}  // namespace

std::unique_ptr<Layer> make_flatten(Arguments&, LayerInputs inputs) {
  return std::make_unique<Flatten>(inputs[0]);
}

}  // namespace receptive
