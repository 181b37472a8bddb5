#include "data/augmentation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace receptive::augmentation_test {

namespace {

using receptive::Augmentation;
using receptive::Augmenter;
using receptive::Random;

constexpr receptive::Shape shape{1, 1, 21, 21};

/// Paper -1 with a bright blob of 5x5 in the middle.
std::vector<float> blob() {
  std::vector<float> picture(shape.example_count(), -1.0F);
  for (std::size_t y = 8; y <= 12; ++y) {
    for (std::size_t x = 8; x <= 12; ++x) picture[y * 21 + x] = 1.0F;
  }
  return picture;
}

std::vector<float> changed(const Augmentation& limits, std::uint64_t seed) {
  Augmenter augmenter(limits, shape);
  Random random(seed);
  std::vector<float> picture = blob();
  augmenter.change(picture, -1.0F, 1.0F, random);
  return picture;
}

struct Moments {
  double ink = 0;
  double row = 0;
  double column = 0;
};

Moments moments(const std::vector<float>& picture) {
  Moments sums;
  for (std::size_t i = 0; i < picture.size(); ++i) {
    const double ink = (static_cast<double>(picture[i]) + 1.0) / 2.0;
    sums.ink += ink;
    sums.row += ink * static_cast<double>(i / 21);
    sums.column += ink * static_cast<double>(i % 21);
  }
  sums.row /= sums.ink;
  sums.column /= sums.ink;
  return sums;
}

}  // namespace

TEST_CASE("augmentation: without limits nothing changes, the same seed changes alike") {
  CHECK(changed({}, 1) == blob());
  const Augmentation all{.rotation = 20, .scale = 0.2, .shear = 0.2, .shift = 2, .elastic = 1};
  CHECK(changed(all, 1) == changed(all, 1));
  CHECK(changed(all, 1) != changed(all, 2));
}

TEST_CASE("augmentation: each kind moves the ink as far as it may and no further") {
  double furthest = 0;
  double most_ink = 0;
  double least_ink = 1e9;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Moments shifted = moments(changed({.shift = 3}, seed));
    CHECK(shifted.ink == doctest::Approx(25).epsilon(0.01));
    const double far = std::max(std::abs(shifted.row - 10), std::abs(shifted.column - 10));
    CHECK(far < 3.01);
    furthest = std::max(furthest, far);

    const Moments turned = moments(changed({.rotation = 45}, seed));
    CHECK(turned.row == doctest::Approx(10).epsilon(0.001));
    CHECK(turned.column == doctest::Approx(10).epsilon(0.001));

    const Moments scaled = moments(changed({.scale = 0.3}, seed));
    CHECK(scaled.ink < 25 * 1.3 * 1.3 * 1.05);
    CHECK(scaled.ink > 25 * 0.7 * 0.7 * 0.95);
    most_ink = std::max(most_ink, scaled.ink);
    least_ink = std::min(least_ink, scaled.ink);
  }
  CHECK(furthest > 2.5);
  CHECK(most_ink > 35);
  CHECK(least_ink < 15);
}

TEST_CASE("augmentation: an elastic field moves pixels by its deviation, neighbours together") {
  // A ramp shows where each pixel was read: its value is its column.
  Augmenter augmenter({.elastic = 1.5}, shape);
  Random random(3);
  double squares = 0;
  double roughness = 0;
  int count = 0;
  for (int round = 0; round < 50; ++round) {
    std::vector<float> ramp(shape.example_count());
    for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = static_cast<float>(i % 21);
    augmenter.change(ramp, 0.0F, 20.0F, random);
    for (std::size_t y = 5; y < 16; ++y) {
      for (std::size_t x = 5; x < 16; ++x) {
        const double moved = static_cast<double>(ramp[y * 21 + x]) - static_cast<double>(x);
        const double next = static_cast<double>(ramp[y * 21 + x + 1]) - static_cast<double>(x + 1);
        squares += moved * moved;
        roughness += (moved - next) * (moved - next);
        ++count;
      }
    }
  }
  CHECK(std::sqrt(squares / count) == doctest::Approx(1.5).epsilon(0.25));
  CHECK(std::sqrt(roughness / count) < 0.6);
}

TEST_CASE("augmentation: three maps of a picture move together") {
  const receptive::Shape colour{1, 3, 21, 21};
  Augmenter augmenter({.rotation = 30, .shift = 2, .elastic = 1}, colour);
  std::vector<float> picture;
  for (int map = 0; map < 3; ++map) {
    const std::vector<float> one = blob();
    picture.insert(picture.end(), one.begin(), one.end());
  }
  Random random(9);
  augmenter.change(picture, -1.0F, 1.0F, random);
  const auto pixels = static_cast<long>(shape.example_count());
  CHECK(std::equal(picture.begin(), picture.begin() + pixels, picture.begin() + pixels));
  CHECK(std::equal(picture.begin(), picture.begin() + pixels, picture.begin() + 2 * pixels));
}

TEST_CASE("augmentation: erasing leaves one rectangle of paper, in all maps alike") {
  const receptive::Shape colour{1, 2, 20, 10};
  Augmenter augmenter({.erasing = 0.5}, colour);
  int largest_height = 0;
  int largest_width = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Random random(seed);
    std::vector<float> picture(colour.example_count(), 1.0F);
    augmenter.change(picture, 0.0F, 1.0F, random);
    CHECK(std::equal(picture.begin(), picture.begin() + 200, picture.begin() + 200));
    int top = 20;
    int bottom = 0;
    int left = 10;
    int right = 0;
    int erased = 0;
    for (int i = 0; i < 200; ++i) {
      if (picture[static_cast<std::size_t>(i)] != 0.0F) continue;
      ++erased;
      top = std::min(top, i / 10);
      bottom = std::max(bottom, i / 10 + 1);
      left = std::min(left, i % 10);
      right = std::max(right, i % 10 + 1);
    }
    if (erased == 0) continue;
    CHECK(erased == (bottom - top) * (right - left));
    largest_height = std::max(largest_height, bottom - top);
    largest_width = std::max(largest_width, right - left);
  }
  CHECK(largest_height == 10);
  CHECK(largest_width == 5);
}

TEST_CASE("augmentation: noise of the given deviation that stays in the range") {
  Augmenter augmenter({.noise = 0.2}, shape);
  double widest = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    Random random(seed);
    // Grey in the middle of -1..1, so that next to nothing is cut off.
    std::vector<float> picture(shape.example_count(), 0.0F);
    augmenter.change(picture, -1.0F, 1.0F, random);
    double squares = 0;
    for (const float value : picture) {
      CHECK(value >= -1.0F);
      CHECK(value <= 1.0F);
      squares += static_cast<double>(value) * static_cast<double>(value);
    }
    widest = std::max(widest, std::sqrt(squares / static_cast<double>(picture.size())));
  }
  CHECK(widest > 0.35);
  CHECK(widest < 0.44);
}

}  // namespace receptive::augmentation_test
