#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "tensor/view.h"

namespace receptive {

/// Number of a class, from 0.
using ClassIndex = std::uint8_t;

// What a network should answer. Everything that takes targets takes all three kinds, and what
// cannot compare with one of them refuses it.

/// One class for each example.
struct ClassTargets {
  std::span<const ClassIndex> of_examples = {};
};
/// One class for each step of each example, example after example.
struct StepClassTargets {
  std::span<const ClassIndex> of_steps = {};
};
/// As many numbers as the network has outputs for each example, example after example.
struct NumberTargets {
  std::span<const float> of_outputs = {};
};

using Targets = std::variant<ClassTargets, StepClassTargets, NumberTargets>;
enum class TargetKind : std::uint8_t { classes, step_classes, numbers };  ///< in the same order

/// Some examples together, as a network reads them; whoever made it owns the memory.
struct Batch {
  ConstTensorView inputs;  ///< (N, C, H, W), or of sequences (N, features, 1, steps)
  Targets targets = {};
  /// Steps of each example, the first of those in `inputs`. Empty: all steps count, as for
  /// pictures.
  std::span<const std::int32_t> lengths = {};

  [[nodiscard]] int examples() const { return inputs.shape.n; }
  /// Examples first .. first + count - 1.
  [[nodiscard]] Batch part(int first, int count) const;
};

/// Where targets and lengths of some examples are written, by kind; a kind without room is left
/// out.
struct TargetSpace {
  std::span<ClassIndex> classes = {};  ///< one for each example, or for each step
  std::span<float> numbers = {};
  std::span<std::int32_t> lengths = {};

  /// Those of examples first .. first + count - 1 of the `of` that there is room for.
  [[nodiscard]] TargetSpace part(int first, int count, int of) const;
  /// What was written, for a batch.
  [[nodiscard]] Targets targets(TargetKind kind) const;
};

struct Dataset;

/// Memory for the targets and lengths of batches that are gathered from data sets.
class TargetRoom {
 public:
  /// Room for examples of the set. Takes memory only where more is wanted than ever before, and
  /// nothing for one class an example after `reserve`.
  [[nodiscard]] TargetSpace space(const Dataset& data, int examples);
  void reserve(int examples);

 private:
  std::vector<ClassIndex> classes_;
  std::vector<float> numbers_;
  std::vector<std::int32_t> lengths_;
};

}  // namespace receptive
