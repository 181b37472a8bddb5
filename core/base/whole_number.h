#pragma once

#include <array>
#include <cstdint>

namespace receptive {

/// A whole number of up to 4,096 bits, not negative: what the decimal forms of doubles are exactly
/// computed with. The longest, a text of 771 digits over 10^1101, takes 3,660.
class WholeNumber {
 public:
  explicit WholeNumber(std::uint64_t value = 0);

  /// this = this * factor + more
  void multiply(std::uint32_t factor, std::uint32_t more = 0);
  void multiply_by_power_of_ten(int exponent);
  void shift_left(int bits);
  void add(const WholeNumber& other);
  /// `other` is not larger.
  void subtract(const WholeNumber& other);

  /// Without the zeros before the first one.
  [[nodiscard]] int bits() const;
  /// Negative, 0 or positive, as this is less than, equal to or more than the other.
  [[nodiscard]] int compare(const WholeNumber& other) const;

 private:
  static constexpr int most = 128;
  void push(std::uint32_t word);

  std::array<std::uint32_t, most> words_{};  ///< the lowest first
  int used_ = 0;                             ///< the last of them is not 0
};

}  // namespace receptive
