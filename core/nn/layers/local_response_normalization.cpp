#include <cstdint>

#include "nn/layers.h"

namespace receptive {

namespace declared {

// The defaults are those of tf.nn.local_response_normalization. AlexNet has depthRadius 2 (five
// maps), bias 2, alpha 1e-4 and beta 0.75.
constexpr Argument depth_radius{.name = "depthRadius",
                                .type = ArgumentType::whole,
                                .high = 65536,
                                .fallback = 5,
                                .title = "Radius",
                                .unit = "maps",
                                .about = "Maps on each side that count."};
constexpr Argument bias{.name = "bias",
                        .low = 1e-6,
                        .high = 1e6,
                        .fallback = 1,
                        .title = "Bias",
                        .about = "What the sum begins with."};
constexpr Argument alpha{.name = "alpha",
                         .high = 1e6,
                         .fallback = 1,
                         .title = "Alpha",
                         .about = "Factor of the squares."};
constexpr Argument beta{.name = "beta",
                        .high = 10,
                        .fallback = 0.5,
                        .title = "Beta",
                        .about = "Power of the sum that divides."};

}  // namespace declared

namespace {

/// Each value over (bias + alpha * sum of the squares at its place in the maps beside it)^beta
/// (Krizhevsky, Sutskever and Hinton 2012, section 3.3).
class LocalResponseNormalization final : public Layer {
 public:
  LocalResponseNormalization(const ResponseNorm& norm, const Shape& shape)
      : norm_(norm), shape_(shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] Reading reading(std::span<const Shape>) const override {
    Sides sides = read_own_place(shape_, shape_);
    sides.maps = Axis::nearby(shape_.c, norm_.radius);
    return {.sides = {sides}};
  }
  [[nodiscard]] Formula formula() const override { return formula::ResponseNormalized{norm_}; }

  /// Saved: the bracket of every value.
  [[nodiscard]] LayerNeeds needs(const Kernels&, int examples) const override {
    return {.saved = shape_.with_examples(examples).count()};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.response_norm_forward(pass.inputs[0], norm_, pass.output,
                                       pass.saved.first(pass.output.count()));
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    pass.kernels.response_norm_backward(pass.output_gradient, pass.inputs[0], pass.output,
                                        pass.saved.first(pass.output.count()), norm_,
                                        pass.input_gradients[0]);
  }

 private:
  ResponseNorm norm_;
  Shape shape_;
};

std::unique_ptr<Layer> make_local_response_normalization(Arguments& arguments, LayerInputs inputs) {
  ResponseNorm norm;
  norm.radius = arguments.whole("depthRadius");
  norm.bias = static_cast<float>(arguments.number("bias"));
  norm.alpha = static_cast<float>(arguments.number("alpha"));
  norm.beta = static_cast<float>(arguments.number("beta"));
  return std::make_unique<LocalResponseNormalization>(norm, inputs[0]);
}

}  // namespace

extern constinit const LayerKind local_response_normalization_layer{
    .declaration =
        {.name = "localResponseNormalization",
         .role = Role::keeps_maps,
         .group = LayerGroup::training,
         .arguments =
             arguments_of<declared::depth_radius, declared::bias, declared::alpha, declared::beta>,
         .title = "Response normalization",
         .about = "Divides by what the neighbouring maps say at the same place (AlexNet)."},
    .make = make_local_response_normalization};

}  // namespace receptive
