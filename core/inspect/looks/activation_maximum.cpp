#include "inspect/looks/activation_maximum.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/error.h"

namespace receptive {

namespace {

struct Move {
  int rows = 0;
  int columns = 0;
};

float grey_of(const Ascent& ascent) { return (ascent.low + ascent.high) / 2; }

void check_range(const Ascent& ascent) {
  if (ascent.low < ascent.high) return;
  throw ArgumentError("range: expected low below high, found " + fixed_text(ascent.low, 6) +
                      " and " + fixed_text(ascent.high, 6));
}

/// to(r, c) = from(r - rows, c - columns), `outside` where there is nothing.
void move_planes(ConstTensorView from, Move move, float outside, float* to) {
  const auto& [n, channels, height, width] = from.shape;
  for (int c = 0; c < channels; ++c) {
    for (int row = 0; row < height; ++row) {
      for (int column = 0; column < width; ++column) {
        const int r = row - move.rows;
        const int q = column - move.columns;
        const bool inside = r >= 0 && r < height && q >= 0 && q < width;
        *to++ = inside ? from.plane(
                             0, c)[static_cast<std::size_t>(r) * static_cast<std::size_t>(width) +
                                   static_cast<std::size_t>(q)]
                       : outside;
      }
    }
  }
}

/// Weights of a Gaussian from the middle outwards.
std::vector<float> gaussian(float sigma) {
  const int reach = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  std::vector<float> weights;
  float sum = 0.0F;
  for (int i = 0; i <= reach; ++i) {
    const auto at = static_cast<float>(i);
    weights.push_back(std::exp(-at * at / (2 * sigma * sigma)));
    sum += (i == 0 ? 1.0F : 2.0F) * weights.back();
  }
  for (float& weight : weights) weight /= sum;
  return weights;
}

/// Blurs lines of `length` values that lie `step` apart; the edge's value goes on beyond it.
void blur_line(float* values, int length, std::size_t step, std::span<const float> weights,
               std::vector<float>& line) {
  line.resize(static_cast<std::size_t>(length));
  const auto at = [&](int i) {
    return values[static_cast<std::size_t>(std::clamp(i, 0, length - 1)) * step];
  };
  for (int i = 0; i < length; ++i) {
    float sum = weights[0] * at(i);
    for (std::size_t k = 1; k < weights.size(); ++k) {
      const auto away = static_cast<int>(k);
      sum += weights[k] * (at(i - away) + at(i + away));
    }
    line[static_cast<std::size_t>(i)] = sum;
  }
  for (int i = 0; i < length; ++i) {
    values[static_cast<std::size_t>(i) * step] = line[static_cast<std::size_t>(i)];
  }
}

void blur_planes(TensorView pictures, float sigma) {
  const std::vector<float> weights = gaussian(sigma);
  const Shape& shape = pictures.shape;
  const auto width = static_cast<std::size_t>(shape.w);
  std::vector<float> line;
  for (int n = 0; n < shape.n; ++n) {
    for (int c = 0; c < shape.c; ++c) {
      float* plane = pictures.plane(n, c);
      for (int row = 0; row < shape.h; ++row) {
        blur_line(plane + static_cast<std::size_t>(row) * width, shape.w, 1, weights, line);
      }
      for (int column = 0; column < shape.w; ++column) {
        blur_line(plane + column, shape.h, width, weights, line);
      }
    }
  }
}

/// One step of one picture along its gradient.
void rise(std::span<float> picture, std::span<const float> gradient, const Ascent& ascent,
          Random& random) {
  const float range = ascent.high - ascent.low;
  float largest = 0.0F;
  for (const float value : gradient) largest = std::max(largest, std::abs(value));
  // A network that has become NaN has no way up either.
  const bool climbs = largest > 0.0F && std::isfinite(largest);
  for (std::size_t i = 0; i < picture.size(); ++i) {
    const float up = climbs ? gradient[i] / largest : random.normal();
    const float next =
        picture[i] + ascent.rate * range * up - ascent.decay * (picture[i] - grey_of(ascent));
    picture[i] = std::clamp(next, ascent.low, ascent.high);
  }
}

}  // namespace

void start_pictures(const Ascent& ascent, float noise, TensorView pictures) {
  check_range(ascent);
  const float range = ascent.high - ascent.low;
  const std::size_t size = pictures.shape.example_count();
  for (int n = 0; n < pictures.shape.n; ++n) {
    Random random(ascent.seed, static_cast<std::uint64_t>(n));
    for (float& value : std::span(pictures.example(n), size)) {
      value = grey_of(ascent);
      if (noise > 0.0F) {
        value = std::clamp(value + noise * range * random.normal(), ascent.low, ascent.high);
      }
    }
  }
}

void climb(const Network& network, std::span<const Target> targets, const Ascent& ascent,
           int first_step, int steps, TensorView pictures, std::span<double> values) {
  check_range(ascent);
  const int count = pictures.shape.n;
  check_picture(network.graph(), pictures.shape.with_examples(1));
  const auto fits = [&](std::size_t found) { return found == static_cast<std::size_t>(count); };
  const bool one_node = std::ranges::all_of(
      targets, [&](const Target& target) { return target.node == targets.front().node; });
  if (!fits(targets.size()) || !fits(values.size()) || !one_node) {
    throw ArgumentError("targets: expected one of the same layer for each of the " +
                        std::to_string(count) + " pictures");
  }
  TargetGradient lens(network, count);
  const std::size_t size = pictures.shape.example_count();
  std::vector<float> gradient(size);
  std::vector<Random> chances;
  std::vector<Move> moves(targets.size());
  for (int step = first_step; step < first_step + steps; ++step) {
    chances.clear();
    for (int n = 0; n < count; ++n) {
      const std::uint64_t stream =
          (static_cast<std::uint64_t>(step + 1) << 32U) | static_cast<std::uint64_t>(n);
      Random& random = chances.emplace_back(ascent.seed, stream);
      Move& move = moves[static_cast<std::size_t>(n)];
      if (ascent.jitter > 0) {
        const auto sides = static_cast<std::uint32_t>(2 * ascent.jitter + 1);
        move.rows = static_cast<int>(random.below(sides)) - ascent.jitter;
        move.columns = static_cast<int>(random.below(sides)) - ascent.jitter;
      }
      move_planes(pictures.examples(n, 1), move, grey_of(ascent), lens.pictures(count).example(n));
    }
    lens.forward(count);
    lens.backward(targets);
    for (int n = 0; n < count; ++n) {
      const auto at = static_cast<std::size_t>(n);
      const Move& move = moves[at];
      const ConstTensorView moved{lens.gradient(Graph::network_input).example(n),
                                  pictures.shape.with_examples(1)};
      move_planes(moved, {-move.rows, -move.columns}, 0.0F, gradient.data());
      rise({pictures.example(n), size}, gradient, ascent, chances[at]);
    }
    if (ascent.blur_every > 0 && (step + 1) % ascent.blur_every == 0 && ascent.blur > 0.0F) {
      blur_planes(pictures, ascent.blur);
    }
  }
  std::ranges::copy(pictures.values(), lens.pictures(count).data);
  lens.forward(count);
  for (int n = 0; n < count; ++n) {
    const auto at = static_cast<std::size_t>(n);
    values[at] = lens.value(targets[at], n);
  }
}

}  // namespace receptive
