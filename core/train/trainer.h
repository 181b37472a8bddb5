#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/augmentation.h"
#include "data/dataset.h"
#include "io/weight_match.h"
#include "nn/network.h"
#include "threads/governor.h"
#include "train/averaging.h"
#include "train/frozen.h"
#include "train/optimizer.h"
#include "train/schedule.h"
#include "train/trainer_spec.h"
#include "train/update.h"

namespace receptive {

/// What one step found, before its update.
struct StepReport {
  Score score;  ///< its loss is the one that training makes small: weighted by class if it says so
  std::int64_t step = 0;       ///< steps taken, this one included
  std::int64_t epoch = 0;      ///< whole passes over the training data that are complete
  double learning_rate = 0.0;  ///< of this step: the optimizer's times the schedule's factor
};

/// A network with everything that trains it: gradients, optimizer, the order of the data and the
/// random state. The same spec, data and kernels give the same bits, whatever the number of
/// threads.
///
/// A call that throws has changed nothing; nor has one that there is no memory for
/// (std::bad_alloc), but that the gradients may be zeros.
class Trainer {
 public:
  /// @param team the threads to work on, which must live as long; nullptr: the caller alone.
  /// @throws SpecError when the specification does not fit together; nothing is allocated then.
  explicit Trainer(const TrainerSpec& spec, const Kernels& kernels = fastest_kernels(),
                   Team* team = nullptr);
  // Others point into it: it stays where it was made.
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;
  ~Trainer() = default;

  /// What is trained. It answers from the average of the parameters where the recipe has one and
  /// there is one already.
  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] Network& network() { return network_; }

  /// One optimizer step on these examples, at the schedule's place between the steps of `step`. The
  /// first step takes the memory for training, and so does a batch above the planned one; otherwise
  /// a step takes none.
  /// @throws ArgumentError when inputs or targets do not fit the network, or the classes are to be
  ///   balanced and there is no training data to count them in.
  /// @throws DivergenceError when the loss, running statistics, gradients or what the update would
  ///   leave are not finite. Everything is then as it was before the step: parameters, statistics,
  ///   average, what the optimizer remembers, the place in the data; but the gradients are zeros.
  StepReport train_batch(const Batch& batch);

  /// The data that `step` walks through, by which 'balanced' classes are weighed. The walk begins
  /// anew. Takes the memory for training.
  /// @throws ArgumentError when its examples or targets do not fit the network.
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
  /// One pass over the training data, as it is, that replaces the running statistics of the
  /// parameters that answer by the exact ones of the whole set (SAS: "scoring uses training-set
  /// statistics"; Wu and Johnson 2021, "Rethinking batch in BatchNorm", section 3).
  /// Frozen ones keep their values.
  /// @throws ArgumentError without training data.
  /// @throws DivergenceError when they are not finite; they are left as they were.
  void collect_statistics();

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

  /// The weights that answer as a model file (io/model_file.h), where they are an average with
  /// those beside them that training goes on from, and with what the training data says for itself.
  [[nodiscard]] std::vector<std::uint8_t> model_file(Json remarks) const;
  /// Takes the weights of a model file; an average goes on as the file's, or becomes what was
  /// opened.
  /// @throws FormatError as `match_weights`; nothing has changed then.
  WeightMatch open_model(const Safetensors& file);

  // Changes by hand; they are in trainer_editing.cpp.

  /// Holds `count` values of parameter `index` (its place in the network's list) from `first` on
  /// where they are through every step, running statistics too. Ranges add up.
  /// @throws ArgumentError when they are not within the parameter.
  void freeze(int index, std::size_t first, std::size_t count);
  void unfreeze(int index, std::size_t first, std::size_t count);
  /// All that is frozen, as ranges of the block of the network's parameters.
  [[nodiscard]] FrozenValues& frozen() { return frozen_; }
  [[nodiscard]] const FrozenValues& frozen() const { return frozen_; }
  /// One for each value of a parameter: 1 where it is frozen.
  void frozen(int index, std::span<std::uint8_t> marks) const;
  /// Values from `first` on, written into the average of the parameters too, so that the answers
  /// follow at once. A connection that does not exist stays 0.
  /// @throws ArgumentError when they are not within the parameter, or none that it can have.
  void set_values(int index, std::size_t first, std::span<const float> values);
  /// Whether each step from the next on keeps what it changed; takes the memory of a copy.
  void track_updates(bool on);
  /// after - before of the last step, running statistics too; nullptr where it was not tracked.
  [[nodiscard]] const ParameterSet* updates() const { return has_updates_ ? &*updates_ : nullptr; }
  /// The rate of a dropout layer from the next step on; the graph's settings tell it.
  /// @throws ArgumentError as `Network::set_dropout_rate`.
  void set_dropout(const std::string& layer, double rate) {
    network_.set_dropout_rate(layer, rate);
  }

