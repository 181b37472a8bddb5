#include "io/widening.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/error.h"
#include "stored.h"

namespace receptive::widening_test {

namespace {

using receptive::StoredTensor;
using Bytes = std::vector<std::uint8_t>;

template <typename Number>
Bytes bytes_of(const std::vector<Number>& numbers) {
  Bytes bytes(numbers.size() * sizeof(Number));
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

std::vector<float> widened(const std::string& type, const Bytes& bytes, std::size_t count) {
  std::vector<float> values(count);
  widen(StoredTensor{.name = "w", .type = type, .shape = {}, .bytes = bytes}, values);
  return values;
}

/// binary16 by its definition (IEEE 754-2019, 3.4), in double.
double half_by_definition(std::uint16_t half) {
  const int exponent = half >> 10 & 31;
  const double fraction = (half & 1023) / 1024.0;
  const double size = exponent == 0    ? std::ldexp(fraction, -14)
                      : exponent == 31 ? (fraction == 0 ? INFINITY : NAN)
                                       : std::ldexp(1 + fraction, exponent - 15);
  return half >> 15 != 0 ? -size : size;
}

}  // namespace

TEST_CASE("widening: every half is the number that it stands for, bit by bit") {
  std::vector<std::uint16_t> halves(65536);
  for (std::size_t i = 0; i < halves.size(); ++i) halves[i] = static_cast<std::uint16_t>(i);
  const std::vector<float> values = widened("F16", bytes_of(halves), halves.size());
  for (std::size_t i = 0; i < halves.size(); ++i) {
    const auto expected = static_cast<float>(half_by_definition(halves[i]));
    const bool right = std::isnan(expected) ? std::isnan(values[i])
                                            : std::bit_cast<std::uint32_t>(values[i]) ==
                                                  std::bit_cast<std::uint32_t>(expected);
    if (!right) FAIL_CHECK("half ", i, ": ", values[i], " for ", expected);
  }
}

TEST_CASE("widening: bfloat16 is the upper half, float64 is rounded, float32 stays") {
  const std::vector<std::uint16_t> upper{0x3F80, 0xC049, 0x0001, 0x8000};
  const std::vector<float> brain = widened("BF16", bytes_of(upper), 4);
  CHECK(brain[0] == 1.0F);
  CHECK(brain[1] == -3.140625F);
  CHECK(std::bit_cast<std::uint32_t>(brain[2]) == 0x00010000U);
  CHECK(std::signbit(brain[3]));
  CHECK(widened("F64", bytes_of(std::vector<double>{0.1, -1e-300}), 2) ==
        std::vector<float>{0.1F, -0.0F});
  const std::vector<float> own{1.5F, -0.0F, std::numeric_limits<float>::denorm_min()};
  CHECK(bytes_of(widened("F32", bytes_of(own), 3)) == bytes_of(own));
}

TEST_CASE("widening: what is not finite as float32 is named with its place") {
  const auto refusal = [](const std::string& type, const Bytes& bytes, bool variance = false) {
    return receptive::testing::message_of<receptive::FormatError>([&] {
      receptive::check_values({.name = "w", .type = type, .shape = {}, .bytes = bytes},
                              /*never_negative=*/variance);
    });
  };
  const double largest = std::numeric_limits<float>::max();
  CHECK(refusal("F64", bytes_of(std::vector<double>{largest, -largest})) == "no error");
  CHECK(refusal("F64", bytes_of(std::vector<double>{0, 1e39})) ==
        "model file: expected w of finite numbers that fit float32, found 1e+39 at position 1");
  CHECK(refusal("F64", bytes_of(std::vector<double>{NAN, 0})) ==
        "model file: expected w of finite numbers, found nan at position 0");
  CHECK(refusal("F32", bytes_of(std::vector<float>{0, -INFINITY})) ==
        "model file: expected w of finite numbers, found -inf at position 1");
  CHECK(refusal("F16", bytes_of(std::vector<std::uint16_t>{0, 0x7C00})) ==
        "model file: expected w of finite numbers, found inf at position 1");
  CHECK(refusal("BF16", bytes_of(std::vector<std::uint16_t>{0x7FC0, 0})) ==
        "model file: expected w of finite numbers, found nan at position 0");
  // Of a variance below 0 there is no root; one that float32 holds as -0 is none below it.
  const std::vector<float> variance{1, 0, -0.5F};
  CHECK(refusal("F32", bytes_of(variance)) == "no error");
  CHECK(refusal("F32", bytes_of(variance), true) ==
        "model file: expected w of numbers of at least 0, found -0.5 at position 2");
  CHECK(refusal("F64", bytes_of(std::vector<double>{-1e-300, -0.0}), true) == "no error");
  CHECK(refusal("F64", bytes_of(std::vector<double>{0, -1e39}), true) ==
        "model file: expected w of finite numbers that fit float32, found -1e+39 at position 1");
}

}  // namespace receptive::widening_test
