#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace receptive {

/// A point that the pen passes, in hundredths of the digit's height; x goes right, y goes down.
struct ShapePoint {
  std::int16_t x = 0;
  std::int16_t y = 0;
  bool corner = false;  ///< the pen changes its direction here at once
};

using ShapeStroke = std::vector<ShapePoint>;

/// One drawing of a digit, upright: strokes in the order in which they are drawn.
using ShapePose = std::vector<ShapeStroke>;

/// A way in which people write a digit. Its poses have the same strokes with the same numbers of
/// points, so that every mixture of two of them is the digit too.
struct DigitShape {
  int digit = 0;          ///< 0 .. 9
  std::string_view name;  ///< "seven with a bar"
  int weight = 1;         ///< how frequent it is among the shapes of its digit
  std::vector<ShapePose> poses;
};

/// All shapes, those of a digit side by side, from 0 to 9.
std::span<const DigitShape> digit_shapes();

// Where the shapes are written down.
std::vector<DigitShape> shapes_of_0_to_4();
std::vector<DigitShape> shapes_of_5_to_9();

}  // namespace receptive
