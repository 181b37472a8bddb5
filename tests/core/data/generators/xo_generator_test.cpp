#include "data/generators/xo_generator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "base/error.h"

namespace receptive::xo_generator_test {

namespace {

std::string picture_text(const std::vector<std::uint8_t>& bytes, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += bytes[i] == 0 ? '.' : bytes[i] == 255 ? '#' : '?';
    if (i % size == size - 1) text += '\n';
  }
  return text;
}

std::vector<std::uint8_t> picture(const Dataset& data, int i) {
  const auto count = static_cast<std::ptrdiff_t>(data.example.example_count());
  return {data.pixels.begin() + i * count, data.pixels.begin() + (i + 1) * count};
}

/// FNV-1a, 64 bits.
std::uint64_t hash_of(const std::vector<std::uint8_t>& bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3U;
  return hash;
}

/// Mean distance from the plain figure of its class, in 0..255 a pixel.
double distance_from_plain(const Dataset& data) {
  const std::vector<std::uint8_t> plain[] = {plain_x(data.example.h), plain_o(data.example.h)};
  double sum = 0.0;
  const std::size_t count = data.example.example_count();
  for (std::size_t i = 0; i < data.labels.size(); ++i) {
    for (std::size_t p = 0; p < count; ++p) {
      sum += std::abs(data.pixels[i * count + p] - plain[data.labels[i]][p]);
    }
  }
  return sum / static_cast<double>(data.pixels.size());
}

}  // namespace

TEST_CASE("X and O: the plain figures of Brohrer, pixel by pixel") {
  CHECK(picture_text(plain_x(9), 9) ==
        ".........\n"
        ".#.....#.\n"
        "..#...#..\n"
        "...#.#...\n"
        "....#....\n"
        "...#.#...\n"
        "..#...#..\n"
        ".#.....#.\n"
        ".........\n");
  CHECK(picture_text(plain_o(9), 9) ==
        ".........\n"
        "...###...\n"
        "..#...#..\n"
        ".#.....#.\n"
        ".#.....#.\n"
        ".#.....#.\n"
        "..#...#..\n"
        "...###...\n"
        ".........\n");
}

TEST_CASE("X and O: the plain figures are symmetric at every size and keep clear of the edge") {
  for (int size = 7; size <= 64; ++size) {
    CAPTURE(size);
    const auto side = static_cast<std::size_t>(size);
    for (const auto& figure : {plain_x(size), plain_o(size)}) {
      REQUIRE(figure.size() == side * side);
      int worst = 0;
      int edge = 0;
      for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t column = 0; column < side; ++column) {
          const int value = figure[row * side + column];
          // Rounding may differ by a step between the mirrored pixels.
          worst = std::max(worst, std::abs(value - figure[column * side + row]));
          worst = std::max(worst, std::abs(value - figure[row * side + side - 1 - column]));
          if (row == 0 || column == 0) edge = std::max(edge, value);
        }
      }
      CHECK(worst <= 1);
      // 7x7 has not quite the room for a pen that is still full ink.
      CHECK(edge <= (size == 7 ? 25 : 0));
      CHECK(*std::max_element(figure.begin(), figure.end()) == 255);
    }
  }
}

TEST_CASE("X and O: what the data set says of itself") {
  const Dataset data = make_xo({.count = 25, .seed = 3, .size = 11});
  CHECK(data.size() == 25);
  CHECK(data.class_names == std::vector<std::string>{"X", "O"});
  CHECK(data.example == Shape{1, 1, 11, 11});
  CHECK(data.low == -1.0F);
  CHECK(data.high == 1.0F);
  CHECK(data.pixels.size() == 25 * 121);
}

TEST_CASE("X and O: difficulty 0 is the plain figures") {
  for (const int size : {9, 28}) {
    const Dataset data = make_xo({.count = 40, .seed = 8, .size = size, .difficulty = 0.0F});
    for (int i = 0; i < data.size(); ++i) {
      CHECK(picture(data, i) ==
            (data.labels[static_cast<std::size_t>(i)] == 0 ? plain_x(size) : plain_o(size)));
    }
  }
}

TEST_CASE("X and O: the distance from the plain figures grows with difficulty") {
  for (const int size : {9, 28}) {
    double before = -1.0;
    for (int step = 0; step <= 10; ++step) {
      CAPTURE(size);
      CAPTURE(step);
      const double distance = distance_from_plain(make_xo(
          {.count = 400, .seed = 2, .size = size, .difficulty = static_cast<float>(step) * 0.1F}));
      CHECK(distance > before);
      before = distance;
    }
  }
}

