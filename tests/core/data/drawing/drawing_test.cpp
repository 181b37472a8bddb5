#include "data/drawing/drawing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/error.h"
#include "data/drawing/stroke_raster.h"
#include "data/generators/xo_generator.h"

namespace receptive::drawing_test {

namespace {

struct Picture {
  int height = 0;
  int width = 0;
  std::vector<float> ink;
};

/// A drawing of lines between the points, each moved by (dx, dy) and made `zoom` times as large.
Picture draw(int height, int width, const std::vector<Point>& points, float half_width,
             float zoom = 1.0F, float dx = 0.0F, float dy = 0.0F) {
  StrokeRaster raster(height, width, 1.0F);
  const auto at = [&](Point p) { return Point{zoom * p.x + dx, zoom * p.y + dy}; };
  for (std::size_t i = 1; i < points.size(); ++i) {
    raster.add_line(at(points[i - 1]), at(points[i]), zoom * half_width);
  }
  Picture picture{height, width, {}};
  picture.ink.resize(static_cast<std::size_t>(height) * static_cast<std::size_t>(width));
  raster.read_ink(picture.ink);
  return picture;
}

DrawingResult prepare(const Picture& picture, const DrawingOptions& options = {}) {
  return prepare_drawing(picture.ink, picture.height, picture.width, options);
}

/// A lopsided 7.
const std::vector<Point> seven = {{40, 30}, {110, 32}, {85, 80}, {70, 140}};

struct Measure {
  float mass = 0.0F;
  float x = 0.0F;  ///< centre of mass, pixel edges
  float y = 0.0F;
  int left = 1000;
  int right = 0;
  int top = 1000;
  int bottom = 0;
  float peak = 0.0F;
};

Measure measure(const DrawingResult& result, int side) {
  Measure m;
  std::size_t i = 0;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const float value = result.pixels[i++];
      m.mass += value;
      m.x += value * (static_cast<float>(column) + 0.5F);
      m.y += value * (static_cast<float>(row) + 0.5F);
      m.peak = std::max(m.peak, value);
      if (value <= 0.0F) continue;
      m.left = std::min(m.left, column);
      m.right = std::max(m.right, column + 1);
      m.top = std::min(m.top, row);
      m.bottom = std::max(m.bottom, row + 1);
    }
  }
  m.x /= m.mass;
  m.y /= m.mass;
  return m;
}

/// Mean difference of two prepared pictures, a pixel.
float difference(const DrawingResult& a, const DrawingResult& b) {
  float sum = 0.0F;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<float>(a.pixels.size());
}

/// What holds for every drawing with ink.
void check_prepared(const DrawingResult& result) {
  REQUIRE_FALSE(result.empty);
  for (const float value : result.pixels) {
    CHECK(value >= 0.0F);
    CHECK(value <= 1.0F);
  }
  const Measure m = measure(result, 28);
  CHECK(std::max(m.right - m.left, m.bottom - m.top) == 20);
  CHECK(m.peak == 1.0F);
}

}  // namespace

TEST_CASE("drawing: paper stays paper") {
  for (const float faint : {0.0F, 0.05F}) {
    const DrawingResult result = prepare({30, 40, std::vector<float>(1200, faint)});
    CHECK(result.empty);
    CHECK(result.pixels == std::vector<float>(784, 0.0F));
    CHECK(result.width == 0);
    CHECK(result.scale == 0.0F);
  }
}

TEST_CASE("drawing: size and place of MNIST") {
  const DrawingResult result = prepare(draw(280, 280, seven, 8.0F));
  check_prepared(result);
  const Measure m = measure(result, 28);
  // Within half a pixel of the middle of pixel 14.
  CHECK(std::abs(m.x - 14.5F) <= 0.51F);
  CHECK(std::abs(m.y - 14.5F) <= 0.51F);
  CHECK(m.bottom - m.top == 20);
  CHECK(result.top == 22);
  CHECK(result.height == 126);
  CHECK(result.scale == doctest::Approx(20.0 / 126.0));
  // A point of the drawing is found again: the middle of the long stroke.
  const auto column = static_cast<int>((85.0F - static_cast<float>(result.left)) * result.scale +
                                       result.prepared_left);
  const auto row = static_cast<int>((80.0F - static_cast<float>(result.top)) * result.scale +
                                    result.prepared_top);
  CHECK(result.pixels[static_cast<std::size_t>(row * 28 + column)] > 0.9F);
}

