#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "data/looking/array/array_header.h"

namespace receptive {

/// The header of an IDX file: 0, 0, a type, how many sizes, then each as a big-endian number of 32
/// bits (LeCun, Cortes, Burges, "The MNIST database", file formats). Its values are big-endian too.
/// @param head begins as `is_idx` wants it.
/// @throws FormatError where the header is not whole.
ArrayHeader read_idx_array(const std::string& path, std::span<const std::uint8_t> head);

}  // namespace receptive
