#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "data/looking/array/array_header.h"
#include "data/looking/extent.h"

namespace receptive {

/// Values of any type and byte order as numbers. Booleans become 0 and 1; integers beyond 2^53 (of
/// float: 2^24) are rounded, numbers beyond float's become infinite.
/// @param bytes out.size() values of the header's type, which is no text.
void decode(const ArrayHeader& header, std::span<const std::uint8_t> bytes, std::span<float> out);
void decode(const ArrayHeader& header, std::span<const std::uint8_t> bytes, std::span<double> out);

/// As if each had been added to it by itself, but many times as quick.
Extent extent_of(std::span<const double> numbers);
Extent extent_of_bytes(std::span<const std::uint8_t> numbers);

/// IEEE 754's 16 bits, exactly.
float from_half(std::uint16_t bits);

}  // namespace receptive