TEST_CASE("X and O: a small step in difficulty is a small step in the pictures") {
  for (const float difficulty : {0.0F, 0.3F, 0.6F, 0.9F}) {
    const Dataset here = make_xo({.count = 100, .seed = 4, .size = 28, .difficulty = difficulty});
    const Dataset there =
        make_xo({.count = 100, .seed = 4, .size = 28, .difficulty = difficulty + 0.01F});
    CHECK(here.labels == there.labels);
    double sum = 0.0;
    for (std::size_t i = 0; i < here.pixels.size(); ++i) {
      sum += std::abs(here.pixels[i] - there.pixels[i]);
    }
    CHECK(sum / static_cast<double>(here.pixels.size()) < 4.0);
  }
}

TEST_CASE("X and O: classes are balanced, in an order that cannot be guessed") {
  const Dataset data = make_xo({.count = 1000, .seed = 6});
  CHECK(std::count(data.labels.begin(), data.labels.end(), 0) == 500);
  int x_first = 0;
  for (std::size_t i = 0; i < 1000; i += 2) {
    CHECK(data.labels[i] + data.labels[i + 1] == 1);
    x_first += data.labels[i] == 0 ? 1 : 0;
  }
  CHECK(x_first > 200);
  CHECK(x_first < 300);
}

TEST_CASE("X and O: example i does not depend on count, but on the seed") {
  const Dataset few = make_xo({.count = 101, .seed = 9});
  const Dataset many = make_xo({.count = 1000, .seed = 9});
  CHECK(std::equal(few.pixels.begin(), few.pixels.end(), many.pixels.begin()));
  CHECK(std::equal(few.labels.begin(), few.labels.end(), many.labels.begin()));
  CHECK(make_xo({.count = 101, .seed = 10}).pixels != few.pixels);
  // No two examples are alike.
  for (int i = 1; i < 101; ++i) CHECK(picture(few, i) != picture(few, i - 1));
}

TEST_CASE("X and O: every picture has ink, at every size and difficulty") {
  for (const int size : {7, 8, 9, 16, 28, 64}) {
    for (const float difficulty : {0.25F, 0.5F, 1.0F}) {
      const Dataset data =
          make_xo({.count = 200, .seed = 12, .size = size, .difficulty = difficulty});
      for (int i = 0; i < data.size(); ++i) {
        const auto bytes = picture(data, i);
        const auto ink = std::count_if(bytes.begin(), bytes.end(), [](int b) { return b > 127; });
        CHECK(ink * 30 > size * size);
        CHECK(ink * 3 < size * size * 2);
      }
    }
  }
}

// The same bytes natively and in WebAssembly, today and tomorrow: whoever changes what is drawn
// changes these on purpose, and with them every published run on this data.
TEST_CASE("X and O: pinned hashes") {
  const Dataset small = make_xo({.count = 200, .seed = 2024, .size = 9, .difficulty = 0.5F});
  const Dataset large = make_xo({.count = 200, .seed = 2024, .size = 28, .difficulty = 1.0F});
  CHECK(hash_of(small.pixels) == 0x724CA7A2B0E660C8U);
  CHECK(hash_of(large.pixels) == 0x2C20FAD3AB8C65F9U);
  CHECK(hash_of(small.labels) == hash_of(large.labels));
}

TEST_CASE("X and O: options out of range are refused by name") {
  CHECK_THROWS_WITH_AS(make_xo({.size = 6}), "X and O: size must be 7 to 64 pixels, found 6",
                       ArgumentError);
  CHECK_THROWS_AS(make_xo({.size = 65}), ArgumentError);
  CHECK_THROWS_AS(plain_x(0), ArgumentError);
  CHECK_THROWS_AS(plain_o(65), ArgumentError);
  CHECK_THROWS_WITH_AS(make_xo({.count = 0}), "X and O: count must be 1 to 1000000, found 0",
                       ArgumentError);
  CHECK_THROWS_AS(make_xo({.count = 1'000'001}), ArgumentError);
  CHECK_THROWS_AS(make_xo({.count = 1'000'000, .size = 64}), ArgumentError);
  CHECK_THROWS_AS(make_xo({.difficulty = -0.01F}), ArgumentError);
  CHECK_THROWS_AS(make_xo({.difficulty = 1.01F}), ArgumentError);
  CHECK_THROWS_AS(make_xo({.difficulty = std::numeric_limits<float>::quiet_NaN()}), ArgumentError);
}

}  // namespace receptive::xo_generator_test
