#include <algorithm>
#include <cstdint>
#include <utility>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"
#include "nn/layers/weight_argument.h"
#include "nn/layers/window_argument.h"
#include "tensor/arena.h"

namespace receptive {

namespace {

/// A convolution whose filters are not shared: every place has its own, and every output value its
/// own bias (cs231n, "Locally-Connected Layer"; Keras 2's LocallyConnected2D).
/// (IC, H, W) -> (filters, OH, OW); weight (OH * OW, filters, IC * KH * KW), bias
/// (filters, OH, OW).
///
/// With the filters of a place as the rows of a matrix, the place is one product with the patches
/// that all examples have there.
class LocallyConnected2d final : public Layer {
 public:
  LocallyConnected2d(const Shape& input, const Window2d& window, int filters)
      : input_(input),
        output_(output_of(window, input, filters)),
        window_(window),
        depth_(input.c * window.kernel_h * window.kernel_w) {}

  [[nodiscard]] Shape weight() const {
    return {static_cast<int>(output_.plane_count()), output_.c, depth_, 1};
  }
  [[nodiscard]] Shape bias() const { return {output_.c, output_.h, output_.w, 1}; }
  void start_with(WeightStart start) { start_ = std::move(start); }

  [[nodiscard]] Shape output_shape() const override { return output_; }

  [[nodiscard]] LayerCost cost() const override {
    const auto outputs = static_cast<std::int64_t>(output_.example_count());
    return {.connections = outputs * (depth_ + (start_.use_bias ? 1 : 0)),
            .multiply_adds = outputs * depth_};
  }

  [[nodiscard]] std::optional<Window2d> window() const override { return window_; }
  [[nodiscard]] Reading reading(std::span<const Shape>) const override {
    const std::int64_t depth = depth_;
    return {
        .sides = {read_window(Axis::all(input_.c, output_.c), window_, input_, output_)},
        .weight = {.map = depth,
                   .row = depth * output_.c * output_.w,
                   .col = depth * output_.c,
                   .tap_map = std::int64_t{window_.kernel_h} * window_.kernel_w,
                   .tap_row = window_.kernel_w,
                   .tap_col = 1},
        .bias = {
            .map = static_cast<std::int64_t>(output_.plane_count()), .row = output_.w, .col = 1}};
  }
  [[nodiscard]] Formula formula() const override { return formula::WeightedSum{}; }
  /// Its places have weights of their own, and a larger map has more places.
  [[nodiscard]] Slid slid(const Values&, const Shape&) const override {
    return {.way = Slid::Way::bound};
  }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    return weight_and_bias(
        start_,
        {.name = "weight",
         .shape = weight(),
         .rank = 3,
         .fan_in = static_cast<double>(depth_),
         .fan_out = static_cast<double>(output_.c) * window_.kernel_h * window_.kernel_w},
        bias(), 3);
  }

  /// The patches, the outputs of one place and what the products want.
  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    return {.workspace = patch_room(examples) + place_room(examples) +
                         std::max({kernels.gemm_workspace(forward_product(examples)),
                                   kernels.gemm_workspace(weight_product(examples)),
                                   kernels.gemm_workspace(patch_product(examples))})};
  }

  void forward(const ForwardPass& pass) const override {
    const int examples = pass.output.shape.n;
    const Workspace work = divide(pass.workspace, examples);
    for (std::size_t place = 0; place < output_.plane_count(); ++place) {
      gather_patches(pass.inputs[0], place, work.patches);
      pass.kernels.gemm(forward_product(examples), work.patches, filters_at(pass.parameters, place),
                        work.outputs, work.rest);
      const float* bias = start_.use_bias ? pass.parameters[1].data + place : nullptr;
      const float* from = work.outputs;
      for (int n = 0; n < examples; ++n) {
        float* to = pass.output.example(n) + place;
        for (std::size_t at = 0; at < output_.example_count(); at += output_.plane_count()) {
          to[at] = *from++ + (bias == nullptr ? 0.0F : bias[at]);
        }
      }
    }
  }

  void backward(const BackwardPass& pass) const override {
    const int examples = pass.output_gradient.shape.n;
    const Workspace work = divide(pass.workspace, examples);
    const bool with_parameters = !pass.parameter_gradients.empty();
    if (with_parameters && start_.use_bias) {
      for (int n = 0; n < examples; ++n) {
        pass.kernels.add({pass.output_gradient.example(n), output_.example_count()},
                         pass.parameter_gradients[1].values());
      }
    }
    for (std::size_t place = 0; place < output_.plane_count(); ++place) {
      gather_outputs(pass.output_gradient, place, work.outputs);
      if (with_parameters) {
        gather_patches(pass.inputs[0], place, work.patches);
        pass.kernels.gemm(weight_product(examples), work.outputs, work.patches,
                          filters_at(pass.parameter_gradients, place), work.rest);
      }
      if (pass.input_gradients[0].data != nullptr) {
        pass.kernels.gemm(patch_product(examples), work.outputs, filters_at(pass.parameters, place),
                          work.patches, work.rest);
        add_patches(work.patches, place, pass.input_gradients[0]);
      }
    }
  }