TEST_CASE("drawing: where it was drawn does not matter") {
  const DrawingResult here = prepare(draw(280, 280, seven, 8.0F));
  for (const auto& [dx, dy] : {std::pair{100.0F, 90.0F}, {-30.0F, 120.0F}, {17.0F, -20.0F}}) {
    const DrawingResult there = prepare(draw(280, 280, seven, 8.0F, 1.0F, dx, dy));
    CHECK(there.pixels == here.pixels);
    CHECK(there.left == here.left + static_cast<int>(dx));
    CHECK(there.top == here.top + static_cast<int>(dy));
  }
  // By parts of a pixel too, nearly.
  const DrawingResult between = prepare(draw(280, 280, seven, 8.0F, 1.0F, 0.4F, 0.7F));
  CHECK(difference(between, here) < 0.01F);
}

TEST_CASE("drawing: how large it was drawn does not matter") {
  const DrawingResult one = prepare(draw(280, 280, seven, 8.0F));
  for (const float zoom : {0.4F, 0.7F, 1.9F, 5.0F}) {
    CAPTURE(zoom);
    const auto side = std::min(1024, static_cast<int>(280.0F * zoom));
    const DrawingResult other = prepare(draw(side, side, seven, 8.0F, zoom));
    check_prepared(other);
    CHECK(difference(other, one) < 0.02F);
  }
}

TEST_CASE("drawing: the mass lies in the middle pixel for many figures") {
  for (int i = 0; i < 40; ++i) {
    const auto f = static_cast<float>(i);
    const std::vector<Point> figure = {
        {60 + f, 50}, {150 - f, 70 + f}, {60 + 2 * f, 180}, {160, 190 - f}};
    const DrawingResult result = prepare(draw(256, 256, figure, 6.0F + 0.1F * f));
    check_prepared(result);
    const Measure m = measure(result, 28);
    CHECK(std::abs(m.x - 14.5F) <= 0.51F);
    CHECK(std::abs(m.y - 14.5F) <= 0.51F);
  }
}

TEST_CASE("drawing: a single pixel fills the box, wherever it is") {
  for (const int at : {0, 37, 99}) {
    Picture dot{10, 10, std::vector<float>(100, 0.0F)};
    dot.ink[static_cast<std::size_t>(at)] = 1.0F;
    const DrawingResult result = prepare(dot);
    check_prepared(result);
    CHECK(result.width == 1);
    CHECK(result.scale == 20.0F);
    CHECK(measure(result, 28).mass == doctest::Approx(400.0F));
  }
}

TEST_CASE("drawing: tall and wide lines keep their shape") {
  const Measure tall = measure(prepare(draw(300, 300, {{50, 20}, {50, 280}}, 10.0F)), 28);
  CHECK(tall.bottom - tall.top == 20);
  CHECK(tall.right - tall.left <= 2);
  const Measure wide = measure(prepare(draw(300, 300, {{20, 250}, {280, 250}}, 10.0F)), 28);
  CHECK(wide.right - wide.left == 20);
  CHECK(wide.bottom - wide.top <= 2);
  CHECK(wide.mass == doctest::Approx(tall.mass).epsilon(0.02));
  // A hair, 1 pixel wide on a drawing of 1024: still there, and dark.
  Picture hair{1024, 1024, std::vector<float>(1024 * 1024, 0.0F)};
  for (std::size_t row = 0; row < 1024; ++row) hair.ink[row * 1024 + 500] = 1.0F;
  check_prepared(prepare(hair));
}

TEST_CASE("drawing: ink up to the edges, and ink everywhere") {
  const Picture full{64, 64, std::vector<float>(64 * 64, 1.0F)};
  const DrawingResult square = prepare(full);
  check_prepared(square);
  CHECK(measure(square, 28).mass == doctest::Approx(400.0F));
  CHECK(square.left == 0);
  CHECK(square.width == 64);
  check_prepared(prepare(draw(50, 80, {{0, 0}, {80, 50}}, 4.0F)));
  check_prepared(prepare({1, 1, {0.4F}}));
}

TEST_CASE("drawing: a lopsided figure is moved only as far as it stays in the picture") {
  // Nearly all of the ink at the left end: centring the mass would push the right end out.
  Picture flag{100, 100, std::vector<float>(10000, 0.0F)};
  for (std::size_t row = 0; row < 100; ++row) {
    for (std::size_t column = 0; column < 100; ++column) {
      if (column < 12 || row == 50) flag.ink[row * 100 + column] = 1.0F;
    }
  }
  const DrawingResult result = prepare(flag);
  check_prepared(result);
  CHECK(measure(result, 28).right == 28);
}

