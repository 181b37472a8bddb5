#pragma once

#include <vector>

#include "nn/graph.h"

namespace receptive {

/// Where the units of a layer look along one side of the picture, in its pixels. In double: exact
/// up to 2^53, halves included, and without overflow whatever the specification asks for.
struct FieldSide {
  double size = 1;    ///< from the first to the last pixel that a unit may see
  double stride = 1;  ///< from one unit to the next
  double offset = 0;  ///< of the first unit's centre from the centre of the first pixel
};

/// The pixels that can change a unit. The field may reach beyond the picture, where padding stands;
/// dilation and strides may leave pixels within it unread.
struct ReceptiveField {
  FieldSide h;
  FieldSide w;
};

/// The field of every node, in their order (Araujo, Norris and Sim 2019, "Computing receptive
/// fields of convolutional neural networks", equations 2 to 5).
///
/// - A layer that reads its whole input sees all that its input's units see together. Where it
///   makes a single unit, `stride` is that of a convolution in its place (nn/convolutional.h).
///   So does, here, one that paints (`Axis::painted`): its units look at different numbers of
///   pixels.
/// - A reshaped map keeps the field and offset of its first unit.
/// - A layer that joins several sees what any of them sees.
std::vector<ReceptiveField> receptive_fields(const Graph& graph);

}  // namespace receptive
