// Compiled for speed: runs for every picture or step.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"

namespace receptive {

namespace declared {

constexpr Argument momentum{.name = "momentum",
                            .high = 1,
                            .fallback = 0.99,
                            .title = "Momentum",
                            .about = "Share that the running mean and variance keep in a step."};
}  // namespace declared

namespace {

struct NormalizationSettings {
  float momentum = 0.99F;
  float epsilon = 1e-3F;
  bool scale = true;
  bool center = true;
};

/// y = gamma * (x - mean) / sqrt(variance + epsilon) + beta for each map, mean and variance over
/// examples and pixels; for the neurons of a dense layer, each a map of one pixel, over examples
/// (Ioffe and Szegedy 2015, algorithms 1 and 2).
///
/// Training normalizes with the batch's mean and biased variance and moves the running ones towards
/// them, running = momentum * running + (1 - momentum) * batch, the variance biased too as in
/// Keras. Inference normalizes with the running ones, and collecting makes these the exact ones of
/// all examples of a collection.
class BatchNormalization final : public Layer {
 public:
  BatchNormalization(const Shape& shape, const NormalizationSettings& settings)
      : shape_(shape), settings_(settings), maps_(static_cast<std::size_t>(shape.c)) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }
  [[nodiscard]] Formula formula() const override {
    return formula::Standardized{.epsilon = settings_.epsilon};
  }

  [[nodiscard]] LayerCost cost() const override {
    const auto values = static_cast<std::int64_t>(shape_.example_count());
    return {.connections = values * ((settings_.scale ? 1 : 0) + (settings_.center ? 1 : 0)),
            .multiply_adds = values};
  }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    const Shape shape{shape_.c, 1, 1, 1};
    const auto parameter = [&](const char* name, Initializer start, ParameterRole role) {
      return ParameterInfo{.name = name, .shape = shape, .initializer = start, .role = role};
    };
    std::vector<ParameterInfo> list;
    if (settings_.scale) {
      list.push_back(parameter("gamma", Initializer::ones, ParameterRole::bias));
    }
    if (settings_.center) {
      list.push_back(parameter("beta", Initializer::zeros, ParameterRole::bias));
    }
    list.push_back(parameter("movingMean", Initializer::zeros, ParameterRole::statistic));
    list.push_back(parameter("movingVariance", Initializer::ones, ParameterRole::statistic));
    list.back().never_negative = true;
    return list;
  }

  /// Saved: mean and 1 / sqrt(variance + epsilon) of each map that were used, and whether they were
  /// the batch's own (1) or given (0). Workspace: up to five values for each map.
  [[nodiscard]] LayerNeeds needs(const Kernels&, int) const override {
    return {.workspace = 5 * maps_, .saved = 2 * maps_ + 1};
  }

  /// The batch's own statistics join its examples.
  [[nodiscard]] Division division(PassMode mode) const override {
    return mode == PassMode::inference ? Division::examples : Division::batch;
  }

  void forward(const ForwardPass& pass) const override {
    const std::span<float> mean = pass.saved.first(maps_);
    const std::span<float> inverse = pass.saved.subspan(maps_, maps_);
    const bool of_batch = pass.mode != PassMode::inference;
    if (of_batch) {
      pass.kernels.channel_moments(pass.inputs[0], mean, inverse);
      if (pass.training()) {
        move_statistics(pass, mean, inverse);
      } else {
        merge_statistics(pass, mean, inverse);
      }
    } else {
      std::ranges::copy(moving_mean(pass.parameters), mean.begin());
      std::ranges::copy(moving_variance(pass.parameters), inverse.begin());
    }
    pass.saved[2 * maps_] = of_batch ? 1.0F : 0.0F;

    const std::span<float> scale = pass.workspace.first(maps_);
    const std::span<float> shift = pass.workspace.subspan(maps_, maps_);
    for (std::size_t c = 0; c < maps_; ++c) {
      inverse[c] = 1.0F / std::sqrt(inverse[c] + settings_.epsilon);
      scale[c] = gamma(pass.parameters, c) * inverse[c];
      const float beta = settings_.center ? pass.parameters[beta_index()].data[c] : 0.0F;
      shift[c] = beta - mean[c] * scale[c];
    }
    pass.kernels.channel_affine(pass.inputs[0], scale, shift, pass.output);
  }

