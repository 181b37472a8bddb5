// Compiled for speed: runs for every picture or step.
#include "data/drawing/stroke_raster.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace receptive {

namespace {

/// Farther than any edge that could still leave ink.
constexpr float far_away = 1.0e9F;

/// The first of `extent` pixels whose middle is at or after `position`, and the same for the end of
/// a range. Clamped before the conversion, which is undefined for values outside of int.
int first_pixel(float position, int extent) {
  return static_cast<int>(std::clamp(std::ceil(position - 0.5F), 0.0F, static_cast<float>(extent)));
}

}  // namespace

StrokeRaster::StrokeRaster(int height, int width, float sharpness)
    : height_(height),
      width_(width),
      sharpness_(sharpness),
      distance_(static_cast<std::size_t>(height) * static_cast<std::size_t>(width), far_away) {}

void StrokeRaster::clear() { std::fill(distance_.begin(), distance_.end(), far_away); }

void StrokeRaster::clear(float sharpness) {
  sharpness_ = sharpness;
  clear();
}

void StrokeRaster::add_line(Point a, Point b, float half_width) {
  add_tapered_line(a, half_width, b, half_width);
}

void StrokeRaster::add_tapered_line(Point a, float half_width_a, Point b, float half_width_b) {
  const float reach = std::max(half_width_a, half_width_b) + 0.5F / sharpness_;
  const float widening = half_width_b - half_width_a;
  const int top = first_pixel(std::min(a.y, b.y) - reach, height_);
  const int bottom = first_pixel(std::max(a.y, b.y) + reach, height_);
  const int left = first_pixel(std::min(a.x, b.x) - reach, width_);
  const int right = first_pixel(std::max(a.x, b.x) + reach, width_);

  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float inverse = length2 > 0.0F ? 1.0F / length2 : 0.0F;
  for (int row = top; row < bottom; ++row) {
    float* line =
        distance_.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(width_);
    const float py = static_cast<float>(row) + 0.5F - a.y;
    for (int column = left; column < right; ++column) {
      const float px = static_cast<float>(column) + 0.5F - a.x;
      const float along = std::clamp((px * dx + py * dy) * inverse, 0.0F, 1.0F);
      const float ex = px - along * dx;
      const float ey = py - along * dy;
      const float half_width = half_width_a + along * widening;
      line[column] = std::min(line[column], std::sqrt(ex * ex + ey * ey) - half_width);
    }
  }
}

void StrokeRaster::read_ink(std::span<float> ink) const {
  assert(ink.size() == distance_.size());
  for (std::size_t i = 0; i < ink.size(); ++i) {
    ink[i] = std::clamp(0.5F - sharpness_ * distance_[i], 0.0F, 1.0F);
  }
}

}  // namespace receptive
