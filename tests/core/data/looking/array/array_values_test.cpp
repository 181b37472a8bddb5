#include "data/looking/array/array_values.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "array_bytes.h"

namespace receptive::array_values_test {

using namespace receptive::testing;

namespace {

/// What values of a type become, in both byte orders and as both kinds of numbers.
template <typename Number>
void check_decoded(ArrayType type, const std::vector<Number>& numbers) {
  for (const bool big : {false, true}) {
    const ArrayHeader header{.type = type, .item_bytes = sizeof(Number), .big_endian = big};
    const Bytes bytes = bytes_of(numbers, big);
    std::vector<double> doubles(numbers.size());
    decode(header, bytes, std::span(doubles));
    std::vector<float> floats(numbers.size());
    decode(header, bytes, std::span(floats));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      CHECK(doubles[i] == static_cast<double>(numbers[i]));
      CHECK(floats[i] == static_cast<float>(numbers[i]));
    }
  }
}

template <typename Number>
void check_integers(ArrayType type) {
  using Limits = std::numeric_limits<Number>;
  // More than are turned round at once.
  std::vector<Number> numbers = {0, 1, 100, Limits::min(), Limits::max()};
  for (int i = 0; i < 5000; ++i) numbers.push_back(static_cast<Number>(i * 77));
  check_decoded(type, numbers);
}

Extent one_by_one(const std::vector<double>& numbers) {
  Extent extent;
  for (const double number : numbers) extent.add(number);
  return extent;
}

void check_extent(const std::vector<double>& numbers) {
  const Extent extent = extent_of(numbers);
  const Extent expected = one_by_one(numbers);
  CHECK(extent.low == expected.low);
  CHECK(extent.high == expected.high);
  CHECK(extent.whole == expected.whole);
  CHECK(extent.count == expected.count);
  CHECK(extent.not_finite == expected.not_finite);
  CHECK(extent.first_not_finite == expected.first_not_finite);
}

}  // namespace

TEST_CASE("Array values: integers of every length and order") {
  check_integers<std::int8_t>(ArrayType::int8);
  check_integers<std::uint8_t>(ArrayType::uint8);
  check_integers<std::int16_t>(ArrayType::int16);
  check_integers<std::uint16_t>(ArrayType::uint16);
  check_integers<std::int32_t>(ArrayType::int32);
  check_integers<std::uint32_t>(ArrayType::uint32);
  check_integers<std::int64_t>(ArrayType::int64);
  check_integers<std::uint64_t>(ArrayType::uint64);
}

TEST_CASE("Array values: floating-point numbers, and those beyond float's") {
  const float most = std::numeric_limits<float>::max();
  check_decoded<float>(ArrayType::float32, {0.0F, -0.5F, 1e-40F, most, -INFINITY});
  check_decoded<double>(ArrayType::float64, {0.0, -0.1, 1e-310, 1.0 / 3.0, INFINITY});
  const ArrayHeader header{.type = ArrayType::float64, .item_bytes = 8};
  std::vector<float> floats(2);
  decode(header, bytes_of<double>({1e300, std::nan("")}), std::span(floats));
  CHECK(std::isinf(floats[0]));
  CHECK(std::isnan(floats[1]));
}

TEST_CASE("Array values: booleans are 0 and 1 whatever byte stands for true") {
  const ArrayHeader header{.type = ArrayType::boolean};
  std::vector<float> floats(4);
  decode(header, Bytes{0, 1, 2, 255}, std::span(floats));
  CHECK(floats == std::vector<float>{0, 1, 1, 1});
}

TEST_CASE("Array values: every number of 16 bits") {
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const int exponent = static_cast<int>(bits >> 10U & 31U);
    const int fraction = static_cast<int>(bits & 1023U);
    const float found = from_half(static_cast<std::uint16_t>(bits));
    float expected = 0.0F;
    if (exponent == 31) {
      expected = fraction == 0 ? INFINITY : NAN;
    } else if (exponent == 0) {
      expected = std::ldexp(static_cast<float>(fraction), -24);
    } else {
      expected = std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
    }
    if (bits >= 0x8000) expected = -expected;
    const bool same = std::isnan(expected)
                          ? std::isnan(found)
                          : found == expected && std::signbit(found) == std::signbit(expected);
    if (!same) FAIL(bits);
  }
  check_decoded<std::uint16_t>(ArrayType::uint16, {0x3C00});
  for (const bool big : {false, true}) {
    const ArrayHeader header{.type = ArrayType::float16, .item_bytes = 2, .big_endian = big};
    std::vector<double> one(1);
    decode(header, bytes_of<std::uint16_t>({0x3C00}, big), std::span(one));
    CHECK(one[0] == 1.0);
  }
}

TEST_CASE("Array values: the extent of many is that of each") {
  check_extent({});
  check_extent({3.0});
  check_extent({-1.5});
  check_extent({2.0, -7.0, 11.0});
  check_extent({2.0, -7.0, 11.25, 3.0});
  check_extent({1.0, NAN, 3.0, INFINITY, 0.5});
  check_extent({NAN, -INFINITY});
  check_extent({INFINITY, 4.0});
  check_extent({4.0, 5.0, -INFINITY});
  CHECK(extent_of_bytes(Bytes{}).count == 0);
  const Extent bytes = extent_of_bytes(Bytes{7, 3, 200});
  CHECK(bytes.low == 3.0);
  CHECK(bytes.high == 200.0);
  CHECK(bytes.whole);
  CHECK(bytes.count == 3);
}

}  // namespace receptive::array_values_test
