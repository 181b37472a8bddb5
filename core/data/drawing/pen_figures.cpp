// Several digits on one pad: which strokes belong together.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/heap_sort.h"
#include "data/drawing/pen_drawing.h"

namespace receptive {

namespace {

struct Box {
  float left = 2.0F;
  float top = 2.0F;
  float right = -1.0F;
  float bottom = -1.0F;

  [[nodiscard]] float width() const { return right - left; }
  [[nodiscard]] float height() const { return bottom - top; }
};

void add(Box& box, const Box& other) {
  box.left = std::min(box.left, other.left);
  box.top = std::min(box.top, other.top);
  box.right = std::max(box.right, other.right);
  box.bottom = std::max(box.bottom, other.bottom);
}

struct Piece {
  std::span<const PenPoint> points;
  Box box;
};

std::vector<Piece> pieces_of(const PenDrawing& drawing) {
  std::vector<Piece> pieces;
  std::size_t first = 0;
  for (const int length : drawing.lengths) {
    const auto points = drawing.points.subspan(first, static_cast<std::size_t>(length));
    Box box;
    for (const PenPoint& p : points) add(box, {p.x, p.y, p.x, p.y});
    pieces.push_back({points, box});
    first += points.size();
  }
  return pieces;
}

/// Smallest distance of a point to the line from a to b.
float distance(const PenPoint& p, const PenPoint& a, const PenPoint& b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float along = length2 > 0.0F ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0.0F;
  const float t = std::clamp(along, 0.0F, 1.0F);
  const float ex = p.x - a.x - t * dx;
  const float ey = p.y - a.y - t * dy;
  return std::sqrt(ex * ex + ey * ey);
}

/// Twice the area of the triangle a, b, c: above 0 when they turn to the right (y downwards).
float turn(const PenPoint& a, const PenPoint& b, const PenPoint& c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool cross(const PenPoint& a, const PenPoint& b, const PenPoint& c, const PenPoint& d) {
  return turn(a, b, c) * turn(a, b, d) < 0.0F && turn(c, d, a) * turn(c, d, b) < 0.0F;
}

/// Whether two strokes cross or come nearer to each other than `reach`.
bool meet(std::span<const PenPoint> one, std::span<const PenPoint> other, float reach) {
  for (std::size_t i = 0; i < one.size(); ++i) {
    const PenPoint& a = one[i == 0 ? 0 : i - 1];
    const PenPoint& b = one[i];
    for (std::size_t j = 0; j < other.size(); ++j) {
      const PenPoint& c = other[j == 0 ? 0 : j - 1];
      const PenPoint& d = other[j];
      // Lines that do not cross are nearest to each other at an end of one of them.
      if (cross(a, b, c, d) || distance(b, c, d) < reach || distance(d, a, b) < reach) return true;
    }
  }
  return false;
}

/// Whether the one on the right begins lower and ends lower, as the second stroke of a 4 does
/// beside the first. Digits of one line begin and end at about the same height.
bool staggered(const Box& a, const Box& b) {
  constexpr float least = 0.18F;
  const bool in_order = a.left + a.right < b.left + b.right;
  const Box& first = in_order ? a : b;
  const Box& second = in_order ? b : a;
  const float height = std::max(a.bottom, b.bottom) - std::min(a.top, b.top);
  return std::min(second.top - first.top, second.bottom - first.bottom) > least * height;
}

bool belong_together(const Piece& a, const Piece& b) {
  const float overlap = std::min(a.box.right, b.box.right) - std::max(a.box.left, b.box.left);
  const float gap = std::max(a.box.top, b.box.top) - std::min(a.box.bottom, b.box.bottom);
  const float height = std::max(a.box.height(), b.box.height());
  // The lines of one digit come as near as this; digits beside each other keep a wider gap.
  const float share = staggered(a.box, b.box) ? 0.18F : 0.12F;
  const float reach =
      std::max(0.01F, share * std::max(height, std::max(a.box.width(), b.box.width())));
  const float narrower = std::max(std::min(a.box.width(), b.box.width()), reach);
  // Above each other: the bar of a 5 or a 7 over its body; a second line of digits is farther off.
  if (overlap > 0.5F * narrower && gap < 0.35F * height) return true;
  const bool near = overlap > -reach && gap < reach;
  return near && meet(a.points, b.points, reach);
}

struct Figure {
  int root = 0;
  Box box;
};

std::vector<Figure> figures_by(std::span<const int> roots, std::span<const Piece> pieces) {
  std::vector<Figure> figures;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    auto found = std::ranges::find(figures, roots[i], &Figure::root);
    if (found == figures.end()) found = figures.insert(figures.end(), Figure{roots[i], {}});
    add(found->box, pieces[i].box);
  }
  return figures;
}

/// Between the boxes; 0 where they overlap.
float distance(const Box& a, const Box& b) {
  const float x = std::max({0.0F, a.left - b.right, b.left - a.right});
  const float y = std::max({0.0F, a.top - b.bottom, b.top - a.bottom});
  return std::sqrt(x * x + y * y);
}

/// A bar or a dot is no digit: it belongs to the nearest figure, if that is near for its height.
void join_leftovers(std::span<int> roots, std::span<const Piece> pieces) {
  const std::vector<Figure> figures = figures_by(roots, pieces);
  for (const Figure& leftover : figures) {
    const Box& box = leftover.box;
    const bool bar = box.height() < 0.3F * box.width();
    const Figure* nearest = nullptr;
    float least = 0.0F;
    for (const Figure& other : figures) {
      const float height = other.box.height();
      const bool dot = std::max(box.width(), box.height()) < 0.15F * height;
      if (&other == &leftover || !(bar || dot)) continue;
      const float between = distance(box, other.box);
      if (between >= 0.3F * height || (nearest != nullptr && between >= least)) continue;
      nearest = &other;
      least = between;
    }
    if (nearest == nullptr) continue;
    // Either may have joined another one by now: a root is the number of one of its own strokes.
    const int from = roots[static_cast<std::size_t>(leftover.root)];
    const int to = roots[static_cast<std::size_t>(nearest->root)];
    std::ranges::replace(roots, from, to);
  }
}

/// Names the figures in the order in which they are read.
std::vector<int> in_reading_order(std::span<const int> roots, std::span<const Piece> pieces) {
  std::vector<Figure> figures = figures_by(roots, pieces);
  const auto sort_by = [](float Box::* side, std::span<Figure> some) {
    heap_sort(some, {}, [side](const Figure& figure) { return figure.box.*side; });
  };
  sort_by(&Box::top, figures);
  // A figure whose middle is below the bottom of the line so far begins the next line.
  std::size_t begin = 0;
  while (begin < figures.size()) {
    Box line = figures[begin].box;
    std::size_t end = begin + 1;
    while (end < figures.size() &&
           0.5F * (figures[end].box.top + figures[end].box.bottom) < line.bottom) {
      add(line, figures[end].box);
      ++end;
    }
    sort_by(&Box::left, std::span(figures).subspan(begin, end - begin));
    begin = end;
  }
  std::vector<int> numbers;
  for (const int root : roots) {
    const auto found = std::ranges::find(figures, root, &Figure::root);
    numbers.push_back(static_cast<int>(found - figures.begin()));
  }
  return numbers;
}

}  // namespace

std::vector<int> figures_of(const PenDrawing& drawing) {
  const std::vector<Piece> pieces = pieces_of(drawing);
  std::vector<int> roots(pieces.size());
  std::iota(roots.begin(), roots.end(), 0);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (roots[i] == roots[j] || !belong_together(pieces[i], pieces[j])) continue;
      std::ranges::replace(roots, roots[i], roots[j]);
    }
  }
  join_leftovers(roots, pieces);
  return in_reading_order(roots, pieces);
}

}  // namespace receptive
