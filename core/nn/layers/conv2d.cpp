#include <cstdint>

#include "nn/layers.h"
#include "nn/layers/initializer_argument.h"
#include "nn/layers/window_argument.h"

namespace receptive {

namespace {

/// Cross-correlation of every example with `filters` filters (cs231n, "Convolutional layer").
/// (IC, H, W) -> (filters, OH, OW); weight (OC, IC, KH, KW), bias (OC).
class Conv2d final : public Layer {
 public:
  Conv2d(const Shape& input, int filters, const Window2d& window, bool use_bias,
         Initializer initializer)
      : input_(input),
        weight_{filters, input.c, window.kernel_h, window.kernel_w},
        window_(window),
        use_bias_(use_bias),
        initializer_(initializer) {
    const auto extent = [](int size, int kernel, int dilation, int stride, int before, int after) {
      return output_extent(size, (kernel - 1) * dilation + 1, stride, before, after, false);
    };
    const Padding& padding = window.padding;
    output_ = {1, filters,
               extent(input.h, window.kernel_h, window.dilation_h, window.stride_h, padding.top,
                      padding.bottom),
               extent(input.w, window.kernel_w, window.dilation_w, window.stride_w, padding.left,
                      padding.right)};
    // A window that is alone never moves; with 1 the kernels need not think of wider strides.
    if (output_.h == 1) window_.stride_h = 1;
    if (output_.w == 1) window_.stride_w = 1;
  }

  [[nodiscard]] Shape output_shape() const override { return output_; }

  [[nodiscard]] LayerCost cost() const override {
    const auto outputs = static_cast<std::int64_t>(output_.example_count());
    const std::int64_t reads = std::int64_t{weight_.c} * weight_.h * weight_.w;
    return {.connections = outputs * (reads + (use_bias_ ? 1 : 0)),
            .multiply_adds = outputs * reads};
  }
  [[nodiscard]] std::optional<Window2d> window() const override { return window_; }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    const double receptive_field = static_cast<double>(weight_.h) * weight_.w;
    std::vector<ParameterInfo> list{{"weight", weight_, 4, initializer_,
                                     receptive_field * weight_.c, receptive_field * weight_.n}};
    if (use_bias_) list.push_back({.name = "bias", .shape = {weight_.n, 1, 1, 1}, .role = ParameterRole::bias});
    return list;
  }

  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    return {.workspace = kernels.conv2d_workspace(input_.with_examples(examples), weight_, window_,
                                                  output_.with_examples(examples))};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.conv2d_forward(pass.inputs[0], pass.parameters[0],
                                use_bias_ ? pass.parameters[1].data : nullptr, window_, pass.output,
                                pass.workspace);
  }

  void backward(const BackwardPass& pass) const override {
    if (!pass.parameter_gradients.empty()) {
      pass.kernels.conv2d_backward_weights(
          pass.inputs[0], pass.output_gradient, window_, pass.parameter_gradients[0],
          use_bias_ ? pass.parameter_gradients[1].data : nullptr, pass.workspace);
    }
    if (pass.input_gradients[0].data != nullptr) {
      pass.kernels.conv2d_backward_data(pass.output_gradient, pass.parameters[0], window_,
                                        pass.input_gradients[0], pass.workspace);
    }
  }

 private:
  Shape input_;
  Shape weight_;
  Shape output_;
  Window2d window_;
  bool use_bias_;
  Initializer initializer_;
};

/// The kernels lay out a copy of the padded input, with gaps that may make it twice as large:
/// within this limit its size stays below 2^32 values, on 32-bit hosts too.
void check_padded_input(const Arguments& arguments, const Padding& padding, const Shape& input) {
  constexpr std::int64_t limit = 1 << 27;
  const std::int64_t height = std::int64_t{input.h} + padding.top + padding.bottom;
  const std::int64_t width = std::int64_t{input.w} + padding.left + padding.right;
  if (height * width <= limit / input.c) return;
  arguments.refuse(
      "padding", "an input of at most 134217728 values with its padding",
      std::to_string(input.c) + "x" + std::to_string(height) + "x" + std::to_string(width));
}

}  // namespace

std::unique_ptr<Layer> make_conv2d(Arguments& arguments, LayerInputs inputs) {
  const int filters = arguments.whole("filters", 1, 65536);
  const IntPair kernel = arguments.pair("kernelSize");
  const Window2d window = read_window(arguments, kernel, IntPair{1, 1}, inputs[0], true);
  check_padded_input(arguments, window.padding, inputs[0]);
  const bool use_bias = arguments.flag("useBias", true);
  const Initializer initializer = read_kernel_initializer(arguments);
  return std::make_unique<Conv2d>(inputs[0], filters, window, use_bias, initializer);
}

}  // namespace receptive
