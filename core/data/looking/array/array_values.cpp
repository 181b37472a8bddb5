// Compiled for speed: runs for every value of a file.
#include "data/looking/array/array_values.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace receptive {

namespace {

constexpr bool native_is_big = std::endian::native == std::endian::big;
/// What is turned or narrowed at once.
constexpr std::size_t block_bytes = 4096;

/// NumPy's booleans are bytes; what is not 0 is true.
struct Truth {
  std::uint8_t byte;
  explicit operator double() const { return byte != 0 ? 1.0 : 0.0; }
};
struct Half {
  std::uint16_t bits;
  explicit operator double() const { return static_cast<double>(from_half(bits)); }
};

template <typename Number>
void convert(const std::uint8_t* bytes, std::span<double> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    Number number;
    std::memcpy(&number, bytes + i * sizeof(Number), sizeof(Number));
    out[i] = static_cast<double>(number);
  }
}

/// Values in this machine's byte order.
void convert_native(ArrayType type, const std::uint8_t* bytes, std::span<double> out) {
  switch (type) {
    case ArrayType::boolean:
      return convert<Truth>(bytes, out);
    case ArrayType::int8:
      return convert<std::int8_t>(bytes, out);
    case ArrayType::uint8:
      return convert<std::uint8_t>(bytes, out);
    case ArrayType::int16:
      return convert<std::int16_t>(bytes, out);
    case ArrayType::uint16:
      return convert<std::uint16_t>(bytes, out);
    case ArrayType::int32:
      return convert<std::int32_t>(bytes, out);
    case ArrayType::uint32:
      return convert<std::uint32_t>(bytes, out);
    case ArrayType::int64:
      return convert<std::int64_t>(bytes, out);
    case ArrayType::uint64:
      return convert<std::uint64_t>(bytes, out);
    case ArrayType::float16:
      return convert<Half>(bytes, out);
    case ArrayType::float32:
      return convert<float>(bytes, out);
    case ArrayType::float64:
      return convert<double>(bytes, out);
    case ArrayType::text:
    case ArrayType::bytes:
      break;
  }
}

}  // namespace

void decode(const ArrayHeader& header, std::span<const std::uint8_t> bytes, std::span<double> out) {
  const std::size_t size = header.item_bytes;
  if (size == 1 || header.big_endian == native_is_big) {
    return convert_native(header.type, bytes.data(), out);
  }
  // The other order is turned round first: a loop for each type and order would be twice the code.
  std::array<std::uint8_t, block_bytes> turned;
  while (!out.empty()) {
    const std::size_t count = std::min(out.size(), block_bytes / size);
    for (std::size_t i = 0; i < count; ++i) {
      const auto value = bytes.subspan(i * size, size);
      std::reverse_copy(value.begin(), value.end(), turned.data() + i * size);
    }
    convert_native(header.type, turned.data(), out.first(count));
    bytes = bytes.subspan(count * size);
    out = out.subspan(count);
  }
}

void decode(const ArrayHeader& header, std::span<const std::uint8_t> bytes, std::span<float> out) {
  if (header.type == ArrayType::uint8) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(bytes[i]);
    return;
  }
  std::array<double, block_bytes / sizeof(double)> numbers;
  while (!out.empty()) {
    const std::size_t count = std::min(out.size(), numbers.size());
    decode(header, bytes.first(count * header.item_bytes), std::span(numbers).first(count));
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(numbers[i]);
    bytes = bytes.subspan(count * header.item_bytes);
    out = out.subspan(count);
  }
}

float from_half(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000U) << 16U;
  const std::uint32_t exponent = bits >> 10U & 0x1FU;
  const std::uint32_t fraction = bits & 0x3FFU;
  if (exponent == 0) {
    // Below the normal numbers: so many times 2^-24.
    const float size = static_cast<float>(fraction) * 0x1p-24F;
    return sign != 0 ? -size : size;
  }
  // Both have the exponent of infinity and NaN at the end; the others differ by the bias.
  const std::uint32_t wide = exponent == 0x1FU ? 0xFFU : exponent + (127U - 15U);
  return std::bit_cast<float>(sign | wide << 23U | fraction << 13U);
}

Extent extent_of_bytes(std::span<const std::uint8_t> numbers) {
  if (numbers.empty()) return {};
  std::uint8_t low = 0xFF;
  std::uint8_t high = 0;
  for (const std::uint8_t number : numbers) {
    low = std::min(low, number);
    high = std::max(high, number);
  }
  Extent extent;
  extent.low = low;
  extent.high = high;
  extent.count = numbers.size();
  return extent;
}

Extent extent_of(std::span<const double> numbers) {
  Extent extent;
  if (numbers.empty()) return extent;
  double low = numbers[0];
  double high = numbers[0];
  bool finite = true;
  bool whole = true;
  for (const double number : numbers) {
    // The difference from itself is 0 unless it is NaN or infinite.
    finite = finite && number - number == 0.0;
    low = number < low ? number : low;
    high = number > high ? number : high;
  }
  if (!finite) {
    for (const double number : numbers) extent.add(number);
    return extent;
  }
  for (const double number : numbers) {
    whole = std::trunc(number) == number;
    if (!whole) break;
  }
  extent.low = low;
  extent.high = high;
  extent.whole = whole;
  extent.count = numbers.size();
  return extent;
}

}  // namespace receptive
