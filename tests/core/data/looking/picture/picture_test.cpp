#include "data/looking/picture/picture.h"

#include <doctest/doctest.h>

#include <cstring>
#include <limits>

#include "base/error.h"

namespace receptive::picture_test {

namespace {

Planes plane_of(int height, int width, std::vector<float> values) {
  return {.channels = 1, .height = height, .width = width, .values = std::move(values)};
}

}  // namespace

TEST_CASE("picture: what no decoder gives is refused") {
  const std::vector<std::uint8_t> bytes(12);
  CHECK_NOTHROW(check_decoded({.width = 2, .height = 2, .channels = 3, .bytes = bytes}));
  CHECK_NOTHROW(
      check_decoded({.width = 3, .height = 2, .channels = 1, .bits = 16, .bytes = bytes}));
  CHECK_THROWS_AS(check_decoded({.width = 2, .height = 2, .channels = 4, .bytes = bytes}),
                  ArgumentError);
  CHECK_THROWS_AS(check_decoded({.width = 0, .height = 2, .channels = 1, .bytes = {}}),
                  ArgumentError);
  CHECK_THROWS_AS(check_decoded({.width = 2, .height = 2, .channels = 5, .bytes = bytes}),
                  ArgumentError);
  CHECK_THROWS_AS(
      check_decoded({.width = 1 << 30, .height = 1 << 30, .channels = 4, .bytes = bytes}),
      ArgumentError);
  CHECK_THROWS_AS(
      check_decoded({.width = 12, .height = 1, .channels = 1, .bits = 4, .bytes = bytes}),
      ArgumentError);
}

TEST_CASE("picture: values beyond the range are cut off, what is no number is black") {
  std::vector<float> values = {-5.0F, 10.0F, 15.0F,
                               20.0F, 99.0F, std::numeric_limits<float>::quiet_NaN()};
  scale_values(values, {10.0, 20.0});
  CHECK(values == std::vector<float>{0.0F, 0.0F, 0.5F, 1.0F, 1.0F, 0.0F});
}

TEST_CASE("picture: transparency shows the ground") {
  const std::vector<std::uint8_t> bytes = {255, 0, 255, 255, 0, 51};
  const Planes on_black =
      planes_of({.width = 3, .height = 1, .channels = 2, .bytes = bytes}, {0.0, 255.0}, 0.0F);
  CHECK(on_black.values == std::vector<float>{0.0F, 1.0F, 0.0F});
  const Planes on_white =
      planes_of({.width = 3, .height = 1, .channels = 2, .bytes = bytes}, {0.0, 255.0}, 1.0F);
  CHECK(on_white.values[0] == 1.0F);
  CHECK(on_white.values[2] == doctest::Approx(0.8));
}

TEST_CASE("picture: sixteen bits, and colours apart") {
  const std::vector<std::uint16_t> numbers = {65535, 0, 13107, 0, 65535, 0};
  std::vector<std::uint8_t> bytes(12);
  std::memcpy(bytes.data(), numbers.data(), 12);
  const Planes planes = planes_of(
      {.width = 2, .height = 1, .channels = 3, .bits = 16, .bytes = bytes}, {0.0, 65535.0}, 0.0F);
  CHECK(planes.channels == 3);
  CHECK(planes.values[0] == 1.0F);
  CHECK(planes.values[3] == 1.0F);
  CHECK(planes.values[4] == doctest::Approx(0.2));
}

TEST_CASE("picture: grey by brightness, colour from grey, and what has colour") {
  const Planes red{.channels = 3, .height = 1, .width = 1, .values = {1.0F, 0.0F, 0.0F}};
  CHECK(grey(red).values[0] == doctest::Approx(0.299));
  CHECK(has_colour(red));
  const Planes shade = coloured(plane_of(1, 1, {0.5F}));
  CHECK(shade.values == std::vector<float>{0.5F, 0.5F, 0.5F});
  CHECK_FALSE(has_colour(shade));
  // JPEG's rounding is no colour.
  CHECK_FALSE(has_colour({.channels = 3, .height = 1, .width = 1, .values = {0.5F, 0.53F, 0.5F}}));
}

TEST_CASE("picture: every turn of two rows of three") {
  const Planes picture = plane_of(2, 3, {1, 2, 3, 4, 5, 6});
  const auto values = [&](Turn turn) { return turned(picture, turn).values; };
  using Row = std::vector<float>;
  CHECK(values(Turn::none) == Row{1, 2, 3, 4, 5, 6});
  CHECK(values(Turn::left) == Row{3, 6, 2, 5, 1, 4});
  CHECK(values(Turn::right) == Row{4, 1, 5, 2, 6, 3});
  CHECK(values(Turn::half) == Row{6, 5, 4, 3, 2, 1});
  CHECK(values(Turn::transposed) == Row{1, 4, 2, 5, 3, 6});
  CHECK(values(Turn::mirrored) == Row{3, 2, 1, 6, 5, 4});
  CHECK(turned(picture, Turn::left).height == 3);
}

TEST_CASE("picture: turned over, and rounded to bytes") {
  Planes picture = plane_of(1, 3, {0.0F, 0.25F, 1.0F});
  turn_over(picture);
  std::vector<std::uint8_t> bytes(3);
  to_bytes(picture, bytes);
  CHECK(bytes == std::vector<std::uint8_t>{255, 191, 0});
}

}  // namespace receptive::picture_test
