#include "data/drawing/hand_pressure.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace receptive::hand_pressure_test {

namespace {

constexpr float reach = 0.05F;

/// Points from a to b, both among them.
std::vector<PenPoint> line(PenPoint a, PenPoint b, int pieces = 20) {
  std::vector<PenPoint> points;
  for (int i = 0; i <= pieces; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(pieces);
    points.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
  }
  return points;
}

std::vector<float> pressures(const std::vector<PenPoint>& points, std::vector<int> lengths) {
  std::vector<float> found;
  for (const PenPoint& point : with_hand_pressure({points, lengths}, reach)) {
    found.push_back(point.pressure);
  }
  return found;
}

std::vector<float> pressures(const std::vector<PenPoint>& stroke) {
  return pressures(stroke, {static_cast<int>(stroke.size())});
}

bool all_are(const std::vector<float>& found, double expected) {
  return std::ranges::all_of(found, [&](float value) { return std::abs(value - expected) < 1e-4; });
}

}  // namespace

TEST_CASE("hand: presses on the way down, half to the side, not at all on the way up") {
  CHECK(all_are(pressures(line({0.3F, 0.2F}, {0.3F, 0.8F})), 0.5));
  CHECK(all_are(pressures(line({0.2F, 0.3F}, {0.8F, 0.3F})), 0.25));
  CHECK(all_are(pressures(line({0.8F, 0.3F}, {0.2F, 0.3F})), 0.25));
  CHECK(all_are(pressures(line({0.3F, 0.8F}, {0.3F, 0.2F})), 0.0));
  // 3, 4, 5: four fifths of the way up.
  CHECK(all_are(pressures(line({0.2F, 0.8F}, {0.5F, 0.4F})), 0.25 * (1.0 - 0.8)));
}

TEST_CASE("hand: a 1 has a thinner way up than down, and turns within its reach") {
  std::vector<PenPoint> one = line({0.4F, 0.4F}, {0.6F, 0.1F});
  const std::vector<PenPoint> stem = line({0.6F, 0.1F}, {0.6F, 0.9F}, 40);
  one.insert(one.end(), stem.begin(), stem.end());
  const std::vector<float> found = pressures(one);
  CHECK(found[5] < 0.05F);
  CHECK(found[20 + 20] == doctest::Approx(0.5));
  // At the top itself it is in between.
  CHECK(found[20] > 0.1F);
  CHECK(found[20] < 0.4F);
}

TEST_CASE("hand: whole pixels of a pointer do not make the line flicker") {
  // A slanted stem, each place rounded to a pixel of a pad of 260.
  std::vector<PenPoint> stem = line({0.6F, 0.1F}, {0.45F, 0.9F}, 200);
  for (PenPoint& point : stem) {
    point.x = std::round(point.x * 260.0F) / 260.0F;
    point.y = std::round(point.y * 260.0F) / 260.0F;
  }
  for (const float pressure : pressures(stem))
    CHECK(pressure == doctest::Approx(0.495).epsilon(0.02));
}

TEST_CASE("hand: what a device has measured stays") {
  std::vector<PenPoint> up = line({0.3F, 0.8F}, {0.3F, 0.2F});
  up[3].pressure = 0.7F;
  const std::vector<float> found = pressures(up);
  CHECK(found[3] == 0.7F);
  CHECK(found[0] == 0.5F);
}

TEST_CASE("hand: each stroke is looked at by itself; dots and nothing are no trouble") {
  std::vector<PenPoint> strokes = line({0.3F, 0.2F}, {0.3F, 0.8F}, 10);
  const std::vector<PenPoint> bar = line({0.3F, 0.8F}, {0.6F, 0.8F}, 10);
  strokes.insert(strokes.end(), bar.begin(), bar.end());
  strokes.push_back({0.5F, 0.5F});
  const std::vector<float> found = pressures(strokes, {11, 11, 1});
  CHECK(found[10] == doctest::Approx(0.5));
  CHECK(found[11] == doctest::Approx(0.25));
  CHECK(found[22] == doctest::Approx(0.25));
  CHECK(with_hand_pressure({}, reach).empty());
  // A pointer that stays where it is.
  const std::vector<PenPoint> still(1000, {0.5F, 0.5F});
  CHECK(all_are(pressures(still), 0.25));
}

}  // namespace receptive::hand_pressure_test
