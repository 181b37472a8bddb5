#include <algorithm>

#include "nn/layers.h"

namespace receptive {

namespace declared {

constexpr Argument rate{.name = "rate",
                        .below_high = true,
                        .high = 1,
                        .fallback = 0.5,
                        .title = "Rate",
                        .about = "Share that is left out by chance in each training step."};

}  // namespace declared

namespace {

std::uint32_t key(const ForwardPass& pass) {
  Random random = pass.random;
  return static_cast<std::uint32_t>(random.next() >> 32U);
}

/// Leaves out single values while training (Srivastava et al. 2014): 0 with probability `rate` and
/// 1 / (1 - rate) otherwise, so that the expected value of what is multiplied with it stays
/// ("inverted dropout", cs231n).
class Dropout final : public Layer {
 public:
  Dropout(float rate, const Shape& shape) : rate_(rate), shape_(shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }

  [[nodiscard]] Formula formula() const override { return formula::Copy{}; }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape&) const override {
    return {.arguments = arguments, .takes_vectors = true};
  }
  [[nodiscard]] const Argument* changeable_setting() const override { return &declared::rate; }
  void change_setting(double rate) override { rate_ = static_cast<float>(rate); }

  [[nodiscard]] LayerNeeds needs(const Kernels&, int examples) const override {
    return {.saved = shape_.with_examples(examples).count()};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.dropout(pass.inputs[0].values(), key(pass), pass.training() ? rate_ : 0.0F,
                         pass.saved.first(pass.output.count()), pass.output.values());
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    const auto give = pass.fresh ? pass.kernels.multiply : pass.kernels.multiply_add;
    give(pass.output_gradient.values(), pass.saved.first(pass.output_gradient.count()),
         pass.input_gradients[0].values());
  }
  [[nodiscard]] bool can_overwrite() const override { return true; }

 private:
  float rate_;
  Shape shape_;
};

/// Leaves out whole maps in the same way: neighbouring pixels say nearly the same, so that leaving
/// out single ones takes little away (Tompson et al. 2015, section 3.2).
class SpatialDropout2d final : public Layer {
 public:
  SpatialDropout2d(float rate, const Shape& shape) : rate_(rate), shape_(shape) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }

  [[nodiscard]] Formula formula() const override { return formula::Copy{}; }
  [[nodiscard]] const Argument* changeable_setting() const override { return &declared::rate; }
  void change_setting(double rate) override { rate_ = static_cast<float>(rate); }

  /// A factor and a zero for every map of every example.
  [[nodiscard]] LayerNeeds needs(const Kernels&, int examples) const override {
    return {.workspace = maps(examples), .saved = maps(examples)};
  }

  void forward(const ForwardPass& pass) const override {
    const std::span<float> mask = pass.saved.first(maps(pass.output.shape.n));
    const std::span<float> unused = pass.workspace.first(mask.size());
    std::ranges::fill(unused, 0.0F);
    pass.kernels.dropout(unused, key(pass), pass.training() ? rate_ : 0.0F, mask, unused);
    pass.kernels.channel_affine(one_row(pass.inputs[0]), mask, zeros(pass.workspace, mask.size()),
                                {pass.output.data, one_row(pass.output).shape});
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    const std::size_t count = maps(pass.output_gradient.shape.n);
    const std::span<const float> none = zeros(pass.workspace, count);
    pass.kernels.channel_affine_backward(
        one_row(pass.output_gradient), one_row(pass.inputs[0]), pass.saved.first(count), none, none,
        {pass.input_gradients[0].data, one_row(pass.input_gradients[0]).shape});
  }

 private:
  [[nodiscard]] std::size_t maps(int examples) const {
    return static_cast<std::size_t>(examples) * static_cast<std::size_t>(shape_.c);
  }
  /// The maps of all examples as those of one.
  static ConstTensorView one_row(ConstTensorView view) {
    return {view.data, {1, view.shape.n * view.shape.c, view.shape.h, view.shape.w}};
  }
  static std::span<const float> zeros(std::span<float> workspace, std::size_t count) {
    std::ranges::fill(workspace.first(count), 0.0F);
    return workspace.first(count);
  }

  float rate_;
  Shape shape_;
};

float read_rate(Arguments& arguments) { return static_cast<float>(arguments.number("rate")); }

std::unique_ptr<Layer> make_dropout(Arguments& arguments, LayerInputs inputs) {
  return std::make_unique<Dropout>(read_rate(arguments), inputs[0]);
}

std::unique_ptr<Layer> make_spatial_dropout2d(Arguments& arguments, LayerInputs inputs) {
  return std::make_unique<SpatialDropout2d>(read_rate(arguments), inputs[0]);
}

}  // namespace

extern constinit const LayerKind dropout_layer{
    .declaration = {.name = "dropout",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::training,
                    .arguments = arguments_of<declared::rate>,
                    .title = "Dropout",
                    .about = "Leaves values out by chance while training."},
    .make = make_dropout};

extern constinit const LayerKind spatial_dropout2d_layer{
    .declaration = {.name = "spatialDropout2d",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::training,
                    .arguments = arguments_of<declared::rate>,
                    .title = "Dropout of maps",
                    .about = "Leaves whole maps out by chance."},
    .make = make_spatial_dropout2d};

}  // namespace receptive
