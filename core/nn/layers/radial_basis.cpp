#include <algorithm>
#include <utility>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"
#include "nn/layers/digit_prototypes.h"
#include "nn/layers/weight_argument.h"

namespace receptive {

namespace declared {

constexpr const char* pictures[] = {"digits"};
constexpr Argument prototypes{
    .name = "prototypes",
    .type = ArgumentType::choice,
    .choices = pictures,
    .title = "Prototypes",
    .about =
        "What the units start as: pictures of the ten digits, 7x12 pixels, as LeNet-5 has them."};

}  // namespace declared

namespace {

/// y_i = -sum over j of (x_j - w_ij)^2: how near the input is to each unit's prototype, which is
/// its row of the weight (LeCun et al. 1998, equation 7, with the sign turned so that, as
/// everywhere here, the largest output is the answer). weight (units, C*H*W).
class RadialBasis final : public Layer {
 public:
  RadialBasis(int inputs, int units, WeightStart start)
      : inputs_(inputs), units_(units), start_(std::move(start)) {}

  [[nodiscard]] Shape output_shape() const override { return {1, units_, 1, 1}; }

  [[nodiscard]] LayerCost cost() const override {
    const std::int64_t weights = std::int64_t{inputs_} * units_;
    return {.connections = weights, .multiply_adds = weights};
  }

  [[nodiscard]] Reading reading(std::span<const Shape> inputs) const override {
    const Shape& input = inputs[0];
    return {.sides = {read_all(input, output_shape())},
            .weight = filter_places({units_, input.c, input.h, input.w})};
  }
  [[nodiscard]] Formula formula() const override { return formula::Distance{}; }
  [[nodiscard]] Slid slid(const Values&, const Shape&) const override {
    return {.way = Slid::Way::bound};
  }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    return weight_and_bias(start_,
                           {.name = "weight",
                            .shape = {units_, inputs_, 1, 1},
                            .rank = 2,
                            .fan_in = static_cast<double>(inputs_),
                            .fan_out = static_cast<double>(units_)},
                           {});
  }

  /// One row of values.
  [[nodiscard]] LayerNeeds needs(const Kernels&, int) const override {
    return {.workspace = static_cast<std::size_t>(inputs_)};
  }

  void forward(const ForwardPass& pass) const override {
    const std::span<float> apart = pass.workspace.first(static_cast<std::size_t>(inputs_));
    for (int n = 0; n < pass.output.shape.n; ++n) {
      for (int unit = 0; unit < units_; ++unit) {
        subtract(pass.kernels, pass.inputs[0].example(n), prototype(pass.parameters[0], unit),
                 apart);
        pass.output.example(n)[unit] = -static_cast<float>(pass.kernels.sum_of_squares(apart));
      }
    }
  }

  void backward(const BackwardPass& pass) const override {
    const bool with_parameters = !pass.parameter_gradients.empty();
    const bool with_input = pass.input_gradients[0].data != nullptr;
    if (!with_parameters && !with_input) return;
    const std::span<float> apart = pass.workspace.first(static_cast<std::size_t>(inputs_));
    for (int n = 0; n < pass.output_gradient.shape.n; ++n) {
      for (int unit = 0; unit < units_; ++unit) {
        // dy/dw = 2 (x - w) and dy/dx = -dy/dw.
        subtract(pass.kernels, pass.inputs[0].example(n), prototype(pass.parameters[0], unit),
                 apart);
        pass.kernels.scale(apart, 2.0F * pass.output_gradient.example(n)[unit]);
        if (with_parameters) {
          pass.kernels.add(apart, prototype(pass.parameter_gradients[0], unit));
        }
        if (!with_input) continue;
        pass.kernels.scale(apart, -1.0F);
        pass.kernels.add(apart, {pass.input_gradients[0].example(n), apart.size()});
      }
    }
  }

 private:
  static std::span<float> prototype(const TensorView& weight, int unit) {
    const auto count = static_cast<std::size_t>(weight.shape.c);
    return {weight.data + static_cast<std::size_t>(unit) * count, count};
  }

  static void subtract(const Kernels& kernels, const float* x, std::span<const float> prototype,
                       std::span<float> apart) {
    std::ranges::copy(prototype, apart.begin());
    kernels.scale(apart, -1.0F);
    kernels.add({x, apart.size()}, apart);
  }

  int inputs_;
  int units_;
  WeightStart start_;
};

std::unique_ptr<Layer> make_radial_basis(Arguments& arguments, LayerInputs inputs) {
  const int values = static_cast<int>(inputs[0].example_count());
  const int units = arguments.whole("units");
  WeightStart start{.use_bias = false};
  const bool digits = arguments.has("prototypes");
  if (digits) {
    (void)arguments.choice("prototypes");
    if (const auto other = arguments.raw("kernelInitializer")) {
      arguments.refuse("kernelInitializer", "none beside prototypes", value_text(*other));
    }
    if (units != digit_prototypes || values != digit_prototype_pixels) {
      arguments.refuse("prototypes",
                       "10 units with 84 inputs (7x12 pixels) for the pictures of digits",
                       std::to_string(units) + " units with " + std::to_string(values) + " inputs");
    }
    start.initializer = Initializer::given;
    start.kernel_values = digit_prototype_pictures();
  } else {
    start.initializer = read_kernel_initializer(arguments);
  }
  return std::make_unique<RadialBasis>(values, units, std::move(start));
}

}  // namespace

extern constinit const LayerKind radial_basis_layer{
    .declaration =
        {.name = "radialBasis",
         .role = Role::mixes,
         .group = LayerGroup::sums,
         .arguments =
             arguments_of<declared::units, declared::kernel_initializer, declared::prototypes>,
         .title = "Distance to prototypes",
         .about =
             "Every unit measures how far all values before it are from its prototype (LeNet-5).",
         .start = R"({"units": 10})"},
    .make = make_radial_basis};

}  // namespace receptive
