#include "nn/layers/convolution.h"

#include <algorithm>
#include <utility>

#include "nn/layers/window_argument.h"

namespace receptive {

namespace {

class Convolution final : public Layer {
 public:
  explicit Convolution(ConvolutionPlan plan)
      : plan_(std::move(plan)),
        weight_(convolution_weight(plan_)),
        output_(output_of(plan_.window, plan_.input, plan_.filters)) {
    // A window that is alone never moves; with 1 the kernels need not think of wider strides.
    if (output_.h == 1) plan_.window.stride_h = 1;
    if (output_.w == 1) plan_.window.stride_w = 1;
  }

  [[nodiscard]] Shape output_shape() const override { return output_; }

  [[nodiscard]] LayerCost cost() const override {
    const auto pixels = static_cast<std::int64_t>(output_.plane_count());
    const std::int64_t weights = pairs() * static_cast<std::int64_t>(weight_.plane_count());
    const std::int64_t biases = plan_.start.use_bias ? weight_.n : 0;
    return {.connections = pixels * (weights + biases), .multiply_adds = pixels * weights};
  }

  [[nodiscard]] std::optional<Window2d> window() const override { return plan_.window; }
  [[nodiscard]] Reading reading(std::span<const Shape>) const override {
    const Axis maps = Axis::all(plan_.input.c, output_.c, plan_.groups);
    return {.sides = {read_window(maps, plan_.window, plan_.input, output_)},
            .padding_counts = true,
            .weight = filter_places(weight_)};
  }
  [[nodiscard]] Formula formula() const override { return formula::WeightedSum{}; }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape&) const override {
    return {.arguments = with_fixed_padding(arguments, plan_.window, plan_.over_row)};
  }

  /// The fans are how many values a filter reads and how many outputs read an input value, on
  /// average where a table leaves some out. (Keras counts the filters of all groups as fan-out, and
  /// for depthwise layers all maps as fan-in.)
  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    const double connections =
        static_cast<double>(pairs()) * static_cast<double>(weight_.plane_count());
    return weight_and_bias(plan_.start,
                           {.name = "weight",
                            .shape = weight_,
                            .rank = 4,
                            .fan_in = connections / plan_.filters,
                            .fan_out = connections / plan_.input.c * plan_.fan_out_scale,
                            .connected = connected_weights()},
                           {weight_.n, 1, 1, 1});
  }

  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    return {.workspace = kernels.conv2d_workspace(plan_.input.with_examples(examples), weight_,
                                                  plan_.window, output_.with_examples(examples))};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.conv2d_forward(pass.inputs[0], pass.parameters[0],
                                plan_.start.use_bias ? pass.parameters[1].data : nullptr,
                                plan_.window, pass.output, pass.workspace);
  }

  void backward(const BackwardPass& pass) const override {
    if (!pass.parameter_gradients.empty()) {
      pass.kernels.conv2d_backward_weights(
          pass.inputs[0], pass.output_gradient, plan_.window, pass.parameter_gradients[0],
          plan_.start.use_bias ? pass.parameter_gradients[1].data : nullptr, pass.workspace);
      clear_unconnected(pass.parameter_gradients[0]);
    }
    if (pass.input_gradients[0].data != nullptr) {
      pass.kernels.conv2d_backward_data(pass.output_gradient, pass.parameters[0], plan_.window,
                                        pass.input_gradients[0], pass.workspace);
    }
  }

 private:
  /// Of a filter and a map that it reads.
  [[nodiscard]] std::int64_t pairs() const {
    if (plan_.table.empty()) return std::int64_t{weight_.n} * weight_.c;
    return std::ranges::count(plan_.table, true);
  }

  [[nodiscard]] std::vector<bool> connected_weights() const {
    std::vector<bool> weights;
    if (plan_.table.empty()) return weights;
    weights.reserve(weight_.count());
    for (const bool connected : plan_.table) {
      weights.insert(weights.end(), weight_.plane_count(), connected);
    }
    return weights;
  }

  /// Weights that do not exist start at 0 and stay there, because they get no gradient. The kernels
  /// know nothing of the table: multiplying by zeros is faster than going around them.
  void clear_unconnected(const TensorView& gradient) const {
    float* plane = gradient.data;
    for (const bool connected : plan_.table) {
      if (!connected) std::fill_n(plane, weight_.plane_count(), 0.0F);
      plane += weight_.plane_count();
    }
  }

  ConvolutionPlan plan_;
  Shape weight_;
  Shape output_;
};

}  // namespace

Shape convolution_weight(const ConvolutionPlan& plan) {
  return {plan.filters, plan.input.c / plan.groups, plan.window.kernel_h, plan.window.kernel_w};
}

std::unique_ptr<Layer> make_convolution(ConvolutionPlan plan) {
  return std::make_unique<Convolution>(std::move(plan));
}

void check_padded_maps(const Arguments& arguments, const Shape& maps, const Padding& padding) {
  // The kernels lay out a copy of the padded maps, with gaps that may make it twice as large:
  // within this limit its size stays below 2^32 values, on 32-bit hosts too.
  constexpr std::int64_t limit = 1 << 27;
  const std::int64_t height = std::int64_t{maps.h} + padding.top + padding.bottom;
  const std::int64_t width = std::int64_t{maps.w} + padding.left + padding.right;
  if (height * width <= limit / maps.c) return;
  arguments.refuse(
      "padding", "maps of at most 134217728 values with their padding",
      std::to_string(maps.c) + "x" + std::to_string(height) + "x" + std::to_string(width));
}

}  // namespace receptive
