#include <algorithm>
#include <cstdint>

#include "nn/layers.h"
#include "nn/layers/pooling_argument.h"
#include "nn/layers/weight_argument.h"
#include "tensor/arena.h"

namespace receptive {

namespace declared {

constexpr Argument coefficients{.name = "kernelInitializer",
                                .type = ArgumentType::choice,
                                .choices = initializers,
                                .title = "Coefficients start as",
                                .about =
                                    "Without it they start at 1 / squares, so that the layer "
                                    "begins as mean pooling; LeNet-5 has fanInUniform."};

}  // namespace declared

namespace {

/// y = weight[c] * (sum of the window's pixels) + bias[c]: LeNet-5's subsampling, to which its
/// squashing function is a layer of its own (LeCun et al. 1998, section II.B).
/// (C, H, W) -> (C, OH, OW); weight (C), bias (C).
class Subsampling2d final : public Layer {
 public:
  Subsampling2d(const Shape& input, const Window2d& window, Initializer initializer)
      : output_(output_of(window, input, input.c)),
        window_(window),
        initializer_(initializer),
        maps_(static_cast<std::size_t>(input.c)),
        pixels_(window.kernel_h * window.kernel_w) {}

  [[nodiscard]] Shape output_shape() const override { return output_; }

  /// As LeCun et al. count: each pixel of the window is a use of the coefficient.
  [[nodiscard]] LayerCost cost() const override {
    const auto outputs = static_cast<std::int64_t>(output_.example_count());
    return {.connections = outputs * (std::int64_t{pixels_} + 1), .multiply_adds = outputs};
  }
  [[nodiscard]] std::optional<Window2d> window() const override { return window_; }
  /// One coefficient of the map meets every pixel of the window.
  [[nodiscard]] Reading reading(std::span<const Shape> inputs) const override {
    Reading reading = Layer::reading(inputs);
    reading.weight = {.map = 1};
    return reading;
  }
  [[nodiscard]] Formula formula() const override { return formula::WeightedSum{}; }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    ParameterInfo weight{.name = "weight",
                         .shape = {output_.c, 1, 1, 1},
                         .initializer = initializer_,
                         .fan_in = static_cast<double>(pixels_),
                         .fan_out = 1};
    if (initializer_ == Initializer::given) {
      weight.values.assign(maps_, 1.0F / static_cast<float>(pixels_));
    }
    return {weight, {.name = "bias", .shape = {output_.c, 1, 1, 1}, .role = ParameterRole::bias}};
  }

  /// Saved: the mean of every window. Workspace: three values for each map and, for backward, the
  /// gradient of the means.
  [[nodiscard]] LayerNeeds needs(const Kernels&, int examples) const override {
    const std::size_t values = output_.with_examples(examples).count();
    return {.workspace = row_room() * 3 + values, .saved = values};
  }

  void forward(const ForwardPass& pass) const override {
    const TensorView means{pass.saved.data(), pass.output.shape};
    pass.kernels.average_pool2d_forward(pass.inputs[0], window_, means);
    pass.kernels.channel_affine(means, factors(pass.parameters, pass.workspace),
                                pass.parameters[1].values(), pass.output);
  }

  void backward(const BackwardPass& pass) const override {
    const ConstTensorView dy = pass.output_gradient;
    const std::span<float> zeros = row(pass.workspace, 0);
    std::ranges::fill(zeros, 0.0F);
    if (!pass.parameter_gradients.empty()) {
      const std::span<float> sum_dy = row(pass.workspace, 1);
      const std::span<float> sum_dy_mean = row(pass.workspace, 2);
      pass.kernels.channel_gradient_sums(dy, {pass.saved.data(), dy.shape}, zeros, sum_dy,
                                         sum_dy_mean);
      pass.kernels.scale(sum_dy_mean, static_cast<float>(pixels_));
      pass.kernels.add(sum_dy_mean, pass.parameter_gradients[0].values());
      pass.kernels.add(sum_dy, pass.parameter_gradients[1].values());
    }
    if (pass.input_gradients[0].data == nullptr) return;
    const TensorView dmeans{pass.workspace.data() + 3 * row_room(), dy.shape};
    pass.kernels.channel_affine(dy, factors(pass.parameters, row(pass.workspace, 1)), zeros,
                                dmeans);
    pass.kernels.average_pool2d_backward(dmeans, window_, pass.input_gradients[0]);
  }

 private:
  [[nodiscard]] std::size_t row_room() const { return Arena::padded(maps_); }
  [[nodiscard]] std::span<float> row(std::span<float> workspace, std::size_t index) const {
    return workspace.subspan(index * row_room(), maps_);
  }

  /// What the mean of a window is multiplied with: the coefficient for each of its pixels.
  std::span<const float> factors(std::span<const TensorView> parameters,
                                 std::span<float> workspace) const {
    const std::span<float> result = workspace.first(maps_);
    std::ranges::copy(parameters[0].values(), result.begin());
    for (float& factor : result) factor *= static_cast<float>(pixels_);
    return result;
  }

  Shape output_;
  Window2d window_;
  Initializer initializer_;
  std::size_t maps_;
  int pixels_;
};

std::unique_ptr<Layer> make_subsampling2d(Arguments& arguments, LayerInputs inputs) {
  const IntPair pool = arguments.pair("poolSize");
  const Window2d window = read_window(arguments, pool, inputs[0]);
  const Initializer initializer =
      arguments.has("kernelInitializer") ? read_kernel_initializer(arguments) : Initializer::given;
  return std::make_unique<Subsampling2d>(inputs[0], window, initializer);
}

}  // namespace

extern constinit const LayerKind subsampling2d_layer{
    .declaration = {.name = "subsampling2d",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::pooling,
                    .arguments = arguments_of<declared::pool_size, declared::pool_strides,
                                              declared::no_padding, declared::coefficients>,
                    .title = "Subsampling",
                    .about = "LeNet-5's pooling: the sum of each window times a learned number, "
                             "and another added."},
    .make = make_subsampling2d};

}  // namespace receptive
