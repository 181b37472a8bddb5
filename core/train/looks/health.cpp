#include "train/looks/health.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

constexpr std::size_t most_weights = 4096;
constexpr std::size_t most_values = 8192;
/// A slope below this share of the largest one lets hardly any gradient through.
constexpr float flat = 0.05F;
constexpr double saturated_share = 0.95;

/// Calls visit(node, place of the parameter within the node) for all weights that are trained.
template <typename Visit>
void for_each_weight(const Graph& graph, const Visit& visit) {
  for (const Node& node : graph.nodes()) {
    if (!node.owns_parameters || !node.trainable) continue;
    for (std::size_t i = 0; i < node.parameters.size(); ++i) {
      if (node.parameters[i].role == ParameterRole::weight) visit(node, i);
    }
  }
}

void add_sample(std::span<const float> values, std::size_t most, std::vector<float>& sample) {
  const EvenSample even(values.size(), most);
  for (std::size_t i = 0; i < even.size; ++i) sample.push_back(values[i * even.step]);
}

double root_mean_square(double squares, std::size_t count) {
  return count == 0 ? 0.0 : std::sqrt(squares / static_cast<double>(count));
}

/// The function by which units of this layer may come to pass no gradient on.
std::optional<ActivationKind> watched_of(const Node& node) {
  const Formula formula = node.layer->formula();
  if (fate_of(formula) == Fate::none) return {};
  return std::get<Pointwise>(formula).kind;
}

/// One node over all pieces of the pictures.
class UnitWatch {
 public:
  UnitWatch(const Node& node, bool inner, std::size_t pictures, bool histogram)
      : watched_(inner ? watched_of(node) : std::nullopt),
        shape_(node.output),
        flat_(watched_ ? static_cast<std::size_t>(shape_.c) : 0),
        histogram_(histogram),
        even_(pictures * shape_.example_count(), most_values) {}

  /// What the layer made of the next pictures.
  void add(ConstTensorView values) {
    if (watched_) {
      for (int n = 0; n < values.shape.n; ++n, ++pictures_) {
        for (int c = 0; c < shape_.c; ++c)
          count_flat({values.plane(n, c), shape_.plane_count()}, c);
      }
    }
    if (!histogram_) return;
    const std::span<const float> all = values.values();
    for (; next_ < seen_ + all.size(); next_ += even_.step) sample_.push_back(all[next_ - seen_]);
    seen_ += all.size();
  }

  [[nodiscard]] UnitHealth health() const {
    const bool can_die = dies();
    UnitHealth health{.units = shape_.c,
                      .can_die = can_die,
                      .can_saturate = watched_ && !can_die,
                      .histogram = {}};
    const double values = static_cast<double>(pictures_ * shape_.plane_count());
    for (const std::size_t flat_values : flat_) {
      const double share = static_cast<double>(flat_values) / values;
      if (can_die && share >= 1.0) ++health.dead;
      if (!can_die && share >= saturated_share) ++health.saturated;
    }
    if (histogram_) health.histogram = histogram_of(sample_);
    return health;
  }

 private:
  [[nodiscard]] bool dies() const { return watched_ && fate_of(*watched_) == Fate::dies; }

  void count_flat(std::span<const float> values, int c) {
    std::size_t& found = flat_[static_cast<std::size_t>(c)];
    const auto is_flat = [kind = *watched_](float value) {
      return steepness_where(kind, value) < flat;
    };
    if (!dies()) {
      found += static_cast<std::size_t>(std::ranges::count_if(values, is_flat));
      return;
    }
    // One answer is enough to be alive, and most units give one soon.
    const bool dead_so_far = found == pictures_ * shape_.plane_count();
    if (dead_so_far && std::ranges::all_of(values, is_flat)) found += values.size();
  }

  std::optional<ActivationKind> watched_;
  Shape shape_;
  std::vector<std::size_t> flat_;  ///< values of each unit where the slope is next to nothing
  std::size_t pictures_ = 0;
  bool histogram_;
  EvenSample even_;
  std::size_t seen_ = 0;
  std::size_t next_ = 0;
  std::vector<float> sample_;
};

