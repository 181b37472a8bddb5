#include <algorithm>
#include <cstdint>
#include <utility>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"
#include "nn/layers/convolution.h"
#include "nn/layers/weight_argument.h"
#include "nn/layers/window_argument.h"
#include "tensor/arena.h"

namespace receptive {

namespace declared {

constexpr Argument painted_padding{
    .name = "padding",
    .type = ArgumentType::choice,
    .fallback = 0,
    .choices = paddings,
    .title = "Padding",
    .about = "valid keeps all that the filters paint, same stride times the map."};

}  // namespace declared

namespace {

/// A convolution run backwards: every input value paints its filter, weighted, into the output
/// (Zeiler et al. 2010; Keras's Conv2DTranspose). (IC, H, W) -> (filters, OH, OW); weight
/// (IC, filters, KH, KW), bias (filters). Forward is the gradient of a convolution from
/// (filters, OH, OW) to (IC, H, W), and the other way round.
class Conv2dTranspose final : public Layer {
 public:
  /// @param window of that convolution
  Conv2dTranspose(const Shape& input, const Shape& output, const Window2d& window,
                  WeightStart start)
      : input_(input), output_(output), window_(window), start_(std::move(start)) {}

  [[nodiscard]] Shape output_shape() const override { return output_; }

  [[nodiscard]] LayerCost cost() const override {
    const auto weights = static_cast<std::int64_t>(input_.example_count()) *
                         static_cast<std::int64_t>(weight().example_count());
    const auto biases =
        start_.use_bias ? static_cast<std::int64_t>(output_.example_count()) : std::int64_t{0};
    return {.connections = weights + biases, .multiply_adds = weights};
  }

  [[nodiscard]] Reading reading(std::span<const Shape>) const override {
    const std::int64_t kernel = std::int64_t{window_.kernel_h} * window_.kernel_w;
    return {.sides = {{Axis::all(input_.c, output_.c),
                       Axis::painted(input_.h, output_.h, window_.kernel_h, window_.stride_h,
                                     window_.padding.top),
                       Axis::painted(input_.w, output_.w, window_.kernel_w, window_.stride_w,
                                     window_.padding.left)}},
            .weight = {.map = kernel,
                       .tap_map = kernel * output_.c,
                       .tap_row = window_.kernel_w,
                       .tap_col = 1}};
  }
  [[nodiscard]] Formula formula() const override { return formula::WeightedSum{}; }
  /// No stride of whole pixels leads from one output to the next.
  [[nodiscard]] Slid slid(const Values&, const Shape&) const override {
    return {.way = Slid::Way::bound};
  }

  /// With strides, an output reads kernel / strides pixels a side on average.
  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    const auto pixels = static_cast<double>(weight().plane_count());
    return weight_and_bias(start_,
                           {.name = "weight",
                            .shape = weight(),
                            .rank = 4,
                            .fan_in = pixels * input_.c / (window_.stride_h * window_.stride_w),
                            .fan_out = pixels * output_.c},
                           {output_.c, 1, 1, 1});
  }

  /// The input's gradient before it is added, or three values for each map, and what the kernels
  /// want.
  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    return {.workspace =
                room(examples) + kernels.conv2d_workspace(output_.with_examples(examples), weight(),
                                                          window_, input_.with_examples(examples))};
  }

  void forward(const ForwardPass& pass) const override {
    for (int n = 0; n < pass.output.shape.n; ++n) {
      for (int c = 0; c < output_.c; ++c) {
        std::fill_n(pass.output.plane(n, c), output_.plane_count(),
                    start_.use_bias ? pass.parameters[1].data[c] : 0.0F);
      }
    }
    pass.kernels.conv2d_backward_data(pass.inputs[0], pass.parameters[0], window_, pass.output,
                                      pass.workspace);
  }

