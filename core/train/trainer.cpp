// Compiled for speed: runs for every picture or step.
#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "base/error.h"

namespace receptive {

namespace {

// Streams of the seed, far from the ones that start the parameters (0, 1, 2, ...).
constexpr std::uint64_t shuffle_stream = std::uint64_t{1} << 40U;
constexpr std::uint64_t dropout_stream = std::uint64_t{2} << 40U;
constexpr std::uint64_t augmentation_stream = std::uint64_t{3} << 40U;

int find_scores_node(const Graph& graph) {
  const int last = static_cast<int>(graph.nodes().size()) - 1;
  if (!std::holds_alternative<formula::Softmax>(graph.output().layer->formula())) return last;
  const int scores = graph.output().inputs[0];
  if (scores == Graph::picture) {
    throw SpecError(graph.output().name + ": expected a layer before it, found only the input");
  }
  return scores;
}

int count_outputs(const Graph& graph) {
  const Shape& shape = graph.output().output;
  const std::size_t values = shape.example_count();
  if (values < 2 || values > 256) {
    throw SpecError(graph.output().name +
                    ": expected 2 to 256 outputs, one for each class, found " +
                    std::to_string(values) + " (" + example_text(shape) + ")");
  }
  return static_cast<int>(values);
}

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
  Graph graph(checked_recipe(spec));
  find_scores_node(graph);
  count_outputs(graph);
  return graph;
}

Trainer::Trainer(const TrainerSpec& spec, const Kernels& kernels, Team* team)
    : graph_(checked_recipe(spec)),
      kernels_(&kernels),
      team_(team != nullptr ? team : &Team::caller_alone()),
      scores_node_(find_scores_node(graph_)),
      outputs_(count_outputs(graph_)),
      loss_(make_loss(spec.loss)),
      parameters_(graph_),
      gradients_(graph_),
      optimizer_(make_optimizer(spec.optimizer, parameters_.values().size())),
      schedule_(make_schedule(spec.schedule)),
      averaging_(make_averaging(spec.averaging, graph_)),
      penalty_(spec.penalty),
      augmenters_(static_cast<std::size_t>(team_->threads()),
                  Augmenter(spec.augmentation, graph_.input())),
      training_plan_(graph_, *kernels_, {.capacity = spec.batch_size, .threads = team_->threads()}),
      augments_(spec.augmentation.changes_anything()),
      seed_(spec.seed),
      batch_size_(spec.batch_size) {
  plan(batch_size_);
  initialize(graph_, parameters_, seed_);
}

void Trainer::plan(int capacity) {
  // All that can fail comes first: when memory is short, the plan that is there stays.
  ExecutionPlan training(graph_, *kernels_, {.capacity = capacity, .threads = team_->threads()});
  const bool trains = execution_ && execution_->trains();
  ExecutionPlan::Options scoring = training.options;
  scoring.gradients = false;
  Execution execution(graph_, *kernels_,
                      trains ? training : ExecutionPlan(graph_, *kernels_, scoring), team_);
  Arena answers(static_cast<std::size_t>(capacity) * static_cast<std::size_t>(outputs_));
  batch_labels_.resize(static_cast<std::size_t>(capacity));
  execution_ = std::move(execution);
  training_plan_ = std::move(training);
  answers_ = std::move(answers);
}

void Trainer::prepare_training() {
  if (!execution_->trains()) execution_.emplace(graph_, *kernels_, training_plan_, team_);
}

void Trainer::check_images(const Shape& images) const {
  if (images.n < 1 || images.with_examples(1) != graph_.input()) {
    throw ArgumentError("images: expected at least one picture of " + example_text(graph_.input()) +
                        ", found " + std::to_string(images.n) + " of " + example_text(images));
  }
}

void Trainer::check_labels(const Shape& images, std::span<const std::uint8_t> labels) const {
  if (labels.size() != static_cast<std::size_t>(images.n)) {
    throw ArgumentError("labels: expected one for each of the " + std::to_string(images.n) +
                        " pictures, found " + std::to_string(labels.size()));
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] >= outputs_) {
      throw ArgumentError("labels: expected 0 to " + std::to_string(outputs_ - 1) + ", found " +
                          std::to_string(labels[i]) + " at position " + std::to_string(i));
    }
  }
}

