#include "data/looking/value_ranges.h"

#include <doctest/doctest.h>

namespace receptive::value_ranges_test {

namespace {

ValueRanges ranges_of(double low, double high, bool whole) {
  return value_ranges({.low = low, .high = high, .whole = whole, .count = 100});
}
std::string range_of(double low, double high, bool whole) {
  return range_text(ranges_of(low, high, whole).ranges.front());
}

}  // namespace

TEST_CASE("value ranges: those that people use") {
  CHECK(range_of(0, 255, true) == "0 to 255");
  CHECK(range_of(0, 251, true) == "0 to 255");
  CHECK(range_of(0, 254.9, false) == "0 to 255");
  CHECK(range_of(0, 1, true) == "0 to 1");
  CHECK(range_of(0.01, 0.97, false) == "0 to 1");
  CHECK(range_of(-1, 1, false) == "-1 to 1");
  CHECK(range_of(0, 16, true) == "0 to 16");
  CHECK(range_of(0, 15, true) == "0 to 15");
  CHECK(range_of(0, 4, true) == "0 to 4");
  CHECK(range_of(0, 1000, true) == "0 to 1023");
  CHECK(range_of(0, 4080, true) == "0 to 4095");
  CHECK(range_of(100, 60000, true) == "0 to 65535");
  CHECK(range_of(-0.42, 2.82, false) == "-0.42 to 2.82");
  CHECK(range_of(-100, 155, true) == "-100 to 155");
}

TEST_CASE("value ranges: a little beyond a limit is meant to be within") {
  const ValueRanges barely = ranges_of(0, 1.0000001, false);
  CHECK(range_text(barely.ranges.front()) == "0 to 1");
  CHECK(barely.check == "");
  CHECK(barely.note.find("what is beyond 0 to 1 is cut off") != std::string::npos);
}

TEST_CASE("value ranges: what is usual needs no word, the rest does") {
  CHECK(ranges_of(0, 255, true).note == "");
  CHECK(ranges_of(0, 255, true).check == "");
  CHECK(ranges_of(-1, 1, false).note != "");
  CHECK(ranges_of(0, 254.5, false).note.find("rounded") != std::string::npos);
  CHECK(ranges_of(-3, 8, false).check.find("no usual range") != std::string::npos);
  CHECK(ranges_of(0, 40, true).check.find("the pictures are dark") != std::string::npos);
}

TEST_CASE("value ranges: each way once, and never an empty one") {
  for (const auto& [low, high] : {std::pair(0.0, 0.0), std::pair(5.0, 5.0), std::pair(-1.0, 1.0)}) {
    const ValueRanges result = ranges_of(low, high, true);
    REQUIRE(!result.ranges.empty());
    for (std::size_t i = 0; i < result.ranges.size(); ++i) {
      CHECK(result.ranges[i].high > result.ranges[i].low);
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(result.ranges[i] == result.ranges[j]);
    }
  }
}

TEST_CASE("value ranges: no numbers are counted, and hide nothing else") {
  const ValueRanges few = value_ranges({.high = 1, .whole = false, .count = 5, .not_finite = 3});
  CHECK(few.no_numbers == "3 of the values are no numbers (NaN or infinite) and taken as black.");
  CHECK(few.check == "");
  const ValueRanges one =
      value_ranges({.low = -3, .high = 8, .whole = false, .count = 5, .not_finite = 1});
  CHECK(one.no_numbers == "1 of the values is no number (NaN or infinite) and taken as black.");
  CHECK(one.check.find("The values go from -3 to 8, which is no usual range") == 0);
  CHECK(ranges_of(0, 255, true).no_numbers == "");
}

TEST_CASE("value ranges: values that are all one, which nothing can be seen in") {
  CHECK(ranges_of(-5, -5, true).check ==
        "All values are -5: there is nothing to be seen in the pictures.");
  CHECK(range_of(-5, -5, true) == "0 to 255");
  CHECK(ranges_of(0, 0, true).check == "");
}

TEST_CASE("value ranges: few numbers with fractions, and a little below 0") {
  // 16 steps are whole.
  CHECK(range_of(0, 10.5, false) == "0 to 10.5");
  CHECK(range_of(0, 70000, true) == "0 to 70000");
  const ValueRanges below = ranges_of(-0.0001, 1, false);
  CHECK(range_text(below.ranges.front()) == "0 to 1");
  CHECK(below.note == "The values go from -0.0001 to 1; what is beyond 0 to 1 is cut off.");
}

}  // namespace receptive::value_ranges_test
