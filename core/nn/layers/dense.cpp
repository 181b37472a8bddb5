#include <utility>

#include "nn/layers.h"
#include "nn/layers/weight_argument.h"

namespace receptive {

namespace {

/// Every output reads every input: y = weight x + bias.
/// (C, H, W) taken as C*H*W values -> (units, 1, 1); weight (units, C*H*W), bias (units).
class Dense final : public Layer {
 public:
  Dense(int inputs, int units, WeightStart start)
      : inputs_(inputs), units_(units), start_(std::move(start)) {}

  [[nodiscard]] Shape output_shape() const override { return {1, units_, 1, 1}; }

  [[nodiscard]] LayerCost cost() const override {
    const std::int64_t weights = std::int64_t{inputs_} * units_;
    return {.connections = weights + (start_.use_bias ? units_ : 0), .multiply_adds = weights};
  }
  [[nodiscard]] bool reads_whole_input() const override { return true; }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    return weight_and_bias(start_,
                           {.name = "weight",
                            .shape = {units_, inputs_, 1, 1},
                            .rank = 2,
                            .fan_in = static_cast<double>(inputs_),
                            .fan_out = static_cast<double>(units_)},
                           {units_, 1, 1, 1});
  }

  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    return {.workspace = kernels.dense_workspace(examples, inputs_, units_)};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.dense_forward(pass.inputs[0], pass.parameters[0],
                               start_.use_bias ? pass.parameters[1].data : nullptr, pass.output,
                               pass.workspace);
  }

  void backward(const BackwardPass& pass) const override {
    if (!pass.parameter_gradients.empty()) {
      pass.kernels.dense_backward_weights(
          pass.inputs[0], pass.output_gradient, pass.parameter_gradients[0],
          start_.use_bias ? pass.parameter_gradients[1].data : nullptr, pass.workspace);
    }
    if (pass.input_gradients[0].data != nullptr) {
      pass.kernels.dense_backward_data(pass.output_gradient, pass.parameters[0],
                                       pass.input_gradients[0], pass.workspace);
    }
  }

 private:
  int inputs_;
  int units_;
  WeightStart start_;
};

}  // namespace

std::unique_ptr<Layer> make_dense(Arguments& arguments, LayerInputs inputs) {
  const int values = static_cast<int>(inputs[0].example_count());
  const int units = arguments.whole("units", 1, 1 << 20);
  WeightStart start = read_weight_start(arguments, {units, values, 1, 1}, 2, {units, 1, 1, 1});
  return std::make_unique<Dense>(values, units, std::move(start));
}

}  // namespace receptive
