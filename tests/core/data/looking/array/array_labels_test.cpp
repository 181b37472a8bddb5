#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "array_bytes.h"
#include "data/looking/array/array_look.h"
#include "data/looking/array/label_codes.h"

namespace receptive::array_labels_test {

using namespace receptive::testing;

namespace {

using Codes = std::vector<std::int32_t>;

/// "1:20 7:3"
std::string values_of(const ArrayFacts& facts) {
  std::string text;
  for (const auto& [value, count] : facts.values.values()) {
    text += (text.empty() ? "" : " ") + value_text(value) + ":" + std::to_string(count);
  }
  return text;
}

/// Rows of `classes` values with a 1 at each place.
template <typename Number>
std::vector<Number> hot_rows(const Codes& places, std::size_t classes) {
  std::vector<Number> rows(places.size() * classes);
  for (std::size_t i = 0; i < places.size(); ++i) {
    rows[i * classes + static_cast<std::size_t>(places[i])] = Number{1};
  }
  return rows;
}

/// QMNIST's labels: the class, and seven numbers on where it comes from.
std::vector<std::int32_t> qmnist(const Codes& classes) {
  std::vector<std::int32_t> rows;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const auto at = static_cast<std::int32_t>(i);
    for (const std::int32_t value :
         {classes[i], 4, 2000 + at, at, 30 + classes[i], 100000 + at, 0, 0}) {
      rows.push_back(value);
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("Array labels: numbers, with a code for each item in the values' order") {
  const ArrayFacts facts = look_at(idx(0x08, {6}, {9, 3, 9, 0, 3, 9}));
  CHECK(facts.may_be_labels);
  CHECK_FALSE(facts.one_hot);
  CHECK_FALSE(facts.first_column);
  CHECK(values_of(facts) == "0:1 3:2 9:3");
  CHECK(facts.codes == Codes{2, 1, 2, 0, 1, 2});
  CHECK(facts.samples.empty());
}

TEST_CASE("Array labels: of other types, and with sizes of 1 around them") {
  const std::vector<std::int64_t> wide = {-1, 1, 1, 70000};
  for (const Bytes& file :
       {npy("<i8", "(4,)", bytes_of(wide)), npy(">i8", "(4, 1)", bytes_of(wide, true)),
        npy("<i8", "(4, 1)", bytes_of(wide), true), npy("<i8", "(4, 1, 1)", bytes_of(wide))}) {
    const ArrayFacts facts = look_at(file, header_of(file).turned ? 1 : 0);
    CHECK(facts.may_be_labels);
    CHECK(values_of(facts) == "-1:1 1:2 70000:1");
    CHECK(facts.codes == Codes{0, 1, 1, 2});
  }
  CHECK(values_of(look_at(npy("<i8", "(1, 4)", bytes_of(wide)), 1)) == "-1:1 1:2 70000:1");
  CHECK(values_of(look_at(npy("|b1", "(3,)", {0, 1, 1}))) == "0:1 1:2");
  CHECK(look_at(npy("|b1", "(3,)", {0, 1, 1})).codes == Codes{0, 1, 1});
}

TEST_CASE("Array labels: fractions, -0, infinity, and NaN, which has no code") {
  const ArrayFacts facts =
      look_at(npy("<f4", "(6,)", bytes_of<float>({0.5F, NAN, -0.0F, 0.0F, INFINITY, 0.5F})));
  CHECK(facts.may_be_labels);
  CHECK(facts.numbers.not_finite == 2);
  CHECK(facts.codes == Codes{1, -1, 0, 0, 2, 1});
}

TEST_CASE("Array labels: of many different values there are no codes") {
  std::vector<std::uint16_t> numbers(1000);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = static_cast<std::uint16_t>(i % Distinct::most);
  }
  const ArrayFacts just = look_at(npy("<u2", "(1000,)", bytes_of(numbers)));
  CHECK_FALSE(just.values.many());
  CHECK(just.codes.size() == 1000);
  numbers.back() = 12345;
  const ArrayFacts many = look_at(npy("<u2", "(1000,)", bytes_of(numbers)));
  CHECK(many.may_be_labels);
  CHECK(many.values.many());
  CHECK(many.codes.empty());
}

TEST_CASE("Array labels: more items than codes are kept of") {
  LabelCodes labels;
  for (std::size_t i = 0; i < LabelCodes::most_codes; ++i) labels.add(7.0);
  LabelCodes more = labels;
  CHECK(labels.take_codes().size() == LabelCodes::most_codes);
  more.add(8.0);
  CHECK(more.take_codes().empty());
  CHECK(more.take_values().values().size() == 2);
}

TEST_CASE("Array labels: one-hot of every type, with their places as values") {
  const Codes places = {2, 0, 3, 2};
  const auto check = [&](const Bytes& file, int axis) {
    const ArrayFacts facts = look_at(file, axis);
    CHECK(facts.items == 4);
    CHECK(facts.item_values == 4);
    CHECK(facts.one_hot);
    CHECK(facts.may_be_labels);
    CHECK_FALSE(facts.first_column);
    CHECK(values_of(facts) == "0:1 2:2 3:1");
    CHECK(facts.codes == Codes{1, 0, 2, 1});
  };
  check(npy("<f4", "(4, 4)", bytes_of(hot_rows<float>(places, 4))), 0);
  check(npy(">f8", "(4, 4)", bytes_of(hot_rows<double>(places, 4), true)), 0);
  check(npy("<i8", "(4, 4)", bytes_of(hot_rows<std::int64_t>(places, 4))), 0);
  check(npy("|b1", "(4, 1, 4)", bytes_of(hot_rows<std::uint8_t>(places, 4))), 0);
  check(idx(0x08, {4, 4}, bytes_of(hot_rows<std::uint8_t>(places, 4))), 0);
  // A row for each class: as Fortran's order has it in the file.
  const Bytes turned = {0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0};
  check(npy("|u1", "(4, 4)", turned, true), 1);
  check(npy("|u1", "(4, 4)", turned), 1);
}

TEST_CASE("Array labels: what is not one-hot") {
  const auto one_hot = [](const Bytes& values, const char* shape = "(3, 3)", int axis = 0) {
    return look_at(npy("|u1", shape, values), axis).one_hot;
  };
  const Bytes good = {0, 1, 0, 1, 0, 0, 0, 0, 1};
  CHECK(one_hot(good));
  CHECK(one_hot(good, "(3, 3)", 1));
  for (const Bytes& bad : {Bytes{0, 1, 0, 1, 0, 0, 0, 0, 0}, Bytes{0, 0, 0, 1, 0, 0, 0, 0, 1},
                           Bytes{0, 1, 1, 1, 0, 0, 0, 0, 1}, Bytes{0, 1, 0, 1, 0, 0, 0, 0, 2}}) {
    CHECK_FALSE(one_hot(bad));
    CHECK_FALSE(one_hot(bad, "(3, 3)", 1));
  }
  // Pictures with one bright dot each.
  CHECK_FALSE(one_hot({0, 1, 0, 0, 0, 0, 0, 1}, "(2, 2, 2)"));
  CHECK(one_hot({0, 1, 0, 0}, "(1, 4)"));
  CHECK_FALSE(one_hot({0, 1, 0, 0}, "(1, 2, 2)"));
}

TEST_CASE("Array labels: one-hot of up to 1,000 places, with codes of up to 300 values") {
  const auto facts = [](std::size_t classes, std::int32_t used) {
    Codes places;
    for (std::int32_t i = 0; i < used; ++i) places.push_back(i);
    const std::string shape = "(" + std::to_string(used) + ", " + std::to_string(classes) + ")";
    return look_at(npy("|u1", shape, hot_rows<std::uint8_t>(places, classes)));
  };
  CHECK(facts(1000, 300).codes.size() == 300);
  CHECK(facts(1000, 301).one_hot);
  CHECK(facts(1000, 301).values.many());
  CHECK(facts(1000, 301).codes.empty());
  CHECK_FALSE(facts(1001, 2).one_hot);
}

TEST_CASE("Array labels: QMNIST's tables, the class in the first column") {
  const Codes classes = {5, 0, 4, 5};
  const ArrayFacts facts = look_at(idx(0x0C, {4, 8}, bytes_of(qmnist(classes), true)));
  CHECK(facts.items == 4);
  CHECK(facts.first_column);
  CHECK(facts.may_be_labels);
  CHECK_FALSE(facts.one_hot);
  CHECK(values_of(facts) == "0:1 4:1 5:2");
  CHECK(facts.codes == Codes{2, 0, 1, 2});

  // Column by column in the file.
  std::vector<std::int32_t> columns;
  const auto rows = qmnist(classes);
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t item = 0; item < 4; ++item) columns.push_back(rows[item * 8 + i]);
  }
  const ArrayFacts turned = look_at(npy("<i4", "(4, 8)", bytes_of(columns), true), 1);
  CHECK(turned.first_column);
  CHECK(turned.codes == facts.codes);
}

TEST_CASE("Array labels: tables that may be pictures are none") {
  const auto first_column = [](const Bytes& file) {
    const ArrayFacts facts = look_at(file);
    CHECK(facts.may_be_labels == facts.first_column);
    CHECK(facts.codes.empty() != facts.first_column);
    return facts.first_column;
  };
  CHECK(first_column(npy("<i4", "(2, 2)", bytes_of<std::int32_t>({1, 300, 2, 17}))));
  CHECK(first_column(npy("<i4", "(2, 2)", bytes_of<std::int32_t>({1, -1, 2, 17}))));
  CHECK_FALSE(first_column(npy("<i4", "(2, 2)", bytes_of<std::int32_t>({1, 255, 2, 0}))));
  CHECK_FALSE(first_column(npy("|u1", "(2, 2)", {1, 255, 2, 0})));
  CHECK_FALSE(first_column(npy("<f4", "(2, 2)", bytes_of<float>({1, 300, 2, 17}))));
  CHECK_FALSE(first_column(npy("<i4", "(2, 2, 1)", bytes_of<std::int32_t>({1, 300, 2, 17}))));
  CHECK(first_column(npy("<i2", "(1, 16)", Bytes(32, 5))));
  CHECK_FALSE(first_column(npy("<i2", "(1, 17)", Bytes(34, 5))));
}

TEST_CASE("Array labels: texts of both kinds") {
  const auto check = [](const Bytes& file) {
    const ArrayFacts facts = look_at(file);
    CHECK(facts.may_be_labels);
    CHECK(facts.numbers.count == 0);
    CHECK(values_of(facts) == "class 2:1 class 10:2 žid:1");
    CHECK(facts.codes == Codes{1, 2, 0, -1, 1});
    CHECK(facts.texts == std::vector<std::string>{"class 10", "žid", "class 2", "", "class 10"});
  };
  const std::vector<std::u32string> words = {U"class 10", U"žid", U"class 2", U"", U"class 10"};
  check(npy("<U8", "(5,)", utf32(words, 8)));
  check(npy(">U9", "(5, 1)", utf32(words, 9, true)));
  Bytes bytes;
  for (const std::string word : {"class 10", "žid", "class 2", "", "class 10"}) {
    Bytes padded(word.begin(), word.end());
    padded.resize(10);
    bytes = bytes + padded;
  }
  check(npy("|S10", "(5,)", bytes));
}

TEST_CASE("Array labels: texts are kept up to 1,000, and only where each item is one") {
  const auto texts = [](const std::string& shape, std::size_t count) {
    return look_at(npy("|S1", shape, Bytes(count, 'a'))).texts.size();
  };
  CHECK(texts("(1000,)", 1000) == 1000);
  CHECK(texts("(1001,)", 1001) == 0);
  CHECK(texts("(2, 2)", 4) == 0);
  CHECK_FALSE(look_at(npy("|S1", "(2, 2)", Bytes(4, 'a'))).may_be_labels);
  CHECK(look_at(npy("<U2", "()", utf32({U"ab"}, 2))).texts == std::vector<std::string>{"ab"});
}

TEST_CASE("Array labels: texts that are none") {
  const auto refused = [](const Bytes& file) { return refusal_of([&] { (void)look_at(file); }); };
  CHECK(refused(npy("<U1", "(2,)", bytes_of<std::uint32_t>({'a', 0x110000}))) ==
        "a.npy: expected characters of Unicode, found the number 1114112 in text 1 (counted from "
        "0)");
  CHECK_FALSE(refused(npy("<U1", "(1,)", bytes_of<std::uint32_t>({0xD800}))).empty());
  CHECK_FALSE(refused(npy("<U1", "(1,)", bytes_of<std::uint32_t>({0xDFFF}))).empty());
  CHECK(refused(npy("<U1", "(1,)", bytes_of<std::uint32_t>({0x10FFFF}))).empty());
  CHECK(refused(npy("<U3", "(1,)", bytes_of<std::uint32_t>({'a', 0, 'b'}))) ==
        "a.npy: expected texts with zeros at their end only, found a zero within in text 0 "
        "(counted from 0)");
  CHECK_FALSE(refused(npy("|S3", "(1,)", {'a', 0, 'b'})).empty());
  CHECK(refused(npy("|S2", "(2, 1)", {'a', 0, 'b', 0xE9})) ==
        "a.npy: expected UTF-8 (numpy.char.decode makes texts of other bytes), found the byte 233 "
        "in text 1 (counted from 0)");
}

}  // namespace receptive::array_labels_test
