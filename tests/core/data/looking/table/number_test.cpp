#include "data/looking/table/number.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "base/decimal.h"

namespace receptive::number_test {

TEST_CASE("table number: every way to write one") {
  struct Case {
    std::string_view text;
    double value;
  };
  for (const Case& number : {
           Case{"0", 0.0},
           Case{"254", 254.0},
           Case{"007", 7.0},
           Case{"6.0000", 6.0},
           Case{"-1.000", -1.0},
           Case{"+.5", 0.5},
           Case{"5.", 5.0},
           Case{"1e-3", 0.001},
           Case{"2.5E+2", 250.0},
           Case{"0.1", 0.1},
           Case{"0.0039215686274509803", 0.0039215686274509803},
           Case{"123456789012345678901234567890", 123456789012345678901234567890.0},
           Case{"0.000000000000000000000000000000001e33", 1.0},
           Case{"6.00000000000000000000000000000000000000", 6.0},
           Case{"1e-400", 0.0},
       }) {
    const std::string_view text = number.text;
    CAPTURE(text);
    const auto read = read_number(text, '.');
    REQUIRE(read.has_value());
    CHECK(*read == doctest::Approx(number.value).epsilon(1e-15));
    std::string with_comma(text);
    std::replace(with_comma.begin(), with_comma.end(), '.', ',');
    CHECK(read_number(with_comma, ',') == read);
    if (with_comma != text) CHECK_FALSE(read_number(with_comma, '.').has_value());
  }
  CHECK(std::isinf(read_number("1e999", '.').value()));
  CHECK(std::isinf(read_number("1e99999999999999999999", '.').value()));
  CHECK(read_number("-Infinity", '.').value() < 0);
  CHECK(read_number("Inf", '.').value() > 0);
}

TEST_CASE("table number: what is none") {
  for (const std::string_view text : {"", "+", "-", ".", "e1", "1e", "1e+", "1.2.3", "1 2", "1x",
                                      "--1", "0x10", "1,5", "NaN", "1_000", "in", "infinite"}) {
    CAPTURE(text);
    CHECK_FALSE(read_number(text, '.').has_value());
  }
}

TEST_CASE("table number: taken off the front") {
  std::string_view text = "70 80,5 five";
  CHECK(take_number(text, ',').value() == 70.0);
  CHECK(text == " 80,5 five");
  text.remove_prefix(1);
  CHECK(take_number(text, ',').value() == 80.5);
  text.remove_prefix(1);
  CHECK_FALSE(take_number(text, ',').has_value());
  CHECK(text == "five");
  text = "5 eggs";
  CHECK(take_number(text, '.').value() == 5.0);
  text = "5eggs";
  CHECK(take_number(text, '.').value() == 5.0);
  CHECK(text == "eggs");
}

TEST_CASE("table number: up to 15 digits it is the nearest double") {
  // Which numbers are tried is no part of an experiment: any generator will do.
  std::mt19937_64 random(3);
  for (int round = 0; round < 2000; ++round) {
    const std::string digits = std::to_string(random() % 1'000'000'000'000'000);
    const int exponent = static_cast<int>(random() % 22);
    const std::string text = digits + "e-" + std::to_string(exponent);
    CHECK(read_number(text, '.').value() ==
          nearest_double(digits, static_cast<int>(digits.size()) - exponent));
  }
}

TEST_CASE("table number: grouped thousands and words for nothing") {
  for (const std::string_view text : {"1,234", "-12,345", "+123,456"})
    CHECK(may_be_thousands(text));
  for (const std::string_view text :
       {"0,234", "1,23", "1,2345", "1234,567", ",234", "1,2e4", "a,bcd"}) {
    CAPTURE(text);
    CHECK_FALSE(may_be_thousands(text));
  }
  for (const std::string_view text :
       {"NA", "N/A", "#N/A", "<NA>", "NaN", "nan", "-nan", "null", "NULL"}) {
    CHECK(is_missing(text));
  }
  for (const std::string_view text : {"", "na", "None", "n", "nano", "0", "-"}) {
    CHECK_FALSE(is_missing(text));
  }
}

}  // namespace receptive::number_test
