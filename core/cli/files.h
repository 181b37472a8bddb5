#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "data/dataset.h"

namespace receptive::cli {

/// A training set and the set that it is judged by.
struct DataPair {
  Dataset training;
  Dataset test;
};

/// The whole file.
/// @throws Error when it cannot be read or holds more than 1 GB.
std::vector<std::uint8_t> read_file(const std::filesystem::path& path);

/// Writes beside the target first, so that a failure leaves an older file as it was.
/// @throws Error when the file cannot be written.
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

}  // namespace receptive::cli
