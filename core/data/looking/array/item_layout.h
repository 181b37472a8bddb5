#pragma once

#include <cstdint>

#include "data/looking/array/array_header.h"

namespace receptive {

/// How the values of an array make items (pictures, labels).
struct ItemLayout {
  /// @param item_axis 0 or the last of the header's sizes.
  /// @throws ArgumentError where it is neither.
  ItemLayout(const ArrayHeader& header, int item_axis);

  std::uint64_t items = 1;        ///< 0 where there are no values at all
  std::uint64_t item_values = 1;  ///< of each
  /// The items run fastest: first come the first values of all items, then the second ones, ...
  bool interleaved = false;
};

}  // namespace receptive
