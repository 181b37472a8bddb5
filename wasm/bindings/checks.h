#pragma once

#include <string>

#include "base/error.h"
#include "nn/graph.h"

namespace receptive::bindings {

// The package's TypeScript checks arguments, and its sentences are the ones that people read. Here
// stands what memory hangs on, once more: no number from JavaScript may lead outside of an array.

/// @returns the index as the core counts.
/// @throws ArgumentError unless it is 0 .. size - 1.
inline std::size_t check_index(const char* argument, int index, int size) {
  if (index < 0 || index >= size) {
    throw ArgumentError({.argument = argument,
                         .expected = "0 to " + std::to_string(size - 1),
                         .found = std::to_string(index)});
  }
  return static_cast<std::size_t>(index);
}

/// @throws ArgumentError unless first .. first + count - 1 lie within 0 .. size - 1.
inline void check_range(const char* argument, int first, int count, int size) {
  if (first < 0 || count < 0 || first > size || count > size - first) {
    throw ArgumentError({.argument = argument,
                         .expected = "a range within 0 to " + std::to_string(size - 1),
                         .found = std::to_string(count) + " from " + std::to_string(first)});
  }
}

/// Of a node: -1 (`Graph::network_input`) for the picture.
/// @throws ArgumentError when the graph has none of this index.
inline void check_node(const Graph& graph, int node) {
  const int nodes = static_cast<int>(graph.nodes().size());
  if (node < Graph::network_input || node >= nodes) {
    throw ArgumentError({.argument = "layer",
                         .expected = "-1 to " + std::to_string(nodes - 1),
                         .found = std::to_string(node)});
  }
}

}  // namespace receptive::bindings
