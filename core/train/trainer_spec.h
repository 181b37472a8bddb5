#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "nn/model_spec.h"
#include "train/optimizer.h"

namespace receptive {

/// A network and the recipe that trains it, as plain data.
struct TrainerSpec {
  ModelSpec model;
  std::string loss = "softmaxCrossEntropy";
  OptimizerSpec optimizer;
  /// Starts the weights, the order of the examples and dropout.
  std::uint64_t seed = 1;
  /// Examples of a step, and what memory is planned for.
  int batch_size = 32;
};

/// Reads {input: [C, H, W], layers: [{type, name?, inputs?, ...}], loss?, optimizer?, seed?,
/// batchSize?}. Only the form is checked here; whether the layers fit is checked when they are
/// made.
/// @throws SpecError that names the place, what was expected and what was found.
TrainerSpec parse_trainer_spec(std::string_view json);

/// {type, ...} or just "adam".
/// @throws SpecError as above.
OptimizerSpec parse_optimizer_spec(std::string_view json);

}  // namespace receptive