  /// Of the trained weights, mean over the last batch, with penalties and clipping; zeros before
  /// the first step.
  [[nodiscard]] const ParameterSet& gradients() const { return gradients_; }
  /// Of the last batch; nullptr before the memory for training has been taken.
  [[nodiscard]] const Execution* execution() const { return execution_ ? &*execution_ : nullptr; }
  /// What training takes, whether it has been taken yet or not.
  [[nodiscard]] ExecutionPlan::Bytes training_bytes() const { return training_plan_.bytes(); }
  [[nodiscard]] int batch_size() const { return batch_size_; }
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  /// What the optimizer remembers, and the average of the parameters.
  [[nodiscard]] std::size_t optimizer_bytes() const {
    return optimizer_->bytes() + (averaging_ ? averaging_->bytes() : 0);
  }

  [[nodiscard]] const Optimizer& optimizer() const { return *optimizer_; }
  [[nodiscard]] Optimizer& optimizer() { return *optimizer_; }
  [[nodiscard]] const Penalty& penalty() const { return penalty_; }
  /// Of the step that comes next: the optimizer's times the schedule's factor.
  [[nodiscard]] double next_learning_rate() const;

 private:
  [[nodiscard]] const Graph& graph() const { return network_.graph(); }
  [[nodiscard]] const ParameterSet& parameters() const { return network_.parameters(); }
  /// Makes room for batches of `capacity`.
  void plan(int capacity);
  /// Takes the memory for training, unless it has been taken.
  void prepare_training();
  /// Lets the network answer from the average, if there is one by now.
  void follow_average();
  /// What a checkpoint holds, piece by piece, with what this optimizer remembers.
  [[nodiscard]] std::vector<std::span<float>> state_values(const Optimizer& optimizer) const;
  /// Of the schedule, for the step that comes next.
  [[nodiscard]] double schedule_factor() const;
  void load_batch(std::span<const std::uint32_t> examples, const TargetSpace& targets);
  void shuffle();
  /// Forward, loss, backward and update for the `examples` pictures already in place.
  StepReport update(int examples, const Targets& targets, bool ends_epoch);
  [[nodiscard]] bool statistics_are_finite(const ParameterSet& set) const;
  /// From the gradients of the last backward pass.
  void learn(double factor);
  /// The update by way of a copy of all that it changes, which is given back if it comes to nothing
  /// finite.
  void learn_with_care(double factor);
  /// Reports why the step is not kept.
  [[noreturn]] void give_up(const std::string& expected, const std::string& found,
                            const std::string& where) const;
  [[noreturn]] void report_divergence(const std::string& expected, const std::string& found,
                                      const std::string& where) const;
  [[nodiscard]] std::string non_finite_layer() const;
  /// Before a step and after it: what is frozen, and what the step changed.
  void begin_changes();
  void end_changes();
  [[nodiscard]] FrozenValues::Range place_of(int index, std::size_t first, std::size_t count) const;
  void check_values(int index, std::span<const float> values) const;

  Network network_;
  ParameterSet gradients_;
  std::unique_ptr<Optimizer> optimizer_;
  std::unique_ptr<Schedule> schedule_;
  std::unique_ptr<Averaging> averaging_;  ///< nullptr without one
  Penalty penalty_;
  FrozenValues frozen_;
  /// All running statistics, which the forward pass writes: to be put back where a step is not
  /// kept.
  FrozenValues statistics_;
  std::vector<Stretch> trained_;         ///< of the block of all parameters
  std::optional<ParameterSet> updates_;  ///< nothing where they are not tracked
  bool has_updates_ = false;             ///< of the last step
  std::vector<Augmenter> augmenters_;    ///< one for each thread
  ExecutionPlan training_plan_;
  std::optional<Execution> execution_;  ///< nothing before training
  Arena answers_;                       ///< (capacity, outputs)
  TargetRoom targets_;

  bool augments_;
  std::uint64_t seed_;
  int batch_size_;
  std::int64_t steps_ = 0;
  Governor governor_;

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
