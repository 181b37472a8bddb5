#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "tensor/arena.h"
#include "tensor/shape.h"

namespace receptive::tensor_test {

using receptive::Arena;
using receptive::checked_count;
using receptive::Random;
using receptive::Shape;

TEST_CASE("shapes count their values") {
  const Shape shape{2, 3, 4, 5};
  CHECK(shape.count() == 120);
  CHECK(shape.example_count() == 60);
  CHECK(shape.plane_count() == 20);
  CHECK(example_text(shape) == "3x4x5");
  CHECK(checked_count(shape, "x") == 120);
  CHECK(checked_count({1, 1, 1, 2147483647}, "x") == 2147483647);
  CHECK_THROWS_AS(checked_count({1, 1, 2, 1073741824}, "x"), receptive::SpecError);
  CHECK_THROWS_AS(checked_count({65536, 65536, 65536, 65536}, "x"), receptive::SpecError);
  CHECK_THROWS_AS(checked_count({1, 0, 2, 2}, "x"), receptive::SpecError);
}

TEST_CASE("an arena gives aligned, zeroed pieces and no more than was planned") {
  Arena arena(Arena::padded(5) + Arena::padded(17));
  const auto first = arena.take(5);
  const auto second = arena.take(17);
  for (const auto piece : {first, second}) {
    CHECK(reinterpret_cast<std::uintptr_t>(piece.data()) % Arena::alignment_bytes == 0);
    for (const float value : piece) CHECK(value == 0.0F);
  }
  CHECK(first.data() + first.size() <= second.data());
  CHECK_THROWS_AS(arena.take(1), receptive::Error);
  // 2^62 values would be 2^64 bytes.
  CHECK_THROWS_AS(Arena(std::uint64_t{1} << 62U), receptive::SpecError);
}

TEST_CASE("the random sequence is pinned: the same natively and in WebAssembly") {
  // The words of seed 1 as first measured; that native and WebAssembly builds agree on them is
  // what is tested.
  Random random(1);
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (int i = 0; i < 1000; ++i) hash = (hash ^ random.next()) * 0x100000001B3U;
  for (int i = 0; i < 1000; ++i) {
    hash = (hash ^ std::bit_cast<std::uint32_t>(random.normal())) * 0x100000001B3U;
  }
  CHECK(hash == 5888356685374039322U);
}

TEST_CASE("streams of a seed are different sequences") {
  Random first(7, 0);
  Random second(7, 1);
  Random again(7, 1);
  int equal = 0;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t word = second.next();
    equal += first.next() == word ? 1 : 0;
    CHECK(again.next() == word);
  }
  CHECK(equal == 0);
}

TEST_CASE("uniform, below and normal have the moments that they should") {
  Random random(3);
  constexpr int count = 200000;
  double sum = 0;
  double squares = 0;
  double cubes = 0;
  for (int i = 0; i < count; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
    cubes += value * value * value;
  }
  // Five standard errors: 1, sqrt(2) and sqrt(15) over sqrt(count).
  CHECK(std::abs(sum / count) < 5 * 1 / std::sqrt(count));
  CHECK(std::abs(squares / count - 1) < 5 * std::sqrt(2.0 / count));
  CHECK(std::abs(cubes / count) < 5 * std::sqrt(15.0 / count));

  std::vector<int> counts(7);
  for (int i = 0; i < 70000; ++i) ++counts[random.below(7)];
  for (const int times : counts) CHECK(std::abs(times - 10000) < 5 * std::sqrt(10000.0));
  for (int i = 0; i < 1000; ++i) {
    const float value = random.uniform(-2.0F, 3.0F);
    CHECK(value >= -2.0F);
    CHECK(value < 3.0F);
  }
}

TEST_CASE("an arena that was moved away holds nothing, and gives nothing") {
  Arena arena(40);
  arena.take(3);
  Arena other(std::move(arena));
  CHECK(other.size() == Arena::padded(40));
  CHECK(arena.size() == 0);  // NOLINT(bugprone-use-after-move): that is what is tested
  CHECK(arena.values().empty());
  arena.fill_zero();
  CHECK_THROWS_AS(arena.take(1), receptive::Error);
  Arena third(16);
  third = std::move(other);
  CHECK(third.size() == Arena::padded(40));
  CHECK(other.size() == 0);                           // NOLINT(bugprone-use-after-move)
  CHECK_THROWS_AS(third.take(40), receptive::Error);  // 3 of them have been taken
}

}  // namespace receptive::tensor_test
