#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/augmentation.h"
#include "data/dataset.h"
#include "nn/loss.h"
#include "nn/run/execution.h"
#include "train/averaging.h"
#include "train/frozen.h"
#include "train/optimizer.h"
#include "train/schedule.h"
#include "train/trainer_spec.h"

namespace receptive {

/// Means over `examples` examples.
struct Score {
  double loss = 0.0;
  double accuracy = 0.0;  ///< share whose largest output is the label, 0..1
  int examples = 0;
};

/// What one step found, before its update.
struct StepReport {
  Score score;
  std::int64_t step = 0;       ///< steps taken, this one included
  std::int64_t epoch = 0;      ///< whole passes over the training data that are complete
  double learning_rate = 0.0;  ///< of this step: the optimizer's times the schedule's factor
};

/// A network with everything that trains it: parameters, gradients, optimizer, the order of the
/// data and the random state. The same spec, data and kernels give the same bits, whatever the
/// number of threads.
class Trainer {
 public:
  /// @param team the threads to work on, which must live as long; nullptr: the caller alone.
  /// @throws SpecError when the specification does not fit together; nothing is allocated then.
  explicit Trainer(const TrainerSpec& spec, const Kernels& kernels = fastest_kernels(),
                   Team* team = nullptr);

  /// One optimizer step on these pictures (N, C, H, W) and labels, at the schedule's place between
  /// the steps of `step`. The first step takes the memory for training, and so does an N above the
  /// planned batch; otherwise a step takes none.
  /// @throws ArgumentError when shapes or labels do not fit the network.
  /// @throws DivergenceError when the loss is not finite; the parameters are left as they were.
  StepReport train_batch(ConstTensorView images, std::span<const std::uint8_t> labels);

  /// The data that `step` walks through. The walk begins anew. Takes the memory for training.
  /// @throws ArgumentError when its pictures or classes do not fit the network.
  void set_training_data(std::shared_ptr<const Dataset> data);

  /// One optimizer step on the next batch, in an order shuffled anew for each epoch and changed by
  /// the recipe's augmentation; the last batch of an epoch may be smaller.
  /// @throws ArgumentError without training data; DivergenceError as `train_batch`.
  StepReport step();

  /// Another augmentation from the next step on.
  void set_augmentation(const Augmentation& augmentation);
  /// Changes one picture as a step would, by chance that starts from this seed: to show what the
  /// augmentation does.
  /// @throws ArgumentError when the picture has not as many values as the network's input.
  void augment(std::span<float> picture, float paper, float ink, std::uint64_t seed);

  /// Whether the network holds statistics that `collect_statistics` would gather.
  [[nodiscard]] bool has_statistics() const;
  /// One pass over the training data, as it is, that replaces the running statistics of
  /// normalizations by the exact ones of the whole set (SAS: "scoring uses training-set
  /// statistics"; Wu and Johnson 2021, "Rethinking batch in BatchNorm", section 3).
  /// @throws ArgumentError without training data.
  void collect_statistics();

  /// Answers of the network, (N, outputs), from the averaged parameters where there is an average;
  /// so do all that score.
  /// @throws ArgumentError when shapes do not fit.
  void predict(ConstTensorView images, TensorView outputs);
  Score evaluate(ConstTensorView images, std::span<const std::uint8_t> labels);
  /// On examples first .. first + count - 1 of a set.
  Score evaluate(const Dataset& data, int first, int count);
  /// The same, and the answers of these examples, (outputs.shape.n, outputs).
  Score predict(const Dataset& data, int first, TensorView outputs);
  /// The class with the largest output for each of them.
  void predict_classes(const Dataset& data, int first, std::span<std::uint8_t> classes);

  void set_learning_rate(double rate) { optimizer_->set_learning_rate(rate); }
  /// Another optimizer, which remembers nothing yet.
  void set_optimizer(const OptimizerSpec& spec);
  /// @throws ArgumentError unless 1..65536.
  void set_batch_size(int batch_size);
  /// Everything as after construction with this seed; the recipe as it is now (learning rate,
  /// optimizer, dropout, augmentation) and the training data stay. Nothing is frozen afterwards.
  void reset(std::uint64_t seed);

  /// All that decides how the run goes on, as bytes (io/checkpoint.h); the rest of the recipe
  /// (loss, schedule, averaging, penalty, augmentation) and the data are not among it.
  [[nodiscard]] std::vector<std::uint8_t> checkpoint() const;
  /// Goes on where a checkpoint of the same network, recipe and data was written: the next steps
  /// have the same bits as without the interruption. The optimizer, the batch size, dropout rates
  /// and what is frozen come from there; gradients are zeros until the next step.
  /// @throws FormatError when the bytes are not such a checkpoint; nothing has changed then.
  void restore(std::span<const std::uint8_t> checkpoint);

  // Changes by hand; they are in trainer_editing.cpp.

  /// Holds `count` values of parameter `index` (its place in the network's list) from `first` on
  /// where they are through every step, running statistics too. Ranges add up.
  /// @throws ArgumentError when they are not within the parameter.
  void freeze(int index, std::size_t first, std::size_t count);
  void unfreeze(int index, std::size_t first, std::size_t count);
  /// All that is frozen, as ranges of the block of `parameters()`.
  [[nodiscard]] FrozenValues& frozen() { return frozen_; }
  [[nodiscard]] const FrozenValues& frozen() const { return frozen_; }
  /// One for each value of a parameter: 1 where it is frozen.
  void frozen(int index, std::span<std::uint8_t> marks) const;
  /// Values from `first` on, written into the average of the parameters too, so that the answers
  /// follow at once. A connection that does not exist stays 0.
  /// @throws ArgumentError when they are not within the parameter.
  void set_values(int index, std::size_t first, std::span<const float> values);
  /// Whether each step from the next on keeps what it changed; takes the memory of a copy.
  void track_updates(bool on);
  /// after - before of the last step, running statistics too; nullptr where it was not tracked.
  [[nodiscard]] const ParameterSet* updates() const { return has_updates_ ? &*updates_ : nullptr; }
  /// The rate of a dropout layer from the next step on; the graph's settings tell it.
  /// @throws ArgumentError when there is no such layer, it has no such rate, or it is not in [0,
  /// 1).
  void set_dropout(const std::string& layer, double rate);

