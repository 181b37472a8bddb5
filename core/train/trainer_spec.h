#pragma once

#include <cstdint>
#include <string_view>

#include "data/augmentation.h"
#include "nn/model_spec.h"
#include "nn/recipe_part.h"
#include "train/optimizer.h"
#include "train/update.h"

namespace receptive {

/// When to stop before the planned epochs are over, judged by the validation set.
struct EarlyStopping {
  int patience = 0;              ///< epochs without a better score; 0: never stops early
  int min_epochs = 0;            ///< trains at least this long
  double patience_increase = 1;  ///< and at least this many times as long as to the best score
  /// A score counts as better when its error is below the best one times this (Theano: 0.995).
  double improvement = 1.0;
};

/// What training over whole epochs (train/fit.h) needs besides the steps.
struct FitSpec {
  int validation = 0;  ///< training examples set aside to judge by; the best epoch is kept
  EarlyStopping early_stopping = {};
  int digit_width =
      0;  ///< columns that the ink is stretched to (data/drawing/digit_width.h); 0: as it is
  /// Before scoring, statistics of normalizations are gathered from the whole training set.
  bool exact_statistics = false;
};

/// The arguments that say a `FitSpec`.
extern const Declaration fit_declaration;

/// A network and the recipe that trains it, as plain data.
struct TrainerSpec {
  ModelSpec model;
  RecipePart loss{.type = "softmaxCrossEntropy"};
  OptimizerSpec optimizer{.type = "sgd"};
  RecipePart schedule{.type = "constant"};
  RecipePart averaging{.type = "none"};
  Penalty penalty;
  Augmentation augmentation;
  FitSpec fit;
  /// Starts the weights, the order of the examples, dropout and augmentation.
  std::uint64_t seed = 1;
  /// Examples of a step, and what memory is planned for.
  int batch_size = 32;
};

/// What a specification says of training besides its parts: `seed` and `batchSize`.
extern const Declaration run_declaration;

/// Reads {input: [C, H, W], layers: [{type, name?, inputs?, weightsOf?, trainable?, ...}], loss?,
/// optimizer?, schedule?, averaging?, penalty?, augmentation?, fit?, seed?, batchSize?}. Of layers
/// and of parts with a type only the form is checked here; the rest is checked when they are made.
/// @throws SpecError that names the place, what was expected and what was found.
TrainerSpec parse_trainer_spec(std::string_view json);

/// {type, ...} or just "adam".
/// @throws SpecError as above.
OptimizerSpec parse_optimizer_spec(std::string_view json);

/// {rotation, scale, ...}; what is not there is 0.
/// @throws SpecError as above.
Augmentation parse_augmentation(std::string_view json);

}  // namespace receptive
