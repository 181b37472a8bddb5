#include "train/looks/next_update.h"

#include <algorithm>

namespace receptive {

namespace {

/// Why training leaves a value alone; empty where it does not.
std::string kept_because(const Trainer& trainer, const ParameterName& name, int place) {
  const Node& node = trainer.network().graph().nodes()[static_cast<std::size_t>(name.node)];
  const auto at = static_cast<std::size_t>(place);
  if (name.info->role == ParameterRole::statistic) {
    return "none: running statistics follow the batches, not a gradient";
  }
  if (!node.trainable) return "none: the layer is not trained";
  if (!name.info->connected.empty() && !name.info->connected[at]) {
    return "none: the connection table leaves this weight out";
  }
  std::vector<std::uint8_t> frozen(name.info->shape.count());
  trainer.frozen(name.index, frozen);
  return frozen[at] != 0 ? "none: the weight is frozen" : "";
}

std::string described(const Trainer& trainer, bool is_weight) {
  const OptimizerSettings& settings = trainer.optimizer().settings();
  std::string text = trainer.optimizer().spec().type;
  if (settings.weight_decay > 0 && is_weight) text += ", weight decay";
  const bool penalized = is_weight && (trainer.penalty().l1 > 0 || trainer.penalty().l2 > 0);
  const bool clipped =
      settings.clip_value > 0 || settings.clip_norm > 0 || settings.global_clip_norm > 0;
  if (penalized) text += ", the penalty in the gradient";
  if (clipped) text += ", the gradient clipped";
  return text;
}

}  // namespace

NextUpdate next_update(const Trainer& trainer, int index, int place) {
  const ParameterName name =
      parameter_names(trainer.network().graph())[static_cast<std::size_t>(index)];
  const auto at = static_cast<std::size_t>(place);
  const TensorView& parameter =
      trainer.network().parameters().views()[static_cast<std::size_t>(index)];
  float value = parameter.data[at];
  const float gradient = trainer.gradients().views()[static_cast<std::size_t>(index)].data[at];
  NextUpdate update{.optimizer = kept_because(trainer, name, place),
                    .learning_rate = trainer.next_learning_rate(),
                    .gradient = static_cast<double>(gradient),
                    .before = static_cast<double>(value),
                    .after = static_cast<double>(value),
                    .memory = {}};
  if (!update.optimizer.empty()) return update;

  const Optimizer& optimizer = trainer.optimizer();
  const bool is_weight = name.info->role == ParameterRole::weight;
  update.optimizer = described(trainer, is_weight);
  const std::unique_ptr<Optimizer> single = make_optimizer(optimizer.spec(), 1);
  const std::vector<OptimizerMemory> from = optimizer.memory();
  const std::vector<OptimizerMemory> to = single->memory();
  const auto offset =
      static_cast<std::size_t>(parameter.data - trainer.network().parameters().values().data()) +
      at;
  for (std::size_t i = 0; i < from.size(); ++i) {
    to[i].values[0] = from[i].values[offset];
    update.memory.push_back({.name = from[i].name, .before = static_cast<double>(to[i].values[0])});
  }
  single->set_steps(optimizer.steps());

  const double decay = is_weight ? optimizer.settings().weight_decay : 0.0;
  value *= static_cast<float>(1.0 - update.learning_rate * decay);
  constexpr Stretch only{.first = 0, .count = 1};
  single->step(trainer.network().kernels(), Team::caller_alone(), {&value, 1}, {&gradient, 1},
               static_cast<float>(update.learning_rate), {&only, 1});
  update.after = static_cast<double>(value);
  for (std::size_t i = 0; i < to.size(); ++i) {
    update.memory[i].after = static_cast<double>(to[i].values[0]);
  }
  return update;
}

}  // namespace receptive
