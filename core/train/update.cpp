// Compiled for speed: runs for every picture or step.
#include "train/update.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace receptive {

namespace {

/// Calls visit(values, gradients) for every trained parameter of role weight.
template <typename Visit>
void for_each_weight(const Graph& graph, const ParameterSet& parameters,
                     const ParameterSet& gradients, const Visit& visit) {
  for (const Node& node : graph.nodes()) {
    if (!node.owns_parameters || !node.trainable) continue;
    for (std::size_t i = 0; i < node.parameters.size(); ++i) {
      if (node.parameters[i].role != ParameterRole::weight) continue;
      visit(parameters.of(node)[i].values(), gradients.of(node)[i].values());
    }
  }
}

/// Without their signs, float32 values are in the order of their bits: finite ones, infinity, NaN.
std::int32_t largest_bits(std::span<const float> values) {
  const auto bits_of = [](float value) { return std::bit_cast<std::int32_t>(value) & 0x7fffffff; };
  // Four maxima, none of which waits for another.
  const std::size_t quarter = values.size() / 4;
  const float* value = values.data();
  std::int32_t a = 0;
  std::int32_t b = 0;
  std::int32_t c = 0;
  std::int32_t d = 0;
  for (std::size_t i = 0; i < quarter; ++i) {
    a = std::max(a, bits_of(value[i]));
    b = std::max(b, bits_of(value[quarter + i]));
    c = std::max(c, bits_of(value[2 * quarter + i]));
    d = std::max(d, bits_of(value[3 * quarter + i]));
  }
  for (const float last : values.subspan(4 * quarter)) a = std::max(a, bits_of(last));
  return std::max({a, b, c, d});
}

/// Shortens `gradient` to `longest`.
void clip_norm(const Kernels& kernels, std::span<float> gradient, double longest) {
  const double norm = std::sqrt(kernels.sum_of_squares(gradient));
  if (norm > longest) kernels.scale(gradient, static_cast<float>(longest / norm));
}

void clip(const Kernels& kernels, const ParameterSet& gradients,
          const OptimizerSettings& settings) {
  if (settings.clip_value > 0) {
    kernels.clamp(gradients.values(), static_cast<float>(settings.clip_value));
  }
  if (settings.clip_norm > 0) {
    for (const TensorView& gradient : gradients.views()) {
      clip_norm(kernels, gradient.values(), settings.clip_norm);
    }
  }
  if (settings.global_clip_norm > 0) {
    clip_norm(kernels, gradients.values(), settings.global_clip_norm);
  }
}

constexpr Argument l1{.name = "l1",
                      .high = 1e6,
                      .fallback = 0,
                      .title = "L1",
                      .about = "Times the sum of |w|: makes weights 0."};
constexpr Argument l2{.name = "l2",
                      .high = 1e6,
                      .fallback = 0,
                      .title = "L2",
                      .about = "Times the sum of w^2: keeps weights small."};

}  // namespace

extern constinit const Declaration penalty_declaration{
    .name = "penalty",
    .arguments = arguments_of<l1, l2>,
    .title = "Penalty",
    .about = "What is added to the loss for large weights; biases, gamma and beta are exempt."};

std::vector<Stretch> trained_stretches(const Graph& graph, const ParameterSet& parameters) {
  // A parameter that several layers share is trained when one of them trains it.
  std::vector<bool> trained(parameters.views().size(), false);
  for (const Node& node : graph.nodes()) {
    for (std::size_t i = 0; i < node.parameters.size(); ++i) {
      const bool is_trained = node.trainable && node.parameters[i].role != ParameterRole::statistic;
      if (is_trained) trained[static_cast<std::size_t>(node.first_parameter) + i] = true;
    }
  }
  constexpr std::size_t most = 32 * 1024;
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < trained.size(); ++i) {
    if (!trained[i]) continue;
    const TensorView& view = parameters.views()[i];
    auto first = static_cast<std::size_t>(view.data - parameters.values().data());
    const std::size_t end = first + Arena::padded(view.count());
    // Small neighbours share a piece.
    if (!stretches.empty() && stretches.back().first + stretches.back().count == first) {
      first = stretches.back().first;
      stretches.pop_back();
    }
    for (; first < end; first += most) {
      stretches.push_back({.first = first, .count = std::min(most, end - first)});
    }
  }
  return stretches;
}

void prepare_gradients(const Kernels& kernels, const Graph& graph, const ParameterSet& parameters,
                       const ParameterSet& gradients, const Penalty& penalty,
                       const OptimizerSettings& settings) {
  if (penalty.any()) {
    for_each_weight(graph, parameters, gradients,
                    [&](std::span<float> values, std::span<float> gradient) {
                      kernels.penalize(values, static_cast<float>(penalty.l1),
                                       static_cast<float>(penalty.l2), gradient);
                    });
  }
  clip(kernels, gradients, settings);
}

void apply_gradients(const Kernels& kernels, Team& team, const Graph& graph,
                     const ParameterSet& parameters, const ParameterSet& gradients,
                     Optimizer& optimizer, double learning_rate_factor,
                     std::span<const Stretch> trained) {
  const OptimizerSettings& settings = optimizer.settings();
  const double rate = settings.learning_rate * learning_rate_factor;
  if (settings.weight_decay > 0) {
    const auto kept = static_cast<float>(1.0 - rate * settings.weight_decay);
    for_each_weight(graph, parameters, gradients, [&](std::span<float> values, std::span<float>) {
      kernels.scale(values, kept);
    });
  }
  optimizer.step(kernels, team, parameters.values(), gradients.values(), static_cast<float>(rate),
                 trained);
}

float largest_size(Team& team, std::span<const float> values) {
  constexpr std::size_t least = 32 * 1024;
  if (values.size() <= least) return std::bit_cast<float>(largest_bits(values));
  std::array<std::int32_t, 64> sizes{};
  const std::size_t piece =
      std::max(least, Arena::padded((values.size() + sizes.size() - 1) / sizes.size()));
  const auto pieces = static_cast<int>((values.size() + piece - 1) / piece);
  team.run(pieces, static_cast<std::int64_t>(values.size()), [&](int part, int) {
    const std::size_t first = static_cast<std::size_t>(part) * piece;
    sizes[static_cast<std::size_t>(part)] =
        largest_bits(values.subspan(first, std::min(piece, values.size() - first)));
  });
  return std::bit_cast<float>(*std::ranges::max_element(sizes));
}

}  // namespace receptive
