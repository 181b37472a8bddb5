#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "kernels/kernels.h"
#include "nn/parameter_set.h"
#include "nn/recipe_part.h"

namespace receptive {

/// A running average of the parameters, which often scores better than the parameters themselves.
class Averaging {
 public:
  Averaging() = default;
  Averaging(const Averaging&) = delete;
  Averaging& operator=(const Averaging&) = delete;
  virtual ~Averaging() = default;

  /// Takes in the parameters after a step. `epochs` passes over the data are complete, and this
  /// step completed one of them when `ends_epoch`.
  virtual void add(const Kernels& kernels, const ParameterSet& parameters, std::int64_t epochs,
                   bool ends_epoch) = 0;
  /// The average, or nullptr while there is none yet.
  [[nodiscard]] virtual const ParameterSet* average() const = 0;
  void reset() { set_taken(0); }
  /// Bytes that the average takes.
  [[nodiscard]] virtual std::size_t bytes() const = 0;

  /// Where the average is kept, whether there is one yet or not. With `taken` it is the whole
  /// state: both given to another of the same kind make it go on exactly as this one would.
  [[nodiscard]] virtual const ParameterSet& memory() const = 0;
  /// How often parameters were taken in.
  [[nodiscard]] virtual std::int64_t taken() const = 0;
  virtual void set_taken(std::int64_t taken) = 0;
};

/// none, exponential and epochs, with their arguments.
std::span<const Declaration* const> averaging_declarations();

/// - none: nullptr.
/// - exponential {decay}: average += (1 - d)(parameters - average) after every step, with
///   d = min(decay, (1 + t) / (10 + t)) at step t, so that the start is soon forgotten (Polyak and
///   Juditsky 1992; TensorFlow's ExponentialMovingAverage).
/// - epochs {from}: the mean of the parameters at the end of each epoch after the first `from`
///   (Izmailov et al. 2018, "Averaging weights leads to wider optima"). Statistics of batch
///   normalization are averaged too; collecting them anew afterwards is better.
/// @throws SpecError for a type or argument that is not known or out of range.
std::unique_ptr<Averaging> make_averaging(const RecipePart& spec, const Graph& graph);

/// The checks of `make_averaging`, without memory for a network.
void check_averaging(const RecipePart& spec);

}  // namespace receptive
