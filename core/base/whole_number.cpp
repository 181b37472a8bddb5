#include "base/whole_number.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>

namespace receptive {

WholeNumber::WholeNumber(std::uint64_t value) {
  for (; value != 0; value >>= 32U) push(static_cast<std::uint32_t>(value));
}

void WholeNumber::push(std::uint32_t word) {
  assert(used_ < most);
  words_[static_cast<std::size_t>(used_++)] = word;
}

void WholeNumber::multiply(std::uint32_t factor, std::uint32_t more) {
  std::uint64_t carry = more;
  for (int i = 0; i < used_; ++i) {
    std::uint32_t& word = words_[static_cast<std::size_t>(i)];
    carry += std::uint64_t{word} * factor;
    word = static_cast<std::uint32_t>(carry);
    carry >>= 32U;
  }
  if (carry != 0) push(static_cast<std::uint32_t>(carry));
}

void WholeNumber::multiply_by_power_of_ten(int exponent) {
  for (; exponent >= 9; exponent -= 9) multiply(1'000'000'000);
  for (; exponent > 0; --exponent) multiply(10);
}

void WholeNumber::shift_left(int bits) {
  if (used_ == 0) return;
  const int words = bits / 32;
  assert(used_ + words <= most);
  std::copy_backward(words_.begin(), words_.begin() + used_, words_.begin() + used_ + words);
  std::fill_n(words_.begin(), words, 0U);
  used_ += words;
  if (bits % 32 != 0) multiply(1U << static_cast<unsigned>(bits % 32));
}

void WholeNumber::add(const WholeNumber& other) {
  std::uint64_t carry = 0;
  const int length = std::max(used_, other.used_);
  for (int i = 0; i < length; ++i) {
    const auto at = static_cast<std::size_t>(i);
    carry += std::uint64_t{words_[at]} + other.words_[at];
    words_[at] = static_cast<std::uint32_t>(carry);
    carry >>= 32U;
  }
  used_ = length;
  if (carry != 0) push(static_cast<std::uint32_t>(carry));
}

void WholeNumber::subtract(const WholeNumber& other) {
  std::uint64_t borrow = 0;
  for (int i = 0; i < used_; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const std::uint64_t difference = std::uint64_t{words_[at]} - other.words_[at] - borrow;
    words_[at] = static_cast<std::uint32_t>(difference);
    borrow = difference >> 63U;
  }
  assert(borrow == 0);
  while (used_ > 0 && words_[static_cast<std::size_t>(used_ - 1)] == 0) --used_;
}

int WholeNumber::bits() const {
  if (used_ == 0) return 0;
  return 32 * used_ - std::countl_zero(words_[static_cast<std::size_t>(used_ - 1)]);
}

int WholeNumber::compare(const WholeNumber& other) const {
  if (used_ != other.used_) return used_ - other.used_;
  for (int i = used_ - 1; i >= 0; --i) {
    const auto at = static_cast<std::size_t>(i);
    if (words_[at] != other.words_[at]) return words_[at] < other.words_[at] ? -1 : 1;
  }
  return 0;
}

}  // namespace receptive
