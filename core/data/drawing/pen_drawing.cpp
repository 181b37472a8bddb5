#include "data/drawing/pen_drawing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "base/decimal.h"
#include "base/error.h"
#include "data/drawing/hand_pressure.h"
#include "data/drawing/stroke_raster.h"

namespace receptive {

namespace {

constexpr std::size_t most_points = 100'000;

/// See prepare_drawing for how MNIST's width was measured.
constexpr float mnist_pen = 0.12F;

/// A dot has no longer side; it is drawn as part of a figure of at least this share of the pad.
constexpr float least_figure = 0.3F;

constexpr float pad_pen = 22.0F / 260.0F;

/// How far along the line its way is looked at, in parts of the figure's longer side.
constexpr float hand_reach = 0.1F;

void check(const PenDrawing& drawing) {
  const auto refuse = [](const std::string& what) { throw ArgumentError("drawing: " + what); };
  if (drawing.points.size() > most_points) {
    refuse("expected at most 100000 points, found " + std::to_string(drawing.points.size()));
  }
  std::size_t sum = 0;
  for (const int length : drawing.lengths) {
    if (length < 1) refuse("expected a point in every stroke, found " + std::to_string(length));
    sum += static_cast<std::size_t>(length);
  }
  if (sum != drawing.points.size()) {
    refuse("expected the " + std::to_string(sum) + " points that the strokes say, found " +
           std::to_string(drawing.points.size()));
  }
  for (const PenPoint& point : drawing.points) {
    // Written so that NaN is refused as well.
    const bool near = point.x >= -1.0F && point.x <= 2.0F && point.y >= -1.0F && point.y <= 2.0F;
    if (!near) refuse("expected points on the pad or near it, found one far outside, or no number");
    if (!(point.pressure >= 0.0F && point.pressure <= 1.0F)) {
      refuse("expected pressure in 0..1, found " + fixed_text(point.pressure, 6));
    }
  }
}

/// Of the box around all points, in parts of the pad's side.
float longer_side(const PenDrawing& drawing) {
  float left = 2.0F;
  float right = -1.0F;
  float top = 2.0F;
  float bottom = -1.0F;
  for (const PenPoint& point : drawing.points) {
    left = std::min(left, point.x);
    right = std::max(right, point.x);
    top = std::min(top, point.y);
    bottom = std::max(bottom, point.y);
  }
  return std::max({right - left, bottom - top, 0.0F});
}

/// Draws one stroke; the pen may change its width on the way.
class Pen {
 public:
  Pen(StrokeRaster& raster, float width) : raster_(raster), width_(width) {}

  void draw(std::span<const PenPoint> stroke) {
    PenPoint here = stroke.front();
    line(here, here);
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      const PenPoint middle = between(stroke[i - 1], stroke[i], 0.5F);
      curve(here, stroke[i - 1], middle);
      here = middle;
    }
    line(here, stroke.back());
  }

 private:
  static PenPoint between(const PenPoint& a, const PenPoint& b, float share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y),
            a.pressure + share * (b.pressure - a.pressure)};
  }

  static Point pixel(const PenPoint& point) {
    return {PenPicture::pad_begin + point.x * PenPicture::pad_side,
            PenPicture::pad_begin + point.y * PenPicture::pad_side};
  }

  /// The quadratic curve with these control points, as straight pieces of some pixels.
  void curve(const PenPoint& from, const PenPoint& control, const PenPoint& to) {
    constexpr float pixels_per_piece = 3.0F;
    const float length = std::abs(to.x - from.x) + std::abs(to.y - from.y) +
                         std::abs(control.x - from.x) + std::abs(control.y - from.y);
    const float wanted = std::ceil(length * PenPicture::pad_side / pixels_per_piece);
    const int pieces = static_cast<int>(std::clamp(wanted, 1.0F, 32.0F));
    PenPoint last = from;
    for (int i = 1; i <= pieces; ++i) {
      const float t = static_cast<float>(i) / static_cast<float>(pieces);
      const PenPoint next = between(between(from, control, t), between(control, to, t), t);
      line(last, next);
      last = next;
    }
  }

  void line(const PenPoint& from, const PenPoint& to) {
    const float pressure = 0.5F * (from.pressure + to.pressure);
    const float width = width_ * (0.6F + 0.8F * pressure);
    raster_.add_line(pixel(from), pixel(to), 0.5F * width * PenPicture::pad_side);
  }

  StrokeRaster& raster_;
  float width_;
};

}  // namespace

float pen_width(const PenDrawing& drawing, PenWidth width) {
  if (width == PenWidth::of_pad) return pad_pen;
  // The pen adds its own width to the side of the figure: w = 0.12 (extent + w).
  return std::max(mnist_pen * longer_side(drawing) / (1.0F - mnist_pen), mnist_pen * least_figure);
}

PenPicture draw_pen(const PenDrawing& drawing, PenWidth width) {
  check(drawing);
  StrokeRaster raster(PenPicture::side, PenPicture::side, 1.0F);
  Pen pen(raster, pen_width(drawing, width));
  std::vector<PenPoint> pressed;
  std::span<const PenPoint> rest = drawing.points;
  if (width == PenWidth::of_figure) {
    pressed = with_hand_pressure(drawing, hand_reach * longer_side(drawing));
    rest = pressed;
  }
  for (const int length : drawing.lengths) {
    pen.draw(rest.first(static_cast<std::size_t>(length)));
    rest = rest.subspan(static_cast<std::size_t>(length));
  }
  constexpr auto side = static_cast<std::size_t>(PenPicture::side);
  PenPicture picture;
  picture.ink.resize(side * side);
  raster.read_ink(picture.ink);
  return picture;
}

}  // namespace receptive
