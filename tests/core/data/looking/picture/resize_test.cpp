#include <doctest/doctest.h>

#include <numeric>

#include "data/looking/picture/picture.h"

namespace receptive::resize_test {

namespace {

Planes plane_with(int height, int width, std::vector<float> values) {
  return {.channels = 1, .height = height, .width = width, .values = std::move(values)};
}

}  // namespace

TEST_CASE("resize: each pixel is the mean of what it covers") {
  const Planes four = plane_with(2, 4, {0, 1, 0, 0, 1, 0, 0, 1});
  CHECK(resized(four, 1, 2, Fit::squeeze).values == std::vector<float>{0.5F, 0.25F});
  // Three to two: each covers one and a half.
  const Planes three = resized(plane_with(1, 3, {1, 0, 0}), 1, 2, Fit::squeeze);
  CHECK(three.values[0] == doctest::Approx(2.0 / 3.0));
  CHECK(three.values[1] == doctest::Approx(0.0));
}

TEST_CASE("resize: its own size is left alone, and twice the size repeats it") {
  const Planes picture = plane_with(2, 2, {0.1F, 0.2F, 0.3F, 0.4F});
  CHECK(resized(picture, 2, 2, Fit::fit).values == picture.values);
  const Planes twice = resized(picture, 4, 4, Fit::fit);
  CHECK(twice.values[0] == doctest::Approx(0.1));
  CHECK(twice.values[5] == doctest::Approx(0.1));
  CHECK(twice.values[15] == doctest::Approx(0.4));
}

TEST_CASE("resize: all of it between bars of its border's colour, or the middle of it") {
  // A wide picture with a border of 0.2 around 1.
  const Planes wide = plane_with(3, 6,
                                 {0.2F, 0.2F, 0.2F, 0.2F, 0.2F, 0.2F, 0.2F, 1, 1, 1, 1, 0.2F, 0.2F,
                                  0.2F, 0.2F, 0.2F, 0.2F, 0.2F});
  const Planes fit = resized(wide, 6, 6, Fit::fit);
  for (const int row : {0, 5}) {
    for (std::size_t x = 0; x < 6; ++x) {
      CHECK(fit.values[static_cast<std::size_t>(row) * 6 + x] == doctest::Approx(0.2));
    }
  }
  CHECK(fit.values[2 * 6 + 2] == doctest::Approx(1.0));
  const Planes fill = resized(wide, 3, 3, Fit::fill);
  CHECK(fill.values[3] == doctest::Approx(1.0));
  CHECK(fill.values[5] == doctest::Approx(1.0));
  CHECK(fill.values[0] == doctest::Approx(0.2));
}

TEST_CASE("resize: brightness is kept from any size to any size") {
  for (int from = 1; from < 40; from += 3) {
    for (int to = 1; to < 40; to += 4) {
      const Planes flat = plane_with(
          from, 2 * from, std::vector<float>(static_cast<std::size_t>(2 * from * from), 0.75F));
      for (const Fit fit : {Fit::fit, Fit::fill, Fit::squeeze}) {
        const Planes result = resized(flat, to, to, fit);
        for (const float value : result.values) CHECK(value == doctest::Approx(0.75).epsilon(1e-4));
      }
    }
  }
}

TEST_CASE("resize: a line so thin that one pixel is left of it") {
  const Planes line =
      resized(plane_with(1, 1000, std::vector<float>(1000, 1.0F)), 28, 28, Fit::fit);
  CHECK(line.values.size() == 784);
  CHECK(std::accumulate(line.values.begin(), line.values.end(), 0.0F) == doctest::Approx(784.0));
}

}  // namespace receptive::resize_test
