#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/declaration.h"
#include "base/random.h"
#include "kernels/kernels.h"
#include "nn/facts/formula.h"
#include "nn/facts/reading.h"
#include "nn/facts/slid.h"
#include "tensor/view.h"
#include "threads/team.h"

namespace receptive {

/// How a parameter starts. Glorot and Bengio 2010; He et al. 2015; LeCun et al. 1998.
enum class Initializer : std::uint8_t {
  zeros,
  ones,
  glorot_uniform,  ///< uniform in +-sqrt(6 / (fan_in + fan_out))
  glorot_normal,   ///< normal, variance 2 / (fan_in + fan_out)
  he_uniform,      ///< uniform in +-sqrt(6 / fan_in)
  he_normal,       ///< normal, variance 2 / fan_in
  lecun_uniform,   ///< uniform in +-sqrt(3 / fan_in)
  lecun_normal,    ///< normal, variance 1 / fan_in ("Efficient BackProp", section 4.6)
  fan_in_uniform,  ///< uniform in +-2.4 / fan_in (LeNet-5, appendix A)
  small_uniform,   ///< uniform in +-0.05 (Keras's choice for embeddings)
  given,           ///< `ParameterInfo::values`, set by hand
};

/// What a parameter is for, which decides how training treats it.
enum class ParameterRole : std::uint8_t {
  weight,     ///< trained; L1, L2 and weight decay act on it
  bias,       ///< trained without them, as are gamma and beta of a normalization
  statistic,  ///< not trained: the forward pass in training keeps it (running mean and variance)
};

/// A tensor that belongs to a layer, before it has memory.
struct ParameterInfo {
  std::string name;  ///< within the layer: "weight", "bias"
  Shape shape;       ///< (OC, IC, KH, KW), (out, in, 1, 1) or (n, 1, 1, 1)
  int rank = 1;      ///< extents of `shape` that are meant: 4, 2 or 1
  Initializer initializer = Initializer::zeros;
  /// Fans in double: products of extents that need not fit in an int.
  double fan_in = 1;
  double fan_out = 1;
  ParameterRole role = ParameterRole::weight;
  std::vector<float> values = {};  ///< for `Initializer::given`, as many as the shape holds
  /// Which of the values exist, where a connection table leaves some out (those are 0 for ever).
  /// Empty: all of them.
  std::vector<bool> connected = {};
  bool never_negative = false;  ///< a variance: of values below 0 its layer computes NaN
};

/// How the work of a layer is divided among threads.
enum class Division : std::uint8_t {
  /// Every example goes through by itself: a call gets some of the batch's examples, and other
  /// threads call with the others at the same time.
  examples,
  /// One call gets the whole batch, because examples depend on each other or because there is a
  /// better way to divide the work; the layer divides it itself, by `Crew::team`.
  batch,
};

/// The threads at the service of a layer with `Division::batch`.
struct Crew {
  Team* team = nullptr;
  std::span<float> workspaces = {};
  std::size_t workspace_pitch = 0;
  /// Scratch of each thread, `LayerNeeds::workspace` long.
  [[nodiscard]] std::span<float> workspace(int thread) const {
    return workspaces.subspan(static_cast<std::size_t>(thread) * workspace_pitch, workspace_pitch);
  }
};

/// Memory that a layer asks for to be called with a given number of examples, in values.
struct LayerNeeds {
  std::size_t workspace = 0;  ///< scratch of each thread, lost after each call
  std::size_t shared = 0;     ///< scratch of all threads together (`Division::batch`)
  std::size_t saved = 0;      ///< float32 that forward leaves for backward (dropout's mask)
  std::size_t switches = 0;   ///< int32 that forward leaves for backward (max pooling)
};

enum class PassMode : std::uint8_t {
  inference,
  training,
  /// As inference, but normalizations use the batch's own statistics and gather those of all
  /// batches of the collection in their `ParameterRole::statistic` parameters.
  collecting,
};

/// What a layer works on when it goes forward. Views hold `output.shape.n` examples.
struct ForwardPass {
  const Kernels& kernels;
  std::span<const ConstTensorView> inputs;
  /// Only statistics are written, and only in training and collecting.
  std::span<const TensorView> parameters;
  TensorView output;
  std::span<float> saved;
  std::span<std::int32_t> switches;
  std::span<float> workspace;
  PassMode mode = PassMode::inference;
  /// The chance of this layer and these examples in this step.
  Random random;
  /// Examples that went through before in this collection.
  std::int64_t collected = 0;
  /// The rest is for `Division::batch` alone.
  Crew crew = {};
  std::span<float> shared = {};

