#include "data/readers/picture_size.h"

#include "base/error.h"

namespace receptive {

namespace {

std::string size_text(int channels, int side) {
  const std::string square = std::to_string(side) + "x" + std::to_string(side);
  return std::to_string(channels * side * side) + " (" + (channels == 3 ? "3x" : "") + square + ")";
}

/// The side of the largest square of at most `values`, at least 1.
int side_below(std::uint64_t values) {
  int side = 1;
  while (side < largest_picture_side &&
         static_cast<std::uint64_t>(side + 1) * static_cast<std::uint64_t>(side + 1) <= values) {
    ++side;
  }
  return side;
}

bool is_square(std::uint64_t values) {
  const auto side = static_cast<std::uint64_t>(side_below(values));
  return side * side == values;
}

}  // namespace

Shape square_picture(std::uint64_t values, const std::string& what, const std::string& unit) {
  if (is_square(values)) return {1, 1, side_below(values), side_below(values)};
  if (values % 3 == 0 && is_square(values / 3)) {
    return {1, 3, side_below(values / 3), side_below(values / 3)};
  }
  const int side = side_below(values);
  std::string fitting = size_text(1, side);
  if (side < largest_picture_side) fitting += ", " + size_text(1, side + 1);
  const int colour_side = side_below(values / 3);
  fitting += ", " + size_text(3, colour_side);
  if (colour_side < largest_picture_side) fitting += ", " + size_text(3, colour_side + 1);
  throw FormatError(what + ": expected the " + unit +
                    " of a square picture of up to 64x64 with 1 or 3 channels, the nearest being " +
                    fitting + ", found " + std::to_string(values));
}

}  // namespace receptive
