#include "data/generators/digit_strokes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "data/generators/digit_shapes.h"

namespace receptive {

namespace {

float length_of(Point p) { return std::sqrt(p.x * p.x + p.y * p.y); }

const DigitShape& choose_shape(int digit, Random& random) {
  const std::span<const DigitShape> all = digit_shapes();
  int total = 0;
  for (const DigitShape& shape : all) total += shape.digit == digit ? shape.weight : 0;
  auto left = static_cast<int>(random.below(static_cast<std::uint32_t>(total)));
  const DigitShape* chosen = nullptr;
  for (const DigitShape& shape : all) {
    if (shape.digit != digit) continue;
    chosen = &shape;
    left -= shape.weight;
    if (left < 0) break;
  }
  return *chosen;
}

/// A grid of 4 x 4 points over the figure, each moved at random; what lies between moves with them
/// (Sederberg and Parry 1986, "Free-form deformation of solid geometric models").
class Lattice {
 public:
  Lattice(float strength, Random& random) {
    for (Point& move : moves_) {
      move.x = strength * wobble(random);
      move.y = strength * wobble(random);
    }
  }

  /// @param u, v place in the grid, 0..1 each
  [[nodiscard]] Point move_at(float u, float v) const {
    const std::array<float, 4> across = weights(u);
    const std::array<float, 4> down = weights(v);
    Point sum;
    for (std::size_t j = 0; j < 4; ++j) {
      for (std::size_t i = 0; i < 4; ++i) {
        const float weight = down[j] * across[i];
        sum.x += weight * moves_[4 * j + i].x;
        sum.y += weight * moves_[4 * j + i].y;
      }
    }
    return sum;
  }

 private:
  /// Bernstein's cubic polynomials.
  static std::array<float, 4> weights(float t) {
    const float s = 1.0F - t;
    return {s * s * s, 3.0F * s * s * t, 3.0F * s * t * t, t * t * t};
  }

