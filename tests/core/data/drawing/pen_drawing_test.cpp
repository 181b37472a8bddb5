#include "data/drawing/pen_drawing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/drawing/drawing.h"
#include "data/drawing/stroke_raster.h"

namespace receptive::pen_drawing_test {

namespace {

/// Strokes that own their points.
struct Strokes {
  std::vector<PenPoint> points;
  std::vector<int> lengths;

  void add(const std::vector<PenPoint>& stroke) {
    points.insert(points.end(), stroke.begin(), stroke.end());
    lengths.push_back(static_cast<int>(stroke.size()));
  }
  [[nodiscard]] PenDrawing drawing() const { return {points, lengths}; }
};

Strokes line(PenPoint from, PenPoint to) {
  Strokes strokes;
  strokes.add({from, to});
  return strokes;
}

/// Pixels with more than half ink in a row of the picture.
int inked_in_row(const PenPicture& picture, int row) {
  const auto begin = picture.ink.begin() + static_cast<std::ptrdiff_t>(row) * PenPicture::side;
  return static_cast<int>(
      std::count_if(begin, begin + PenPicture::side, [](float ink) { return ink > 0.5F; }));
}

int row_of(float y) { return static_cast<int>(PenPicture::pad_begin + y * PenPicture::pad_side); }

/// A 1, a 0 of two strokes, and so on would do: what counts is where strokes lie.
std::vector<PenPoint> upright(float x, float top, float bottom) {
  return {{x, top}, {x, 0.5F * (top + bottom)}, {x, bottom}};
}

}  // namespace

TEST_CASE("pen: lines are 0.12 of the figure's longer side, however large it is drawn") {
  for (const float length : {0.3F, 0.5F, 0.8F}) {
    const Strokes strokes = line({0.5F, 0.1F}, {0.5F, 0.1F + length});
    const float width = pen_width(strokes.drawing(), PenWidth::of_figure);
    CHECK(width / (length + width) == doctest::Approx(0.12));
    const int inked = inked_in_row(draw_pen(strokes.drawing()), row_of(0.1F + length / 2));
    CHECK(std::abs(static_cast<float>(inked) - width * PenPicture::pad_side) <= 1.0F);
    CHECK(pen_width(strokes.drawing(), PenWidth::of_pad) == doctest::Approx(22.0 / 260.0));
  }
}

TEST_CASE("pen: a dot has ink, nothing has none") {
  Strokes dot;
  dot.add({{0.5F, 0.5F}});
  const PenPicture picture = draw_pen(dot.drawing());
  CHECK(inked_in_row(picture, row_of(0.5F)) > 3);
  const PenPicture empty = draw_pen({});
  CHECK(std::ranges::all_of(empty.ink, [](float ink) { return ink == 0.0F; }));
}

TEST_CASE("pen: pressure makes lines wider") {
  const auto width_at = [](float pressure) {
    const Strokes strokes = line({0.5F, 0.1F, pressure}, {0.5F, 0.9F, pressure});
    return inked_in_row(draw_pen(strokes.drawing()), row_of(0.5F));
  };
  CHECK(width_at(0.0F) < width_at(0.5F));
  CHECK(width_at(0.5F) < width_at(1.0F));
  CHECK(static_cast<double>(width_at(1.0F)) / width_at(0.5F) == doctest::Approx(1.4).epsilon(0.1));
}

TEST_CASE("pen: lines at the pad's edge keep their width") {
  const auto ink_of = [](float x) {
    const Strokes strokes = line({x, 0.2F}, {x, 0.8F});
    float sum = 0.0F;
    for (const float ink : draw_pen(strokes.drawing()).ink) sum += ink;
    return sum;
  };
  CHECK(ink_of(0.0F) == doctest::Approx(ink_of(0.5F)).epsilon(0.01));
  CHECK(ink_of(1.0F) == doctest::Approx(ink_of(0.5F)).epsilon(0.01));
}

TEST_CASE("pen: few points make a round line") {
  // Corners of a square, as a quick hand leaves them of a ring: the corners themselves are cut.
  Strokes ring;
  ring.add({{0.2F, 0.2F}, {0.8F, 0.2F}, {0.8F, 0.8F}, {0.2F, 0.8F}, {0.2F, 0.2F}});
  const PenPicture picture = draw_pen(ring.drawing());
  const auto ink_at = [&](float x, float y) {
    const int column = static_cast<int>(PenPicture::pad_begin + x * PenPicture::pad_side);
    return picture.ink[static_cast<std::size_t>(row_of(y) * PenPicture::side + column)];
  };
  CHECK(ink_at(0.8F, 0.5F) == 1.0F);
  CHECK(ink_at(0.5F, 0.8F) == 1.0F);
  CHECK(ink_at(0.82F, 0.82F) == 0.0F);
}

TEST_CASE("pen: what does not fit is refused by name") {
  Strokes strokes = line({0.1F, 0.1F}, {0.9F, 0.9F});
  const auto message = [&] {
    try {
      draw_pen(strokes.drawing());
    } catch (const ArgumentError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(message().empty());
  strokes.points[1].x = std::numeric_limits<float>::quiet_NaN();
  CHECK(message() ==
        "drawing: expected points on the pad or near it, found one far outside, or no number");
  strokes.points[1] = {5.0F, 0.5F};
  CHECK(message() ==
        "drawing: expected points on the pad or near it, found one far outside, or no number");
  strokes.points[1] = {0.5F, 0.5F, 1.5F};
  CHECK(message() == "drawing: expected pressure in 0..1, found 1.500000");
  strokes.points[1] = {0.5F, 0.5F};
  strokes.lengths = {3};
  CHECK(message() == "drawing: expected the 3 points that the strokes say, found 2");
  strokes.lengths = {2, 0};
  CHECK(message() == "drawing: expected a point in every stroke, found 0");
  strokes.points.assign(100'001, {0.5F, 0.5F});
  strokes.lengths = {100'001};
  CHECK(message() == "drawing: expected at most 100000 points, found 100001");
}

TEST_CASE("figures: strokes that touch or stand above each other are one, those beside are not") {
  Strokes strokes;
  // A 1, a 4 of two strokes, a 5 with its bar apart, and a second line with a 1.
  strokes.add(upright(0.1F, 0.1F, 0.4F));
  strokes.add({{0.3F, 0.1F}, {0.25F, 0.3F}, {0.42F, 0.3F}});
  strokes.add(upright(0.38F, 0.15F, 0.42F));
  strokes.add({{0.62F, 0.15F}, {0.62F, 0.25F}, {0.72F, 0.32F}, {0.6F, 0.4F}});
  strokes.add({{0.63F, 0.1F}, {0.75F, 0.1F}});
  strokes.add(upright(0.2F, 0.6F, 0.9F));
  CHECK(figures_of(strokes.drawing()) == std::vector<int>{0, 1, 1, 2, 2, 3});
}

TEST_CASE("figures: are numbered as they are read, in whatever order they were drawn") {
  Strokes strokes;
  strokes.add(upright(0.8F, 0.6F, 0.9F));
  strokes.add(upright(0.7F, 0.05F, 0.35F));
  strokes.add(upright(0.3F, 0.62F, 0.92F));
  strokes.add(upright(0.2F, 0.1F, 0.4F));
  CHECK(figures_of(strokes.drawing()) == std::vector<int>{3, 1, 2, 0});
  CHECK(figures_of({}).empty());
}

TEST_CASE("figures: lines that cross without a point near each other are one") {
  Strokes cross;
  cross.add({{0.3F, 0.3F}, {0.7F, 0.7F}});
  cross.add({{0.7F, 0.3F}, {0.3F, 0.7F}});
  CHECK(figures_of(cross.drawing()) == std::vector<int>{0, 0});
  // A 4 of two quick strokes with few points.
  Strokes four;
  four.add({{0.74F, 0.28F}, {0.7F, 0.5F}, {0.92F, 0.5F}});
  four.add({{0.87F, 0.3F}, {0.86F, 0.72F}});
  CHECK(figures_of(four.drawing()) == std::vector<int>{0, 0});
}

TEST_CASE("figures: the lower line of a 4 belongs to it, digits beside each other stay two") {
  // As a person drew it: the second line does not reach the first.
  Strokes four;
  four.add({{0.35F, 0.14F}, {0.33F, 0.55F}, {0.45F, 0.61F}, {0.52F, 0.6F}});
  four.add(upright(0.61F, 0.27F, 0.79F));
  CHECK(figures_of(four.drawing()) == std::vector<int>{0, 0});
  // Two equally high ones with the same gap between them.
  Strokes eleven;
  eleven.add(upright(0.52F, 0.27F, 0.79F));
  eleven.add(upright(0.61F, 0.27F, 0.79F));
  CHECK(figures_of(eleven.drawing()) == std::vector<int>{0, 1});
  // The right one higher: no 4 is written so.
  Strokes rising;
  rising.add(upright(0.52F, 0.27F, 0.79F));
  rising.add(upright(0.61F, 0.12F, 0.61F));
  CHECK(figures_of(rising.drawing()) == std::vector<int>{0, 1});
}

TEST_CASE("figures: a bar and a dot belong to the nearest figure, if one is near") {
  // A 1 with a dot below it; a 5 whose bar begins where its body ends.
  Strokes strokes;
  strokes.add(upright(0.15F, 0.2F, 0.6F));
  strokes.add({{0.15F, 0.71F}});
  strokes.add({{0.55F, 0.3F}, {0.5F, 0.4F}, {0.6F, 0.5F}, {0.5F, 0.65F}});
  strokes.add({{0.66F, 0.22F}, {0.8F, 0.2F}});
  CHECK(figures_of(strokes.drawing()) == std::vector<int>{0, 0, 1, 1});
  // Far from everything they stay what they are.
  Strokes far;
  far.add(upright(0.15F, 0.1F, 0.5F));
  far.add({{0.15F, 0.71F}});
  far.add({{0.5F, 0.2F}, {0.8F, 0.22F}});
  CHECK(figures_of(far.drawing()) == std::vector<int>{0, 2, 1});
}

TEST_CASE("figures: a bar and a dot that come first belong to the digit that follows") {
  Strokes strokes;
  strokes.add({{0.3F, 0.62F}});
  strokes.add({{0.55F, 0.2F}, {0.75F, 0.2F}});
  CHECK(figures_of(strokes.drawing()) == std::vector<int>{1, 0});
  strokes.add({{0.45F, 0.25F}, {0.4F, 0.4F}, {0.5F, 0.5F}, {0.4F, 0.65F}});
  CHECK(figures_of(strokes.drawing()) == std::vector<int>{0, 0, 0});
}

TEST_CASE("drawing: stages that are left out leave their mark") {
  // A small figure in the upper left corner of the pad.
  Strokes strokes;
  strokes.add({{0.1F, 0.1F}, {0.25F, 0.12F}, {0.18F, 0.4F}});
  const PenPicture ink = draw_pen(strokes.drawing());
  const auto prepared = [&](DrawingOptions options) {
    return prepare_drawing(ink.ink, PenPicture::side, PenPicture::side, options);
  };
  const auto middle = [](const DrawingResult& result) {
    float mass = 0.0F;
    float x = 0.0F;
    float y = 0.0F;
    for (int i = 0; i < 28 * 28; ++i) {
      const float value = result.pixels[static_cast<std::size_t>(i)];
      mass += value;
      x += value * (static_cast<float>(i % 28) + 0.5F);
      y += value * (static_cast<float>(i / 28) + 0.5F);
    }
    return Point{x / mass, y / mass};
  };
  const DrawingResult all = prepared({});
  CHECK(std::max(all.scaled_height, all.scaled_width) == 20);
  CHECK(middle(all).x == doctest::Approx(14.5).epsilon(0.05));

  const DrawingResult unscaled = prepared({.scale = false});
  CHECK(unscaled.scaled_height < 12);
  CHECK(middle(unscaled).y == doctest::Approx(14.5).epsilon(0.05));

  const DrawingResult placed = prepared({.scale = false, .centre = DrawingCentre::paper});
  CHECK(middle(placed).x < 9.0F);
  CHECK(middle(placed).y < 11.0F);

  const DrawingResult uncropped = prepared({.crop = false, .centre = DrawingCentre::paper});
  CHECK(uncropped.scaled_height == 20);
  CHECK(uncropped.scaled_width == 20);
  CHECK(middle(uncropped).x < 11.0F);
  // The box that is told is the ink's all the same.
  CHECK(uncropped.left == all.left);
  CHECK(uncropped.width == all.width);
}

}  // namespace receptive::pen_drawing_test
