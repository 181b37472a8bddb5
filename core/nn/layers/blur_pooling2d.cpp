#include <algorithm>

#include "nn/layers.h"
#include "nn/layers/convolution.h"
#include "nn/layers/smoothing.h"
#include "nn/layers/window_argument.h"
#include "tensor/arena.h"

namespace receptive {

namespace declared {

// Longer rows of Pascal's triangle would say nothing more to float32.
constexpr Argument blur_size{.name = "poolSize",
                             .type = ArgumentType::whole,
                             .low = 1,
                             .high = 25,
                             .fallback = 3,
                             .title = "Window",
                             .about = "Squares that become one, height and width."};
constexpr Argument blur_strides{
    .name = "strides",
    .type = ArgumentType::whole,
    .low = 1,
    .high = 4096,
    .fallback = 2,
    .title = "Stride",
    .about = "Squares from one place of the window to the next: 2 halves the map."};

}  // namespace declared

namespace {

/// Smooths every map with a fixed binomial filter and keeps every strides-th pixel, so that a shift
/// of the picture by a pixel changes little (Zhang 2019, "Making convolutional networks shift-
/// invariant again"). Where the filter hangs over the edge, only the pixels that are there count,
/// and their weights are made to sum to 1: a flat map stays flat, as in all pooling here. (Zhang
/// mirrors the map instead.)
class BlurPooling2d final : public Layer {
 public:
  BlurPooling2d(int size, int stride, const Shape& input)
      : profile_(binomial_profile(size)), smoothing_(profile_, stride, input) {}

  [[nodiscard]] Shape output_shape() const override { return smoothing_.output(); }
  [[nodiscard]] std::optional<Window2d> window() const override { return smoothing_.window(); }
  [[nodiscard]] Formula formula() const override { return formula::Mean{profile_}; }

  /// Besides what the kernels want, a copy of the gradient.
  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    return {.workspace = gradient_room(examples) + smoothing_.workspace(kernels, examples)};
  }

  void forward(const ForwardPass& pass) const override {
    smoothing_.forward(pass.kernels, pass.inputs[0], pass.output, pass.workspace);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    const TensorView gradient{pass.workspace.data(), pass.output_gradient.shape};
    std::ranges::copy(pass.output_gradient.values(), gradient.data);
    smoothing_.backward(pass.kernels, gradient, pass.input_gradients[0],
                        pass.workspace.subspan(gradient_room(pass.output_gradient.shape.n)));
  }

 private:
  [[nodiscard]] std::size_t gradient_room(int examples) const {
    return Arena::padded(smoothing_.output().with_examples(examples).count());
  }

  std::vector<float> profile_;
  Smoothing smoothing_;
};

std::unique_ptr<Layer> make_blur_pooling2d(Arguments& arguments, LayerInputs inputs) {
  const int size = arguments.whole("poolSize");
  const int stride = arguments.whole("strides");
  check_maps(arguments, inputs[0]);
  check_padded_maps(arguments, inputs[0], {size / 2, size / 2, size / 2, size / 2});
  return std::make_unique<BlurPooling2d>(size, stride, inputs[0]);
}

}  // namespace

extern constinit const LayerKind blur_pooling2d_layer{
    .declaration =
        {.name = "blurPooling2d",
         .role = Role::keeps_maps,
         .group = LayerGroup::pooling,
         .arguments = arguments_of<declared::blur_size, declared::blur_strides>,
         .title = "Blur pooling",
         .about = "Blurs before it drops squares: the answer holds still when the picture shifts."},
    .make = make_blur_pooling2d};

}  // namespace receptive