  [[nodiscard]] const Graph& graph() const { return graph_; }
  [[nodiscard]] const Kernels& kernels() const { return *kernels_; }
  [[nodiscard]] const Loss& loss() const { return *loss_; }
  [[nodiscard]] const ParameterSet& parameters() const { return parameters_; }
  /// What `predict` and `evaluate` use: the average of the parameters, if the recipe has one.
  [[nodiscard]] const ParameterSet& scoring_parameters() const;
  /// Mean over the last batch, with penalties and clipping; zeros before the first step.
  [[nodiscard]] const ParameterSet& gradients() const { return gradients_; }
  /// Of the last batch. Before anything was trained it has no room for gradients.
  [[nodiscard]] const Execution& execution() const { return *execution_; }
  /// What training takes, whether it has been taken yet or not.
  [[nodiscard]] ExecutionPlan::Bytes training_bytes() const { return training_plan_.bytes(); }
  [[nodiscard]] int batch_size() const { return batch_size_; }
  [[nodiscard]] int outputs() const { return outputs_; }
  /// What the optimizer remembers, and the average of the parameters.
  [[nodiscard]] std::size_t optimizer_bytes() const {
    return optimizer_->bytes() + (averaging_ ? averaging_->bytes() : 0);
  }

  [[nodiscard]] const Optimizer& optimizer() const { return *optimizer_; }
  [[nodiscard]] Optimizer& optimizer() { return *optimizer_; }
  [[nodiscard]] const Penalty& penalty() const { return penalty_; }
  /// Of the step that comes next: the optimizer's times the schedule's factor.
  [[nodiscard]] double next_learning_rate() const;

  /// The node whose activation the loss reads: a softmax at the end is part of the loss.
  [[nodiscard]] int scores_node() const { return scores_node_; }

 private:
  /// Makes room for batches of `capacity`.
  void plan(int capacity);
  /// Takes the memory for training, where only that for scoring has been taken.
  void prepare_training();
  /// What a checkpoint holds, piece by piece, with what this optimizer remembers.
  [[nodiscard]] std::vector<std::span<float>> state_values(const Optimizer& optimizer) const;
  /// Of the schedule, for the step that comes next.
  [[nodiscard]] double schedule_factor() const;
  void load_batch(std::span<const std::uint32_t> examples);
  void check_images(const Shape& images) const;
  void check_labels(const Shape& images, std::span<const std::uint8_t> labels) const;
  void check_data(const Dataset& data, const char* what) const;
  void check_range(const Dataset& data, int first, int count) const;
  void shuffle();
  /// Forward, loss, backward and update for the `examples` pictures already in place.
  StepReport update(int examples, std::span<const std::uint8_t> labels, bool ends_epoch);
  /// Forward and loss without dropout for the pictures already in place.
  LossSum score(int examples, std::span<const std::uint8_t> labels);
  /// Scores `count` pictures batch by batch. load(done, examples) puts them in place and returns
  /// their labels, use(done, examples) takes their answers.
  template <typename Load, typename Use>
  LossSum score_all(int count, const Load& load, const Use& use);
  template <typename Use>
  Score evaluate(const Dataset& data, int first, int count, const Use& use);
  [[noreturn]] void report_divergence(double loss) const;
  /// Before a step and after it: what is frozen, and what the step changed.
  void begin_changes();
  void end_changes();
  [[nodiscard]] FrozenValues::Range place_of(int index, std::size_t first, std::size_t count) const;
  [[nodiscard]] ConstTensorView outputs_view(int examples) const {
    return {answers_.values().data(), {examples, outputs_, 1, 1}};
  }

  Graph graph_;
  const Kernels* kernels_;
  Team* team_;
  int scores_node_;
  int outputs_;
  std::unique_ptr<Loss> loss_;
  ParameterSet parameters_;
  ParameterSet gradients_;
  std::unique_ptr<Optimizer> optimizer_;
  std::unique_ptr<Schedule> schedule_;
  std::unique_ptr<Averaging> averaging_;  ///< nullptr without one
  Penalty penalty_;
  FrozenValues frozen_;
  std::optional<ParameterSet> updates_;  ///< nothing where they are not tracked
  bool has_updates_ = false;             ///< of the last step
  std::vector<Augmenter> augmenters_;    ///< one for each thread
  ExecutionPlan training_plan_;
  std::optional<Execution> execution_;
  Arena answers_;  ///< (capacity, outputs)
  std::vector<std::uint8_t> batch_labels_;

  bool augments_;
  std::uint64_t seed_;
  int batch_size_;
  std::int64_t steps_ = 0;

  std::shared_ptr<const Dataset> data_;
  std::vector<std::uint32_t> order_;
  std::size_t cursor_ = 0;
  std::int64_t epochs_ = 0;
};

/// The network of a specification, with every check that a `Trainer` makes of it; takes no memory
/// for tensors.
/// @throws SpecError when the specification does not fit together.
Graph checked_graph(const TrainerSpec& spec);

}  // namespace receptive
