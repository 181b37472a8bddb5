#include "data/looking/array/array_look.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "array_bytes.h"

namespace receptive::array_look_test {

using namespace receptive::testing;

namespace {

/// NaN is the same as NaN.
bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return bytes_of(a) == bytes_of(b);
}

void check_same(const ArrayFacts& a, const ArrayFacts& b) {
  CHECK(a.items == b.items);
  CHECK(a.item_values == b.item_values);
  CHECK(a.numbers.low == b.numbers.low);
  CHECK(a.numbers.high == b.numbers.high);
  CHECK(a.numbers.whole == b.numbers.whole);
  CHECK(a.numbers.count == b.numbers.count);
  CHECK(a.numbers.not_finite == b.numbers.not_finite);
  CHECK(a.numbers.first_not_finite == b.numbers.first_not_finite);
  CHECK(a.may_be_labels == b.may_be_labels);
  CHECK(a.one_hot == b.one_hot);
  CHECK(a.first_column == b.first_column);
  CHECK(a.codes == b.codes);
  CHECK(a.texts == b.texts);
  const auto values = a.values.values();
  const auto others = b.values.values();
  REQUIRE(values.size() == others.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK(values[i].value == others[i].value);
    CHECK(values[i].count == others[i].count);
  }
  REQUIRE(a.samples.size() == b.samples.size());
  for (std::size_t i = 0; i < a.samples.size(); ++i) {
    CHECK(a.samples[i].place == b.samples[i].place);
    CHECK(same_bits(a.samples[i].values, b.samples[i].values));
  }
}

std::vector<std::uint64_t> sampled_places(std::uint32_t items) {
  std::vector<std::uint64_t> places;
  for (const ArrayItem& item : look_at(idx(0x08, {items, 2}, counting(2 * items))).samples) {
    CHECK(item.values.size() == 2);
    CHECK(item.values[0] == static_cast<float>(2 * item.place % 256));
    places.push_back(item.place);
  }
  return places;
}

}  // namespace

TEST_CASE("Array look: pictures of bytes") {
  const ArrayFacts facts = look_at(idx(0x08, {3, 2, 4}, counting(24)));
  CHECK(facts.items == 3);
  CHECK(facts.item_values == 8);
  CHECK(facts.item_axis == 0);
  CHECK(facts.numbers.low == 0.0);
  CHECK(facts.numbers.high == 23.0);
  CHECK(facts.numbers.whole);
  CHECK(facts.numbers.count == 24);
  CHECK_FALSE(facts.may_be_labels);
  CHECK(facts.values.values().empty());
  CHECK(facts.codes.empty());
  REQUIRE(facts.samples.size() == 3);
  CHECK(facts.samples[2].place == 2);
  CHECK(facts.samples[2].values == std::vector<float>{16, 17, 18, 19, 20, 21, 22, 23});
}

TEST_CASE("Array look: the same pictures, whatever their type, order and axis") {
  const std::vector<std::vector<float>> expected = {{1, 2, 3, 4, 5, 6}, {7, 8, 9, 10, 11, 12}};
  const std::vector<float> rows = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const std::vector<float> columns = {1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12};
  const auto check = [&](const Bytes& file, int axis) {
    const ArrayFacts facts = look_at(file, axis);
    CHECK(facts.items == 2);
    CHECK(facts.item_values == 6);
    CHECK(facts.numbers.low == 1.0);
    CHECK(facts.numbers.high == 12.0);
    REQUIRE(facts.samples.size() == 2);
    CHECK(facts.samples[0].values == expected[0]);
    CHECK(facts.samples[1].values == expected[1]);
    CHECK(items_of(file, facts) == expected);
  };
  check(npy("<f4", "(2, 2, 3)", bytes_of(rows)), 0);
  check(npy(">f4", "(2, 3, 2)", bytes_of(rows, true)), 0);
  check(idx(0x0D, {2, 6}, bytes_of(rows, true)), 0);
  check(npy("<i8", "(2, 6)", bytes_of(std::vector<std::int64_t>(rows.begin(), rows.end()))), 0);
  // N last, as SVHN has it, and Fortran's order, where N comes first for its writer.
  check(npy("<f4", "(2, 3, 2)", bytes_of(columns)), 2);
  check(npy("<f8", "(6, 2)", bytes_of(std::vector<double>(columns.begin(), columns.end()))), 1);
  check(npy("<f4", "(2, 3, 2)", bytes_of(columns), true), 2);
}

