#include "train/frozen.h"

#include <doctest/doctest.h>

#include <numeric>
#include <vector>

namespace receptive::frozen_test {

namespace {

using receptive::FrozenValues;
using Ranges = std::vector<FrozenValues::Range>;

Ranges ranges_of(const FrozenValues& frozen) {
  return {frozen.ranges().begin(), frozen.ranges().end()};
}

}  // namespace

TEST_CASE("frozen ranges add up and are taken away in any order") {
  FrozenValues frozen;
  frozen.freeze({.first = 10, .count = 5});
  frozen.freeze({.first = 30, .count = 5});
  frozen.freeze({.first = 0, .count = 2});
  CHECK(ranges_of(frozen) == Ranges{{0, 2}, {10, 5}, {30, 5}});
  frozen.freeze({.first = 15, .count = 5});  // touches the one before
  CHECK(ranges_of(frozen) == Ranges{{0, 2}, {10, 10}, {30, 5}});
  frozen.freeze({.first = 12, .count = 20});  // over two and the gap between
  CHECK(ranges_of(frozen) == Ranges{{0, 2}, {10, 25}});
  frozen.freeze({.first = 11, .count = 3});  // within one
  CHECK(ranges_of(frozen) == Ranges{{0, 2}, {10, 25}});
  frozen.freeze({.first = 50, .count = 0});
  CHECK(ranges_of(frozen) == Ranges{{0, 2}, {10, 25}});

  frozen.unfreeze({.first = 12, .count = 3});  // out of the middle
  CHECK(ranges_of(frozen) == Ranges{{0, 2}, {10, 2}, {15, 20}});
  frozen.unfreeze({.first = 1, .count = 15});  // over several
  CHECK(ranges_of(frozen) == Ranges{{0, 1}, {16, 19}});
  frozen.unfreeze({.first = 34, .count = 100});
  CHECK(ranges_of(frozen) == Ranges{{0, 1}, {16, 18}});
  frozen.unfreeze({.first = 100, .count = 1});
  CHECK(ranges_of(frozen) == Ranges{{0, 1}, {16, 18}});
  frozen.clear();
  CHECK(frozen.empty());
}

TEST_CASE("frozen values are put aside and put back, the others stay as they became") {
  std::vector<float> block(20);
  std::iota(block.begin(), block.end(), 0.0F);
  FrozenValues frozen;
  frozen.freeze({.first = 3, .count = 2});
  frozen.freeze({.first = 18, .count = 2});
  frozen.put_aside(block);
  for (float& value : block) value += 100.0F;
  frozen.put_back(block);
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool held = i == 3 || i == 4 || i >= 18;
    CHECK(block[i] == static_cast<float>(i) + (held ? 0.0F : 100.0F));
  }
}

TEST_CASE("marks say which values of a part are frozen") {
  FrozenValues frozen;
  frozen.freeze({.first = 2, .count = 3});
  frozen.freeze({.first = 7, .count = 9});
  std::vector<std::uint8_t> marks(6, 9);
  frozen.mark({.first = 4, .count = 6}, marks);
  CHECK(marks == std::vector<std::uint8_t>{1, 0, 0, 1, 1, 1});
}

}  // namespace receptive::frozen_test
