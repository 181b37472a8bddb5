#include "data/drawing/hand_pressure.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace receptive {

namespace {

/// What a device says that measures none.
constexpr float untold = 0.5F;

float distance(const PenPoint& a, const PenPoint& b) {
  const float x = b.x - a.x;
  const float y = b.y - a.y;
  return std::sqrt(x * x + y * y);
}

/// @param along the length of the line up to each point of the stroke; overwritten.
void press(std::span<PenPoint> stroke, float reach, std::vector<float>& along) {
  along.assign(1, 0.0F);
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    along.push_back(along.back() + distance(stroke[i - 1], stroke[i]));
  }
  // Both only go forward, so that many points are no trouble.
  std::size_t from = 0;
  std::size_t to = 0;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    while (from < i && along[from + 1] <= along[i] - reach) ++from;
    while (to + 1 < stroke.size() && along[to] < along[i] + reach) ++to;
    const float length = distance(stroke[from], stroke[to]);
    const float down = length > 0.0F ? (stroke[to].y - stroke[from].y) / length : 0.0F;
    stroke[i].pressure = std::clamp(0.5F * untold * (1.0F + down), 0.0F, untold);
  }
}

}  // namespace

std::vector<PenPoint> with_hand_pressure(const PenDrawing& drawing, float reach) {
  std::vector<PenPoint> points(drawing.points.begin(), drawing.points.end());
  const auto measured = [](const PenPoint& point) { return point.pressure != untold; };
  if (std::ranges::any_of(points, measured)) return points;
  std::vector<float> along;
  std::size_t first = 0;
  for (const int length : drawing.lengths) {
    const auto count = static_cast<std::size_t>(length);
    press(std::span(points).subspan(first, count), reach, along);
    first += count;
  }
  return points;
}

}  // namespace receptive
