#include <utility>

#include "nn/layers.h"
#include "nn/layers/pooling_argument.h"
#include "nn/layers/window_argument.h"

namespace receptive {

namespace {

/// Pooling of a whole map, where the map is a part of a larger one: by windows of its size.
Slid sliding(const char* type, Values arguments, const Shape& map) {
  arguments["poolSize"] = side_list(map);
  arguments["strides"] = 1.0;
  return {.type = type, .arguments = std::move(arguments)};
}

/// The largest pixel of each window; the gradient goes back to it alone ("switches").
class MaxPooling2d final : public Layer {
 public:
  explicit MaxPooling2d(const Pooling& pooling) : pooling_(pooling) {}

  [[nodiscard]] Shape output_shape() const override { return pooling_.output; }
  [[nodiscard]] std::optional<Window2d> window() const override { return pooling_.window; }
  [[nodiscard]] Formula formula() const override { return formula::Largest{}; }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape& map) const override {
    if (pooling_.whole_map) return sliding("maxPooling2d", arguments, map);
    return {.arguments = with_fixed_padding(arguments, pooling_.window)};
  }

  [[nodiscard]] LayerNeeds needs(const Kernels&, int examples) const override {
    return {.switches = pooling_.output.with_examples(examples).count()};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.max_pool2d_forward(pass.inputs[0], pooling_.window, pass.output, pass.switches);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    pass.kernels.max_pool2d_backward(pass.output_gradient, pass.switches, pass.input_gradients[0]);
  }

 private:
  Pooling pooling_;
};

/// The mean of the pixels that each window really covers.
class AveragePooling2d final : public Layer {
 public:
  explicit AveragePooling2d(const Pooling& pooling) : pooling_(pooling) {}

  [[nodiscard]] Shape output_shape() const override { return pooling_.output; }
  [[nodiscard]] std::optional<Window2d> window() const override { return pooling_.window; }
  [[nodiscard]] Formula formula() const override { return formula::Mean{}; }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape& map) const override {
    if (pooling_.whole_map) return sliding("averagePooling2d", arguments, map);
    return {.arguments = with_fixed_padding(arguments, pooling_.window)};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.average_pool2d_forward(pass.inputs[0], pooling_.window, pass.output);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    pass.kernels.average_pool2d_backward(pass.output_gradient, pooling_.window,
                                         pass.input_gradients[0]);
  }

 private:
  Pooling pooling_;
};

/// The root of the sum of the squares of each window's pixels (cs231n, "General pooling").
class L2Pooling2d final : public Layer {
 public:
  explicit L2Pooling2d(const Pooling& pooling) : pooling_(pooling) {}

  [[nodiscard]] Shape output_shape() const override { return pooling_.output; }
  [[nodiscard]] std::optional<Window2d> window() const override { return pooling_.window; }
  [[nodiscard]] Formula formula() const override { return formula::RootOfSquares{}; }
  [[nodiscard]] Slid slid(const Values& arguments, const Shape&) const override {
    return {.arguments = with_fixed_padding(arguments, pooling_.window)};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.l2_pool2d_forward(pass.inputs[0], pooling_.window, pass.output);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    pass.kernels.l2_pool2d_backward(pass.output_gradient, pass.inputs[0], pass.output,
                                    pooling_.window, pass.input_gradients[0]);
  }

 private:
  Pooling pooling_;
};

/// One window over a whole map, for the global poolings.
Pooling whole_map(const Shape& input) {
  return {.window = {.kernel_h = input.h, .kernel_w = input.w, .padding = {}},
          .output = {1, input.c, 1, 1},
          .whole_map = true};
}

std::unique_ptr<Layer> make_max_pooling2d(Arguments& arguments, LayerInputs inputs) {
  return std::make_unique<MaxPooling2d>(read_pooling(arguments, inputs[0]));
}

std::unique_ptr<Layer> make_average_pooling2d(Arguments& arguments, LayerInputs inputs) {
  return std::make_unique<AveragePooling2d>(read_pooling(arguments, inputs[0]));
}

std::unique_ptr<Layer> make_l2_pooling2d(Arguments& arguments, LayerInputs inputs) {
  return std::make_unique<L2Pooling2d>(read_pooling(arguments, inputs[0]));
}

std::unique_ptr<Layer> make_global_max_pooling2d(Arguments&, LayerInputs inputs) {
  return std::make_unique<MaxPooling2d>(whole_map(inputs[0]));
}

std::unique_ptr<Layer> make_global_average_pooling2d(Arguments&, LayerInputs inputs) {
  return std::make_unique<AveragePooling2d>(whole_map(inputs[0]));
}

/// "Max over time" of a sentence (Collobert et al. 2011): over a row of values, (C, 1, W).
std::unique_ptr<Layer> make_global_max_pooling1d(Arguments& arguments, LayerInputs inputs) {
  if (inputs[0].h != 1) {
    arguments.refuse("input", "a row of values, channels x 1 x width", example_text(inputs[0]));
  }
  return std::make_unique<MaxPooling2d>(whole_map(inputs[0]));
}

}  // namespace

extern constinit const LayerKind max_pooling2d_layer{
    .declaration = {.name = "maxPooling2d",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::pooling,
                    .arguments = arguments_of<declared::pool_size, declared::pool_strides,
                                              declared::padding, declared::ceil_mode>,
                    .title = "Max pooling",
                    .about = "Of each window only the largest value goes on."},
    .make = make_max_pooling2d};

extern constinit const LayerKind average_pooling2d_layer{
    .declaration = {.name = "averagePooling2d",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::pooling,
                    .arguments = arguments_of<declared::pool_size, declared::pool_strides,
                                              declared::padding, declared::ceil_mode>,
                    .title = "Mean pooling",
                    .about = "Each window becomes its mean."},
    .make = make_average_pooling2d};

extern constinit const LayerKind l2_pooling2d_layer{
    .declaration = {.name = "l2Pooling2d",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::pooling,
                    .arguments = arguments_of<declared::pool_size, declared::pool_strides,
                                              declared::padding, declared::ceil_mode>,
                    .title = "L2 pooling",
                    .about = "Each window becomes the root of the sum of its squares."},
    .make = make_l2_pooling2d};

extern constinit const LayerKind global_max_pooling2d_layer{
    .declaration = {.name = "globalMaxPooling2d",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::pooling,
                    .title = "Maximum of the map",
                    .about = "Each map becomes one number, its largest."},
    .make = make_global_max_pooling2d};

extern constinit const LayerKind global_average_pooling2d_layer{
    .declaration = {.name = "globalAveragePooling2d",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::pooling,
                    .title = "Mean of the map",
                    .about = "Each map becomes one number, its mean."},
    .make = make_global_average_pooling2d};

extern constinit const LayerKind global_max_pooling1d_layer{
    .declaration =
        {.name = "globalMaxPooling1d",
         .role = Role::keeps_maps,
         .group = LayerGroup::pooling,
         .title = "Maximum of the row",
         .about =
             "Each row becomes one number, its largest (max over time, Collobert et al. 2011)."},
    .make = make_global_max_pooling1d};

}  // namespace receptive
