#include "inspect/features/tsne.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/error.h"
#include "base/random.h"

namespace receptive::tsne_test {

namespace {

/// Three groups in six dimensions, far apart.
std::vector<float> groups(int count) {
  Random random(5);
  std::vector<float> points(static_cast<std::size_t>(count) * 6);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = 0.3F * random.normal() + (i % 6 == i / 6 % 3 ? 4.0F : 0.0F);
  }
  return points;
}

std::vector<float> start(int count) {
  Random random(6);
  std::vector<float> places(static_cast<std::size_t>(count) * 2);
  for (float& place : places) place = random.normal();
  return places;
}

}  // namespace

TEST_CASE("t-SNE: the gradient is the divergence's") {
  constexpr int count = 13;
  const std::vector<float> points = groups(count);
  std::vector<float> places = start(count);
  const ConstTensorView begin{places.data(), {count, 2, 1, 1}};
  Tsne tsne(begin, {.perplexity = 3});
  CHECK_THROWS_AS(tsne.step(), ArgumentError);
  tsne.prepare({points.data(), {count, 6, 1, 1}}, 5);
  CHECK(tsne.prepared() == 5);
  CHECK(!tsne.ready());
  tsne.prepare({points.data(), {count, 6, 1, 1}}, 50);
  REQUIRE(tsne.ready());
  tsne.set_places(begin);
  std::vector<float> slope(2 * count);
  tsne.gradient(1, {slope.data(), {count, 2, 1, 1}});
  double largest = 0;
  for (const float one : slope) largest = std::max(largest, std::abs(static_cast<double>(one)));
  REQUIRE(largest > 1e-3);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto at = [&](float change) {
      const float kept = places[i];
      places[i] += change;
      tsne.set_places(begin);
      places[i] = kept;
      return tsne.divergence();
    };
    const double numeric = (at(0.01F) - at(-0.01F)) / 0.02;
    CHECK(std::abs(numeric - static_cast<double>(slope[i])) < 2e-3 * largest);
  }
}

TEST_CASE("t-SNE draws groups together and others apart") {
  constexpr int count = 60;
  const std::vector<float> points = groups(count);
  const std::vector<float> places = start(count);
  Tsne tsne({places.data(), {count, 2, 1, 1}}, {.perplexity = 8});
  tsne.prepare({points.data(), {count, 6, 1, 1}}, count);
  const double before = tsne.divergence();
  for (int i = 0; i < 500; ++i) tsne.step();
  CHECK(tsne.steps() == 500);
  CHECK(tsne.divergence() < before / 3);
  std::vector<float> found(2 * count);
  tsne.places({found.data(), {count, 2, 1, 1}});
  const auto distance = [&](std::size_t a, std::size_t b) {
    return std::hypot(found[2 * a] - found[2 * b], found[2 * a + 1] - found[2 * b + 1]);
  };
  // The nearest in the map is of the same group.
  for (std::size_t a = 0; a < count; ++a) {
    std::size_t nearest = a == 0 ? 1 : 0;
    for (std::size_t b = 0; b < count; ++b) {
      if (b != a && distance(a, b) < distance(a, nearest)) nearest = b;
    }
    CHECK(nearest % 3 == a % 3);
  }
}

TEST_CASE("t-SNE: coincident points, and too few") {
  const std::vector<float> points(8 * 3, 1.0F);
  const std::vector<float> places(8 * 2, 0.0F);
  Tsne tsne({places.data(), {8, 2, 1, 1}}, {});
  tsne.prepare({points.data(), {8, 3, 1, 1}}, 8);
  for (int i = 0; i < 20; ++i) tsne.step();
  CHECK(std::isfinite(tsne.divergence()));
  CHECK_THROWS_AS(Tsne({places.data(), {3, 2, 1, 1}}, {}), ArgumentError);
}

}  // namespace receptive::tsne_test
