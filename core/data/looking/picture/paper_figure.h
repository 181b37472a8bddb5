#pragma once

#include <vector>

#include "data/looking/picture/picture.h"

namespace receptive {

/// A figure on paper as drawings are: 0 (paper) to 1 (ink) on a square with the picture in its
/// middle and a tenth of paper on each side, as around a pad.
struct PaperFigure {
  int side = 0;
  std::vector<float> ink = {};  ///< side * side
  /// The same with lines 0.12 as wide as the figure is long where they are thinner: so wide are
  /// MNIST's (see data/drawing/drawing.h), and a ballpoint's are not.
  std::vector<float> widened = {};
  bool empty = true;  ///< nothing differs from the paper
  bool dark = false;  ///< ink on lighter paper
};

/// Largest height and width of a picture that a figure is looked for in.
inline constexpr int largest_figure_side = 512;

/// Separates ink from paper by a threshold (Otsu 1979) on the distance from the paper, whichever of
/// the two is lighter, and leaves out specks.
/// @param picture 1 or 3 channels of values in 0..1.
/// @throws ArgumentError for a picture without pixels, with other channels or too large a side.
PaperFigure figure_on_paper(const Planes& picture);

}  // namespace receptive
