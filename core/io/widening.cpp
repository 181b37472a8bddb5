#include "io/widening.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/decimal.h"
#include "io/refuse_file.h"

namespace receptive {

namespace {

template <typename Number>
Number number_at(const std::uint8_t* bytes) {
  Number number = {};
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

/// IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction.
float half_at(const std::uint8_t* bytes) {
  const std::uint32_t half = number_at<std::uint16_t>(bytes);
  const std::uint32_t exponent = half >> 10U & 31U;
  const std::uint32_t fraction = half & 1023U;
  // Below 2^-14 there is no leading one; 31 stands for infinity and NaN.
  const float size = exponent == 0
                         ? static_cast<float>(fraction) * 0x1p-24F
                         : std::bit_cast<float>((exponent == 31 ? 255U : exponent + 112U) << 23U |
                                                fraction << 13U);
  return (half >> 15U) != 0 ? -size : size;
}

/// The upper half of a float32.
float brain_at(const std::uint8_t* bytes) {
  return std::bit_cast<float>(std::uint32_t{number_at<std::uint16_t>(bytes)} << 16U);
}

struct Type {
  std::string_view name;
  std::size_t bytes;
  double (*at)(const std::uint8_t*);
};

constexpr Type types[] = {
    {"F32", 4, [](const std::uint8_t* bytes) -> double { return number_at<float>(bytes); }},
    {"F16", 2, [](const std::uint8_t* bytes) -> double { return half_at(bytes); }},
    {"BF16", 2, [](const std::uint8_t* bytes) -> double { return brain_at(bytes); }},
    {"F64", 8, [](const std::uint8_t* bytes) { return number_at<double>(bytes); }}};

const Type* type_of(std::string_view name) {
  for (const Type& type : types) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

/// Calls visit(index, value) for each.
template <typename Visit>
void for_each_value(const StoredTensor& tensor, const Visit& visit) {
  const Type& type = *type_of(tensor.type);
  for (std::size_t at = 0; at < tensor.bytes.size(); at += type.bytes) {
    visit(at / type.bytes, type.at(tensor.bytes.data() + at));
  }
}

}  // namespace

bool is_weight_type(std::string_view type) { return type_of(type) != nullptr; }

bool is_whole_type(std::string_view type) {
  return type == "BOOL" || type.starts_with('I') || type.starts_with('U');
}

void check_values(const StoredTensor& tensor, bool never_negative) {
  for_each_value(tensor, [&](std::size_t index, double value) {
    const bool fits = std::abs(value) <= std::numeric_limits<float>::max();
    if (fits && !(never_negative && static_cast<float>(value) < 0.0F)) return;
    const char* expected = fits                   ? " of numbers of at least 0"
                           : std::isfinite(value) ? " of finite numbers that fit float32"
                                                  : " of finite numbers";
    refuse_file({tensor.name, expected, ", found ", general_text(value, 6), " at position ",
                 std::to_string(index)});
  });
}

void widen(const StoredTensor& tensor, std::span<float> values) {
  for_each_value(
      tensor, [&](std::size_t index, double value) { values[index] = static_cast<float>(value); });
}

}  // namespace receptive
