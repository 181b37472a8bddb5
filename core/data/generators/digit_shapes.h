#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "data/drawing/stroke_raster.h"

/// The ways in which people write the ten digits, drawn by hand for this project. Internal to
/// core/data.
namespace receptive {

/// A point that the pen passes. The digit is about 1 high, upright; x goes right, y goes down.
struct ShapePoint {
  Point at;
  bool corner = false;  ///< the pen changes its direction here at once
};

using ShapeStroke = std::vector<ShapePoint>;

/// One drawing of a digit: its strokes in the order in which they are drawn.
using ShapePose = std::vector<ShapeStroke>;

/// A way to write a digit. Its poses, two at least, have the same strokes with the same numbers of
/// points, so that every mixture of two of them is the digit too.
struct DigitShape {
  int digit = 0;          ///< 0 .. 9
  std::string_view name;  ///< "seven with a bar"
  int weight = 1;         ///< how frequent it is among the shapes of its digit
  std::vector<ShapePose> poses;
};

/// All shapes, those of a digit side by side, from 0 to 9.
std::span<const DigitShape> digit_shapes();

/// A shape as it is written down, each pose as "x,y x,y! x,y | x,y x,y": points in hundredths, "!"
/// behind a corner, "|" where the pen is lifted.
struct WrittenShape {
  int digit = 0;
  std::string_view name;
  int weight = 1;
  std::vector<std::string_view> poses;
};

std::vector<WrittenShape> shapes_of_0_to_4();
std::vector<WrittenShape> shapes_of_5_to_9();

}  // namespace receptive
