#include "inspect/looks/attribution.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"

namespace receptive {

namespace {

/// map = sum over the channels of example `n`.
void sum_channels(ConstTensorView values, int n, std::span<float> map) {
  std::ranges::fill(map, 0.0F);
  for (int c = 0; c < values.shape.c; ++c) {
    const float* plane = values.plane(n, c);
    for (std::size_t i = 0; i < map.size(); ++i) map[i] += plane[i];
  }
}

/// Where a pixel lies among the units of one side: between `low` and `low` + 1.
struct Between {
  int low = 0;
  float share = 0.0F;  ///< of the upper one
};

Between between(int pixel, int pixels, int units, const FieldSide& side) {
  const double at =
      side.stride > 0 ? (pixel - side.offset) / side.stride : (pixel + 0.5) * units / pixels - 0.5;
  const double inside = std::clamp(at, 0.0, static_cast<double>(units - 1));
  const int low = std::min(static_cast<int>(inside), std::max(units - 2, 0));
  return {.low = low, .share = static_cast<float>(inside - low)};
}

}  // namespace

void saliency(TargetGradient& lens, const Target& target, BackwardRule rule, std::span<float> map) {
  lens.backward(target, rule);
  sum_channels(lens.gradient(Graph::network_input), 0, map);
}

void gradient_times_input(const TargetGradient& lens, std::span<float> map) {
  const ConstTensorView gradient = lens.gradient(Graph::network_input);
  const ConstTensorView picture = lens.activation(Graph::network_input);
  std::ranges::fill(map, 0.0F);
  for (int c = 0; c < gradient.shape.c; ++c) {
    for (std::size_t i = 0; i < map.size(); ++i) {
      map[i] += gradient.plane(0, c)[i] * picture.plane(0, c)[i];
    }
  }
}

void smooth_gradient(const Network& network, ConstTensorView picture, const Target& target,
                     const NoisyCopies& copies, std::span<float> mean) {
  check_picture(network.graph(), picture.shape);
  if (copies.first < 0 || copies.count < 1) {
    throw ArgumentError("copies: expected at least one, found " + std::to_string(copies.count) +
                        " from " + std::to_string(copies.first));
  }
  TargetGradient lens(network, copies.count);
  const TensorView noisy = lens.pictures(copies.count);
  for (int n = 0; n < copies.count; ++n) {
    Random random(copies.seed, static_cast<std::uint64_t>(copies.first + n));
    std::ranges::transform(picture.values(), noisy.example(n),
                           [&](float value) { return value + copies.sigma * random.normal(); });
  }
  lens.forward(copies.count);
  lens.backward(std::vector<Target>(static_cast<std::size_t>(copies.count), target));
  std::vector<float> map(mean.size());
  std::vector<double> sum(mean.begin(), mean.end());
  for (double& value : sum) value *= copies.first;
  for (int n = 0; n < copies.count; ++n) {
    sum_channels(lens.gradient(Graph::network_input), n, map);
    for (std::size_t i = 0; i < map.size(); ++i) sum[i] += static_cast<double>(map[i]);
  }
  std::ranges::transform(sum, mean.begin(), [&](double value) {
    return static_cast<float>(value / (copies.first + copies.count));
  });
}

void grad_cam(const TargetGradient& lens, int node, std::span<float> map) {
  const ConstTensorView maps = lens.activation(node);
  const ConstTensorView gradient = lens.gradient(node);
  std::vector<double> sum(map.size());
  for (int k = 0; k < maps.shape.c; ++k) {
    double weight = 0.0;
    for (std::size_t i = 0; i < map.size(); ++i) {
      weight += static_cast<double>(gradient.plane(0, k)[i]);
    }
    weight /= static_cast<double>(map.size());
    for (std::size_t i = 0; i < map.size(); ++i) {
      sum[i] += weight * static_cast<double>(maps.plane(0, k)[i]);
    }
  }
  std::ranges::transform(sum, map.begin(),
                         [](double value) { return static_cast<float>(std::max(value, 0.0)); });
}

void enlarge(ConstTensorView map, const ReceptiveField& field, TensorView picture) {
  const Shape& from = map.shape;
  const Shape& to = picture.shape;
  for (int row = 0; row < to.h; ++row) {
    const Between y = between(row, to.h, from.h, field.h);
    const float* above =
        map.data + static_cast<std::size_t>(y.low) * static_cast<std::size_t>(from.w);
    const float* below = from.h > 1 ? above + from.w : above;
    float* line = picture.data + static_cast<std::size_t>(row) * static_cast<std::size_t>(to.w);
    for (int column = 0; column < to.w; ++column) {
      const Between x = between(column, to.w, from.w, field.w);
      const int right = from.w > 1 ? x.low + 1 : x.low;
      const float top = std::lerp(above[x.low], above[right], x.share);
      const float bottom = std::lerp(below[x.low], below[right], x.share);
      line[column] = std::lerp(top, bottom, y.share);
    }
  }
}

}  // namespace receptive
