#include "data/looking/picture/ink.h"

#include <doctest/doctest.h>

namespace receptive::ink_test {

namespace {

/// 5x5 of one shade with another one in the middle.
Planes dot(float paper, float ink) {
  Planes picture{.channels = 1, .height = 5, .width = 5, .values = std::vector<float>(25, paper)};
  picture.values[12] = ink;
  return picture;
}

}  // namespace

TEST_CASE("ink: the border is the ground") {
  const Ink light = find_ink(std::vector(10, dot(0.0F, 1.0F)));
  CHECK_FALSE(light.dark);
  CHECK_FALSE(light.is_unsure());
  CHECK(light.paper == std::vector<std::uint8_t>{0});
  CHECK(light.ink == std::vector<std::uint8_t>{255});
  const Ink dark = find_ink(std::vector(10, dot(0.8F, 0.1F)));
  CHECK(dark.dark);
  CHECK(dark.paper == std::vector<std::uint8_t>{204});
  CHECK(dark.ink == std::vector<std::uint8_t>{26});
}

TEST_CASE("ink: nearly black and nearly white are meant to be it") {
  const Ink ink = find_ink(std::vector(3, dot(0.98F, 0.03F)));
  CHECK(ink.paper == std::vector<std::uint8_t>{255});
  CHECK(ink.ink == std::vector<std::uint8_t>{0});
}

TEST_CASE("ink: pictures that differ, and photographs whose border is no ground") {
  std::vector<Planes> mixed(7, dot(0.0F, 1.0F));
  mixed.insert(mixed.end(), 3, dot(1.0F, 0.0F));
  const Ink ink = find_ink(mixed);
  CHECK(ink.is_unsure());
  CHECK(ink.agree == 7);
  CHECK(ink.of == 10);
  Planes photo{.channels = 1, .height = 5, .width = 5};
  for (int i = 0; i < 25; ++i) photo.values.push_back(i % 2 == 0 ? 0.0F : 1.0F);
  CHECK(find_ink(std::vector(4, photo)).of == 0);
  CHECK(find_ink({}).is_unsure());
}

TEST_CASE("ink: colours of paper and pen") {
  Planes picture = coloured(dot(1.0F, 0.0F));
  picture.values[50 + 12] = 0.8F;  // the dot is blue
  const Ink ink = find_ink(std::vector(5, picture));
  CHECK(ink.paper == std::vector<std::uint8_t>{255, 255, 255});
  CHECK(ink.ink == std::vector<std::uint8_t>{0, 0, 204});
}

}  // namespace receptive::ink_test
