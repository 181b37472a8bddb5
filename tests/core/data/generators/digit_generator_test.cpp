#include "data/generators/digit_generator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/drawing/drawing.h"
#include "data/drawing/pen_drawing.h"
#include "data/generators/digit_shapes.h"

namespace receptive::digit_generator_test {

namespace {

constexpr std::size_t side = 28;
constexpr std::size_t pixels = side * side;

std::span<const std::uint8_t> picture(const Dataset& data, std::size_t i) {
  return std::span(data.pixels).subspan(i * pixels, pixels);
}

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3U;
  return hash;
}

/// What the strokes become on the page.
DrawingResult prepared(const DrawnDigit& digit) {
  std::vector<PenPoint> points;
  std::vector<int> lengths;
  for (const std::vector<PenPoint>& stroke : digit.strokes) {
    points.insert(points.end(), stroke.begin(), stroke.end());
    lengths.push_back(static_cast<int>(stroke.size()));
  }
  const PenPicture drawn = draw_pen({points, lengths});
  return prepare_drawing(drawn.ink, PenPicture::side, PenPicture::side);
}

/// Cosine of the angle between two pictures: 1 for the same one.
double likeness(std::span<const std::uint8_t> bytes, std::span<const float> values) {
  double product = 0.0;
  double squares = 0.0;
  double other_squares = 0.0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const double byte = bytes[i];
    const double value = values[i];
    product += byte * value;
    squares += byte * byte;
    other_squares += value * value;
  }
  return product / std::sqrt(squares * other_squares);
}

}  // namespace

TEST_CASE("digit shapes: every pose of a way has its strokes, so that poses can be mixed") {
  std::set<std::string> names;
  std::array<int, 10> ways{};
  for (const DigitShape& shape : digit_shapes()) {
    CAPTURE(shape.name);
    CHECK(names.insert(std::string(shape.name)).second);
    REQUIRE(shape.digit >= 0);
    REQUIRE(shape.digit <= 9);
    ++ways[static_cast<std::size_t>(shape.digit)];
    CHECK(shape.weight > 0);
    REQUIRE(shape.poses.size() >= 2);
    for (const ShapePose& pose : shape.poses) {
      REQUIRE(pose.size() == shape.poses[0].size());
      float top = 2.0F;
      float bottom = 0.0F;
      for (std::size_t s = 0; s < pose.size(); ++s) {
        REQUIRE(pose[s].size() == shape.poses[0][s].size());
        REQUIRE(pose[s].size() >= 3);
        for (const ShapePoint& point : pose[s]) {
          top = std::min(top, point.at.y);
          bottom = std::max(bottom, point.at.y);
        }
      }
      CHECK(top < 0.1F);
      CHECK(bottom > 0.8F);
    }
  }
  for (const int count : ways) CHECK(count >= 3);
}