TEST_CASE("drawing: thin and faint lines become as dark as thick ones") {
  const DrawingResult thick = prepare(draw(280, 280, seven, 9.0F));
  const DrawingResult thin = prepare(draw(280, 280, seven, 2.0F));
  Picture faint_picture = draw(280, 280, seven, 9.0F);
  for (float& value : faint_picture.ink) value *= 0.4F;
  const DrawingResult faint = prepare(faint_picture);
  CHECK(difference(faint, thick) < 0.005F);
  int dark = 0;
  for (const float value : thin.pixels) dark += value > 0.7F ? 1 : 0;
  CHECK(dark > 20);
}

TEST_CASE("drawing: a picture that is already prepared stays as it is") {
  Picture picture{28, 28, std::vector<float>(784, 0.0F)};
  for (std::size_t row = 4; row < 24; ++row) {
    for (std::size_t column = 12; column < 16; ++column) picture.ink[row * 28 + column] = 1.0F;
  }
  const DrawingResult result = prepare(picture);
  CHECK(result.scale == 1.0F);
  // Its mass is at the edges 14.0, which belong to pixel 14, as in MNIST.
  CHECK(result.pixels == picture.ink);
}

TEST_CASE("drawing: X and O at 9x9, centred by the box") {
  const DrawingOptions options = {.side = 9, .box = 7, .centre = DrawingCentre::box};
  // The plain X drawn off its place is found again.
  const std::vector<std::uint8_t> plain = plain_x(9);
  Picture moved{20, 30, std::vector<float>(600, 0.0F)};
  std::vector<float> expected(81);
  for (std::size_t row = 0; row < 9; ++row) {
    for (std::size_t column = 0; column < 9; ++column) {
      expected[row * 9 + column] = static_cast<float>(plain[row * 9 + column]) / 255.0F;
      moved.ink[(row + 10) * 30 + column + 3] = expected[row * 9 + column];
    }
  }
  CHECK(prepare(moved, options).pixels == expected);

  const DrawingResult lopsided = prepare(draw(280, 280, seven, 20.0F), options);
  const Measure m = measure(lopsided, 9);
  CHECK(m.top == 1);
  CHECK(m.bottom == 8);
}

TEST_CASE("drawing: the box may fill the whole picture") {
  for (const DrawingCentre centre : {DrawingCentre::mass, DrawingCentre::box}) {
    const DrawingResult result =
        prepare(draw(280, 280, seven, 8.0F), {.side = 28, .box = 28, .centre = centre});
    const Measure m = measure(result, 28);
    CHECK(m.top == 0);
    CHECK(m.bottom == 28);
  }
}

TEST_CASE("drawing: wrong arguments are refused by name") {
  const std::vector<float> ink(12, 0.5F);
  CHECK_THROWS_WITH_AS(prepare_drawing(ink, 3, 5), "drawing: expected 15 values for 3x5, found 12",
                       ArgumentError);
  CHECK_THROWS_WITH_AS(prepare_drawing(ink, 0, 12), "drawing: height must be 1 to 1024, found 0",
                       ArgumentError);
  CHECK_THROWS_AS(prepare_drawing(ink, 1, 1025), ArgumentError);
  CHECK_THROWS_AS(prepare_drawing(ink, 3, 4, {.side = 0}), ArgumentError);
  CHECK_THROWS_AS(prepare_drawing(ink, 3, 4, {.side = 513}), ArgumentError);
  CHECK_THROWS_WITH_AS(prepare_drawing(ink, 3, 4, {.side = 9, .box = 10}),
                       "drawing: box must be 1 to 9, found 10", ArgumentError);
  CHECK_THROWS_AS(prepare_drawing(ink, 3, 4, {.threshold = 1.0F}), ArgumentError);
  for (const float bad : {-0.1F, 1.1F, std::numeric_limits<float>::quiet_NaN(),
                          std::numeric_limits<float>::infinity()}) {
    std::vector<float> wrong = ink;
    wrong[7] = bad;
    CHECK_THROWS_AS(prepare_drawing(wrong, 3, 4), ArgumentError);
  }
}

}  // namespace receptive::drawing_test