/// Sends the pictures through, in pieces of a batch.
std::vector<UnitWatch> watch_units(const Trainer& trainer, const Dataset& data,
                                   const HealthOptions& options, Score& score) {
  const Network& network = trainer.network();
  const EvenSample even(static_cast<std::size_t>(data.size()),
                        static_cast<std::size_t>(options.pictures));
  std::vector<std::uint32_t> chosen;
  chosen.reserve(even.size);
  for (std::size_t i = 0; i < even.size; ++i) {
    chosen.push_back(static_cast<std::uint32_t>(i * even.step));
  }
  const std::vector<Node>& nodes = network.graph().nodes();
  std::vector<UnitWatch> watches;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    // What the loss wants of the scores themselves is no saturation: targets may lie there.
    const bool inner = static_cast<int>(i) < network.scores_node();
    watches.emplace_back(nodes[i], inner, chosen.size(), options.histograms);
  }
  const std::size_t piece = std::min(static_cast<std::size_t>(trainer.batch_size()), chosen.size());
  const auto most = static_cast<int>(piece);
  Execution execution =
      network.make_execution({.capacity = most, .gradients = false, .keep = true});
  std::vector<float> answers(piece * static_cast<std::size_t>(network.outputs()));
  TargetRoom room;
  for (std::size_t done = 0; done < chosen.size(); done += piece) {
    const std::size_t count = std::min(piece, chosen.size() - done);
    const auto examples = static_cast<int>(count);
    const TargetSpace targets = room.space(data, examples);
    data.gather(std::span(chosen).subspan(done, count), execution.inputs(examples), targets);
    execution.forward(network.answering_parameters(), examples, {});
    const LossSum found = network.loss().evaluate_weighted(
        network.kernels(), execution.activation(network.scores_node()), targets.targets(data.kind),
        {answers.data(), {examples, network.outputs(), 1, 1}});
    score.loss += found.loss;
    score.accuracy += found.correct;
    score.examples += examples;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      watches[i].add(execution.activation(static_cast<int>(i)));
    }
  }
  score.loss /= score.examples;
  score.accuracy /= score.examples;
  return watches;
}

/// Of the weights that `node` trains; what is summed over several parameters of it.
struct WeightSums {
  double weights = 0.0;
  double gradients = 0.0;
  double updates = 0.0;
  std::size_t count = 0;
  std::size_t sampled = 0;
  std::vector<float> weight_sample;
  std::vector<float> gradient_sample;
};

std::vector<WeightSums> sum_weights(const Trainer& trainer, const HealthOptions& options) {
  std::vector<WeightSums> all(trainer.network().graph().nodes().size());
  const Node* first = trainer.network().graph().nodes().data();
  std::size_t place = 0;
  std::vector<float> now;
  for_each_weight(trainer.network().graph(), [&](const Node& node, std::size_t i) {
    WeightSums& sums = all[static_cast<std::size_t>(&node - first)];
    const std::span<const float> values = trainer.network().parameters().of(node)[i].values();
    const std::span<const float> gradients = trainer.gradients().of(node)[i].values();
    sums.weights += trainer.network().kernels().sum_of_squares(values);
    sums.gradients += trainer.network().kernels().sum_of_squares(gradients);
    sums.count += values.size();
    if (!options.weights_before.empty()) {
      now.clear();
      add_sample(values, most_weights, now);
      for (std::size_t k = 0; k < now.size(); ++k) {
        const double change =
            static_cast<double>(now[k]) - static_cast<double>(options.weights_before[place + k]);
        sums.updates += change * change;
      }
      place += now.size();
      sums.sampled += now.size();
    }
    if (!options.histograms) return;
    add_sample(values, most_values, sums.weight_sample);
    add_sample(gradients, most_values, sums.gradient_sample);
  });
  return all;
}

WeightHealth health_of(const WeightSums& sums, const HealthOptions& options) {
  WeightHealth health{.weights = root_mean_square(sums.weights, sums.count),
                      .gradients = root_mean_square(sums.gradients, sums.count),
                      .update = {},
                      .weight_histogram = {},
                      .gradient_histogram = {}};
  if (sums.sampled > 0) health.update = root_mean_square(sums.updates, sums.sampled);
  if (options.histograms) {
    health.weight_histogram = histogram_of(sums.weight_sample);
    health.gradient_histogram = histogram_of(sums.gradient_sample);
  }
  return health;
}

}  // namespace

std::vector<float> sampled_weights(const Trainer& trainer) {
  std::vector<float> sample;
  for_each_weight(trainer.network().graph(), [&](const Node& node, std::size_t i) {
    add_sample(trainer.network().parameters().of(node)[i].values(), most_weights, sample);
  });
  return sample;
}

HealthReport examine(const Trainer& trainer, const Dataset& data, const HealthOptions& options) {
  if (data.size() == 0 || options.pictures < 1) {
    throw ArgumentError("health: expected at least one picture to look at, found none");
  }
  const std::size_t before = options.weights_before.size();
  if (before > 0 && before != sampled_weights(trainer).size()) {
    throw ArgumentError("health: expected the weights of this network one step ago, " +
                        std::to_string(sampled_weights(trainer).size()) + " values, found " +
                        std::to_string(before));
  }
  trainer.network().check(data, "health");
  HealthReport report;
  const std::vector<UnitWatch> units = watch_units(trainer, data, options, report.score);
  const std::vector<WeightSums> weights = sum_weights(trainer, options);
  for (std::size_t i = 0; i < units.size(); ++i) {
    NodeHealth node{.node = static_cast<int>(i), .weights = {}, .units = units[i].health()};
    if (weights[i].count > 0) node.weights = health_of(weights[i], options);
    report.nodes.push_back(node);
  }
  return report;
}

}  // namespace receptive
