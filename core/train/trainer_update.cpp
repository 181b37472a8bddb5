// From a batch to the next parameters, or back to the last ones where that comes to nothing finite.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/undo.h"
#include "train/trainer.h"

namespace receptive {

namespace {

/// A stream of the seed as those of trainer.cpp.
constexpr std::uint64_t dropout_stream = std::uint64_t{2} << 40U;

bool is_finite(float value) { return std::isfinite(value); }

/// The name of the first parameter, or of the first with running statistics, that holds a NaN or an
/// infinity; empty where none does.
std::string first_non_finite(const Graph& graph, const ParameterSet& set, bool statistics) {
  for (const ParameterName& name : parameter_names(graph)) {
    if (statistics && name.info->role != ParameterRole::statistic) continue;
    const TensorView& view = set.views()[static_cast<std::size_t>(name.index)];
    if (!std::ranges::all_of(view.values(), is_finite)) return name.text;
  }
  return {};
}

}  // namespace

StepReport Trainer::update(int examples, const Targets& targets, bool ends_epoch) {
  Execution& execution = *execution_;
  const Kernels& kernels = network_.kernels();
  const int scores = network_.scores_node();
  begin_changes();
  Undo refused([this] {
    statistics_.put_back(parameters().values());
    gradients_.fill_zero();
  });
  execution.forward(
      parameters(), examples,
      {.mode = PassMode::training,
       .chance = Random(seed_, dropout_stream + static_cast<std::uint64_t>(steps_)).next()});
  const TensorView answers{answers_.values().data(), {examples, network_.outputs(), 1, 1}};
  const LossSum sum =
      network_.loss().evaluate_weighted(kernels, execution.activation(scores), targets, answers);
  if (!std::isfinite(sum.loss)) {
    give_up("a finite loss", std::isnan(sum.loss) ? "NaN" : "infinity", non_finite_layer());
  }
  if (!statistics_are_finite(parameters())) {
    give_up("finite running statistics", "NaN or infinity",
            "the first such value is of " +
                first_non_finite(graph(), parameters(), /*statistics=*/true));
  }

  const double factor = schedule_factor();
  gradients_.fill_zero();
  const TensorView dscores = execution.start_gradient(scores);
  if (dscores.data != nullptr) {  // a network without a layer that computes has nothing to learn
    network_.loss().backward(kernels, answers, targets, 1.0F / static_cast<float>(examples),
                             dscores);
    execution.backward(parameters(), scores, &gradients_);
    learn(factor);
  }
  refused.keep();
  end_changes();
  ++steps_;
  if (averaging_) {
    averaging_->add(kernels, parameters(), epochs_ + (ends_epoch ? 1 : 0), ends_epoch);
    follow_average();
  }
  return {.score = {.loss = sum.loss / examples,
                    .accuracy = static_cast<double>(sum.correct) / examples,
                    .examples = examples},
          .step = steps_,
          .epoch = epochs_,
          .learning_rate = optimizer_->settings().learning_rate * factor};
}

bool Trainer::statistics_are_finite(const ParameterSet& set) const {
  return std::ranges::all_of(statistics_.ranges(), [&](const FrozenValues::Range& range) {
    const std::span<const float> values = set.values().subspan(range.first, range.count);
    return std::isfinite(network_.kernels().sum_of_squares(values));
  });
}

void Trainer::learn(double factor) {
  const Kernels& kernels = network_.kernels();
  Team& team = network_.team();
  const OptimizerSettings& settings = optimizer_->settings();
  float size = largest_size(team, gradients_.values());
  if (!std::isfinite(size)) {
    give_up("finite gradients", "NaN or infinity",
            "the first such value is of " +
                first_non_finite(graph(), gradients_, /*statistics=*/false));
  }
  prepare_gradients(kernels, graph(), parameters(), gradients_, penalty_, settings);
  if (penalty_.any()) size = largest_size(team, gradients_.values());
  // So small that no optimizer makes anything of it that float32 cannot hold, squares included, and
  // whatever it adds up from step to step: only steps beyond pay for a copy.
  constexpr float small_gradients = 1e15F;
  constexpr double small_rate = 1e3;
  const double rate = settings.learning_rate * factor;
  const bool harmless =
      size <= small_gradients && rate <= small_rate && rate * settings.weight_decay <= 1.0;
  if (!harmless) return learn_with_care(factor);
  apply_gradients(kernels, team, graph(), parameters(), gradients_, *optimizer_, factor, trained_);
}

void Trainer::learn_with_care(double factor) {
  std::vector<std::span<float>> changed{parameters().values()};
  for (const OptimizerMemory& memory : optimizer_->memory()) changed.push_back(memory.values);
  std::vector<std::vector<float>> before;
  before.reserve(changed.size());
  for (const std::span<float> block : changed) before.emplace_back(block.begin(), block.end());
  Undo refused([&, steps = optimizer_->steps()] {
    for (std::size_t i = 0; i < changed.size(); ++i) {
      std::ranges::copy(before[i], changed[i].begin());
    }
    optimizer_->set_steps(steps);
  });

  const Kernels& kernels = network_.kernels();
  Team& team = network_.team();
  apply_gradients(kernels, team, graph(), parameters(), gradients_, *optimizer_, factor, trained_);
  frozen_.put_back(parameters().values());
  const bool finite = std::ranges::all_of(
      changed, [&](std::span<float> block) { return std::isfinite(largest_size(team, block)); });
  if (finite) return refused.keep();
  const std::string name = first_non_finite(graph(), parameters(), /*statistics=*/false);
  give_up("an update that float32 can hold", "NaN or infinity",
          name.empty() ? "the first such value would be in the optimizer's memory"
                       : "the first such value would be of " + name);
}

void Trainer::give_up(const std::string& expected, const std::string& found,
                      const std::string& where) const {
  const std::span<const float> pictures = execution_->activation(Graph::network_input).values();
  const bool good_pictures = std::ranges::all_of(pictures, is_finite);
  report_divergence(expected, found,
                    good_pictures ? where : "the pictures themselves hold such a value");
}

std::string Trainer::non_finite_layer() const {
  const Node* node = execution_->first_non_finite();
  return node == nullptr ? "every layer's output is still finite"
                         : "the first layer with such a value is " + node->name;
}

void Trainer::report_divergence(const std::string& expected, const std::string& found,
                                const std::string& where) const {
  throw DivergenceError("training stopped at step " + std::to_string(steps_ + 1) + ": expected " +
                        expected + ", found " + found + "; " + where +
                        ". Reset, and try a smaller learning rate");
}

void Trainer::collect_statistics() {
  if (data_ == nullptr) throw ArgumentError("statistics: expected training data, found none set");
  const ParameterSet& answering = network_.answering_parameters();
  const std::span<float> block = answering.values();
  statistics_.put_aside(block);
  frozen_.put_aside(block);
  Undo refused([&] { statistics_.put_back(block); });
  const int capacity = execution_->capacity();
  for (int done = 0; done < data_->size(); done += capacity) {
    const int examples = std::min(capacity, data_->size() - done);
    data_->gather_range(done, execution_->inputs(examples));
    execution_->forward(answering, examples, {.mode = PassMode::collecting, .collected = done});
  }
  frozen_.put_back(block);
  if (statistics_are_finite(answering)) return refused.keep();
  const std::string name = first_non_finite(graph(), answering, /*statistics=*/true);
  throw DivergenceError(Refusal{.where = "statistics",
                                .expected = "finite ones of all training data",
                                .found = "NaN or infinity in " + name});
}

}  // namespace receptive
