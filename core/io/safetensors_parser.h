#pragma once

#include "io/safetensors.h"

namespace receptive {

/// As `read_safetensors`, for which file it is not.
/// @throws FormatError
Safetensors parse_safetensors(std::span<const std::uint8_t> file);

/// "a ZIP archive, as ...": what a file is that is no safetensors file, where its first bytes or
/// its line ends tell; empty otherwise.
std::string what_else_it_is(std::span<const std::uint8_t> file);

}  // namespace receptive
