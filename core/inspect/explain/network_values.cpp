#include "inspect/explain/network_values.h"

#include "base/error.h"

namespace receptive {

const Shape& shape_of(const Graph& graph, int node) { return graph.shape_of(node); }

void check_place(const Graph& graph, int node, int place) {
  const Shape& shape = shape_of(graph, node);
  if (place >= 0 && static_cast<std::size_t>(place) < shape.example_count()) return;
  throw ArgumentError("place: expected 0 to " + std::to_string(shape.example_count() - 1) +
                      ", the places of " + graph.name_of(node) + " (" + example_text(shape) +
                      "), found " + std::to_string(place));
}

std::string parameter_name(const Graph& graph, const Node& node, std::size_t index) {
  return parameter_names(graph)[static_cast<std::size_t>(node.first_parameter) + index].text;
}

}  // namespace receptive
