#include "data/looking/picture/paper_figure.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"

namespace receptive::paper_figure_test {

namespace {

constexpr int height = 96;
constexpr int width = 128;

/// How much of pixel (row, column) a ring of this half width has.
float ring(int row, int column, double half_width) {
  const double from_middle = std::hypot(row - 44.5, column - 70.5);
  return static_cast<float>(std::clamp(half_width + 0.5 - std::abs(from_middle - 26.0), 0.0, 1.0));
}

/// A ring of `ink` on `paper`, each red, green and blue.
Planes photograph(const std::array<float, 3>& paper, const std::array<float, 3>& ink,
                  double half_width = 4.0) {
  Planes picture{.channels = 3, .height = height, .width = width};
  for (std::size_t c = 0; c < 3; ++c) {
    for (int row = 0; row < height; ++row) {
      for (int column = 0; column < width; ++column) {
        const float share = ring(row, column, half_width);
        picture.values.push_back(paper[c] + share * (ink[c] - paper[c]));
      }
    }
  }
  return picture;
}

/// As a lamp on one side and a hand's camera make it.
void light_unevenly(Planes& picture, float grain) {
  Random random(5);
  std::size_t i = 0;
  for (int c = 0; c < picture.channels; ++c) {
    for (int row = 0; row < picture.height; ++row) {
      for (int column = 0; column < picture.width; ++column, ++i) {
        const float x = static_cast<float>(column) / width;
        const float y = static_cast<float>(row) / height;
        const float light = 1.0F - 0.45F * x - 0.2F * x * y;
        const auto noise = static_cast<float>(random.uniform() - 0.5F) * grain;
        picture.values[i] = std::clamp(picture.values[i] * light + noise, 0.0F, 1.0F);
      }
    }
  }
}

/// The mean difference from the ring as it was drawn.
double difference(const PaperFigure& figure, double half_width = 4.0) {
  const int top = (figure.side - height) / 2;
  const int left = (figure.side - width) / 2;
  double sum = 0.0;
  double of = 0.0;
  for (int row = 0; row < figure.side; ++row) {
    for (int column = 0; column < figure.side; ++column) {
      const float wanted = ring(row - top, column - left, half_width);
      const auto at = static_cast<std::size_t>(row * figure.side + column);
      sum += static_cast<double>(std::abs(figure.ink[at] - wanted));
      of += static_cast<double>(wanted);
    }
  }
  return sum / of;
}

}  // namespace

TEST_CASE("figure on paper: dark on light and light on dark are the same ink") {
  const PaperFigure dark = figure_on_paper(photograph({1, 1, 1}, {0, 0, 0}));
  const PaperFigure light = figure_on_paper(photograph({0, 0, 0}, {1, 1, 1}));
  CHECK(dark.dark);
  CHECK_FALSE(light.dark);
  CHECK_FALSE(dark.empty);
  CHECK(dark.side == 154);
  CHECK(difference(dark) < 0.06);
  CHECK(difference(light) < 0.06);
  CHECK(dark.widened == dark.ink);
}

TEST_CASE("figure on paper: colours count, of one brightness too") {
  const PaperFigure figure = figure_on_paper(photograph({0.9F, 0.5F, 0.5F}, {0.5F, 0.65F, 0.9F}));
  CHECK_FALSE(figure.empty);
  CHECK(difference(figure) < 0.06);
}

TEST_CASE("figure on paper: uneven light, grain and specks are paper") {
  // The paper's far end is darker than what is half grey.
  Planes picture = photograph({0.9F, 0.9F, 0.88F}, {0.15F, 0.15F, 0.3F});
  light_unevenly(picture, 0.1F);
  for (int c = 0; c < 3; ++c) {
    for (const int at : {300, 9000})
      picture.values[static_cast<std::size_t>(c * height * width + at)] = 0.0F;
  }
  const PaperFigure figure = figure_on_paper(picture);
  CHECK(figure.dark);
  CHECK(difference(figure) < 0.12);
  const auto row = static_cast<std::size_t>((figure.side - height) / 2 + 300 / width);
  const auto column = static_cast<std::size_t>((figure.side - width) / 2 + 300 % width);
  CHECK(figure.ink[row * static_cast<std::size_t>(figure.side) + column] == 0.0F);
}

TEST_CASE("figure on paper: nothing is found on blank paper") {
  Planes blank = photograph({0.9F, 0.9F, 0.9F}, {0.9F, 0.9F, 0.9F});
  CHECK(figure_on_paper(blank).empty);
  light_unevenly(blank, 0.08F);
  const PaperFigure figure = figure_on_paper(blank);
  CHECK(figure.empty);
  CHECK(std::ranges::max(figure.ink) == 0.0F);
}

TEST_CASE("figure on paper: thin lines are widened as MNIST's, and broad ones stay") {
  const double thin = 0.8;
  const PaperFigure figure = figure_on_paper(photograph({1, 1, 1}, {0, 0, 0}, thin));
  CHECK(difference(figure, thin) < 0.2);
  // 0.12 of the ring's 54 pixels is a half width of 3.2.
  PaperFigure wide = figure;
  wide.ink = figure.widened;
  CHECK(difference(wide, 3.2) < 0.15);
}

TEST_CASE("figure on paper: the smallest pictures, and those that are none") {
  for (const int side : {1, 2, 3}) {
    Planes small{.channels = 1, .height = side, .width = 1};
    small.values.assign(static_cast<std::size_t>(side), 1.0F);
    CHECK(figure_on_paper(small).empty);
  }
  CHECK_THROWS_WITH_AS(figure_on_paper({.channels = 2, .height = 4, .width = 4}),
                       doctest::Contains("expected 1 or 3 channels of up to 512 pixels a side"),
                       ArgumentError);
  CHECK_THROWS_AS(figure_on_paper({.channels = 1, .height = 513, .width = 4}), ArgumentError);
  CHECK_THROWS_AS(figure_on_paper({.channels = 1, .height = 0, .width = 4}), ArgumentError);
}

}  // namespace receptive::paper_figure_test
