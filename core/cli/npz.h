#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace receptive::cli {

struct NamedFile {
  std::string path = {};
  std::vector<std::uint8_t> bytes = {};
};

/// As ZIP archives begin, an empty one too.
bool is_zip(std::span<const std::uint8_t> bytes);

/// The arrays of a NumPy archive: a ZIP archive (PKWARE's APPNOTE), each stored or deflated.
/// @param name the archive's in messages, and the folder of its arrays.
/// @throws FormatError for what is damaged, packed otherwise, encrypted, or above 2 GB.
std::vector<NamedFile> read_npz(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace receptive::cli
