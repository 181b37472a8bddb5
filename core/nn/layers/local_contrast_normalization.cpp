// Compiled for speed: runs for every picture or step.
#include <algorithm>
#include <cmath>

#include "nn/layers.h"
#include "nn/layers/convolution.h"
#include "nn/layers/smoothing.h"
#include "nn/layers/window_argument.h"
#include "tensor/arena.h"

namespace receptive {

namespace declared {

constexpr Argument contrast_size{
    .name = "kernelSize",
    .type = ArgumentType::whole,
    .low = 1,
    .high = 255,
    .fallback = 9,
    .title = "Neighbourhood",
    .about = "Squares around a place, height and width; an odd number."};

}  // namespace declared

namespace {

/// Subtractive and divisive normalization (Jarrett et al. 2009, section 2.1; after Pinto, Cox and
/// DiCarlo 2008). With g a Gaussian window over places and all maps whose weights sum to 1,
///   v = x - (g * x)                    (the same mean for all maps of a place)
///   sigma = sqrt(g * v^2)              (one for each place)
///   y = v / max(c, sigma, 1e-4), where c is the example's mean of sigma over its places.
/// At the edges the weights of the pixels that are there are made to sum to 1; the 1e-4, which the
/// paper has not, keeps blank pictures from 0 / 0.
class LocalContrastNormalization final : public Layer {
 public:
  LocalContrastNormalization(int size, const Shape& shape)
      : shape_(shape),
        // The window ends two deviations from its middle.
        profile_(gaussian_profile(size, size / 4.0)),
        smoothing_(profile_, 1, {1, 1, shape.h, shape.w}) {}

  [[nodiscard]] Shape output_shape() const override { return shape_; }

  /// Through c.
  [[nodiscard]] Reading reading(std::span<const Shape>) const override {
    return {.sides = {read_all(shape_, shape_)}};
  }
  [[nodiscard]] Formula formula() const override {
    return formula::ContrastNormalized{.profile = profile_, .least_divisor = least_divisor};
  }
  [[nodiscard]] Slid slid(const Values&, const Shape&) const override {
    return {.way = Slid::Way::bound};
  }

  /// Saved: sigma and what was divided by, for each place. Workspace: the gradient of v, two values
  /// for each place and what the kernels want.
  [[nodiscard]] LayerNeeds needs(const Kernels& kernels, int examples) const override {
    const std::size_t places = place_room(examples);
    return {.workspace = Arena::padded(shape_.with_examples(examples).count()) + 2 * places +
                         smoothing_.workspace(kernels, examples),
            .saved = 2 * places};
  }

  void forward(const ForwardPass& pass) const override {
    const int examples = pass.output.shape.n;
    const Places sigma = places(pass.saved, examples);
    const Places divisor = places(pass.saved.subspan(place_room(examples)), examples);
    const Places sums = places(pass.workspace, examples);
    const std::span<float> room = pass.workspace.subspan(place_room(examples));

    // v, in the place of y.
    sum_maps(pass.kernels, pass.inputs[0], sums);
    smoothing_.forward(pass.kernels, sums, divisor, room);
    pass.kernels.scale(divisor.values(), -1.0F / static_cast<float>(shape_.c));
    for_each_map(pass.output, [&](std::span<float> map, int n, int c) {
      std::ranges::copy(plane(divisor, n), map.begin());
      pass.kernels.add({pass.inputs[0].plane(n, c), map.size()}, map);
    });

    sum_squares(pass.kernels, pass.output, sums);
    smoothing_.forward(pass.kernels, sums, sigma, room);
    for (float& value : sigma.values()) {
      value = std::sqrt(std::max(value, 0.0F) / static_cast<float>(shape_.c));
    }
    for (int n = 0; n < examples; ++n) divide(pass, n, plane(sigma, n), plane(divisor, n));
  }

  void backward(const BackwardPass& pass) const override {
    if (pass.input_gradients[0].data == nullptr) return;
    const int examples = pass.output_gradient.shape.n;
    const ConstTensorView sigma{pass.saved.data(), place_shape(examples)};
    const ConstTensorView divisor{pass.saved.data() + place_room(examples), place_shape(examples)};
    const TensorView dv{pass.workspace.data(), pass.output_gradient.shape};
    const std::span<float> behind = pass.workspace.subspan(Arena::padded(dv.count()));
    const Places first = places(behind, examples);
    const Places second = places(behind.subspan(place_room(examples)), examples);
    const std::span<float> room = behind.subspan(2 * place_room(examples));

    // Of y = v / divisor: dv = dy / divisor, and ddivisor = -sum over maps of dy y / divisor.
    std::ranges::fill(first.values(), 0.0F);
    for_each_map(dv, [&](std::span<float> map, int n, int c) {
      const std::span<const float> dy(pass.output_gradient.plane(n, c), map.size());
      pass.kernels.multiply_add(dy, {pass.output.plane(n, c), map.size()}, plane(first, n));
      const float* by = divisor.plane(n, 0);
      for (std::size_t i = 0; i < map.size(); ++i) map[i] = dy[i] / by[i];
    });
    for (int n = 0; n < examples; ++n) {
      square_gradient(plane(first, n), {sigma.plane(n, 0), shape_.plane_count()},
                      {divisor.plane(n, 0), shape_.plane_count()});
    }
    // Of sigma^2 = g * v^2 / maps: dv += 2 v / maps * (g transposed * dsigma^2), where v = y
    // divisor.
    std::ranges::fill(second.values(), 0.0F);
    smoothing_.backward(pass.kernels, first, second, room);
    pass.kernels.scale(second.values(), 2.0F / static_cast<float>(shape_.c));
    pass.kernels.multiply(second.values(), divisor.values(), second.values());
    for_each_map(dv, [&](std::span<float> map, int n, int c) {
      pass.kernels.multiply_add(plane(second, n), {pass.output.plane(n, c), map.size()}, map);
    });
    // Of v = x - g * x: dx += dv - (g transposed * the sum of dv over maps) / maps.
    sum_maps(pass.kernels, dv, first);
    std::ranges::fill(second.values(), 0.0F);
    smoothing_.backward(pass.kernels, first, second, room);
    pass.kernels.scale(second.values(), -1.0F / static_cast<float>(shape_.c));
    for_each_map(pass.input_gradients[0], [&](std::span<float> map, int n, int c) {
      pass.kernels.add({dv.plane(n, c), map.size()}, map);
      pass.kernels.add(plane(second, n), map);
    });
  }

