#pragma once

#include <cstdint>

#include "data/dataset.h"

namespace receptive {

struct DatasetSplit {
  Dataset train;
  Dataset test;
};

/// Shuffles and sets `held_out` examples aside for testing: for data that comes without a test set
/// of its own, whose order may be by class. Every example is in exactly one part, both parts keep
/// the class names, and the same seed gives the same parts.
/// @throws ArgumentError unless both parts get at least 1 example.
DatasetSplit split(const Dataset& data, int held_out, std::uint64_t seed);

}  // namespace receptive
