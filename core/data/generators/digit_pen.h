#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"
#include "data/drawing/stroke_raster.h"
#include "data/generators/digit_strokes.h"

/// Ink on paper from strokes. Internal to core/data.
namespace receptive {

/// Draws digits as MNIST shows them: the longer side of the ink is 20 pixels, its centre of mass
/// lies in the pixel with index 14, as `prepare_drawing` has it.
///
/// Drawn at the final size at once: the scale that makes ink, lines and all, exactly 20 pixels long
/// is found before the first pixel is touched.
class DigitPen {
 public:
  static constexpr int side = 28;
  static constexpr int box = 20;

  DigitPen();

  /// @param picture side * side bytes, 0 paper, 255 ink
  void draw(const DigitStrokes& strokes, Random& random, std::span<std::uint8_t> picture);

 private:
  struct Dab {
    Point at;                 ///< in pixels of the box
    float half_width = 0.0F;  ///< pixels
  };

  /// Dabs begin .. end - 1 leave no ink.
  struct Gap {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void choose_widths(const DigitStrokes& strokes, Random& random);
  void fit_into_box(const DigitStrokes& strokes, float rim);
  [[nodiscard]] Gap choose_gap(Random& random) const;
  [[nodiscard]] bool is_inside(const Dab& dab) const;
  void roughen(Random& random);
  void place(std::span<std::uint8_t> picture) const;

  std::vector<Dab> dabs_;
  int rows_ = 0;
  int columns_ = 0;
  StrokeRaster raster_;
  std::vector<float> ink_;
};

}  // namespace receptive
