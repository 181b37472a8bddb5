#include "data/drawing/stroke_raster.h"

#include <doctest/doctest.h>

#include <numeric>
#include <vector>

namespace receptive::stroke_raster_test {

namespace {

std::vector<float> ink_of(const StrokeRaster& raster, std::size_t pixels) {
  std::vector<float> ink(pixels);
  raster.read_ink(ink);
  return ink;
}

}  // namespace

TEST_CASE("stroke raster: a straight line covers the area of its pen") {
  for (const float y : {10.0F, 10.25F, 10.5F, 10.9F}) {
    StrokeRaster raster(20, 30, 1.0F);
    raster.add_line({5.0F, y}, {25.0F, y}, 1.5F);
    const std::vector<float> ink = ink_of(raster, 600);
    // A column in the middle of the line: exactly the pen's width, wherever the line lies.
    float column = 0.0F;
    for (std::size_t row = 0; row < 20; ++row) column += ink[row * 30 + 15];
    CHECK(column == doctest::Approx(3.0F));
    // The whole: 20 x 3 and two half discs.
    const float all = std::accumulate(ink.begin(), ink.end(), 0.0F);
    CHECK(all == doctest::Approx(60.0 + 3.14159 * 2.25).epsilon(0.02));
  }
}

TEST_CASE("stroke raster: a dot is round and a line may leave the picture") {
  StrokeRaster raster(9, 9, 1.0F);
  raster.add_line({4.5F, 4.5F}, {4.5F, 4.5F}, 2.0F);
  const std::vector<float> dot = ink_of(raster, 81);
  CHECK(dot[4 * 9 + 4] == 1.0F);
  CHECK(dot[4 * 9 + 2] == 0.5F);
  CHECK(dot[2 * 9 + 2] == 0.0F);
  for (std::size_t row = 0; row < 9; ++row) {
    for (std::size_t column = 0; column < 9; ++column) {
      CHECK(dot[row * 9 + column] == dot[column * 9 + row]);
    }
  }

  raster.clear();
  CHECK(ink_of(raster, 81) == std::vector<float>(81, 0.0F));
  raster.add_line({-1.0e4F, 4.5F}, {1.0e4F, 4.5F}, 0.5F);
  raster.add_line({40.0F, 40.0F}, {50.0F, 50.0F}, 3.0F);
  const std::vector<float> line = ink_of(raster, 81);
  for (std::size_t column = 0; column < 9; ++column) {
    CHECK(line[4 * 9 + column] == doctest::Approx(1.0F).epsilon(0.01));
    CHECK(line[3 * 9 + column] < 0.01F);
  }
}

TEST_CASE("stroke raster: the same line twice leaves the same ink") {
  StrokeRaster raster(9, 9, 1.0F);
  raster.add_line({1.2F, 2.0F}, {7.0F, 6.3F}, 0.8F);
  const std::vector<float> once = ink_of(raster, 81);
  raster.add_line({7.0F, 6.3F}, {1.2F, 2.0F}, 0.8F);
  const std::vector<float> twice = ink_of(raster, 81);
  for (std::size_t i = 0; i < 81; ++i) CHECK(twice[i] == doctest::Approx(once[i]).epsilon(1e-4));
}

TEST_CASE("stroke raster: a tapered line grows evenly, and is a plain one with equal ends") {
  StrokeRaster raster(20, 40, 1.0F);
  raster.add_tapered_line({5.0F, 10.0F}, 1.0F, {35.0F, 10.0F}, 4.0F);
  const std::vector<float> ink = ink_of(raster, 800);
  for (std::size_t column = 6; column < 34; ++column) {
    float width = 0.0F;
    for (std::size_t row = 0; row < 20; ++row) width += ink[row * 40 + column];
    const float share = (static_cast<float>(column) + 0.5F - 5.0F) / 30.0F;
    CHECK(width == doctest::Approx(2.0F * (1.0F + 3.0F * share)).epsilon(0.01));
  }

  raster.clear();
  raster.add_tapered_line({3.0F, 4.2F}, 1.3F, {33.0F, 15.1F}, 1.3F);
  const std::vector<float> even = ink_of(raster, 800);
  raster.clear();
  raster.add_line({3.0F, 4.2F}, {33.0F, 15.1F}, 1.3F);
  CHECK(ink_of(raster, 800) == even);
}

TEST_CASE("stroke raster: another sharpness from a clearing on") {
  StrokeRaster raster(9, 9, 1.0F);
  raster.clear(0.5F);
  raster.add_line({4.5F, -9.0F}, {4.5F, 18.0F}, 0.5F);
  const std::vector<float> ink = ink_of(raster, 81);
  CHECK(ink[4 * 9 + 4] == 0.75F);
  CHECK(ink[4 * 9 + 3] == 0.25F);
  CHECK(ink[4 * 9 + 2] == 0.0F);
}

}  // namespace receptive::stroke_raster_test
