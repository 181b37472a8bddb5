#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "train/trainer.h"

namespace receptive {

/// What one epoch of `fit` came to.
struct EpochReport {
  int epoch = 0;                    ///< 1, 2, ...
  Score training;                   ///< of the batches while they were learned from
  std::optional<Score> validation;  ///< at the end of the epoch, if examples were set aside
  double learning_rate = 0.0;       ///< of the last step
  int best_epoch = 0;               ///< with the best validation so far; 0 without validation
};

/// Decides by the validation scores when training has gone on long enough.
class Patience {
 public:
  explicit Patience(const EarlyStopping& rule) : rule_(rule) {}

  /// Takes in the score after epoch 1, 2, ...; true when it is the best so far.
  bool is_best(int epoch, const Score& score);
  /// Whether to stop after `epoch`. With patience 0 never; otherwise once there was no better score
  /// for `patience` epochs, `min_epochs` are over, and `patience_increase` times the epochs that
  /// led to the last clear improvement are too (Theano tutorial, "Early-Stopping").
  [[nodiscard]] bool is_over(int epoch) const;
  [[nodiscard]] int best_epoch() const { return best_epoch_; }

 private:
  EarlyStopping rule_;
  double best_error_ = 2.0;
  double best_loss_ = 0.0;
  double improved_error_ = 2.0;  ///< the error at the last improvement that was clear enough
  int best_epoch_ = 0;
  int improved_epoch_ = 0;
};

struct FitWatch {
  std::function<void(const StepReport&)> on_step = {};
  /// Training ends when it returns false.
  std::function<bool(const EpochReport&)> on_epoch = {};
};

/// Trains for up to `epochs` passes over `data`, as `spec` says: sets validation examples aside,
/// stops early, gathers exact statistics at the end of each epoch, and goes back to the parameters
/// of the best epoch at the end.
/// @param data as the network shall see it: `prepare` has been called.
/// @param watch is told of steps and epochs as they end.
/// @throws ArgumentError when the data does not fit; DivergenceError as `Trainer::step`.
void fit(Trainer& trainer, const TrainerSpec& spec, const std::shared_ptr<const Dataset>& data,
         int epochs, const FitWatch& watch);

/// What the recipe does to every picture before training and before scoring alike (`digit_width`).
std::shared_ptr<const Dataset> prepare(const FitSpec& spec, std::shared_ptr<const Dataset> data);

}  // namespace receptive