 private:
  /// One value for each place of each example: (N, 1, H, W).
  using Places = TensorView;
  static constexpr float least_divisor = 1e-4F;

  [[nodiscard]] Shape place_shape(int examples) const { return {examples, 1, shape_.h, shape_.w}; }
  [[nodiscard]] std::size_t place_room(int examples) const {
    return Arena::padded(place_shape(examples).count());
  }
  [[nodiscard]] Places places(std::span<float> from, int examples) const {
    return {from.data(), place_shape(examples)};
  }
  static std::span<float> plane(const Places& view, int n) {
    return {view.plane(n, 0), view.shape.plane_count()};
  }

  /// Calls visit(its values, example, map) for every map.
  template <typename Visit>
  static void for_each_map(const TensorView& view, const Visit& visit) {
    for (int n = 0; n < view.shape.n; ++n) {
      for (int c = 0; c < view.shape.c; ++c) {
        visit(std::span<float>(view.plane(n, c), view.shape.plane_count()), n, c);
      }
    }
  }

  static void sum_maps(const Kernels& kernels, ConstTensorView x, const Places& sums) {
    std::ranges::fill(sums.values(), 0.0F);
    for (int n = 0; n < x.shape.n; ++n) {
      for (int c = 0; c < x.shape.c; ++c) {
        kernels.add({x.plane(n, c), x.shape.plane_count()}, plane(sums, n));
      }
    }
  }

  static void sum_squares(const Kernels& kernels, const TensorView& x, const Places& sums) {
    std::ranges::fill(sums.values(), 0.0F);
    for_each_map(x, [&](std::span<float> map, int n, int) {
      kernels.multiply_add(map, map, plane(sums, n));
    });
  }

  /// Works out the divisors of example n and divides its maps by them.
  void divide(const ForwardPass& pass, int n, std::span<const float> sigma,
              std::span<float> divisor) const {
    double mean = 0;
    for (const float value : sigma) mean += static_cast<double>(value);
    const float least =
        std::max(static_cast<float>(mean / static_cast<double>(sigma.size())), least_divisor);
    for (std::size_t i = 0; i < sigma.size(); ++i) divisor[i] = std::max(sigma[i], least);
    for (int c = 0; c < shape_.c; ++c) {
      float* map = pass.output.plane(n, c);
      for (std::size_t i = 0; i < sigma.size(); ++i) map[i] /= divisor[i];
    }
  }

  /// Makes of sum dy y, in `sums`, the gradient of sigma^2 of one example. The divisor is sigma
  /// where that is the largest, else their mean, of which each sigma gets its share; where it is
  /// the constant nobody gets anything.
  static void square_gradient(std::span<float> sums, std::span<const float> sigma,
                              std::span<const float> divisor) {
    double of_mean = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const bool by_mean = sigma[i] < divisor[i] && divisor[i] > least_divisor;
      if (by_mean) of_mean -= static_cast<double>(sums[i]) / static_cast<double>(divisor[i]);
    }
    const auto share = static_cast<float>(of_mean / static_cast<double>(sums.size()));
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const bool by_sigma = sigma[i] >= divisor[i] && divisor[i] > least_divisor;
      const float dsigma = share - (by_sigma ? sums[i] / divisor[i] : 0.0F);
      sums[i] = sigma[i] > 0.0F ? dsigma / (2.0F * sigma[i]) : 0.0F;
    }
  }

  Shape shape_;
  std::vector<float> profile_;
  Smoothing smoothing_;
};

std::unique_ptr<Layer> make_local_contrast_normalization(Arguments& arguments, LayerInputs inputs) {
  const int size = arguments.whole("kernelSize");
  if (size % 2 == 0) arguments.refuse("kernelSize", "an odd number", std::to_string(size));
  check_maps(arguments, inputs[0]);
  check_padded_maps(arguments, {1, 1, inputs[0].h, inputs[0].w},
                    {size / 2, size / 2, size / 2, size / 2});
  return std::make_unique<LocalContrastNormalization>(size, inputs[0]);
}

}  // namespace

extern constinit const LayerKind local_contrast_normalization_layer{
    .declaration = {.name = "localContrastNormalization",
                    .role = Role::keeps_maps,
                    .group = LayerGroup::training,
                    .arguments = arguments_of<declared::contrast_size>,
                    .title = "Contrast normalization",
                    .about = "Takes away the mean around each place and divides by the spread "
                             "there (Jarrett et al. 2009)."},
    .make = make_local_contrast_normalization};

}  // namespace receptive
