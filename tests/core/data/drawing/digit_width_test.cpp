#include "data/drawing/digit_width.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"

namespace receptive::digit_width_test {

namespace {

struct Box {
  int left = 1000;
  int right = -1;
};

Box ink_box(const std::vector<std::uint8_t>& pixels, int width) {
  Box box;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (pixels[i] == 0) continue;
    const int x = static_cast<int>(i) % width;
    box.left = std::min(box.left, x);
    box.right = std::max(box.right, x);
  }
  return box;
}

}  // namespace

TEST_CASE("MCDNN: digits of every width, in the middle, with their rows as they were") {
  receptive::Dataset data{.name = "bar",
                          .example = {1, 1, 6, 12},
                          .class_names = {"bar"},
                          .pixels = std::vector<std::uint8_t>(72),
                          .labels = {0}};
  // Two rows of different grey, columns 1 to 4.
  for (std::size_t x = 1; x <= 4; ++x) {
    data.pixels[24 + x] = 200;
    data.pixels[36 + x] = 100;
  }
  for (int width = 2; width <= 12; width += 2) {
    const receptive::Dataset wide = with_digit_width(data, width);
    const Box box = ink_box(wide.pixels, 12);
    CHECK(box.left == (12 - width) / 2);
    CHECK(box.right == (12 + width) / 2 - 1);
    // In the middle of the bar the grey is that of the row.
    CHECK(wide.pixels[24 + 6] == 200);
    CHECK(wide.pixels[36 + 6] == 100);
    CHECK(wide.pixels[12 + 6] == 0);
  }
}

TEST_CASE("digit width: pictures without ink stay, impossible widths are refused") {
  receptive::Dataset data{.name = "empty",
                          .example = {1, 1, 4, 4},
                          .class_names = {"none"},
                          .pixels = std::vector<std::uint8_t>(16),
                          .labels = {0}};
  CHECK(with_digit_width(data, 3).pixels == data.pixels);
  CHECK_THROWS_AS((void)with_digit_width(data, 0), receptive::ArgumentError);
  CHECK_THROWS_AS((void)with_digit_width(data, 5), receptive::ArgumentError);
}

}  // namespace receptive::digit_width_test
