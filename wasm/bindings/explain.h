#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checks.h"
#include "inspect/explain/explainer.h"
#include "model_handle.h"
#include "outgoing.h"

// What the bindings that write numbers out have in common. Their structs are what the package's
// types of the same subject say (wasm/model/explain.ts), with layers and parameters by their names.

namespace receptive::bindings {

inline Maybe<Text> name_or_none(const std::string& name) {
  if (name.empty()) return {};
  return Text(name);
}

template <typename Number>
Maybe<Numbers<Number>> some_or_none(const std::vector<Number>& numbers, bool there) {
  if (!there) return {};
  return Numbers<Number>(numbers);
}

inline Triple position_in(const Shape& shape, int place) {
  const Position at = position_of(place, shape);
  return {.map = at.map, .row = at.row, .column = at.col};
}

inline const std::string& type_of(const Graph& graph, int node) {
  return node == Graph::network_input ? graph.name_of(node)
                                      : graph.nodes()[static_cast<std::size_t>(node)].type;
}

}  // namespace receptive::bindings