  [[nodiscard]] bool training() const { return mode == PassMode::training; }
};

/// What a layer works on when it goes backward, after `forward` on the same memory.
struct BackwardPass {
  const Kernels& kernels;
  std::span<const ConstTensorView> inputs;
  std::span<const TensorView> parameters;
  ConstTensorView output;
  ConstTensorView output_gradient;
  /// Added to. `data` is nullptr where nobody needs the gradient (the network's input, and what is
  /// computed from it without parameters to train).
  std::span<const TensorView> input_gradients;
  /// For layers that say `can_overwrite`: the gradient of the only input holds nothing yet, not
  /// even zeros, and is to be written instead of added to.
  bool fresh = false;
  /// Added to. Empty when only the activations' gradients are wanted, or the layer is frozen.
  std::span<const TensorView> parameter_gradients;
  std::span<const float> saved;
  std::span<const std::int32_t> switches;
  std::span<float> workspace;
  /// The rest is for `Division::batch` alone.
  Crew crew = {};
  std::span<float> shared = {};
};

/// What a layer costs for one example, as summaries count it.
struct LayerCost {
  /// Uses of a weight or bias, as LeCun et al. 1998 count them.
  std::int64_t connections = 0;
  std::int64_t multiply_adds = 0;
};

/// One operation of a network, made for known input shapes. It owns no memory and keeps no state:
/// everything it reads and writes comes with the pass.
class Layer {
 public:
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;
  virtual ~Layer() = default;

  /// Of one example (n = 1).
  [[nodiscard]] virtual Shape output_shape() const = 0;
  [[nodiscard]] virtual std::vector<ParameterInfo> parameters() const { return {}; }
  [[nodiscard]] virtual LayerNeeds needs(const Kernels& kernels, int examples) const {
    (void)kernels;
    (void)examples;
    return {};
  }

  [[nodiscard]] virtual LayerCost cost() const { return {}; }

  // What it does, for all who look at networks: nobody else knows layers by their names.

  /// The window that slides over the input, where there is one.
  [[nodiscard]] virtual std::optional<Window2d> window() const { return {}; }
  /// Which places each output reads, and with which weights. By default its own place of each
  /// input, or what its window covers of its own map.
  /// @param inputs the shapes that the layer was made for
  [[nodiscard]] virtual Reading reading(std::span<const Shape> inputs) const;
  /// What it makes of them when it answers.
  [[nodiscard]] virtual Formula formula() const = 0;
  /// What stands for it over a larger picture.
  /// @param arguments as they were written
  /// @param map what it reads on the small picture, as it was before any flattening
  [[nodiscard]] virtual Slid slid(const Values& arguments, const Shape& map) const {
    (void)map;
    return {.arguments = arguments};
  }
  /// The argument whose value may change between two steps, and which a checkpoint therefore holds.
  [[nodiscard]] virtual const Argument* changeable_setting() const { return nullptr; }
  /// Between two steps, with a value that the setting takes.
  virtual void change_setting(double value) { (void)value; }

  /// True for a layer that only gives its input another shape: its output is the input's memory
  /// and neither `forward` nor `backward` is called.
  [[nodiscard]] virtual bool only_reshapes() const { return false; }

  /// True for a layer with one input that heeds `BackwardPass::fresh`, which saves two passes over
  /// memory.
  [[nodiscard]] virtual bool can_overwrite() const { return false; }

  /// In a pass of this mode; the backward pass is divided as the forward pass was.
  [[nodiscard]] virtual Division division(PassMode mode) const {
    (void)mode;
    return Division::examples;
  }

  /// output = f(inputs, parameters)
  virtual void forward(const ForwardPass& pass) const = 0;
  /// Adds to the gradients of inputs and parameters.
  virtual void backward(const BackwardPass& pass) const = 0;
};

}  // namespace receptive
