#include <algorithm>
#include <cmath>
#include <limits>

#include "nn/layers.h"

namespace receptive {

namespace declared {

constexpr Argument input_dim{.name = "inputDim",
                             .type = ArgumentType::whole,
                             .required = true,
                             .low = 1,
                             .high = 1 << 24,  // float32 counts so far in ones
                             .title = "Words",
                             .about = "How many there are; they are numbered from 0."};
constexpr Argument output_dim{.name = "outputDim",
                              .type = ArgumentType::whole,
                              .required = true,
                              .low = 1,
                              .high = 65536,
                              .title = "Values a word",
                              .about = "Extents of the space in which the words are points."};

}  // namespace declared

namespace {

/// A row of whole numbers, each replaced by the row of the weight that it names (Bengio et al.
/// 2003; Keras's Embedding). (1, 1, W) -> (outputDim, 1, W); weight (inputDim, outputDim).
///
/// A number that names no row makes NaN of its column: the loss is then NaN, training stops and
/// says that this layer went first. The numbers themselves get no gradient.
class Embedding final : public Layer {
 public:
  Embedding(int rows, int values, int width) : rows_(rows), values_(values), width_(width) {}

  [[nodiscard]] Shape output_shape() const override { return {1, values_, 1, width_}; }

  [[nodiscard]] LayerCost cost() const override {
    return {.connections = std::int64_t{values_} * width_};
  }

  /// A column reads its number; which weights it gets is no matter of places.
  [[nodiscard]] Reading reading(std::span<const Shape> inputs) const override {
    const Shape& input = inputs[0];
    return {.sides = {{Axis::all(input.c, values_), Axis::shifted(input.h, 1),
                       Axis::shifted(input.w, width_)}}};
  }
  [[nodiscard]] Formula formula() const override { return formula::LookUp{}; }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    return {{.name = "weight",
             .shape = {rows_, values_, 1, 1},
             .rank = 2,
             .initializer = Initializer::small_uniform,
             .fan_in = static_cast<double>(rows_),
             .fan_out = static_cast<double>(values_)}};
  }

  void forward(const ForwardPass& pass) const override {
    const float* weight = pass.parameters[0].data;
    for_each_word(pass.inputs[0], [&](int n, int column, std::optional<std::size_t> row) {
      float* to = pass.output.example(n) + column;
      for (int d = 0; d < values_; ++d) {
        to[at(d)] = row ? weight[*row + static_cast<std::size_t>(d)]
                        : std::numeric_limits<float>::quiet_NaN();
      }
    });
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.parameter_gradients.empty()) return;
    float* gradient = pass.parameter_gradients[0].data;
    for_each_word(pass.inputs[0], [&](int n, int column, std::optional<std::size_t> row) {
      if (!row) return;
      const float* from = pass.output_gradient.example(n) + column;
      for (int d = 0; d < values_; ++d) gradient[*row + static_cast<std::size_t>(d)] += from[at(d)];
    });
  }

 private:
  /// Calls visit(example, column, where the row of the number there begins in the weight).
  template <typename Visit>
  void for_each_word(ConstTensorView numbers, const Visit& visit) const {
    for (int n = 0; n < numbers.shape.n; ++n) {
      for (int column = 0; column < width_; ++column) {
        const float number = numbers.example(n)[column];
        std::optional<std::size_t> row;
        if (number >= 0 && number < static_cast<float>(rows_) && std::floor(number) == number) {
          row = static_cast<std::size_t>(number) * static_cast<std::size_t>(values_);
        }
        visit(n, column, row);
      }
    }
  }

  /// Map d of an example begins there.
  [[nodiscard]] std::size_t at(int d) const {
    return static_cast<std::size_t>(d) * static_cast<std::size_t>(width_);
  }

  int rows_;
  int values_;
  int width_;
};

std::unique_ptr<Layer> make_embedding(Arguments& arguments, LayerInputs inputs) {
  if (inputs[0].c != 1 || inputs[0].h != 1) {
    arguments.refuse("input", "a row of whole numbers, 1 x 1 x width", example_text(inputs[0]));
  }
  const int rows = arguments.whole("inputDim");
  const int values = arguments.whole("outputDim");
  return std::make_unique<Embedding>(rows, values, inputs[0].w);
}

}  // namespace

extern constinit const LayerKind embedding_layer{
    .declaration = {.name = "embedding",
                    .role = Role::mixes,
                    .group = LayerGroup::sums,
                    .arguments = arguments_of<declared::input_dim, declared::output_dim>,
                    .title = "Embedding",
                    .about =
                        "Words as points: each number of a row becomes a column of learned values.",
                    .start = R"({"inputDim": 256, "outputDim": 8})"},
    .make = make_embedding};

}  // namespace receptive
