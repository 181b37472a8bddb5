#include <algorithm>
#include <cstdint>

#include "nn/layers.h"

namespace receptive {

namespace {

/// The maps of two or more inputs one after another, in the order in which the inputs are named:
/// the end of an inception module (Szegedy et al. 2015, figure 2).
/// (C1, H, W), (C2, H, W), ... -> (C1 + C2 + ..., H, W).
class Concatenate final : public Layer {
 public:
  explicit Concatenate(const Shape& output) : output_(output) {}

  [[nodiscard]] Shape output_shape() const override { return output_; }

  [[nodiscard]] Reading reading(std::span<const Shape> inputs) const override {
    Reading reading;
    int maps = 0;
    for (const Shape& input : inputs) {
      reading.sides.push_back(read_own_place(input, output_, maps));
      maps += input.c;
    }
    return reading;
  }
  [[nodiscard]] Formula formula() const override { return formula::Copy{}; }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape&) const override {
    return {.arguments = arguments, .takes_vectors = true};
  }

  void forward(const ForwardPass& pass) const override {
    for (int n = 0; n < pass.output.shape.n; ++n) {
      float* to = pass.output.example(n);
      for (const ConstTensorView& input : pass.inputs) {
        to = std::copy_n(input.example(n), input.shape.example_count(), to);
      }
    }
  }

  void backward(const BackwardPass& pass) const override {
    for (int n = 0; n < pass.output_gradient.shape.n; ++n) {
      const float* from = pass.output_gradient.example(n);
      for (const TensorView& gradient : pass.input_gradients) {
        const std::size_t count = gradient.shape.example_count();
        if (gradient.data != nullptr) {
          pass.kernels.add({from, count}, {gradient.example(n), count});
        }
        from += count;
      }
    }
  }

 private:
  Shape output_;
};

std::unique_ptr<Layer> make_concatenate(Arguments& arguments, LayerInputs inputs) {
  Shape output = inputs[0];
  std::int64_t maps = 0;
  for (const Shape& input : inputs) {
    if (input.h != output.h || input.w != output.w) {
      arguments.refuse(
          "inputs",
          "maps of the same size, " + std::to_string(output.h) + "x" + std::to_string(output.w),
          std::to_string(input.h) + "x" + std::to_string(input.w));
    }
    maps += input.c;
  }
  constexpr std::int64_t most_maps = 1 << 24;
  if (maps > most_maps) {
    arguments.refuse("inputs", "at most 16777216 maps together", std::to_string(maps));
  }
  output.c = static_cast<int>(maps);
  return std::make_unique<Concatenate>(output);
}

}  // namespace

extern constinit const LayerKind concatenate_layer{
    .declaration =
        {.name = "concatenate",
         .role = Role::rearranges,
         .group = LayerGroup::joins,
         .joins = true,
         .title = "Concatenate",
         .about = "Puts the maps of several layers side by side, as an inception block does."},
    .make = make_concatenate};

}  // namespace receptive
