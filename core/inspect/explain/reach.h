#pragma once

#include <cstdint>
#include <vector>

#include "nn/graph.h"

namespace receptive {

/// How a place is related to a unit.
enum class ReachMark : std::uint8_t {
  none = 0,
  read = 1,  ///< the unit reads it, through all layers between
  fed = 2,   ///< the unit goes into it
  self = 3,
};

/// What belongs to the unit at `place` of node `node` (`Graph::network_input` for the picture), as
/// a network of these layers can be connected at all: behind a max stands its whole window.
/// @returns for the picture and then for every node a `ReachMark` for each place of one example.
/// @throws ArgumentError when there is no such place.
std::vector<std::vector<std::uint8_t>> reach(const Graph& graph, int node, int place);

}  // namespace receptive