TEST_CASE("Array look: NaN and infinities are counted, with the place of the first") {
  const ArrayFacts facts =
      look_at(npy("<f4", "(2, 3)", bytes_of<float>({1.0F, 0.25F, -2.0F, INFINITY, 8.0F, NAN})));
  CHECK(facts.numbers.not_finite == 2);
  CHECK(facts.numbers.first_not_finite == 3);
  CHECK(facts.numbers.count == 4);
  CHECK(facts.numbers.low == -2.0);
  CHECK(facts.numbers.high == 8.0);
  CHECK_FALSE(facts.numbers.whole);

  // In the second of the blocks in which a file is read.
  std::vector<double> many(5000, 1.0);
  many[4321] = NAN;
  const ArrayFacts later = look_at(npy("<f8", "(50, 100)", bytes_of(many)));
  CHECK(later.numbers.not_finite == 1);
  CHECK(later.numbers.first_not_finite == 4321);
}

TEST_CASE("Array look: no sizes, and sizes of 0") {
  const Bytes single = npy("<f8", "()", bytes_of<double>({2.5}));
  const ArrayFacts scalar = look_at(single);
  CHECK(scalar.items == 1);
  CHECK(scalar.item_values == 1);
  CHECK(scalar.numbers.high == 2.5);
  CHECK(items_of(single, scalar) == std::vector<std::vector<float>>{{2.5F}});

  for (const Bytes& file :
       {npy("<f4", "(0,)", {}), npy("|u1", "(0, 28, 28)", {}), npy("|u1", "(5, 0)", {}),
        npy("<i4", "(0, 4)", {}, true), npy("<U3", "(0,)", {}), idx(0x08, {0, 28, 28}, {})}) {
    for (const int axis : {0, static_cast<int>(header_of(file).sizes.size()) - 1}) {
      const ArrayFacts empty = look_at(file, axis);
      CHECK(empty.items == 0);
      CHECK(empty.numbers.count == 0);
      CHECK(empty.samples.empty());
      CHECK_FALSE(empty.one_hot);
      CHECK_FALSE(empty.first_column);
      if (!empty.header.is_text()) CHECK(items_of(file, empty).empty());
    }
  }
}

TEST_CASE("Array look: some items are kept, spread evenly") {
  CHECK(sampled_places(5) == std::vector<std::uint64_t>{0, 1, 2, 3, 4});
  CHECK(sampled_places(96).size() == 96);
  const auto halved = sampled_places(97);
  CHECK(halved.size() == 49);
  CHECK(halved[1] == 2);
  CHECK(halved.back() == 96);
  CHECK(sampled_places(192).size() == 96);
  CHECK(sampled_places(193).size() == 49);
  CHECK(sampled_places(1000).size() == 63);
  CHECK(sampled_places(1000).back() == 992);
}

TEST_CASE("Array look: of large items fewer are kept, and of none too many") {
  const auto samples = [](std::uint32_t items, std::uint32_t values) {
    const ArrayHeader header{.path = "a", .sizes = {items, values}};
    return look_at(Bytes(std::size_t{items} * values), header).samples.size();
  };
  CHECK(samples(6, 1U << 22U) == 3);
  CHECK(samples(1, 1U << 24U) == 1);
  CHECK(samples(1, (1U << 24U) + 1) == 0);
}

