// Compiled for speed: runs for every picture or step.
#include "train/trainer.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "base/error.h"

namespace receptive {

namespace {

// Streams of the seed, far from the ones that start the parameters (0, 1, 2, ...).
constexpr std::uint64_t shuffle_stream = std::uint64_t{1} << 40U;
constexpr std::uint64_t augmentation_stream = std::uint64_t{3} << 40U;

/// What can be refused without the network's memory is refused before any is taken.
const ModelSpec& checked_recipe(const TrainerSpec& spec) {
  make_loss(spec.loss);
  make_optimizer(spec.optimizer, 0);
  make_schedule(spec.schedule);
  check_averaging(spec.averaging);
  return spec.model;
}

}  // namespace

Graph checked_graph(const TrainerSpec& spec) {
  return checked_graph(checked_recipe(spec), spec.loss);
}

Trainer::Trainer(const TrainerSpec& spec, const Kernels& kernels, Team* team)
    : network_(checked_recipe(spec), spec.loss, kernels, team),
      gradients_(graph()),
      optimizer_(make_optimizer(spec.optimizer, parameters().values().size())),
      schedule_(make_schedule(spec.schedule)),
      averaging_(make_averaging(spec.averaging, graph())),
      penalty_(spec.penalty),
      augmenters_(static_cast<std::size_t>(network_.team().threads()),
                  Augmenter(spec.augmentation, graph().input())),
      training_plan_(graph(), kernels,
                     {.capacity = spec.batch_size, .threads = network_.team().threads()}),
      augments_(spec.augmentation.changes_anything()),
      seed_(spec.seed),
      batch_size_(spec.batch_size) {
  for (const ParameterName& name : parameter_names(graph())) {
    const std::size_t count = name.info->shape.count();
    if (name.info->role == ParameterRole::statistic) {
      statistics_.freeze(place_of(name.index, 0, count));
    }
  }
  trained_ = trained_stretches(graph(), parameters());
  plan(batch_size_);
  network_.start(seed_);
}

void Trainer::plan(int capacity) {
  // All that can fail comes first: when memory is short, the plan that is there stays.
  ExecutionPlan training(graph(), network_.kernels(),
                         {.capacity = capacity, .threads = network_.team().threads()});
  std::optional<Execution> execution;
  if (execution_) execution.emplace(graph(), network_.kernels(), training, &network_.team());
  Arena answers(static_cast<std::size_t>(capacity) * static_cast<std::size_t>(network_.outputs()));
  targets_.reserve(capacity);
  network_.reserve(capacity);
  execution_ = std::move(execution);
  training_plan_ = std::move(training);
  answers_ = std::move(answers);
}

void Trainer::prepare_training() {
  if (!execution_)
    execution_.emplace(graph(), network_.kernels(), training_plan_, &network_.team());
}

StepReport Trainer::train_batch(const Batch& batch) {
  network_.check(batch);
  if (network_.loss().weights().uncounted()) {
    throw ArgumentError(
        Refusal{.where = "loss",
                .argument = declared::class_weight.name,
                .expected = "training data in which 'balanced' counts the classes, or a list",
                .found = "no training data set"});
  }
  const int examples = batch.examples();
  if (examples > training_plan_.options.capacity) plan(examples);
  prepare_training();
  std::ranges::copy(batch.inputs.values(), execution_->inputs(examples).data);
  return update(examples, batch.targets, /*ends_epoch=*/false);
}

void Trainer::set_training_data(std::shared_ptr<const Dataset> data) {
  // All that can fail comes first.
  network_.check(*data, "training data");
  std::vector<std::uint32_t> order(static_cast<std::size_t>(data->size()));
  prepare_training();
  network_.balance(*data);
  data_ = std::move(data);
  order_ = std::move(order);
  cursor_ = 0;
  epochs_ = 0;
  shuffle();
}

void Trainer::shuffle() {
  std::iota(order_.begin(), order_.end(), 0U);
  Random(seed_, shuffle_stream + static_cast<std::uint64_t>(epochs_)).shuffle(order_);
}

/// Gathers the pictures and changes each as the recipe says, by chance of its own.
void Trainer::load_batch(std::span<const std::uint32_t> examples, const TargetSpace& targets) {
  const auto count = static_cast<int>(examples.size());
  const TensorView pictures = execution_->inputs(count);
  const std::size_t values = pictures.shape.example_count();
  const std::uint64_t stream = augmentation_stream + (static_cast<std::uint64_t>(steps_) << 16U);
  const Shards shards(count);
  // A value that is moved between pixels takes about ten times as long as one that is only copied.
  const std::int64_t cost = static_cast<std::int64_t>(pictures.count()) * (augments_ ? 40 : 4);
  network_.team().run(shards.count(), cost, [&](int shard, int thread) {
    const int first = shards.first(shard);
    const int some = shards.size_of(shard);
    const auto from = static_cast<std::size_t>(first);
    const auto size = static_cast<std::size_t>(some);
    data_->gather(examples.subspan(from, size), pictures.examples(first, some),
                  targets.part(first, some, count));
    for (int n = first; n < first + some; ++n) {
      Random random(seed_, stream + static_cast<std::uint64_t>(n));
      augmenters_[static_cast<std::size_t>(thread)].change({pictures.example(n), values},
                                                           data_->paper(), data_->ink(), random);
    }
  });
}

void Trainer::set_augmentation(const Augmentation& augmentation) {
  augmenters_ =
      std::vector<Augmenter>(augmenters_.size(), Augmenter(augmentation, graph().input()));
  augments_ = augmentation.changes_anything();
}

void Trainer::augment(std::span<float> picture, float paper, float ink, std::uint64_t seed) {
  if (picture.size() != graph().input().example_count()) {
    throw ArgumentError("augment: expected one picture of " +
                        std::to_string(graph().input().example_count()) + " values, found " +
                        std::to_string(picture.size()));
  }
  Random random(seed, augmentation_stream);
  augmenters_.front().change(picture, paper, ink, random);
}

StepReport Trainer::step() {
  if (data_ == nullptr) throw ArgumentError("step: expected training data, found none set");
  const Governor::Turn turn(governor_, network_.team());
  const std::size_t count =
      std::min(static_cast<std::size_t>(batch_size_), order_.size() - cursor_);
  const auto examples = static_cast<int>(count);
  const TargetSpace targets = targets_.space(*data_, examples);
  load_batch(std::span(order_).subspan(cursor_, count), targets);
  StepReport report =
      update(examples, targets.targets(data_->kind), cursor_ + count == order_.size());
  cursor_ += count;
  if (cursor_ == order_.size()) {
    cursor_ = 0;
    ++epochs_;
    shuffle();
  }
  report.epoch = epochs_;
  return report;
}

double Trainer::schedule_factor() const {
  const double done =
      static_cast<double>(cursor_) / std::max<double>(1.0, static_cast<double>(order_.size()));
  return schedule_->factor(static_cast<double>(epochs_) + done);
}

double Trainer::next_learning_rate() const {
  return optimizer_->settings().learning_rate * schedule_factor();
}

void Trainer::follow_average() {
  network_.answer_with(averaging_ ? averaging_->average() : nullptr);
}

bool Trainer::has_statistics() const {
  return std::ranges::any_of(graph().nodes(), [](const Node& node) {
    return std::ranges::any_of(node.parameters, [](const ParameterInfo& info) {
      return info.role == ParameterRole::statistic;
    });
  });
}

void Trainer::set_optimizer(const OptimizerSpec& spec) {
  optimizer_ = make_optimizer(spec, parameters().values().size());
}

void Trainer::set_batch_size(int batch_size) {
  const Argument& argument = *find_argument(run_declaration, "batchSize");
  if (!is_in_range(argument, batch_size)) {
    throw ArgumentError(Refusal{.argument = argument.name,
                                .expected = expected_text(argument),
                                .found = std::to_string(batch_size)});
  }
  if (batch_size > training_plan_.options.capacity) plan(batch_size);
  batch_size_ = batch_size;
}

void Trainer::reset(std::uint64_t seed) {
  seed_ = seed;
  steps_ = 0;
  epochs_ = 0;
  cursor_ = 0;
  network_.start(seed_);
  gradients_.fill_zero();
  frozen_.clear();
  has_updates_ = false;
  optimizer_->reset();
  if (averaging_) averaging_->reset();
  follow_average();
  if (data_ != nullptr) shuffle();
}

}  // namespace receptive
