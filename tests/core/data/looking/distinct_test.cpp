#include "data/looking/distinct.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace receptive::distinct_test {

namespace {

std::string values_text(const Distinct& distinct) {
  std::string text;
  for (const Counted& counted : distinct.values()) {
    text +=
        (text.empty() ? "" : " ") + value_text(counted.value) + "*" + std::to_string(counted.count);
  }
  return text;
}

}  // namespace

TEST_CASE("distinct: numbers by size, then texts as people sort them") {
  Distinct values;
  for (const double number :
       {7.0, 300.0, -1.0, 0.5, 7.0, 255.0, 0.0, -0.0, 256.0, 0.5, 63.0, 64.0}) {
    values.add(number);
  }
  for (const std::string_view text : {"class 10", "class 2", "b", "class 2", ""}) values.add(text);
  CHECK(values_text(values) ==
        "-1*1 0*2 0.5*2 7*2 63*1 64*1 255*1 256*1 300*1 b*1 class 2*2 class 10*1");
  CHECK(values.size() == 12);
  CHECK(values.has_texts());
  CHECK_FALSE(values.many());
}

TEST_CASE("distinct: beyond a few hundred there are many, and their memory is given back") {
  Distinct values;
  for (int i = 0; i < 300; ++i) values.add(i + 0.5);
  CHECK(values.values().size() == Distinct::most);
  CHECK(values.memory() >= 300 * 16);
  values.add(3.5);
  CHECK_FALSE(values.many());
  values.add("one more");
  CHECK(values.many());
  CHECK(values.values().empty());
  CHECK(values.memory() == 0);
  CHECK(values.add(1.0) == 0);
  CHECK(values.add("x") == 0);
  CHECK(values.many());
}

TEST_CASE("distinct: every byte is counted, in whatever order they come") {
  for (const int step : {1, 17, 63, 101, 255}) {
    Distinct values;
    for (int round = 0; round < 3; ++round) {
      for (int i = 0; i < 256; ++i) values.add(i * step % 256);
    }
    CHECK(values.size() == 256);
    const std::vector<Counted> counted = values.values();
    REQUIRE(counted.size() == 256);
    for (int i = 0; i < 256; ++i) {
      CHECK(counted[static_cast<std::size_t>(i)].value.number == i);
      CHECK(counted[static_cast<std::size_t>(i)].count == 3);
    }
  }
}

TEST_CASE("distinct: what is taken is told") {
  Distinct values;
  std::size_t taken = 0;
  for (int i = 0; i < 256; ++i) taken += values.add(i);
  for (int i = 0; i < 20; ++i) taken += values.add(i / 64.0);
  for (int i = 0; i < 20; ++i) taken += values.add("text " + std::to_string(i % 3));
  CHECK(taken == values.memory());
  CHECK(values.add(17.0) == 0);
  values.forget();
  CHECK(values.many());
}

TEST_CASE("distinct: a text that is too long for a class counts as many; NaN is no value") {
  Distinct values;
  values.add(std::numeric_limits<double>::quiet_NaN());
  CHECK(values.size() == 0);
  values.add(std::string(Distinct::longest_text, 'x'));
  CHECK(values.values().size() == 1);
  values.add(std::string(Distinct::longest_text + 1, 'x'));
  CHECK(values.many());
}

}  // namespace receptive::distinct_test
