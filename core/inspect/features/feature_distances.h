#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tensor/view.h"

namespace receptive {

struct Neighbour {
  int index = 0;
  float distance = 0.0F;  ///< Euclidean
};

/// The `k` points (N, D) nearest to `query` (D values), nearest first; all of them when there are
/// fewer. Of points at one distance the earlier comes first.
/// @throws ArgumentError when the query has another number of values.
std::vector<Neighbour> nearest(ConstTensorView points, std::span<const float> query, int k);

/// How far the classes lie apart.
struct ClassDistances {
  std::vector<int> counts;  ///< points of each class
  /// Between the classes' means, (classes, classes); NaN where a class has no point.
  std::vector<float> between;
  /// Root mean square distance of a class's points from their mean; NaN without any.
  std::vector<float> within;
};

/// @param labels of the points, each below `classes`.
ClassDistances class_distances(ConstTensorView points, std::span<const std::uint8_t> labels,
                               int classes);

}  // namespace receptive
