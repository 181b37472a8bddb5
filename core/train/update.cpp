#include "train/update.h"

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

void update_parameters(const Kernels& kernels, Team& team, const Graph& graph,
                       const ParameterSet& parameters, const ParameterSet& gradients,
                       const Penalty& penalty, Optimizer& optimizer, double learning_rate_factor) {
  const OptimizerSettings& settings = optimizer.settings();
  const double rate = settings.learning_rate * learning_rate_factor;
  if (penalty.l1 > 0 || penalty.l2 > 0) {
    for_each_weight(graph, parameters, gradients,
                    [&](std::span<float> values, std::span<float> gradient) {
                      kernels.penalize(values, static_cast<float>(penalty.l1),
                                       static_cast<float>(penalty.l2), gradient);
                    });
  }
  clip(kernels, gradients, settings);
  if (settings.weight_decay > 0) {
    const auto kept = static_cast<float>(1.0 - rate * settings.weight_decay);
    for_each_weight(graph, parameters, gradients, [&](std::span<float> values, std::span<float>) {
      kernels.scale(values, kept);
    });
  }
  optimizer.step(kernels, team, parameters.values(), gradients.values(), static_cast<float>(rate));
}

}  // namespace receptive
