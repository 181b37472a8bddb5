#pragma once

#include <cstdint>
#include <string>

#include "tensor/shape.h"

namespace receptive {

/// Rows and columns of the pictures that are read from tables and arrays: 1 .. 64.
inline constexpr int largest_picture_side = 64;
/// Values of the largest picture: three channels.
inline constexpr std::uint64_t largest_picture = 3 * largest_picture_side * largest_picture_side;
/// Values of a whole data set, as many as a Shape may hold.
inline constexpr std::uint64_t most_picture_values = 0x7FFF'FFFF;

/// The square picture of `values` values: one channel where that is a square number, else three
/// where a third of it is one; no number is both.
/// @param what the file in messages.
/// @param unit what is counted in messages: "pixel columns".
/// @throws FormatError that names the nearest sizes that would fit.
Shape square_picture(std::uint64_t values, const std::string& what, const std::string& unit);

}  // namespace receptive
