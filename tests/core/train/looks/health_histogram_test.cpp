#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "base/random.h"
#include "inspect/looks/histogram.h"

namespace receptive::health_histogram_test {

namespace {

using receptive::EvenSample;
using receptive::Histogram;
using receptive::histogram_of;

}  // namespace

TEST_CASE("a histogram counts every value once, zeros apart") {
  // Root mean square about 0.66, four times that 2.6: the range is -4 .. 4, a bin is 1/8 wide.
  const std::vector<float> values = {-1.0F, -0.01F, 0.0F, 0.0F, 0.3F, 0.31F, 1.3F};
  const Histogram histogram = histogram_of(values);
  CHECK(histogram.exponent == 2);
  CHECK(histogram.zeros == 2);
  CHECK(histogram.total() == values.size());
  CHECK(histogram.counts[24] == 1);  // -1 .. -0.875
  CHECK(histogram.counts[31] == 1);  // -0.125 .. 0
  CHECK(histogram.counts[34] == 2);  // 0.25 .. 0.375
  CHECK(histogram.counts[42] == 1);  // 1.25 .. 1.375
  CHECK(histogram.smallest == -1.0F);
  CHECK(histogram.largest == 1.3F);
  CHECK(histogram.mean == doctest::Approx(0.9 / 7));
  CHECK(histogram.outside == 0);
}

TEST_CASE("what lies beyond the range counts in the outermost bins") {
  std::vector<float> values(1000, 0.01F);
  values[7] = 5.0F;
  values[8] = -5.0F;
  const Histogram histogram = histogram_of(values);
  REQUIRE(std::ldexp(1.0, histogram.exponent) < 5.0);
  CHECK(histogram.outside == 2);
  CHECK(histogram.counts.front() == 1);
  CHECK(histogram.counts.back() == 1);
  CHECK(histogram.largest == 5.0F);
}

TEST_CASE("normally spread values fill the range without leaving it") {
  receptive::Random random(3, 1);
  for (const float deviation : {1e-12F, 0.02F, 1.0F, 3e8F}) {
    std::vector<float> values(5000);
    for (float& value : values) value = deviation * random.normal();
    const Histogram histogram = histogram_of(values);
    const double limit = std::ldexp(1.0, histogram.exponent);
    CHECK(limit >= 3.9 * static_cast<double>(deviation));
    CHECK(limit <= 8.2 * static_cast<double>(deviation));
    CHECK(histogram.outside <= 5);
    CHECK(histogram.root_mean_square ==
          doctest::Approx(static_cast<double>(deviation)).epsilon(0.05));
  }
}

TEST_CASE("NaN and infinity are counted, and spoil nothing else") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  const Histogram histogram = histogram_of(std::vector<float>{nan, 1.0F, infinity, -1.0F});
  CHECK(histogram.not_finite == 2);
  CHECK(histogram.total() == 2);
  CHECK(histogram.root_mean_square == doctest::Approx(1.0));
  CHECK(histogram_of(std::vector<float>{nan}).total() == 0);
  CHECK(histogram_of({}).total() == 0);
  CHECK(histogram_of(std::vector<float>(9, 0.0F)).zeros == 9);
}

TEST_CASE("the largest and the smallest of float32 have a bin") {
  const float largest = std::numeric_limits<float>::max();
  const float smallest = std::numeric_limits<float>::denorm_min();
  CHECK(histogram_of(std::vector<float>{largest, -largest}).total() == 2);
  CHECK(histogram_of(std::vector<float>{smallest, -smallest}).total() == 2);
}

TEST_CASE("an even sample stays within its bounds and never steps by an even number") {
  for (const std::size_t count : {1U, 2U, 63U, 64U, 65U, 4096U, 100'000U}) {
    for (const std::size_t most : {1U, 2U, 64U, 8192U}) {
      const EvenSample even(count, most);
      CHECK(even.size >= 1);
      CHECK(even.size <= most);
      CHECK((even.size - 1) * even.step < count);
      CHECK((even.step == 1 || even.step % 2 == 1));
      CHECK(even.size * (even.step + 1) >= count / 2);
    }
  }
  CHECK(EvenSample(0, 8).size == 0);
}

}  // namespace receptive::health_histogram_test
