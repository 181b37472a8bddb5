#pragma once

#include <array>

#include "base/random.h"
#include "data/drawing/stroke_raster.h"

/// The lines that `make_xo` draws, before they have a place and a pen. Internal to core/data.
namespace receptive {

/// One line of the pen as points that it passes at equal steps of time.
struct XoStroke {
  static constexpr int max_points = 33;

  std::array<Point, max_points> points{};
  int count = 0;
  float gap_begin = 0.0F;  ///< the pen is lifted between these, in 0..1 of the stroke
  float gap_end = 0.0F;
};

/// In a square of its own: 0 is the middle, (+-1, +-1) are the corners of the plain X.
struct XoFigure {
  std::array<XoStroke, 2> strokes;
  int count = 0;
};

/// Two bowed lines whose ends miss the corners by more and more.
XoFigure make_x_figure(float difficulty, Random& random);

/// A ring whose ends do not quite meet. roundness 0 is the octagon that makes the texts' ring out
/// of 9x9 pixels, 1 a circle.
XoFigure make_o_figure(float difficulty, float roundness, Random& random);

/// Bends, shears, turns and scales every point.
/// @return the scale, for the pen.
float distort(XoFigure& figure, float difficulty, Random& random);

}  // namespace receptive
