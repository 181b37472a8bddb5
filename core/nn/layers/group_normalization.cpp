// Compiled for speed: runs for every picture or step.
#include <cmath>
#include <cstdint>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"

namespace receptive {

namespace declared {

constexpr Argument norm_groups{
    .name = "groups",
    .type = ArgumentType::whole,
    .low = 1,
    .fallback = 32,
    .title = "Groups",
    .about = "Maps fall into this many groups in order; 1 is layer normalization."};

}  // namespace declared

namespace {

/// y = gamma * (x - mean) / sqrt(variance + epsilon) + beta with a gamma and beta for each map,
/// mean and biased variance over the pixels of all maps of a group, for each example by itself (Wu
/// and He 2018, "Group Normalization", equations 1 to 5). It does the same in training and when it
/// answers, and an example never meets the others of its batch.
class GroupNormalization final : public Layer {
 public:
  GroupNormalization(const Shape& shape, int groups, float epsilon, bool scale, bool center)
      : shape_(shape), groups_(groups), epsilon_(epsilon), scale_(scale), center_(center) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }

  [[nodiscard]] Reading reading(std::span<const Shape>) const override {
    Sides sides = read_all(shape_, shape_);
    sides.maps = Axis::all(shape_.c, shape_.c, groups_);
    return {.sides = {sides}};
  }
  [[nodiscard]] Formula formula() const override {
    return formula::Standardized{.epsilon = epsilon_, .over = formula::Standardized::Over::read};
  }

  [[nodiscard]] LayerCost cost() const override {
    const auto values = static_cast<std::int64_t>(shape_.example_count());
    return {.connections = values * ((scale_ ? 1 : 0) + (center_ ? 1 : 0)),
            .multiply_adds = values};
  }

  [[nodiscard]] std::vector<ParameterInfo> parameters() const override {
    const auto parameter = [&](const char* name, Initializer start) {
      return ParameterInfo{.name = name,
                           .shape = {shape_.c, 1, 1, 1},
                           .initializer = start,
                           .role = ParameterRole::bias};
    };
    std::vector<ParameterInfo> list;
    if (scale_) list.push_back(parameter("gamma", Initializer::ones));
    if (center_) list.push_back(parameter("beta", Initializer::zeros));
    return list;
  }

  /// Saved: mean and 1 / sqrt(variance + epsilon) of each group of each example. Workspace: up to
  /// five values for each map of each example.
  [[nodiscard]] LayerNeeds needs(const Kernels&, int examples) const override {
    return {.workspace = 5 * maps_of(examples), .saved = 2 * groups_of(examples)};
  }

  void forward(const ForwardPass& pass) const override {
    const std::size_t maps = maps_of(pass.output.shape.n);
    const std::size_t groups = groups_of(pass.output.shape.n);
    const std::span<float> mean = pass.saved.first(groups);
    const std::span<float> inverse = pass.saved.subspan(groups, groups);
    pass.kernels.channel_moments(as_groups(pass.inputs[0]), mean, inverse);
    for (float& value : inverse) value = 1.0F / std::sqrt(value + epsilon_);
    const std::span<float> scale = pass.workspace.first(maps);
    const std::span<float> shift = pass.workspace.subspan(maps, maps);
    for (std::size_t i = 0; i < maps; ++i) {
      const std::size_t group = group_of(i);
      scale[i] = gamma(pass.parameters, i) * inverse[group];
      shift[i] = beta(pass.parameters, i) - mean[group] * scale[i];
    }
    pass.kernels.channel_affine(as_maps(pass.inputs[0]), scale, shift,
                                {pass.output.data, as_maps(pass.output).shape});
  }

