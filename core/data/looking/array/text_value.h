#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "data/looking/array/array_header.h"

namespace receptive {

/// A text of an array in UTF-8, without the zeros that it is filled up with.
/// @param bytes `item_bytes` of them.
/// @param place among all values, for the message.
/// @throws FormatError, beginning with the path, where it is none: numbers that are no characters
/// (in UTF-32), bytes that are no UTF-8, zeros within.
std::string read_text_value(const ArrayHeader& header, std::span<const std::uint8_t> bytes,
                            std::uint64_t place);

}  // namespace receptive
