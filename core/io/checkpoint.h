#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "nn/graph.h"
#include "nn/recipe_part.h"

namespace receptive {

/// Where a run stands, besides its values.
struct CheckpointHead {
  std::string network;  ///< of `network_fingerprint`
  std::uint64_t seed = 0;
  std::int64_t steps = 0;
  std::int64_t epochs = 0;
  std::uint64_t cursor = 0;    ///< examples of the present epoch that are done
  std::uint64_t examples = 0;  ///< in the training data; 0 without any
  int batch_size = 0;
  RecipePart optimizer;
  double learning_rate = 0.0;  ///< as it is now
  std::int64_t optimizer_steps = 0;
  std::vector<std::string> memory;  ///< names of what the optimizer remembers
  std::int64_t averaged = -1;       ///< taken into the average so far; -1: the recipe has none
  /// Values that training holds, as stretches of the block of all parameters.
  struct Range {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  std::vector<Range> frozen;
  Values dropout;  ///< rates by the layers' names
};

/// A checkpoint file: 8 bytes "RCPTRUN1", a checksum of all that follows (64 bits), the length of
/// the head (32 bits), the head as JSON, then float32 values to the end, all little-endian.
struct CheckpointFile {
  CheckpointHead head;
  std::span<const std::uint8_t> values;
};

/// @param pieces the values, one piece behind the other.
std::vector<std::uint8_t> write_checkpoint(const CheckpointHead& head,
                                           std::span<const std::span<const float>> pieces);

/// Takes no memory but for the head, whose length is checked before.
/// @throws FormatError when the file is not what it claims to be, in a single bit even.
CheckpointFile read_checkpoint(std::span<const std::uint8_t> file);

/// Of the names and shapes of all parameters: networks in which values mean the same.
std::string network_fingerprint(const Graph& graph);

}  // namespace receptive
