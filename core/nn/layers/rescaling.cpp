#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "nn/layers.h"

namespace receptive {

namespace declared {

constexpr Argument scale{.name = "scale",
                         .type = ArgumentType::per_map,
                         .required = true,
                         .low = -no_limit,
                         .title = "Scale",
                         .about = "What values are multiplied with, for all maps or for each."};
constexpr Argument offset{.name = "offset",
                          .type = ArgumentType::per_map,
                          .low = -no_limit,
                          .fallback = 0,
                          .title = "Offset",
                          .about = "What is then added, for all maps or for each."};

}  // namespace declared

namespace {

/// y = scale * x + offset, with one scale and offset for all maps or one for each (Keras's
/// Rescaling): brings pictures into the range that a network was made for.
class Rescaling final : public Layer {
 public:
  Rescaling(const Shape& shape, std::vector<float> scale, std::vector<float> offset)
      : shape_(shape), scale_(std::move(scale)), offset_(std::move(offset)) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] Formula formula() const override {
    return formula::Rescaled{.scale = scale_, .offset = offset_};
  }
  [[nodiscard]] LayerCost cost() const override {
    return {.multiply_adds = static_cast<std::int64_t>(shape_.example_count())};
  }
  /// Zeros for the backward pass.
  [[nodiscard]] LayerNeeds needs(const Kernels&, int) const override {
    return {.workspace = scale_.size()};
  }

  void forward(const ForwardPass& pass) const override {
    pass.kernels.channel_affine(pass.inputs[0], scale_, offset_, pass.output);
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    const std::span<float> zeros = pass.workspace.first(scale_.size());
    std::ranges::fill(zeros, 0.0F);
    pass.kernels.channel_affine_backward(pass.output_gradient, pass.inputs[0], scale_, zeros, zeros,
                                         pass.input_gradients[0]);
  }

 private:
  Shape shape_;
  std::vector<float> scale_;  ///< one for each map
  std::vector<float> offset_;
};

/// A number for all maps or a list with one for each.
std::vector<float> read_per_map(Arguments& arguments, const Argument& argument, int maps) {
  const std::string name = argument.name;
  const std::string expected =
      "a number, or a list of " + std::to_string(maps) + ", one for each map";
  const auto count = static_cast<std::size_t>(maps);
  const std::optional<Value> value = arguments.raw(name);
  if (!value && argument.required) arguments.refuse(name, expected, "nothing");
  std::vector<double> numbers;
  if (!value) {
    arguments.note(name, argument.fallback);
    numbers.assign(count, argument.fallback);
  } else if (const auto* number = std::get_if<double>(&*value)) {
    numbers.assign(count, *number);
  } else if (const auto* list = std::get_if<NumberList>(&*value)) {
    numbers = *list;
  }
  const auto fits = [](double x) { return std::isfinite(static_cast<float>(x)); };
  if (numbers.size() != count || !std::ranges::all_of(numbers, fits)) {
    arguments.refuse(name, expected, value_text(*value));
  }
  std::vector<float> result;
  result.reserve(count);
  for (const double number : numbers) result.push_back(static_cast<float>(number));
  return result;
}

std::unique_ptr<Layer> make_rescaling(Arguments& arguments, LayerInputs inputs) {
  std::vector<float> scale = read_per_map(arguments, declared::scale, inputs[0].c);
  std::vector<float> offset = read_per_map(arguments, declared::offset, inputs[0].c);
  return std::make_unique<Rescaling>(inputs[0], std::move(scale), std::move(offset));
}

}  // namespace

extern constinit const LayerKind rescaling_layer{
    .declaration =
        {.name = "rescaling",
         .role = Role::keeps_maps,
         .group = LayerGroup::training,
         .arguments = arguments_of<declared::scale, declared::offset>,
         .title = "Rescaling",
         .about = "Multiplies by a fixed number and adds another, to bring pictures into a range.",
         .start = R"({"scale": 2, "offset": -1})"},
    .make = make_rescaling};

}  // namespace receptive
