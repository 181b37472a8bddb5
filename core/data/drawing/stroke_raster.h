#pragma once

#include <span>
#include <vector>

namespace receptive {

/// A place in a picture, in pixels; (0, 0) is the outer corner of the first pixel, so that the
/// middle of pixel (row r, column c) is x = c + 0.5, y = r + 0.5.
struct Point {
  float x = 0.0F;
  float y = 0.0F;
};

/// Draws anti-aliased lines with a round pen.
///
/// It keeps, for every pixel, the distance from its middle to the edge of the nearest line
/// (negative inside). Lines that cross or touch therefore join without a seam, which adding up
/// their coverage would not give. Exact IEEE operations only (+, *, /, sqrt): the same bits
/// natively and in WebAssembly.
class StrokeRaster {
 public:
  /// @param sharpness ink gained per pixel across the edge of a line: 1 is the plain box filter,
  /// larger is crisper.
  StrokeRaster(int height, int width, float sharpness);

  void clear();
  /// Clears, and draws with another sharpness from now on.
  void clear(float sharpness);

  /// The line from a to b (a dot when they are equal) with a pen of radius `half_width` pixels.
  void add_line(Point a, Point b, float half_width);
  /// A line whose half width grows or shrinks evenly from a to b.
  void add_tapered_line(Point a, float half_width_a, Point b, float half_width_b);

  /// ink[row * width + column] = 0.5 - sharpness * distance, clamped to 0..1.
  void read_ink(std::span<float> ink) const;

 private:
  int height_;
  int width_;
  float sharpness_;
  std::vector<float> distance_;
};

}  // namespace receptive
