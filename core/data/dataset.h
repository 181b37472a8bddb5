#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tensor/view.h"

namespace receptive {

/// Labelled pictures. Pixels are kept as bytes (a quarter of the memory of float32) and become
/// float32 in [low, high] when a batch is gathered: value = low + byte * (high - low) / 255.
struct Dataset {
  std::string name;
  Shape example;  ///< (1, C, H, W)
  std::vector<std::string> class_names;
  float low = 0.0F;                  ///< value of byte 0 (paper)
  float high = 1.0F;                 ///< value of byte 255 (ink)
  std::vector<std::uint8_t> pixels;  ///< size() * C * H * W, channel-major
  std::vector<std::uint8_t> labels;  ///< size(), each below classes()

  [[nodiscard]] int size() const { return static_cast<int>(labels.size()); }
  [[nodiscard]] int classes() const { return static_cast<int>(class_names.size()); }

  /// Examples `indices[0..]` as float32 into `images` (indices.size(), C, H, W) and their labels.
  void gather(std::span<const std::uint32_t> indices, TensorView images,
              std::span<std::uint8_t> out_labels) const;

  /// The consecutive examples first, first + 1, ... of `images.shape.n`.
  void gather_range(int first, TensorView images, std::span<std::uint8_t> out_labels) const;
};

/// Checks what came from outside of the core as it is: sizes, counts and labels that fit together.
/// @throws ArgumentError that names what does not.
void check_dataset(const Dataset& data);

}  // namespace receptive
