#include <algorithm>
#include <cstdint>

#include "nn/layers.h"
#include "nn/layers/window_argument.h"

namespace receptive {

namespace declared {

constexpr Argument rim{.name = "padding",
                       .type = ArgumentType::sides,
                       .high = 4096,
                       .fallback = 1,
                       .title = "Rim",
                       .about = "Squares on each side."};

}  // namespace declared

namespace {

/// Rows and columns of zeros around every map. (C, H, W) -> (C, top + H + bottom, left + W +
/// right).
class ZeroPadding2d final : public Layer {
 public:
  ZeroPadding2d(const Shape& input, const Padding& padding)
      : padding_(padding),
        output_{1, input.c, padding.top + input.h + padding.bottom,
                padding.left + input.w + padding.right} {}

  [[nodiscard]] Shape output_shape() const override { return output_; }
  /// Of one pixel, which moves by the padding.
  [[nodiscard]] std::optional<Window2d> window() const override {
    return Window2d{.padding = padding_};
  }
  [[nodiscard]] Reading reading(std::span<const Shape> inputs) const override {
    const Shape& input = inputs[0];
    return {.sides = {{Axis::shifted(input.c, output_.c),
                       Axis::shifted(input.h, output_.h, padding_.top),
                       Axis::shifted(input.w, output_.w, padding_.left)}}};
  }
  [[nodiscard]] Formula formula() const override { return formula::Copy{}; }

  void forward(const ForwardPass& pass) const override {
    std::ranges::fill(pass.output.values(), 0.0F);
    for_each_row(pass.inputs[0].shape, [&](std::size_t inside, std::size_t padded, std::size_t n) {
      std::copy_n(pass.inputs[0].data + inside, n, pass.output.data + padded);
    });
  }

  void backward(const BackwardPass& pass) const override {
    const TensorView& gradient = pass.input_gradients[0];
    if (gradient.data == nullptr) return;
    for_each_row(gradient.shape, [&](std::size_t inside, std::size_t padded, std::size_t n) {
      pass.kernels.add({pass.output_gradient.data + padded, n}, {gradient.data + inside, n});
    });
  }

 private:
  /// Calls visit(where a row of the input begins, where it lies in the output, its length).
  template <typename Visit>
  void for_each_row(const Shape& input, const Visit& visit) const {
    const auto width = static_cast<std::size_t>(input.w);
    const auto padded_width = static_cast<std::size_t>(output_.w);
    const auto maps = static_cast<std::size_t>(input.n) * static_cast<std::size_t>(input.c);
    const auto first = static_cast<std::size_t>(padding_.top) * padded_width +
                       static_cast<std::size_t>(padding_.left);
    for (std::size_t map = 0; map < maps; ++map) {
      for (std::size_t row = 0; row < static_cast<std::size_t>(input.h); ++row) {
        visit(map * input.plane_count() + row * width,
              map * output_.plane_count() + row * padded_width + first, width);
      }
    }
  }

  Padding padding_;
  Shape output_;
};

std::unique_ptr<Layer> make_zero_padding2d(Arguments& arguments, LayerInputs inputs) {
  const Padding padding = arguments.padding("padding").sides;
  check_maps(arguments, inputs[0]);
  return std::make_unique<ZeroPadding2d>(inputs[0], padding);
}

}  // namespace

extern constinit const LayerKind zero_padding2d_layer{
    .declaration = {.name = "zeroPadding2d",
                    .role = Role::rearranges,
                    .group = LayerGroup::shapes,
                    .arguments = arguments_of<declared::rim>,
                    .title = "Zeros around",
                    .about = "Makes maps larger by a rim of zeros."},
    .make = make_zero_padding2d};

}  // namespace receptive
