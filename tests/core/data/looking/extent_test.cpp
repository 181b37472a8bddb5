#include "data/looking/extent.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <limits>

namespace receptive::extent_test {

namespace {

Extent extent_of(std::initializer_list<double> numbers) {
  Extent extent;
  for (const double number : numbers) extent.add(number);
  return extent;
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("extent: lowest, highest, whole") {
  const Extent extent = extent_of({3.0, -1.0, 255.0});
  CHECK(extent.low == -1.0);
  CHECK(extent.high == 255.0);
  CHECK(extent.whole);
  CHECK(extent.count == 3);
  CHECK_FALSE(extent_of({1.0, 0.5, 2.0}).whole);
  CHECK_FALSE(extent_of({-0.25}).whole);
  CHECK(extent_of({1e300, -1e19, 9007199254740993.0}).whole);
  CHECK(extent_of({}).whole);
}

TEST_CASE("extent: what is not finite is counted apart, with the place of the first") {
  const Extent extent = extent_of({3.0, 4.0, no_number, -infinity, 5.0});
  CHECK(extent.count == 3);
  CHECK(extent.not_finite == 2);
  CHECK(extent.first_not_finite == 2);
  CHECK(extent.high == 5.0);
}

TEST_CASE("extent: two together are as one after the other") {
  Extent both = extent_of({3.0, 0.5});
  both.add(extent_of({7.0, no_number}));
  CHECK(both.low == 0.5);
  CHECK(both.high == 7.0);
  CHECK_FALSE(both.whole);
  CHECK(both.count == 3);
  CHECK(both.not_finite == 1);
  CHECK(both.first_not_finite == 3);
  Extent none;
  none.add(extent_of({-5.0}));
  CHECK(none.high == -5.0);
}

}  // namespace receptive::extent_test
