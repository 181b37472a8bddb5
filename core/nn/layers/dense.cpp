// Compiled for speed: runs for every picture or step.
#include <algorithm>
#include <utility>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"
#include "nn/layers/weight_argument.h"
#include "nn/layers/window_argument.h"
#include "nn/run/shards.h"

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

  [[nodiscard]] Reading reading(std::span<const Shape> inputs) const override {
    const Shape& input = inputs[0];
    return {.sides = {read_all(input, output_shape())},
            .weight = filter_places({units_, input.c, input.h, input.w})};
  }
  [[nodiscard]] Formula formula() const override { return formula::WeightedSum{}; }
  /// A convolution with one window over the small map.
  [[nodiscard]] Slid slid(const Values& arguments, const Shape& map) const override {
    Slid slid{.type = "conv2d", .arguments = arguments, .takes_vectors = true};
    auto units = slid.arguments.extract("units");
    units.key() = "filters";
    slid.arguments.insert(std::move(units));
    slid.arguments["kernelSize"] = side_list(map);
    return slid;
  }

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
    return {.workspace = std::max({kernels.gemm_workspace(forward_shape(examples)),
                                   kernels.gemm_workspace(data_shape(examples)),
                                   kernels.gemm_workspace(weights_shape(examples))}),
            .shared = static_cast<std::size_t>(examples) * static_cast<std::size_t>(units_)};
  }

  /// Its weights are many: rather than that every thread reads them all for some examples, each
  /// reads some of them for all.
  [[nodiscard]] Division division(PassMode) const override { return Division::batch; }

  void forward(const ForwardPass& pass) const override {
    const int examples = pass.output.shape.n;
    const auto product = [&](int first, int count, int output, int outputs, int thread) {
      const float* bias = start_.use_bias ? pass.parameters[1].data + output : nullptr;
      for (int n = first; n < first + count; ++n) {
        float* row = pass.output.example(n) + output;
        if (bias != nullptr) {
          std::copy_n(bias, outputs, row);
        } else {
          std::fill_n(row, outputs, 0.0F);
        }
      }
      GemmShape shape = forward_shape(count);
      shape.n = outputs;
      pass.kernels.gemm(shape, pass.inputs[0].example(first),
                        pass.parameters[0].data + weight_row(output),
                        pass.output.example(first) + output, pass.crew.workspace(thread));
    };
    if (!few_units()) {
      run_pieces(pass.crew, std::int64_t{examples} * inputs_, units_,
                 [&](int output, int outputs, int thread) {
                   product(0, examples, output, outputs, thread);
                 });
    } else {
      const Shards shards(examples);
      const std::int64_t cost = std::int64_t{examples} * inputs_ * units_;
      pass.crew.team->run(shards.count(), cost, [&](int shard, int thread) {
        product(shards.first(shard), shards.size_of(shard), 0, units_, thread);
      });
    }
  }

  [[nodiscard]] bool can_overwrite() const override { return true; }

  void backward(const BackwardPass& pass) const override {
    const int examples = pass.output_gradient.shape.n;
    const float* dy = pass.output_gradient.data;
    const bool with_weights = !pass.parameter_gradients.empty();
    // Once for all threads: dy by outputs, each output's examples side by side.
    float* turned_dy = pass.shared.data();
    if (with_weights) {
      for (int output = 0; output < units_; ++output) {
        for (int n = 0; n < examples; ++n) {
          turned_dy[output * examples + n] = pass.output_gradient.example(n)[output];
        }
      }
    }
    if (with_weights && start_.use_bias) {
      for (int n = 0; n < examples; ++n) {
        pass.kernels.add({pass.output_gradient.example(n), static_cast<std::size_t>(units_)},
                         pass.parameter_gradients[1].values());
      }
    }
    const bool with_data = pass.input_gradients[0].data != nullptr;
    // The gradient of few outputs is read at once by whoever has the example; that of many is what
    // takes long, and is divided like the weights.
    const bool by_examples = few_units();
    if (with_data && by_examples) {
      const Shards shards(examples);
      const std::int64_t cost = std::int64_t{examples} * inputs_ * units_;
      pass.crew.team->run(shards.count(), cost, [&](int shard, int thread) {
        const int first = shards.first(shard);
        GemmShape shape = data_shape(shards.size_of(shard));
        shape.accumulate = !pass.fresh;
        pass.kernels.gemm(shape, pass.output_gradient.example(first), pass.parameters[0].data,
                          pass.input_gradients[0].example(first), pass.crew.workspace(thread));
      });
    }
    run_pieces(pass.crew, std::int64_t{examples} * units_, inputs_,
               [&](int input, int inputs, int thread) {
                 const std::span<float> workspace = pass.crew.workspace(thread);
                 if (with_weights) {
                   GemmShape shape = weights_shape(examples);
                   shape.n = inputs;
                   pass.kernels.gemm(shape, turned_dy, pass.inputs[0].data + input,
                                     pass.parameter_gradients[0].data + input, workspace);
                 }
                 if (with_data && !by_examples) {
                   GemmShape shape = data_shape(examples);
                   shape.n = inputs;
                   shape.accumulate = !pass.fresh;
                   pass.kernels.gemm(shape, dy, pass.parameters[0].data + input,
                                     pass.input_gradients[0].data + input, workspace);
                 }
               });
  }

 private:
  /// Columns that a thread takes at a time: a multiple of every kernel table's tile, and enough
  /// neighbours to read memory in stretches.
  static int piece_of(int columns) {
    constexpr int tile = 48;
    constexpr int most_pieces = 24;
    const int even = (columns + most_pieces - 1) / most_pieces;
    return (even + tile - 1) / tile * tile;
  }
  [[nodiscard]] bool few_units() const { return units_ < 96; }

  /// Calls work(first, count, thread) for pieces of 0 .. columns - 1, each column `cost` products.
  template <typename Work>
  static void run_pieces(const Crew& crew, std::int64_t cost, int columns, const Work& work) {
    const int piece = piece_of(columns);
    const int pieces = (columns + piece - 1) / piece;
    const auto one = [&](int index, int thread) {
      const int first = index * piece;
      work(first, std::min(piece, columns - first), thread);
    };
    crew.team->run(pieces, cost * columns, one);
  }

  [[nodiscard]] std::size_t weight_row(int output) const {
    return static_cast<std::size_t>(output) * static_cast<std::size_t>(inputs_);
  }
  // Of all columns: y += x weight^T, dx += dy weight, dweight += dy^T x.
  [[nodiscard]] GemmShape forward_shape(int examples) const {
    return {.m = examples,
            .n = units_,
            .k = inputs_,
            .transpose_b = true,
            .lda = inputs_,
            .ldb = inputs_,
            .ldc = units_,
            .accumulate = true};
  }
  [[nodiscard]] GemmShape data_shape(int examples) const {
    return {.m = examples,
            .n = inputs_,
            .k = units_,
            .lda = units_,
            .ldb = inputs_,
            .ldc = inputs_,
            .accumulate = true};
  }
  [[nodiscard]] GemmShape weights_shape(int examples) const {
    return {.m = units_,
            .n = inputs_,
            .k = examples,
            .lda = examples,
            .ldb = inputs_,
            .ldc = inputs_,
            .accumulate = true};
  }

  int inputs_;
  int units_;
  WeightStart start_;
};

std::unique_ptr<Layer> make_dense(Arguments& arguments, LayerInputs inputs) {
  const int values = static_cast<int>(inputs[0].example_count());
  const int units = arguments.whole("units");
  WeightStart start = read_weight_start(arguments, {units, values, 1, 1}, 2, {units, 1, 1, 1});
  return std::make_unique<Dense>(values, units, std::move(start));
}

}  // namespace

extern constinit const LayerKind dense_layer{
    .declaration =
        {.name = "dense",
         .role = Role::weighs,
         .group = LayerGroup::sums,
         .arguments =
             arguments_of<declared::units, declared::use_bias, declared::kernel_initializer,
                          declared::kernel_values, declared::bias_values, declared::activation>,
         .title = "Dense",
         .about = "Every unit weighs all values before it; at the end these are the votes.",
         .start = R"({"units": 32, "activation": "relu"})"},
    .make = make_dense};

}  // namespace receptive
