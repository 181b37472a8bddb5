#pragma once

#include <cstdint>
#include <vector>

#include "inspect/explain/axis.h"
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

/// Where a weight stands in its parameter: a sum of the coordinates of the output and of the
/// kernel's tap that it belongs to, each times its step; a step of 0: shared along that side.
struct WeightPlaces {
  std::int64_t map = 0;
  std::int64_t row = 0;
  std::int64_t col = 0;
  std::int64_t tap_map = 0;
  std::int64_t tap_row = 0;
  std::int64_t tap_col = 0;

  [[nodiscard]] bool any() const { return map != 0 || row != 0 || tap_map != 0; }
};

/// Which places of its inputs each place of a layer's output reads, and with which weight: the one
/// notion behind sums written out, gradients sent back, uses of a weight and what lies within
/// reach.
///
/// In every layer this is a product of three sides, but for a reshape, which keeps the order in
/// memory. A max reads its whole window here, whoever wins.
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

  struct Sides {
    Axis maps;
    Axis rows;
    Axis cols;
    [[nodiscard]] int input_plane() const { return rows.inputs() * cols.inputs(); }
    [[nodiscard]] int output_plane() const { return rows.outputs() * cols.outputs(); }
  };
  [[nodiscard]] const Sides& sides(std::size_t index) const { return sides_[index]; }
  /// True where value i is value i, whatever the shapes; the sides say nothing then.
  [[nodiscard]] bool flat() const { return flat_; }
  /// Whether there is a connection table, and whether it joins these maps.
  [[nodiscard]] bool has_table() const { return !connected_.empty(); }
  [[nodiscard]] bool joins_maps(int output, int input) const;

 private:
  [[nodiscard]] Sides sides_of(const Node& node, const Shape& input, int maps_before) const;
  void place_weights(const Node& node, const Shape& input);
  [[nodiscard]] bool exists(std::int64_t weight) const;
  [[nodiscard]] std::int64_t weight_at(const Position& output, const Position& tap) const;
  /// Appends a link unless it reads nothing, padding where none is to be told, or its weight does
  /// not exist.
  void append(const Sides& sides, const Position& output, const Position& tap,
              std::vector<Link>& links) const;

  bool flat_ = false;    ///< a reshape
  bool padded_ = false;  ///< whether padding takes part in the sum, as zeros
  std::vector<Sides> sides_;
  WeightPlaces weight_;
  WeightPlaces bias_;
  std::vector<bool> connected_;
};

}  // namespace receptive
