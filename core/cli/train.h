#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace receptive::cli {

struct TrainOptions {
  std::string preset;
  std::optional<std::string> data;  ///< folder of IDX files; X and O presets make their own
  std::optional<int> epochs;        ///< default: the preset's recipe
  std::uint64_t seed = 1;
  std::optional<std::string> save;  ///< safetensors file to write at the end
};

/// Trains a preset and prints a line an epoch.
/// @throws Error when an option, the data or the training fails.
void train(const TrainOptions& options);

}  // namespace receptive::cli
