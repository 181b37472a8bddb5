#include "data/generators/xo_figure.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace receptive {

namespace {

constexpr int x_points = 9;  // on each of the two strokes
constexpr int o_points = XoStroke::max_points;

float signed_uniform(Random& random) { return 2.0F * random.uniform() - 1.0F; }

/// Taylor series, |angle| < 0.8: an error below 1e-6. The C library's may differ between platforms.
float small_sin(float angle) {
  const float a2 = angle * angle;
  return angle * (1.0F - a2 / 6.0F * (1.0F - a2 / 20.0F * (1.0F - a2 / 42.0F)));
}

float small_cos(float angle) {
  const float a2 = angle * angle;
  return 1.0F - a2 / 2.0F * (1.0F - a2 / 12.0F * (1.0F - a2 / 30.0F * (1.0F - a2 / 56.0F)));
}

/// Lifts the pen somewhere for up to `longest` of the stroke; short gaps are the likelier ones.
void lift_pen(XoStroke& stroke, float longest, Random& random) {
  const float share = random.uniform();
  const float length = longest * share * share;
  stroke.gap_begin = (1.0F - length) * random.uniform();
  stroke.gap_end = stroke.gap_begin + length;
}

/// A slightly bowed line between two corners that are not quite met.
XoStroke bowed_line(Point from, Point to, float difficulty, Random& random) {
  from.x += 0.3F * difficulty * signed_uniform(random);
  from.y += 0.3F * difficulty * signed_uniform(random);
  to.x += 0.3F * difficulty * signed_uniform(random);
  to.y += 0.3F * difficulty * signed_uniform(random);
  const float bow = 0.2F * difficulty * signed_uniform(random);
  XoStroke stroke;
  stroke.count = x_points;
  for (int i = 0; i < x_points; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(x_points - 1);
    const float bend = 4.0F * t * (1.0F - t) * bow;
    stroke.points[static_cast<std::size_t>(i)] = {
        from.x + t * (to.x - from.x) + bend * (to.y - from.y),
        from.y + t * (to.y - from.y) - bend * (to.x - from.x)};
  }
  lift_pen(stroke, 0.35F * difficulty, random);
  return stroke;
}

}  // namespace

XoFigure make_x_figure(float difficulty, Random& random) {
  XoFigure figure;
  figure.count = 2;
  figure.strokes[0] = bowed_line({-1.0F, -1.0F}, {1.0F, 1.0F}, difficulty, random);
  figure.strokes[1] = bowed_line({1.0F, -1.0F}, {-1.0F, 1.0F}, difficulty, random);
  return figure;
}

XoFigure make_o_figure(float difficulty, float roundness, Random& random) {
  // Corners and middles of the sides of the octagon, all the way round from the right.
  constexpr float third = 1.0F / 3.0F;
  constexpr std::array<Point, 16> octagon = {{{1.0F, 0.0F},
                                              {1.0F, third},
                                              {2.0F * third, 2.0F * third},
                                              {third, 1.0F},
                                              {0.0F, 1.0F},
                                              {-third, 1.0F},
                                              {-2.0F * third, 2.0F * third},
                                              {-1.0F, third},
                                              {-1.0F, 0.0F},
                                              {-1.0F, -third},
                                              {-2.0F * third, -2.0F * third},
                                              {-third, -1.0F},
                                              {0.0F, -1.0F},
                                              {third, -1.0F},
                                              {2.0F * third, -2.0F * third},
                                              {1.0F, -third}}};
  constexpr float cos_step = 0.98078528F;  // of a 32nd of a turn
  constexpr float sin_step = 0.19509032F;

  std::array<Point, 32> ring{};
  Point circle = {1.0F, 0.0F};
  for (std::size_t i = 0; i < 32; ++i) {
    const Point a = octagon[i / 2];
    const Point b = octagon[(i + i % 2) / 2 % 16];
    const Point corner = {0.5F * (a.x + b.x), 0.5F * (a.y + b.y)};
    ring[i] = {corner.x + roundness * (circle.x - corner.x),
               corner.y + roundness * (circle.y - corner.y)};
    circle = {circle.x * cos_step - circle.y * sin_step, circle.y * cos_step + circle.x * sin_step};
  }

  // The pen starts anywhere and drifts inwards or outwards, so that the ends do not quite meet.
  const std::size_t start = random.below(32);
  const float drift = 0.2F * difficulty * signed_uniform(random);
  XoFigure figure;
  figure.count = 1;
  XoStroke& stroke = figure.strokes[0];
  stroke.count = o_points;
  for (std::size_t i = 0; i < o_points; ++i) {
    const Point p = ring[(start + i) % 32];
    const float radius = 1.0F + drift * (static_cast<float>(i) / 16.0F - 1.0F);
    stroke.points[i] = {radius * p.x, radius * p.y};
  }
  lift_pen(stroke, 0.25F * difficulty, random);
  return figure;
}

float distort(XoFigure& figure, float difficulty, Random& random) {
  std::array<float, 6> bend{};
  for (float& b : bend) b = 0.16F * difficulty * signed_uniform(random);
  const float shear = 0.35F * difficulty * signed_uniform(random);
  const float angle = 0.65F * difficulty * signed_uniform(random);
  const float scale = 1.0F + difficulty * random.uniform(-0.4F, 0.15F);
  const float narrow = 0.25F * difficulty * signed_uniform(random);
  const float scale_x = scale * (1.0F - std::max(narrow, 0.0F));
  const float scale_y = scale * (1.0F + std::min(narrow, 0.0F));
  const float sine = small_sin(angle);
  const float cosine = small_cos(angle);
  for (XoStroke& stroke : figure.strokes) {
    for (Point& p : stroke.points) {
      // A quadratic field is the smoothest that bends straight lines; it turns an O into an egg.
      const float bent_x = p.x + bend[0] * p.x * p.x + bend[1] * p.x * p.y + bend[2] * p.y * p.y;
      const float bent_y = p.y + bend[3] * p.x * p.x + bend[4] * p.x * p.y + bend[5] * p.y * p.y;
      const float x = scale_x * (bent_x + shear * bent_y);
      const float y = scale_y * bent_y;
      p = {cosine * x - sine * y, sine * x + cosine * y};
    }
  }
  return scale;
}

}  // namespace receptive
