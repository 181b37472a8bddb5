#include <algorithm>

#include "nn/layers.h"
#include "nn/layers/window_argument.h"

namespace receptive {

namespace {

struct Pooling {
  Window2d window;
  Shape output;
};

/// Reads `poolSize` (2), `strides` (the pool size), `padding` and `ceilMode` (PyTorch's name: a
/// last window may hang over the edge). Padding is never pooled: windows shrink at the edges.
Pooling read_pooling(Arguments& arguments, const Shape& input) {
  const IntPair pool = arguments.pair("poolSize", IntPair{2, 2});
  const Window2d window = read_window(arguments, pool, pool, input, false);
  const bool ceil_mode = arguments.flag("ceilMode", false);
  const Padding& padding = window.padding;
  // A window that lies wholly in the padding would pool nothing.
  if (std::max(padding.top, padding.bottom) >= pool.h ||
      std::max(padding.left, padding.right) >= pool.w) {
    arguments.refuse("padding", "less than the pool size on each side",
                     value_text(std::vector<double>{
                         static_cast<double>(padding.top), static_cast<double>(padding.bottom),
                         static_cast<double>(padding.left), static_cast<double>(padding.right)}));
  }
  return {
      window,
      {1, input.c,
       output_extent(input.h, pool.h, window.stride_h, padding.top, padding.bottom, ceil_mode),
       output_extent(input.w, pool.w, window.stride_w, padding.left, padding.right, ceil_mode)}};
}

/// The largest pixel of each window; the gradient goes back to it alone ("switches").
class MaxPooling2d final : public Layer {
 public:
  explicit MaxPooling2d(const Pooling& pooling) : pooling_(pooling) {}

  [[nodiscard]] Shape output_shape() const override { return pooling_.output; }
  [[nodiscard]] std::optional<Window2d> window() const override { return pooling_.window; }

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

}  // namespace

std::unique_ptr<Layer> make_max_pooling2d(Arguments& arguments, LayerInputs inputs) {
  return std::make_unique<MaxPooling2d>(read_pooling(arguments, inputs[0]));
}

std::unique_ptr<Layer> make_average_pooling2d(Arguments& arguments, LayerInputs inputs) {
  return std::make_unique<AveragePooling2d>(read_pooling(arguments, inputs[0]));
}

}  // namespace receptive