void Trainer::check_data(const Dataset& data, const char* what) const {
  if (data.size() == 0) throw ArgumentError(std::string(what) + ": expected examples, found none");
  if (data.example != graph_.input()) {
    throw ArgumentError(std::string(what) + ": expected pictures of " +
                        example_text(graph_.input()) + ", found " + example_text(data.example));
  }
  if (data.classes() > outputs_) {
    throw ArgumentError(std::string(what) + ": expected at most " + std::to_string(outputs_) +
                        " classes, the outputs of " + graph_.output().name + ", found " +
                        std::to_string(data.classes()));
  }
}

void Trainer::check_range(const Dataset& data, int first, int count) const {
  check_data(data, "data");
  if (first < 0 || count < 1 || first > data.size() - count) {
    throw ArgumentError("examples: expected a range within 0 to " +
                        std::to_string(data.size() - 1) + ", found " + std::to_string(count) +
                        " from " + std::to_string(first));
  }
}

StepReport Trainer::train_batch(ConstTensorView images, std::span<const std::uint8_t> labels) {
  check_images(images.shape);
  check_labels(images.shape, labels);
  if (images.shape.n > execution_->capacity()) plan(images.shape.n);
  prepare_training();
  std::ranges::copy(images.values(), execution_->picture(images.shape.n).data);
  return update(images.shape.n, labels, /*ends_epoch=*/false);
}

void Trainer::set_training_data(std::shared_ptr<const Dataset> data) {
  check_data(*data, "training data");
  order_.resize(static_cast<std::size_t>(data->size()));  // may fail: nothing has changed yet
  prepare_training();
  data_ = std::move(data);
  cursor_ = 0;
  epochs_ = 0;
  shuffle();
}

void Trainer::shuffle() {
  std::iota(order_.begin(), order_.end(), 0U);
  Random(seed_, shuffle_stream + static_cast<std::uint64_t>(epochs_)).shuffle(order_);
}

/// Gathers the pictures and changes each as the recipe says, by chance of its own.
void Trainer::load_batch(std::span<const std::uint32_t> examples) {
  const auto count = static_cast<int>(examples.size());
  const TensorView pictures = execution_->picture(count);
  const std::size_t values = pictures.shape.example_count();
  const std::uint64_t stream = augmentation_stream + (static_cast<std::uint64_t>(steps_) << 16U);
  const Shards shards(count);
  // A value that is moved between pixels takes about ten times as long as one that is only copied.
  const std::int64_t cost = static_cast<std::int64_t>(pictures.count()) * (augments_ ? 40 : 4);
  team_->run(shards.count(), cost, [&](int shard, int thread) {
    const int first = shards.first(shard);
    const int some = shards.size_of(shard);
    const auto from = static_cast<std::size_t>(first);
    const auto size = static_cast<std::size_t>(some);
    data_->gather(examples.subspan(from, size), pictures.examples(first, some),
                  std::span(batch_labels_).subspan(from, size));
    for (int n = first; n < first + some; ++n) {
      Random random(seed_, stream + static_cast<std::uint64_t>(n));
      augmenters_[static_cast<std::size_t>(thread)].change({pictures.example(n), values},
                                                           data_->low, data_->high, random);
    }
  });
}

void Trainer::set_augmentation(const Augmentation& augmentation) {
  augmenters_.assign(augmenters_.size(), Augmenter(augmentation, graph_.input()));
  augments_ = augmentation.changes_anything();
}

void Trainer::augment(std::span<float> picture, float paper, float ink, std::uint64_t seed) {
  if (picture.size() != graph_.input().example_count()) {
    throw ArgumentError("augment: expected one picture of " +
                        std::to_string(graph_.input().example_count()) + " values, found " +
                        std::to_string(picture.size()));
  }
  Random random(seed, augmentation_stream);
  augmenters_.front().change(picture, paper, ink, random);
}