  /// With n = (x - mean) * inverse and M values in a map, dgamma = sum of dy * n, dbeta = sum of dy
  /// and, where mean and variance depend on x,
  /// dx = gamma * inverse * (dy - dbeta / M - n * dgamma / M)
  /// (Ioffe and Szegedy 2015, section 3); otherwise dx = gamma * inverse * dy.
  void backward(const BackwardPass& pass) const override {
    const std::span<const float> mean = pass.saved.first(maps_);
    const std::span<const float> inverse = pass.saved.subspan(maps_, maps_);
    const bool of_batch = pass.saved[2 * maps_] != 0.0F;
    const std::span<float> sum_dy = pass.workspace.first(maps_);
    const std::span<float> sum_dy_x = pass.workspace.subspan(maps_, maps_);
    const bool with_parameters = !pass.parameter_gradients.empty();
    if (of_batch || with_parameters) {
      pass.kernels.channel_gradient_sums(pass.output_gradient, pass.inputs[0], mean, sum_dy,
                                         sum_dy_x);
    }
    if (with_parameters) add_parameter_gradients(pass, inverse, sum_dy, sum_dy_x);
    if (pass.input_gradients[0].data == nullptr) return;

    const std::span<float> a = pass.workspace.subspan(2 * maps_, maps_);
    const std::span<float> b = pass.workspace.subspan(3 * maps_, maps_);
    const std::span<float> d = pass.workspace.subspan(4 * maps_, maps_);
    const auto values = static_cast<float>(static_cast<std::size_t>(pass.output_gradient.shape.n) *
                                           shape_.plane_count());
    for (std::size_t c = 0; c < maps_; ++c) {
      a[c] = gamma(pass.parameters, c) * inverse[c];
      b[c] = of_batch ? -a[c] * inverse[c] * inverse[c] * sum_dy_x[c] / values : 0.0F;
      d[c] = of_batch ? -a[c] * sum_dy[c] / values - b[c] * mean[c] : 0.0F;
    }
    pass.kernels.channel_affine_backward(pass.output_gradient, pass.inputs[0], a, b, d,
                                         pass.input_gradients[0]);
  }

 private:
  // The parameters in their order: gamma and beta where there are any, mean, variance.
  [[nodiscard]] std::size_t beta_index() const { return settings_.scale ? 1 : 0; }
  [[nodiscard]] float gamma(std::span<const TensorView> parameters, std::size_t map) const {
    return settings_.scale ? parameters[0].data[map] : 1.0F;
  }
  static std::span<float> moving_mean(std::span<const TensorView> parameters) {
    return parameters[parameters.size() - 2].values();
  }
  static std::span<float> moving_variance(std::span<const TensorView> parameters) {
    return parameters.back().values();
  }

  void move_statistics(const ForwardPass& pass, std::span<const float> mean,
                       std::span<const float> variance) const {
    const std::span<float> running_mean = moving_mean(pass.parameters);
    const std::span<float> running_variance = moving_variance(pass.parameters);
    const float rate = 1.0F - settings_.momentum;
    for (std::size_t c = 0; c < maps_; ++c) {
      running_mean[c] += rate * (mean[c] - running_mean[c]);
      running_variance[c] += rate * (variance[c] - running_variance[c]);
    }
  }

  /// The statistics of two sets together (Chan, Golub and LeVeque 1983, equations 2.1).
  void merge_statistics(const ForwardPass& pass, std::span<const float> mean,
                        std::span<const float> variance) const {
    const std::span<float> all_mean = moving_mean(pass.parameters);
    const std::span<float> all_variance = moving_variance(pass.parameters);
    const auto before = static_cast<double>(pass.collected);
    const auto here = static_cast<double>(pass.output.shape.n);
    const double share = here / (before + here);
    for (std::size_t c = 0; c < maps_; ++c) {
      if (pass.collected == 0) {
        all_mean[c] = mean[c];
        all_variance[c] = variance[c];
        continue;
      }
      const double apart = static_cast<double>(mean[c]) - all_mean[c];
      const double variances =
          all_variance[c] + share * (static_cast<double>(variance[c]) - all_variance[c]);
      all_mean[c] = static_cast<float>(all_mean[c] + share * apart);
      all_variance[c] = static_cast<float>(variances + share * (1 - share) * apart * apart);
    }
  }

  void add_parameter_gradients(const BackwardPass& pass, std::span<const float> inverse,
                               std::span<const float> sum_dy,
                               std::span<const float> sum_dy_x) const {
    for (std::size_t c = 0; c < maps_; ++c) {
      if (settings_.scale) pass.parameter_gradients[0].data[c] += sum_dy_x[c] * inverse[c];
      if (settings_.center) pass.parameter_gradients[beta_index()].data[c] += sum_dy[c];
    }
  }

  Shape shape_;
  NormalizationSettings settings_;
  std::size_t maps_;
};

std::unique_ptr<Layer> make_batch_normalization(Arguments& arguments, LayerInputs inputs) {
  NormalizationSettings settings;
  settings.momentum = static_cast<float>(arguments.number("momentum"));
  settings.epsilon = static_cast<float>(arguments.number("epsilon"));
  settings.scale = arguments.flag("scale");
  settings.center = arguments.flag("center");
  return std::make_unique<BatchNormalization>(inputs[0], settings);
}

}  // namespace

extern constinit const LayerKind batch_normalization_layer{
    .declaration =
        {.name = "batchNormalization",
         .role = Role::keeps_maps,
         .group = LayerGroup::training,
         .arguments = arguments_of<declared::momentum, declared::norm_epsilon, declared::norm_scale,
                                   declared::norm_center>,
         .title = "Batch normalization",
         .about =
             "Brings every map to mean 0 and spread 1 over the batch: deep networks learn faster."},
    .make = make_batch_normalization};

}  // namespace receptive
