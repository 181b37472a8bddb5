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

/// The four IDX files of a folder by MNIST's names, each gzipped (.gz) or not.
/// @throws Error naming the file that is missing or broken.
DataPair read_idx_folder(const std::filesystem::path& folder);

/// Its test set alone, whose labels must be below `classes`.
/// @throws Error as above.
Dataset read_idx_test(const std::filesystem::path& folder, int classes);

/// The whole file.
/// @throws Error when it cannot be read or holds more than 1 GB.
std::vector<std::uint8_t> read_file(const std::filesystem::path& path);

/// Writes beside the target first, so that a failure leaves an older file as it was.
/// @throws Error when the file cannot be written.
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

}  // namespace receptive::cli