  void backward(const BackwardPass& pass) const override {
    const ConstTensorView dy = pass.output_gradient;
    const std::span<float> rest = pass.workspace.subspan(room(dy.shape.n));
    if (!pass.parameter_gradients.empty()) {
      pass.kernels.conv2d_backward_weights(dy, pass.inputs[0], window_, pass.parameter_gradients[0],
                                           nullptr, rest);
      if (start_.use_bias) add_bias_gradient(pass);
    }
    if (pass.input_gradients[0].data != nullptr) {
      const TensorView gradient{pass.workspace.data(), pass.inputs[0].shape};
      pass.kernels.conv2d_forward(dy, pass.parameters[0], nullptr, window_, gradient, rest);
      pass.kernels.add(gradient.values(), pass.input_gradients[0].values());
    }
  }

 private:
  [[nodiscard]] Shape weight() const {
    return {input_.c, output_.c, window_.kernel_h, window_.kernel_w};
  }
  [[nodiscard]] std::size_t room(int examples) const {
    return Arena::padded(
        std::max(input_.with_examples(examples).count(), 3 * static_cast<std::size_t>(output_.c)));
  }

  void add_bias_gradient(const BackwardPass& pass) const {
    const auto maps = static_cast<std::size_t>(output_.c);
    const std::span<float> zeros = pass.workspace.first(maps);
    std::ranges::fill(zeros, 0.0F);
    const std::span<float> sums = pass.workspace.subspan(maps, maps);
    pass.kernels.channel_gradient_sums(pass.output_gradient, pass.output_gradient, zeros, sums,
                                       pass.workspace.subspan(2 * maps, maps));
    pass.kernels.add(sums, pass.parameter_gradients[1].values());
  }

  Shape input_;
  Shape output_;
  Window2d window_;
  WeightStart start_;
};

/// One side of the output: with 'same' padding extent * stride, else all that the filters paint,
/// and at least that much (Keras's rule).
std::int64_t painted_extent(int extent, int kernel, int stride, bool same) {
  return std::int64_t{extent} * stride + (same ? 0 : std::max(kernel - stride, 0));
}

std::unique_ptr<Layer> make_conv2d_transpose(Arguments& arguments, LayerInputs inputs) {
  const Shape& input = inputs[0];
  check_maps(arguments, input);
  const int filters = arguments.whole("filters");
  const IntPair kernel = arguments.pair("kernelSize");
  const IntPair strides = arguments.pair("strides");
  const bool same = arguments.choice("padding") == "same";
  const std::int64_t height = painted_extent(input.h, kernel.h, strides.h, same);
  const std::int64_t width = painted_extent(input.w, kernel.w, strides.w, same);
  constexpr std::int64_t longest_side = 1 << 24;
  if (height > longest_side || width > longest_side) {
    arguments.refuse("strides", "an output of at most 16777216 pixels a side",
                     std::to_string(height) + "x" + std::to_string(width));
  }
  const Shape output{1, filters, static_cast<int>(height), static_cast<int>(width)};
  Window2d window{kernel.h, kernel.w, strides.h, strides.w, 1, 1, {}};
  if (same) window.padding = same_padding(window, output);
  check_padded_maps(arguments, output, window.padding);
  WeightStart start =
      read_weight_start(arguments, {input.c, filters, kernel.h, kernel.w}, 4, {filters, 1, 1, 1});
  return std::make_unique<Conv2dTranspose>(input, output, window, std::move(start));
}

}  // namespace

extern constinit const LayerKind conv2d_transpose_layer{
    .declaration = {.name = "conv2dTranspose",
                    .role = Role::weighs,
                    .group = LayerGroup::filters,
                    .arguments =
                        arguments_of<declared::filters, declared::kernel_size, declared::strides,
                                     declared::painted_padding, declared::use_bias,
                                     declared::kernel_initializer, declared::kernel_values,
                                     declared::bias_values, declared::activation>,
                    .title = "Convolution backwards",
                    .about = "Spreads each square over a window of a larger map.",
                    .start = R"({"filters": 8, "kernelSize": 3, "strides": 2, "padding": "same"})"},
    .make = make_conv2d_transpose};

}  // namespace receptive