TEST_CASE("Array look: pieces of any size give the same facts and items") {
  const std::vector<float> floats = {0.5F, NAN, 3.0F, 1.0F, 0.0F, -1.0F, 2.0F, 7.0F};
  const Bytes hot = {0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0};
  const Bytes hot_turned = {0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0};
  const Bytes words = utf32({U"cat", U"dog", U"", U"cat"}, 3);
  std::vector<std::int32_t> table;
  for (int i = 0; i < 400; ++i) table.push_back(i % 8 == 0 ? i / 8 % 10 : i * 100);
  const std::vector<Bytes> files = {
      idx(0x08, {200, 3, 2}, counting(1200)),
      idx(0x0C, {50, 8}, bytes_of(table, true)),
      npy("<f4", "(4, 2)", bytes_of(floats)),
      npy(">f4", "(2, 4)", bytes_of(floats, true), true),
      npy("<f8", "(8,)", bytes_of(std::vector<double>(floats.begin(), floats.end()))),
      npy("|b1", "(4, 3)", hot),
      npy("|u1", "(3, 4)", hot_turned),
      npy("<U3", "(4,)", words),
  };
  for (const Bytes& file : files) {
    const ArrayHeader header = header_of(file);
    for (const int axis : {0, static_cast<int>(header.sizes.size()) - 1}) {
      const ArrayFacts whole = look_at(file, header, axis);
      for (const std::size_t piece : std::vector<std::size_t>{1, 2, 3, 7, 64, 150}) {
        INFO(header.shape_text(), " of ", header.type_text(), " by ", piece, ", axis ", axis);
        const ArrayFacts facts = look_at(file, header, axis, piece);
        check_same(facts, whole);
        if (header.is_text()) continue;
        const auto items = items_of(file, facts, piece);
        CHECK(items.size() == facts.items);
        for (const ArrayItem& sample : facts.samples) {
          CHECK(same_bits(items[static_cast<std::size_t>(sample.place)], sample.values));
        }
      }
    }
  }
}

TEST_CASE("Array look: files that are shorter or longer than their headers say") {
  const auto refused = [](Bytes file, long more) {
    const ArrayHeader header = header_of(file);
    file.resize(static_cast<std::size_t>(static_cast<long>(file.size()) + more));
    return refusal_of([&] { (void)look_at(file, header); });
  };
  const Bytes file = idx(0x0B, {3, 2}, Bytes(12));
  CHECK(refused(file, 0).empty());
  CHECK(refused(file, -1) ==
        "a.npy: expected 24 bytes for (3, 2) of int16, found only 23: the file is cut short");
  CHECK(refused(file, 2) ==
        "a.npy: expected 24 bytes for (3, 2) of int16, found 26: 2 too many at the end");
  CHECK_FALSE(refused(npy("<f8", "()", Bytes(8)), -8).empty());
  CHECK_FALSE(refused(npy("<f8", "(0,)", {}), 1).empty());
}

TEST_CASE("Array look: sizes that lie take no memory and end in words") {
  for (const char* shape : {"(1099511627776,)", "(1099511627776, 2)", "(2, 1099511627776)",
                            "(1048576, 1048576)", "(1024, 1073741824)"}) {
    for (const char* descr : {"|u1", "<i4", "<f8", "|b1", "<U4"}) {
      const Bytes file = npy(descr, shape, Bytes(100));
      const ArrayHeader header = header_of(file);
      for (const int axis : {0, static_cast<int>(header.sizes.size()) - 1}) {
        const std::string text = refusal_of([&] { (void)look_at(file, header, axis); });
        CHECK(text.find("the file is cut short") != std::string::npos);
      }
    }
  }
}

TEST_CASE("Array look: the items' axis is the first or the last") {
  const ArrayHeader header = header_of(npy("|u1", "(2, 3, 4)", {}));
  CHECK_THROWS_AS(ArrayLook(header, 1), ArgumentError);
  CHECK_THROWS_AS(ArrayLook(header, -1), ArgumentError);
  CHECK_THROWS_AS(ArrayLook(header, 3), ArgumentError);
}

}  // namespace receptive::array_look_test