TEST_CASE("digits: what the data set says of itself") {
  const Dataset data = make_digits({.count = 25, .seed = 3});
  CHECK(data.size() == 25);
  CHECK(data.name == "Digits");
  CHECK(data.class_names ==
        std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
  CHECK(data.example == Shape{1, 1, 28, 28});
  CHECK(data.low == 0.0F);
  CHECK(data.high == 1.0F);
  CHECK(data.pixels.size() == 25 * pixels);
}

TEST_CASE("digits: each ten has every digit, in an order that cannot be guessed") {
  const Dataset data = make_digits({.count = 1000, .seed = 6});
  std::set<std::vector<std::uint8_t>> orders;
  for (std::size_t ten = 0; ten < 100; ++ten) {
    const auto begin = data.labels.begin() + static_cast<std::ptrdiff_t>(10 * ten);
    const std::vector<std::uint8_t> order(begin, begin + 10);
    CHECK(std::set<std::uint8_t>(order.begin(), order.end()).size() == 10);
    orders.insert(order);
  }
  CHECK(orders.size() > 98);
}

TEST_CASE("digits: example i does not depend on count, but on the seed") {
  const Dataset few = make_digits({.count = 101, .seed = 9});
  const Dataset many = make_digits({.count = 1000, .seed = 9});
  CHECK(std::equal(few.pixels.begin(), few.pixels.end(), many.pixels.begin()));
  CHECK(std::equal(few.labels.begin(), few.labels.end(), many.labels.begin()));
  CHECK(make_digits({.count = 101, .seed = 10}).pixels != few.pixels);
}

TEST_CASE("digits: no two are alike") {
  const Dataset data = make_digits({.count = 5000, .seed = 12});
  std::set<std::uint64_t> seen;
  for (std::size_t i = 0; i < 5000; ++i) seen.insert(hash_of(picture(data, i)));
  CHECK(seen.size() == 5000);
}

TEST_CASE("digits: MNIST's form, the longer side 20 pixels and the centre of mass in pixel 14") {
  const Dataset data = make_digits({.count = 3000, .seed = 4});
  double all_ink = 0.0;
  for (std::size_t i = 0; i < 3000; ++i) {
    CAPTURE(i);
    std::size_t top = side;
    std::size_t left = side;
    std::size_t bottom = 0;
    std::size_t right = 0;
    double ink = 0.0;
    double across = 0.0;
    double down = 0.0;
    int darkest = 0;
    const auto bytes = picture(data, i);
    for (std::size_t row = 0; row < side; ++row) {
      for (std::size_t column = 0; column < side; ++column) {
        const int byte = bytes[row * side + column];
        if (byte == 0) continue;
        darkest = std::max(darkest, byte);
        top = std::min(top, row);
        left = std::min(left, column);
        bottom = row + 1;
        right = std::max(right, column + 1);
        ink += byte / 255.0;
        across += byte / 255.0 * (static_cast<double>(column) + 0.5);
        down += byte / 255.0 * (static_cast<double>(row) + 0.5);
      }
    }
    const std::size_t width = right - left;
    const std::size_t height = bottom - top;
    CHECK(std::max(width, height) == 20);
    CHECK(darkest > 180);
    all_ink += ink;
    // Bytes are rounded, so that a centre on the edge of the pixel may fall a little beside it.
    if (left > 0 && right < side) CHECK(std::abs(across / ink - 14.5) < 0.51);
    if (top > 0 && bottom < side) CHECK(std::abs(down / ink - 14.5) < 0.51);
  }
  // MNIST's training pictures have 103 on average.
  CHECK(all_ink / 3000 > 93);
  CHECK(all_ink / 3000 < 113);
}

TEST_CASE("digits: labels say what is to be seen") {
  // The simplest reader there is, the nearest mean picture, knows most of them.
  const Dataset data = make_digits({.count = 4000, .seed = 15});
  std::vector<std::vector<float>> means(10, std::vector<float>(pixels));
  for (std::size_t i = 0; i < 2000; ++i) {
    std::vector<float>& mean = means[data.labels[i]];
    for (std::size_t p = 0; p < pixels; ++p) mean[p] += picture(data, i)[p];
  }
  int right = 0;
  for (std::size_t i = 2000; i < 4000; ++i) {
    std::array<double, 10> like{};
    for (std::size_t digit = 0; digit < 10; ++digit) {
      like[digit] = likeness(picture(data, i), means[digit]);
    }
    const auto best = std::max_element(like.begin(), like.end()) - like.begin();
    right += best == data.labels[i] ? 1 : 0;
  }
  CHECK(right > 1300);
}

TEST_CASE("digits: drawn ones lie on the pad, and are the pictures of the same index") {
  const Dataset data = make_digits({.count = 300, .seed = 21});
  double sum = 0.0;
  float least_left = 1.0F;
  float most_left = 0.0F;
  for (std::size_t i = 0; i < 300; ++i) {
    CAPTURE(i);
    const DrawnDigit digit = make_drawn_digit(21, i);
    CHECK(digit.label == data.labels[i]);
    REQUIRE_FALSE(digit.strokes.empty());
    float left = 1.0F;
    for (const std::vector<PenPoint>& stroke : digit.strokes) {
      CHECK(stroke.size() >= 2);
      for (const PenPoint& p : stroke) {
        const bool on_pad = p.x > 0.0F && p.x < 1.0F && p.y > 0.0F && p.y < 1.0F;
        CHECK(on_pad);
        left = std::min(left, p.x);
      }
    }
    least_left = std::min(least_left, left);
    most_left = std::max(most_left, left);
    const DrawingResult result = prepared(digit);
    CHECK_FALSE(result.empty);
    sum += likeness(picture(data, i), result.pixels);
  }
  CHECK(sum / 300 > 0.85);
  CHECK(most_left - least_left > 0.3F);
  CHECK(make_drawn_digit(21, 7).strokes[0][0].x == make_drawn_digit(21, 7).strokes[0][0].x);
}

TEST_CASE("digits: written with one stroke and with two where people do both") {
  std::array<std::set<std::size_t>, 10> strokes;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const DrawnDigit digit = make_drawn_digit(2, i);
    strokes[static_cast<std::size_t>(digit.label)].insert(digit.strokes.size());
  }
  for (const std::size_t digit : {2U, 3U, 6U, 9U}) {
    CAPTURE(digit);
    CHECK(strokes[digit] == std::set<std::size_t>{1});
  }
  for (const std::size_t digit : {0U, 1U, 4U, 5U, 7U, 8U}) {
    CAPTURE(digit);
    CHECK(strokes[digit] == std::set<std::size_t>{1, 2});
  }
}

// The same bytes natively and in WebAssembly, today and tomorrow: whoever changes what is drawn
// changes these on purpose, and with them every published run on this data.
TEST_CASE("digits: pinned hashes") {
  const Dataset data = make_digits({.count = 2000, .seed = 2024});
  CHECK(hash_of(data.pixels) == 0x47B1F603D256EFC2U);
  CHECK(hash_of(data.labels) == 0xCB16E86561011D03U);
}

TEST_CASE("digits: a count out of range is refused by name") {
  CHECK_THROWS_WITH_AS(make_digits({.count = 0}), "digits: count must be 1 to 1000000, found 0",
                       ArgumentError);
  CHECK_THROWS_AS(make_digits({.count = 1'000'001}), ArgumentError);
  CHECK_THROWS_AS(make_digits({.count = -1}), ArgumentError);
}

}  // namespace receptive::digit_generator_test