  std::array<Point, 16> moves_{};
};

}  // namespace

float wobble(Random& random) {
  const std::uint64_t bits = random.next();
  constexpr std::uint64_t mask = (1U << 21U) - 1U;
  const auto sum =
      static_cast<float>((bits & mask) + ((bits >> 21U) & mask) + ((bits >> 42U) & mask));
  return sum * 0x1.0p-20F - 3.0F;
}

std::span<const Point> DigitStrokes::stroke(int index) const {
  const auto i = static_cast<std::size_t>(index);
  const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::span(points_).subspan(begin, ends_[i] - begin);
}

void DigitStrokes::write(int digit, Random& random) {
  place_knots(digit, random);
  points_.clear();
  ends_.clear();
  std::size_t begin = 0;
  for (const std::size_t end : knot_ends_) {
    add_curve(std::span(knots_).subspan(begin, end - begin));
    ends_.push_back(points_.size());
    begin = end;
  }
  bend(random);
  slant(digit == 1 ? 0.12F : 0.0F, random);
}

void DigitStrokes::place_knots(int digit, Random& random) {
  const DigitShape& shape = choose_shape(digit, random);
  const auto poses = static_cast<std::uint32_t>(shape.poses.size());
  const std::uint32_t first = random.below(poses);
  const std::uint32_t second = (first + 1 + random.below(poses - 1)) % poses;
  const ShapePose& from = shape.poses[first];
  const ShapePose& to = shape.poses[second];
  const float share = random.uniform(-0.2F, 0.7F);
  const float slip = 0.026F * random.uniform(0.3F, 1.7F);
  // Some hands round every corner.
  const float rounding = random.uniform() < 0.3F ? random.uniform(0.0F, 0.8F) : 0.0F;

  knots_.clear();
  knot_ends_.clear();
  for (std::size_t s = 0; s < from.size(); ++s) {
    // A pen that was lifted comes down a little off.
    const Point off = s == 0 ? Point{} : Point{0.025F * wobble(random), 0.025F * wobble(random)};
    const std::size_t begin = knots_.size();
    for (std::size_t i = 0; i < from[s].size(); ++i) {
      const ShapePoint& a = from[s][i];
      const ShapePoint& b = to[s][i];
      Knot knot;
      knot.at = {a.at.x + share * (b.at.x - a.at.x) + off.x + slip * wobble(random),
                 a.at.y + share * (b.at.y - a.at.y) + off.y + slip * wobble(random)};
      knot.roundness = a.corner ? rounding : 1.0F;
      knots_.push_back(knot);
    }
    // The pen comes down too early or too late, and is lifted so too.
    const auto overshoot = [&](Knot& end, const Knot& before) {
      const float more = 0.06F * wobble(random);
      end.at.x += more * (end.at.x - before.at.x);
      end.at.y += more * (end.at.y - before.at.y);
    };
    overshoot(knots_[begin], knots_[begin + 1]);
    overshoot(knots_.back(), knots_[knots_.size() - 2]);
    knot_ends_.push_back(knots_.size());
  }
}

/// Cubic Hermite curves through the knots. The direction at a knot is that of the circle-like
/// mean of its two chords, each weighted by the length of the other.
void DigitStrokes::add_curve(std::span<const Knot> knots) {
  const std::size_t last = knots.size() - 1;
  tangents_.assign(knots.size(), Point{});
  for (std::size_t i = 1; i < last; ++i) {
    const Point before = {knots[i].at.x - knots[i - 1].at.x, knots[i].at.y - knots[i - 1].at.y};
    const Point after = {knots[i + 1].at.x - knots[i].at.x, knots[i + 1].at.y - knots[i].at.y};
    const float a = std::max(length_of(before), 1e-4F);
    const float b = std::max(length_of(after), 1e-4F);
    const float scale = knots[i].roundness / (a + b);
    tangents_[i] = {scale * (before.x * b / a + after.x * a / b),
                    scale * (before.y * b / a + after.y * a / b)};
  }
  points_.push_back(knots[0].at);
  for (std::size_t i = 0; i < last; ++i) {
    const Point a = knots[i].at;
    const Point b = knots[i + 1].at;
    const Point chord = {b.x - a.x, b.y - a.y};
    const float length = length_of(chord);
    Point out = {tangents_[i].x * length, tangents_[i].y * length};
    Point in = {tangents_[i + 1].x * length, tangents_[i + 1].y * length};
    // A free end has no curvature.
    if (i == 0) out = {1.5F * chord.x - 0.5F * in.x, 1.5F * chord.y - 0.5F * in.y};
    if (i + 1 == last) in = {1.5F * chord.x - 0.5F * out.x, 1.5F * chord.y - 0.5F * out.y};
    const int steps = std::clamp(static_cast<int>(std::ceil(length * 16.0F)), 2, 8);
    for (int step = 1; step <= steps; ++step) {
      const float t = static_cast<float>(step) / static_cast<float>(steps);
      const float t2 = t * t;
      const float t3 = t2 * t;
      const float to_b = 3.0F * t2 - 2.0F * t3;
      const float from_a = t3 - 2.0F * t2 + t;
      const float into_b = t3 - t2;
      points_.push_back({a.x + to_b * chord.x + from_a * out.x + into_b * in.x,
                         a.y + to_b * chord.y + from_a * out.y + into_b * in.y});
    }
  }
}

void DigitStrokes::bend(Random& random) {
  const Lattice lattice(0.08F * random.uniform(0.3F, 1.7F), random);
  for (Point& p : points_) {
    const Point move = lattice.move_at(p.x / 0.65F, p.y);
    p.x += move.x;
    p.y += move.y;
  }
}

void DigitStrokes::slant(float more, Random& random) {
  const float width = 1.12F + 0.2F * wobble(random);
  const float shear = 0.16F + (0.22F + more) * wobble(random);
  // The tangent of half an angle gives its sine and cosine without a library's.
  const float half = 0.06F * wobble(random);
  const float cosine = (1.0F - half * half) / (1.0F + half * half);
  const float sine = 2.0F * half / (1.0F + half * half);
  for (Point& p : points_) {
    const float x = width * p.x - shear * p.y;
    p = {cosine * x - sine * p.y, sine * x + cosine * p.y};
  }
}

}  // namespace receptive
