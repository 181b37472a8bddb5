#include "base/decimal.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

#include "base/random.h"

namespace receptive::decimal_test {

namespace {

/// Any double but NaN and infinity, every exponent alike.
double any_double(Random& random) {
  for (;;) {
    const std::uint64_t high = random.below(0xffffffffU);
    const double value = std::bit_cast<double>(high << 32U | random.below(0xffffffffU));
    if (std::isfinite(value) && value != 0) return value;
  }
}

std::string printed(const char* pattern, int digits, double value) {
  char text[512];
  (void)std::snprintf(text, sizeof text, pattern, digits, value);
  return text;
}

/// What the C library reads, from text written as 0.<digits>e<point>.
double library_double(const std::string& digits, int point) {
  return std::strtod(("0." + digits + "e" + std::to_string(point)).c_str(), nullptr);
}

}  // namespace

TEST_CASE("decimal: digits become the nearest double, as the C library reads them") {
  Random random(31);
  for (int i = 0; i < 20'000; ++i) {
    std::string digits;
    const auto length = static_cast<int>(1 + random.below(random.below(10) == 0 ? 800 : 25));
    for (int k = 0; k < length; ++k) digits += static_cast<char>('0' + random.below(10));
    const int point = static_cast<int>(random.below(700)) - 350;
    CAPTURE(digits);
    CAPTURE(point);
    REQUIRE(nearest_double(digits, point) == library_double(digits, point));
  }
  CHECK(nearest_double("", 5) == 0.0);
  CHECK(nearest_double("000", 5) == 0.0);
  CHECK(nearest_double("1", 400) == std::numeric_limits<double>::infinity());
  CHECK(nearest_double("1", -400) == 0.0);
  CHECK(nearest_double("17976931348623157", 309) == std::numeric_limits<double>::max());
  CHECK(nearest_double("17976931348623159", 309) == std::numeric_limits<double>::infinity());
}

TEST_CASE(
    "decimal: halfway between two doubles the even one is read, and one digit far behind decides") {
  // 2^53 + 1 lies between 2^53 and 2^53 + 2.
  CHECK(nearest_double("9007199254740993", 16) == 9007199254740992.0);
  const std::string behind = "9007199254740993" + std::string(2000, '0');
  CHECK(nearest_double(behind + "1", 16) == 9007199254740994.0);
  CHECK(nearest_double(behind, 16) == 9007199254740992.0);
  CHECK(nearest_double("9007199254740995", 16) == 9007199254740996.0);
  // Half of the smallest double, and a little more.
  CHECK(nearest_double("24703282292062327", -323) == 0.0);
  CHECK(nearest_double("24703282292062328", -323) == std::numeric_limits<double>::denorm_min());
}

TEST_CASE(
    "decimal: the shortest digits are read back as the same double, and no shorter ones are") {
  Random random(32);
  for (int i = 0; i < 20'000; ++i) {
    const double value = std::abs(any_double(random));
    const Decimal decimal = shortest_decimal(value);
    CAPTURE(decimal.digits);
    CAPTURE(decimal.point);
    REQUIRE(nearest_double(decimal.digits, decimal.point) == value);
    const auto length = static_cast<int>(decimal.digits.size());
    REQUIRE(length <= 17);
    if (length == 1) continue;
    const std::string shorter = printed("%.*e", length - 2, value);
    REQUIRE(std::strtod(shorter.c_str(), nullptr) != value);
    // Of as many digits, the nearest: what printf rounds to.
    const std::string rounded = printed("%.*e", length - 1, value);
    if (std::strtod(rounded.c_str(), nullptr) == value) {
      REQUIRE(json_number_text(value) == json_number_text(std::strtod(rounded.c_str(), nullptr)));
      REQUIRE(decimal.digits.front() == rounded.front());
      REQUIRE(decimal.digits.substr(1) == rounded.substr(2, static_cast<std::size_t>(length - 1)));
    }
  }
}

TEST_CASE("decimal: numbers as printf writes them with %g and %f") {
  Random random(33);
  const auto compare = [](double value) {
    CAPTURE(value);
    for (const int digits : {1, 2, 4, 9, 15, 17}) {
      REQUIRE(general_text(value, digits) == printed("%.*g", digits, value));
    }
    if (std::abs(value) > 1e30) return;
    for (const int decimals : {0, 1, 2, 6}) {
      REQUIRE(fixed_text(value, decimals) == printed("%.*f", decimals, value));
    }
  };
  for (int i = 0; i < 3'000; ++i) {
    compare(any_double(random));
    compare(random.uniform(-1000.0F, 1000.0F));
    compare(static_cast<double>(random.below(20'000)) / 8);
  }
  for (const double value :
       {0.0,   -0.0,     0.5,  1.5,  2.5,  0.125, 0.375,       9.5,     99.5, 9.995, 0.05,
        0.005, 999999.5, 1e15, 1e16, 1e-4, 1e-5,  123456789.0, 0.99999, 1e22, 1e23}) {
    compare(value);
    compare(-value);
  }
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(general_text(infinity, 3) == "inf");
  CHECK(fixed_text(-infinity, 3) == "-inf");
  CHECK(general_text(std::numeric_limits<double>::quiet_NaN(), 3) == "nan");
}

}  // namespace receptive::decimal_test
