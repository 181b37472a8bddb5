#include "nn/layers.h"
#include "nn/layers/initializer_argument.h"

namespace receptive {

namespace {

/// Every output reads every input: y = weight x + bias.
/// (C, H, W) taken as C*H*W values -> (units, 1, 1); weight (units, C*H*W), bias (units).
class Dense final : public Layer {
 public:
  Dense(int inputs, int units, bool use_bias, Initializer initializer)
      : inputs_(inputs), units_(units), use_bias_(use_bias), initializer_(initializer) {}

  [[nodiscard]] Shape output_shape() const override { return {1, units_, 1, 1}; }

  [[nodiscard]] LayerCost cost() const override {
    const std::int64_t weights = std::int64_t{inputs_} * units_;
    return {.connections = weights + (use_bias_ ? units_ : 0), .multiply_adds = weights};
  }
  [[nodiscard]] bool reads_whole_input() const override { return true; }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    std::vector<ParameterInfo> list{{"weight",
                                     {units_, inputs_, 1, 1},
                                     2,
                                     initializer_,
                                     static_cast<double>(inputs_),
                                     static_cast<double>(units_)}};
    if (use_bias_) list.push_back({.name = "bias", .shape = {units_, 1, 1, 1}, .role = ParameterRole::bias});
    return list;
  }

  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    return {.workspace = kernels.dense_workspace(examples, inputs_, units_)};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.dense_forward(pass.inputs[0], pass.parameters[0],
                               use_bias_ ? pass.parameters[1].data : nullptr, pass.output,
                               pass.workspace);
  }

  void backward(const BackwardPass& pass) const override {
    if (!pass.parameter_gradients.empty()) {
      pass.kernels.dense_backward_weights(
          pass.inputs[0], pass.output_gradient, pass.parameter_gradients[0],
          use_bias_ ? pass.parameter_gradients[1].data : nullptr, pass.workspace);
    }
    if (pass.input_gradients[0].data != nullptr) {
      pass.kernels.dense_backward_data(pass.output_gradient, pass.parameters[0],
                                       pass.input_gradients[0], pass.workspace);
    }
  }

 private:
  int inputs_;
  int units_;
  bool use_bias_;
  Initializer initializer_;
};

}  // namespace

std::unique_ptr<Layer> make_dense(Arguments& arguments, LayerInputs inputs) {
  const int units = arguments.whole("units", 1, 1 << 20);
  const bool use_bias = arguments.flag("useBias", true);
  const Initializer initializer = read_kernel_initializer(arguments);
  return std::make_unique<Dense>(static_cast<int>(inputs[0].example_count()), units, use_bias,
                                 initializer);
}

}  // namespace receptive