StepReport Trainer::step() {
  if (data_ == nullptr) throw ArgumentError("step: expected training data, found none set");
  const std::size_t count =
      std::min(static_cast<std::size_t>(batch_size_), order_.size() - cursor_);
  const auto examples = static_cast<int>(count);
  load_batch(std::span(order_).subspan(cursor_, count));
  const std::span<const std::uint8_t> labels = std::span(batch_labels_).first(count);
  StepReport report = update(examples, labels, cursor_ + count == order_.size());
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

StepReport Trainer::update(int examples, std::span<const std::uint8_t> labels, bool ends_epoch) {
  Execution& execution = *execution_;
  begin_changes();
  execution.forward(
      parameters_, examples,
      {.mode = PassMode::training,
       .chance = Random(seed_, dropout_stream + static_cast<std::uint64_t>(steps_)).next()});
  const TensorView outputs{answers_.values().data(), {examples, outputs_, 1, 1}};
  const LossSum sum =
      loss_->evaluate(*kernels_, execution.activation(scores_node_), labels, outputs);
  if (!std::isfinite(sum.loss)) {
    frozen_.put_back(parameters_.values());
    report_divergence(sum.loss);
  }

  const double factor = schedule_factor();
  gradients_.fill_zero();
  const TensorView dscores = execution.start_gradient(scores_node_);
  if (dscores.data != nullptr) {  // a network without a layer that computes has nothing to learn
    loss_->backward(*kernels_, outputs, labels, 1.0F / static_cast<float>(examples), dscores);
    execution.backward(parameters_, scores_node_, &gradients_);
    update_parameters(*kernels_, *team_, graph_, parameters_, gradients_, penalty_, *optimizer_,
                      factor);
  }
  end_changes();
  ++steps_;
  if (averaging_) {
    averaging_->add(*kernels_, parameters_, epochs_ + (ends_epoch ? 1 : 0), ends_epoch);
  }
  return {.score = {.loss = sum.loss / examples,
                    .accuracy = static_cast<double>(sum.correct) / examples,
                    .examples = examples},
          .step = steps_,
          .epoch = epochs_,
          .learning_rate = optimizer_->settings().learning_rate * factor};
}

void Trainer::report_divergence(double loss) const {
  const Node* node = execution_->first_non_finite();
  const std::span<const float> picture = execution_->activation(Graph::picture).values();
  const bool bad_picture =
      !std::ranges::all_of(picture, [](float value) { return std::isfinite(value); });
  std::string where = "every layer's output is still finite";
  if (node != nullptr) where = "the first layer with such a value is " + node->name;
  if (bad_picture) where = "the pictures themselves hold such a value";
  throw DivergenceError("training stopped at step " + std::to_string(steps_ + 1) +
                        ": expected a finite loss, found " +
                        (std::isnan(loss) ? "NaN" : "infinity") + "; " + where +
                        ". Reset, and try a smaller learning rate");
}

void Trainer::set_optimizer(const OptimizerSpec& spec) {
  optimizer_ = make_optimizer(spec, parameters_.values().size());
}

void Trainer::set_batch_size(int batch_size) {
  const Argument& argument = *find_argument(run_declaration, "batchSize");
  if (!is_in_range(argument, batch_size)) {
    throw ArgumentError(Refusal{.argument = argument.name,
                                .expected = expected_text(argument),
                                .found = std::to_string(batch_size)});
  }
  if (batch_size > execution_->capacity()) plan(batch_size);
  batch_size_ = batch_size;
}

void Trainer::reset(std::uint64_t seed) {
  seed_ = seed;
  steps_ = 0;
  epochs_ = 0;
  cursor_ = 0;
  parameters_.fill_zero();
  initialize(graph_, parameters_, seed_);
  gradients_.fill_zero();
  frozen_.clear();
  has_updates_ = false;
  optimizer_->reset();
  if (averaging_) averaging_->reset();
  if (data_ != nullptr) shuffle();
}

}  // namespace receptive
