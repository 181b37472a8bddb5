#pragma once

#include <cstdint>
#include <vector>

#include "nn/graph.h"

namespace receptive {

/// A place of an example, or a tap of a kernel, by its three sides.
struct Position {
  int map = 0;
  int row = 0;
  int col = 0;
};

Position position_of(int place, const Shape& shape);

/// That an output place of a layer reads a place of one of its inputs. Places are those of one
/// example, channel-major.
struct Link {
  int output = 0;
  int input = 0;    ///< the place; `Axis::padding` where padding stands
  int weight = -1;  ///< place in the layer's first parameter; -1: without one
};

/// A layer's `Reading`, walked link by link from either end: behind sums written out, gradients
/// sent back, uses of a weight and what lies within reach.
class Connections {
 public:
  Connections(const Graph& graph, int node);

  /// What `output` reads of input `index` of the layer, map by map, row by row.
  [[nodiscard]] std::vector<Link> read_by(int output, std::size_t index = 0) const;
  /// Who reads place `input` of input `index`, in the order of the outputs.
  [[nodiscard]] std::vector<Link> readers_of(int input, std::size_t index = 0) const;
  /// Every use of a weight of the first parameter; of one that a connection table leaves out, none.
  [[nodiscard]] std::vector<Link> uses_of(int weight) const;
  /// The output places that a value of the bias (or of any parameter with one value for each map)
  /// is added to.
  [[nodiscard]] std::vector<int> outputs_with_bias(int place) const;
  /// Place in the bias.
  [[nodiscard]] int bias_of(int output) const;

  [[nodiscard]] const Sides& sides(std::size_t index) const { return reading_.sides[index]; }
  /// True where value i is value i, whatever the shapes; the sides say nothing then.
  [[nodiscard]] bool flat() const { return reading_.in_order(); }
  /// Whether what an output reads meets weights of different places, or one for all of it.
  [[nodiscard]] bool weight_by_tap() const { return reading_.weight.by_tap(); }
  /// Whether there is a connection table, and whether it joins these maps.
  [[nodiscard]] bool has_table() const { return !connected_.empty(); }
  [[nodiscard]] bool joins_maps(int output, int input) const;

 private:
  [[nodiscard]] bool exists(std::int64_t weight) const;
  [[nodiscard]] std::int64_t weight_at(const Position& output, const Position& tap) const;
  /// Appends a link unless it reads nothing, padding where none is to be told, or its weight does
  /// not exist.
  void append(const Sides& sides, const Position& output, const Position& tap,
              std::vector<Link>& links) const;

  Reading reading_;
  std::vector<bool> connected_;
};

}  // namespace receptive
