#include "data/looking/picture/layout.h"

#include <doctest/doctest.h>

#include <array>

namespace receptive::picture_layout_test {

namespace {

std::string first_size(std::uint64_t values) {
  const auto layouts = flat_layouts(values, {});
  return layouts.empty() ? "" : layouts.front().size_text();
}

}  // namespace

TEST_CASE("layout: rows of values that are squares, of one channel or three") {
  CHECK(first_size(784) == "28x28");
  CHECK(first_size(9) == "3x3");
  CHECK(first_size(4) == "");
  CHECK(flat_layouts(3072, {}).front().channels == 3);
  CHECK(flat_layouts(3072, {}).size() == 2);
  CHECK(first_size(3072) == "32x32");
}

TEST_CASE("layout: rectangles that are not too narrow; measurements are no picture") {
  CHECK(first_size(13) == "");
  CHECK(first_size(63) == "");
  CHECK(first_size(65) != "");
  CHECK(first_size(2 * 101) == "");
  CHECK(first_size(std::uint64_t{2048} * 2048) == "");
  for (const Layout& layout : flat_layouts(140, {})) {
    CHECK(layout.height * layout.width == 140);
    CHECK(layout.height <= 4 * layout.width);
    CHECK(layout.width <= 4 * layout.height);
  }
}

TEST_CASE("layout: the right width is the smooth one, and so is the order of the channels") {
  std::vector<float> tall;
  for (int y = 0; y < 14; ++y) {
    for (int x = 0; x < 10; ++x) tall.push_back(static_cast<float>(10 * x));
  }
  CHECK(flat_layouts(140, std::vector<std::vector<float>>{tall}).front().size_text() == "14x10");
  std::vector<float> by_pixel;
  for (int i = 0; i < 16; ++i) {
    for (const float value : {10.0F, 100.0F, 200.0F}) by_pixel.push_back(value);
  }
  CHECK(flat_layouts(48, std::vector<std::vector<float>>{by_pixel}).front().is_by_pixel());
}

TEST_CASE("layout: sizes as they lie, also turned round") {
  using Sizes = std::vector<std::uint64_t>;
  CHECK(sized_layouts(Sizes{28, 20}, false).front().size_text() == "28x20");
  CHECK(sized_layouts(Sizes{20, 28}, true).front().size_text() == "28x20");
  CHECK(sized_layouts(Sizes{32, 20, 3}, false).front().is_by_pixel());
  CHECK_FALSE(sized_layouts(Sizes{3, 32, 20}, false).front().is_by_pixel());
  CHECK(sized_layouts(Sizes{3, 32, 20}, false).front().size_text() == "32x20");
  CHECK(sized_layouts(Sizes{28, 28, 4}, false).empty());
  CHECK(sized_layouts(Sizes{0, 28}, false).empty());
  CHECK(sized_layouts(Sizes{1025, 28}, false).empty());
  CHECK(sized_layouts(Sizes{16}, false).empty());
  // As many as an array may have, which make more than any number holds.
  CHECK(sized_layouts(Sizes(8, 1024), false).empty());
}

TEST_CASE("layout: planes are read in the writer's order") {
  // (H, W) = (2, 3) in Fortran's order.
  const std::array<float, 6> values = {1, 4, 2, 5, 3, 6};
  const auto layouts = sized_layouts(std::vector<std::uint64_t>{3, 2}, true);
  CHECK(planes_of(values, layouts.front()).values == std::vector<float>{1, 2, 3, 4, 5, 6});
}

}  // namespace receptive::picture_layout_test
