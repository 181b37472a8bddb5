#include "data/looking/hold_out.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace receptive::hold_out_test {

TEST_CASE("hold out: a tenth of each class, every picture once, the same each time") {
  std::vector<std::int32_t> labels;
  for (int i = 0; i < 300; ++i) labels.push_back(i < 200 ? 0 : 1);  // sorted, as files often are
  const HeldOut held = held_out(labels, 2);
  CHECK(held.train.size() == 270);
  CHECK(held.test.size() == 30);
  CHECK(std::ranges::count_if(held.test, [](std::uint32_t place) { return place < 200; }) == 20);
  std::vector<std::uint32_t> all = held.train;
  all.insert(all.end(), held.test.begin(), held.test.end());
  std::ranges::sort(all);
  for (std::uint32_t i = 0; i < 300; ++i) CHECK(all[i] == i);
  CHECK(held_out(labels, 2).test == held.test);
  CHECK_FALSE(std::ranges::is_sorted(held.test));
}

TEST_CASE("hold out: what is missing to a tenth of all comes from the classes that lack most") {
  std::vector<std::int32_t> labels(10, 0);
  for (int i = 0; i < 9; ++i) labels.push_back(1);
  labels.push_back(2);
  // 20 pictures: one of class 0, one of class 1; never the only one of class 2.
  const HeldOut held = held_out(labels, 3);
  CHECK(held.test.size() == 2);
  CHECK(std::ranges::find(held.test, 19U) == held.test.end());
}

TEST_CASE("hold out: pictures without a class are in neither, and fewer than ten give none") {
  const HeldOut some = held_out(std::vector<std::int32_t>{0, -1, 1, 7, 0}, 2);
  CHECK(some.train.size() == 3);
  CHECK(some.test.empty());
  CHECK(held_out({}, 0).train.empty());
}

}  // namespace receptive::hold_out_test
