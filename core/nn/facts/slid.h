#pragma once

#include <cstdint>
#include <string>

#include "nn/arguments.h"

namespace receptive {

/// What stands for a layer where its network slides over a larger picture (nn/convolutional.h).
struct Slid {
  enum class Way : std::uint8_t {
    along,     ///< it stands at every place alike
    flattens,  ///< it only writes a map as a vector, and is left out: the map stays one
    at_end,    ///< it joins all places (softmax): left out at the end, refused anywhere else
    bound,     ///< to one size of map: refused
  };
  Way way = Way::along;
  /// The layer that does there what this one does here; empty: the same.
  std::string type = {};
  Values arguments = {};
  /// Whether it may read a vector's values as the map that they were before they were flattened.
  bool takes_vectors = false;
};

}  // namespace receptive
