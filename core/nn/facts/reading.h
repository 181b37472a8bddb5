#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/window.h"
#include "nn/facts/axis.h"
#include "tensor/shape.h"

namespace receptive {

/// How the places of an output read those of one input: the product of three sides.
struct Sides {
  Axis maps;
  Axis rows;
  Axis cols;

  [[nodiscard]] int input_plane() const { return rows.inputs() * cols.inputs(); }
  [[nodiscard]] int output_plane() const { return rows.outputs() * cols.outputs(); }
  /// True where rows and columns stay what they are, whatever happens to the maps.
  [[nodiscard]] bool same_pixel() const { return rows.same_place() && cols.same_place(); }
  /// True where value i reads value i and nothing else.
  [[nodiscard]] bool same_place() const { return maps.same_place() && same_pixel(); }
  /// True where every value reads every value.
  [[nodiscard]] bool reads_all() const {
    return maps.reads_all() && rows.reads_all() && cols.reads_all();
  }
};

/// Every output reads every value of the input.
Sides read_all(const Shape& input, const Shape& output);
/// Every output reads what stands at its own place, in the map `maps_before` maps earlier.
Sides read_own_place(const Shape& input, const Shape& output, int maps_before = 0);
/// A window slides over the rows and columns; `maps` says which maps it reads.
Sides read_window(Axis maps, const Window2d& window, const Shape& input, const Shape& output);

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
  /// True where what an output reads meets weights of different places.
  [[nodiscard]] bool by_tap() const { return tap_map != 0; }
};

/// Those of filters that lie one behind the other: (OC, IC, KH, KW).
WeightPlaces filter_places(const Shape& weight);

/// Which places of its inputs each place of a layer's output reads, and with which weights: the one
/// notion behind receptive fields, sums written out, gradients sent back, uses of a weight and what
/// lies within reach. A max reads its whole window, whoever wins.
struct Reading {
  /// For each input. Empty for a reshape: value i is value i, whatever the shapes.
  std::vector<Sides> sides = {};
  /// Whether padding takes part in what is made of the window, as zeros.
  bool padding_counts = false;
  WeightPlaces weight = {};  ///< of the layer's first parameter
  /// Of the bias, or any parameter with one value for each map.
  WeightPlaces bias = {.map = 1};

  [[nodiscard]] bool in_order() const { return sides.empty(); }
  /// True where each output has a weight for every value that there is, as a dense layer's have.
  [[nodiscard]] bool weighs_all() const {
    return !in_order() && sides[0].reads_all() && weight.by_tap();
  }
  /// True where each output map has a filter of its own, which lies in one piece in the weight.
  [[nodiscard]] bool has_filters() const {
    return !in_order() && weight.by_tap() && weight.row == 0 &&
           weight.map == weight.tap_map * sides[0].maps.taps();
  }
};

}  // namespace receptive
