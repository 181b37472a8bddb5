#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.h"
#include "data/drawing/stroke_raster.h"

/// The strokes of one handwritten digit, before they have a place and a pen. Internal to core/data.
namespace receptive {

/// Reused from digit to digit, so that a set of many takes memory a few times only.
class DigitStrokes {
 public:
  /// A digit as one person writes it on one day: a shape by its weight, between two of its poses,
  /// every point a little off, bent as a whole, narrowed, slanted and turned.
  void write(int digit, Random& random);

  [[nodiscard]] int count() const { return static_cast<int>(ends_.size()); }
  /// Points close enough together that straight lines between them look smooth. About 1 high, x to
  /// the right and y down, in no particular place.
  [[nodiscard]] std::span<const Point> stroke(int index) const;
  [[nodiscard]] std::span<const Point> points() const { return points_; }

 private:
  struct Knot {
    Point at;
    float roundness = 1.0F;  ///< 0: the pen stops here before it goes on
  };

  void place_knots(int digit, Random& random);
  void add_curve(std::span<const Knot> knots);
  void bend(Random& random);
  void slant(float more, Random& random);

  std::vector<Knot> knots_;
  std::vector<std::size_t> knot_ends_;
  std::vector<Point> tangents_;
  std::vector<Point> points_;
  std::vector<std::size_t> ends_;
};

/// Mean 0, standard deviation 1, never beyond 3: the sum of three uniform numbers. Like a normal
/// distribution, but at the cost of one number, and no hand slips by ten standard deviations.
float wobble(Random& random);

}  // namespace receptive
