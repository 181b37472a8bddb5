#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/batch.h"
#include "tensor/view.h"

namespace receptive {

/// Examples of one shape and what a network should answer to each.
///
/// Inputs are kept as bytes (a quarter of the memory of float32), which become float32 in [low,
/// high] when a batch is gathered: value = low + byte * (high - low) / 255; or as float32, taken as
/// they are. Targets are a class for each example, a class for each step, or numbers.
struct Dataset {
  std::string name;
  /// (1, C, H, W) of a picture; (1, features, 1, steps) of the longest sequence.
  Shape example;
  std::vector<std::string> class_names;  ///< empty where targets are numbers
  float low = 0.0F;                      ///< value of byte 0
  float high = 1.0F;                     ///< value of byte 255
  bool dark_on_light = false;            ///< paper is byte 255, not byte 0
  /// Inputs, size() * C * H * W, channel-major: bytes, or `values` and no bytes.
  std::vector<std::uint8_t> pixels = {};
  std::vector<float> values = {};
  /// Steps of each example, 1 to those of `example`; empty: all have as many, as pictures do.
  std::vector<std::int32_t> lengths = {};
  TargetKind kind = TargetKind::classes;
  /// Classes, each below classes(): one for each example, or for each step.
  std::vector<ClassIndex> labels = {};
  /// Targets that are numbers, as many for each example.
  std::vector<float> numbers = {};
  int numbers_per_example = 0;

  [[nodiscard]] int size() const {
    return static_cast<int>(kind == TargetKind::numbers ? numbers.size() / targets_per_example()
                                                        : labels.size() / targets_per_example());
  }
  [[nodiscard]] int classes() const { return static_cast<int>(class_names.size()); }
  /// Values of what is drawn, and of what is drawn on: what comes in from outside of a picture.
  [[nodiscard]] float paper() const { return dark_on_light ? high : low; }
  [[nodiscard]] float ink() const { return dark_on_light ? low : high; }
  /// At least 1.
  [[nodiscard]] std::size_t targets_per_example() const;

  /// Examples `indices[0..]` as float32 into `inputs` (indices.size(), C, H, W), and their targets
  /// and lengths into what there is room for.
  void gather(std::span<const std::uint32_t> indices, TensorView inputs,
              const TargetSpace& targets = {}) const;

  /// The consecutive examples first, first + 1, ... of `inputs.shape.n`.
  void gather_range(int first, TensorView inputs, const TargetSpace& targets = {}) const;

 private:
  void copy_targets(std::size_t from, std::size_t to, const TargetSpace& targets) const;
};

/// Checks what came from outside of the core as it is: sizes, counts and labels that fit together.
/// @throws ArgumentError that names what does not.
void check_dataset(const Dataset& data);

}  // namespace receptive
