#include "data/looking/array/array_items.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "array_bytes.h"
#include "data/looking/array/gathered_values.h"

namespace receptive::array_items_test {

using namespace receptive::testing;

namespace {

ArrayFacts facts_of(ArrayHeader header, int item_axis) {
  ArrayFacts facts;
  facts.header = std::move(header);
  facts.item_axis = item_axis;
  return facts;
}

std::string readable(const ArrayHeader& header, int item_axis) {
  return refusal_of([&] { ArrayItems(facts_of(header, item_axis), [](auto, auto) {}); });
}

}  // namespace

TEST_CASE("Array items: a file that changed between the two readings") {
  const Bytes file = idx(0x08, {3, 2}, counting(6));
  const ArrayFacts facts = look_at(file);
  Bytes shorter = file;
  shorter.pop_back();
  CHECK(refusal_of([&] { (void)items_of(shorter, facts); }) ==
        "a.npy: expected 18 bytes for (3, 2) of uint8, found only 17: the file is cut short");
  CHECK(refusal_of([&] { (void)items_of(file + Bytes{0}, facts); }) ==
        "a.npy: expected 18 bytes for (3, 2) of uint8, found 19: 1 too many at the end");
}

TEST_CASE("Array items: what would be too much, and texts") {
  const ArrayHeader wide{.path = "a", .sizes = {2, ArrayItems::most_item_values + 1}};
  CHECK(readable(wide, 0).starts_with("a: expected at most 268435456 values in each item, found "));
  CHECK(readable({.path = "a", .sizes = {1U << 30U, 1U << 10U}}, 0).empty());
  // With the items' axis last: what is kept counts, bytes as bytes.
  CHECK(readable({.path = "a", .sizes = {1U << 10U, 1U << 20U}}, 1).empty());
  CHECK(readable({.path = "a", .sizes = {1U << 10U, (1U << 20U) + 1}}, 1)
            .starts_with("a: expected at most 1024 MB, because the pictures' axis is the last"));
  // Single values need no turning.
  CHECK(readable({.path = "a", .sizes = {1, 1U << 31U}}, 1).empty());
  ArrayHeader doubles{.path = "a", .type = ArrayType::float64, .item_bytes = 8};
  doubles.sizes = {1U << 10U, 1U << 18U};
  CHECK(readable(doubles, 1).empty());
  doubles.sizes = {1U << 10U, (1U << 18U) + 1};
  CHECK_FALSE(readable(doubles, 1).empty());
  const ArrayHeader texts{.path = "a", .type = ArrayType::bytes, .item_bytes = 3, .sizes = {2}};
  CHECK(readable(texts, 0) ==
        "a: expected an array of numbers, found (2,) of texts of up to 3 bytes");
}

TEST_CASE("Array items: gathered over several parts of memory") {
  // 3 items of 200,000 values: more than two parts of 2^18.
  constexpr std::size_t size = 200'000;
  std::vector<std::int16_t> numbers(3 * size);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<std::int16_t>(i % 30011);
  std::vector<double> doubles(numbers.begin(), numbers.end());
  for (const Bytes& file : {npy(">i2", "(200000, 3)", bytes_of(numbers, true)),
                            npy("<f8", "(200000, 3)", bytes_of(doubles))}) {
    const ArrayFacts facts = look_at(file, 1);
    std::size_t wrong = 0;
    const auto items = items_of(file, facts, 4099);
    REQUIRE(items.size() == 3);
    for (std::size_t item = 0; item < 3; ++item) {
      REQUIRE(items[item].size() == size);
      for (std::size_t i = 0; i < size; ++i) {
        if (items[item][i] != static_cast<float>((3 * i + item) % 30011)) ++wrong;
      }
    }
    CHECK(wrong == 0);
  }
}

}  // namespace receptive::array_items_test