  /// With n = (x - mean) * inverse and M values in a group, dgamma = sum of dy * n, dbeta = sum of
  /// dy, and dx = inverse * (gamma * dy - (sum of gamma * dy + n * sum of gamma * dy * n) / M), the
  /// sums over the group: the chain rule through mean and variance, as in Ioffe and Szegedy 2015,
  /// section 3.
  void backward(const BackwardPass& pass) const override {
    const std::size_t maps = maps_of(pass.output_gradient.shape.n);
    const std::size_t groups = groups_of(pass.output_gradient.shape.n);
    const std::span<const float> mean = pass.saved.first(groups);
    const std::span<const float> inverse = pass.saved.subspan(groups, groups);
    const std::span<float> sum_dy = pass.workspace.first(maps);
    const std::span<float> sum_dy_x = pass.workspace.subspan(maps, maps);
    const std::span<float> a = pass.workspace.subspan(2 * maps, maps);
    for (std::size_t i = 0; i < maps; ++i) a[i] = mean[group_of(i)];
    pass.kernels.channel_gradient_sums(as_maps(pass.output_gradient), as_maps(pass.inputs[0]), a,
                                       sum_dy, sum_dy_x);
    if (!pass.parameter_gradients.empty()) {
      for (std::size_t i = 0; i < maps; ++i) {
        const std::size_t map = map_of(i);
        if (scale_) pass.parameter_gradients[0].data[map] += sum_dy_x[i] * inverse[group_of(i)];
        if (center_) pass.parameter_gradients.back().data[map] += sum_dy[i];
      }
    }
    if (pass.input_gradients[0].data == nullptr) return;

    const std::span<float> b = pass.workspace.subspan(3 * maps, maps);
    const std::span<float> d = pass.workspace.subspan(4 * maps, maps);
    const std::size_t in_group = maps / groups;
    const auto values = static_cast<float>(in_group * shape_.plane_count());
    for (std::size_t group = 0; group < groups; ++group) {
      float by_mean = 0;
      float by_variance = 0;
      for (std::size_t i = group * in_group; i < (group + 1) * in_group; ++i) {
        const float factor = gamma(pass.parameters, i);
        by_mean += factor * sum_dy[i];
        by_variance += factor * sum_dy_x[i];
        a[i] = factor * inverse[group];
      }
      const float slope = inverse[group];
      for (std::size_t i = group * in_group; i < (group + 1) * in_group; ++i) {
        b[i] = -slope * slope * slope * by_variance / values;
        d[i] = -slope * by_mean / values - b[i] * mean[group];
      }
    }
    pass.kernels.channel_affine_backward(
        as_maps(pass.output_gradient), as_maps(pass.inputs[0]), a, b, d,
        {pass.input_gradients[0].data, as_maps(pass.output_gradient).shape});
  }

 private:
  [[nodiscard]] std::size_t maps_of(int examples) const {
    return static_cast<std::size_t>(examples) * static_cast<std::size_t>(shape_.c);
  }
  [[nodiscard]] std::size_t groups_of(int examples) const {
    return static_cast<std::size_t>(examples) * static_cast<std::size_t>(groups_);
  }
  // Of the maps of all examples in a row, number i: its group among all, and its own number.
  [[nodiscard]] std::size_t group_of(std::size_t i) const {
    return i / static_cast<std::size_t>(shape_.c / groups_);
  }
  [[nodiscard]] std::size_t map_of(std::size_t i) const {
    return i % static_cast<std::size_t>(shape_.c);
  }
  [[nodiscard]] float gamma(std::span<const TensorView> parameters, std::size_t i) const {
    return scale_ ? parameters[0].data[map_of(i)] : 1.0F;
  }
  [[nodiscard]] float beta(std::span<const TensorView> parameters, std::size_t i) const {
    return center_ ? parameters.back().data[map_of(i)] : 0.0F;
  }

  /// The maps of all examples as those of one.
  static ConstTensorView as_maps(ConstTensorView view) {
    return {view.data, {1, view.shape.n * view.shape.c, view.shape.h, view.shape.w}};
  }
  /// The groups of all examples as maps of one.
  [[nodiscard]] ConstTensorView as_groups(ConstTensorView view) const {
    const int in_group = shape_.c / groups_;
    return {view.data, {1, view.shape.n * groups_, in_group * view.shape.h, view.shape.w}};
  }

  Shape shape_;
  int groups_;
  float epsilon_;
  bool scale_;
  bool center_;
};

std::unique_ptr<Layer> make_group_normalization(Arguments& arguments, LayerInputs inputs) {
  const int maps = inputs[0].c;
  const int groups = arguments.whole("groups");
  if (maps % groups != 0) {
    arguments.refuse("groups", "a divisor of the " + std::to_string(maps) + " maps",
                     std::to_string(groups));
  }
  const auto epsilon = static_cast<float>(arguments.number("epsilon"));
  const bool scale = arguments.flag("scale");
  const bool center = arguments.flag("center");
  return std::make_unique<GroupNormalization>(inputs[0], groups, epsilon, scale, center);
}

}  // namespace

extern constinit const LayerKind group_normalization_layer{
    .declaration = {.name = "groupNormalization",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::training,
                    .arguments = arguments_of<declared::norm_groups, declared::norm_epsilon,
                                              declared::norm_scale, declared::norm_center>,
                    .title = "Group normalization",
                    .about =
                        "Brings groups of maps to mean 0 and spread 1, each picture by itself.",
                    .start = R"({"groups": 1})"},
    .make = make_group_normalization};

}  // namespace receptive
