#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "data/looking/array/array_header.h"

namespace receptive {

/// Characters of NumPy's longest texts that are read: so that one fits into memory many times.
inline constexpr std::size_t most_text_characters = 16'384;

/// The header of a .npy file, versions 1 to 3: "\x93NUMPY", a version, a length, and a dictionary
/// (NumPy enhancement proposal 1 and numpy.lib.format).
/// @param head begins as `is_npy` wants it.
/// @throws FormatError as `read_array_header` does.
ArrayHeader read_npy_array(const std::string& path, std::span<const std::uint8_t> head);

}  // namespace receptive