 private:
  struct Workspace {
    float* patches;  ///< (N, IC * KH * KW) of one place
    float* outputs;  ///< (N, filters) of one place
    std::span<float> rest;
  };

  [[nodiscard]] std::size_t patch_room(int examples) const {
    return Arena::padded(static_cast<std::size_t>(examples) * static_cast<std::size_t>(depth_));
  }
  [[nodiscard]] std::size_t place_room(int examples) const {
    return Arena::padded(static_cast<std::size_t>(examples) * static_cast<std::size_t>(output_.c));
  }
  [[nodiscard]] Workspace divide(std::span<float> workspace, int examples) const {
    const std::size_t patches = patch_room(examples);
    const std::size_t outputs = place_room(examples);
    return {workspace.data(), workspace.data() + patches, workspace.subspan(patches + outputs)};
  }

  /// outputs (N, OC) = patches (N, K) filters^T (K, OC)
  [[nodiscard]] GemmShape forward_product(int examples) const {
    return {.m = examples,
            .n = output_.c,
            .k = depth_,
            .transpose_b = true,
            .lda = depth_,
            .ldb = depth_,
            .ldc = output_.c};
  }
  /// dfilters (OC, K) += doutputs^T (OC, N) patches (N, K)
  [[nodiscard]] GemmShape weight_product(int examples) const {
    return {.m = output_.c,
            .n = depth_,
            .k = examples,
            .transpose_a = true,
            .lda = output_.c,
            .ldb = depth_,
            .ldc = depth_,
            .accumulate = true};
  }
  /// dpatches (N, K) = doutputs (N, OC) filters (OC, K)
  [[nodiscard]] GemmShape patch_product(int examples) const {
    return {
        .m = examples, .n = depth_, .k = output_.c, .lda = output_.c, .ldb = depth_, .ldc = depth_};
  }

  [[nodiscard]] float* filters_at(std::span<const TensorView> parameters, std::size_t place) const {
    return parameters[0].example(static_cast<int>(place));
  }

  /// Calls visit(where a kernel row of a patch begins in the example) in the order of the weight.
  template <typename Visit>
  void for_each_kernel_row(std::size_t place, const Visit& visit) const {
    const auto width = static_cast<std::size_t>(output_.w);
    const std::size_t top = place / width * static_cast<std::size_t>(window_.stride_h);
    const std::size_t left = place % width * static_cast<std::size_t>(window_.stride_w);
    for (std::size_t map = 0; map < static_cast<std::size_t>(input_.c); ++map) {
      for (std::size_t row = 0; row < static_cast<std::size_t>(window_.kernel_h); ++row) {
        visit(map * input_.plane_count() + (top + row) * static_cast<std::size_t>(input_.w) + left);
      }
    }
  }

  void gather_patches(ConstTensorView x, std::size_t place, float* patches) const {
    for (int n = 0; n < x.shape.n; ++n) {
      for_each_kernel_row(place, [&](std::size_t from) {
        patches = std::copy_n(x.example(n) + from, window_.kernel_w, patches);
      });
    }
  }

  void add_patches(const float* patches, std::size_t place, const TensorView& dx) const {
    for (int n = 0; n < dx.shape.n; ++n) {
      for_each_kernel_row(place, [&](std::size_t to) {
        float* row = dx.example(n) + to;
        for (int col = 0; col < window_.kernel_w; ++col) row[col] += *patches++;
      });
    }
  }

  void gather_outputs(ConstTensorView dy, std::size_t place, float* outputs) const {
    for (int n = 0; n < dy.shape.n; ++n) {
      for (int filter = 0; filter < output_.c; ++filter) *outputs++ = dy.plane(n, filter)[place];
    }
  }

  Shape input_;
  Shape output_;
  Window2d window_;
  int depth_;  ///< values of a patch
  WeightStart start_;
};

std::unique_ptr<Layer> make_locally_connected2d(Arguments& arguments, LayerInputs inputs) {
  const int filters = arguments.whole("filters");
  const IntPair kernel = arguments.pair("kernelSize");
  const Window2d window = read_window(arguments, kernel, inputs[0]);
  auto layer = std::make_unique<LocallyConnected2d>(inputs[0], window, filters);
  checked_count(layer->output_shape(), arguments.owner() + ": output");
  layer->start_with(read_weight_start(arguments, layer->weight(), 3, layer->bias(), 3));
  return layer;
}

}  // namespace

extern constinit const LayerKind locally_connected2d_layer{
    .declaration =
        {.name = "locallyConnected2d",
         .role = Role::weighs,
         .group = LayerGroup::filters,
         .arguments =
             arguments_of<declared::filters, declared::kernel_size, declared::strides,
                          declared::no_padding, declared::use_bias, declared::kernel_initializer,
                          declared::kernel_values, declared::bias_values, declared::activation>,
         .title = "Filters of each place",
         .about = "As a convolution, but every place has filters of its own: many weights.",
         .start = R"({"filters": 4, "kernelSize": 3, "activation": "relu"})"},
    .make = make_locally_connected2d};

}  // namespace receptive
