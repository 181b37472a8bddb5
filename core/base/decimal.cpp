#include "base/decimal.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "base/whole_number.h"

namespace receptive {

namespace {

constexpr int mantissa_bits = 53;
constexpr int least_exponent = -1074;  ///< 2^-1074 is the smallest double

/// A positive double as above / below, whose digits come one by one from the front.
struct Fraction {
  WholeNumber above;
  WholeNumber below;
  WholeNumber half_up;    ///< half the way to the next double, over `below` too
  WholeNumber half_down;  ///< half the way to the one before
  bool even = false;      ///< of two texts halfway, this double is the one that is read
  int point = 0;          ///< value = above / below * 10^point, above / below < 1

  explicit Fraction(double value) {
    const auto word = std::bit_cast<std::uint64_t>(value);
    constexpr std::uint64_t hidden = std::uint64_t{1} << (mantissa_bits - 1);
    std::uint64_t mantissa = word & (hidden - 1);
    int exponent = static_cast<int>(word >> (mantissa_bits - 1)) & 0x7ff;
    // Below a power of two doubles stand twice as close.
    const bool closer_below = mantissa == 0 && exponent > 1;
    if (exponent > 0) {
      mantissa |= hidden;
      --exponent;
    }
    exponent += least_exponent;
    even = mantissa % 2 == 0;
    above = WholeNumber(mantissa);
    below = half_up = half_down = WholeNumber(1);
    const int more = closer_below ? 2 : 1;
    above.shift_left(std::max(exponent, 0) + more);
    below.shift_left(std::max(-exponent, 0) + more);
    half_down.shift_left(std::max(exponent, 0));
    half_up.shift_left(std::max(exponent, 0) + more - 1);
    scale(exponent + static_cast<int>(std::bit_width(mantissa)));
  }

  /// Moves the point to just before the first digit of a value of about 2^`size`.
  void scale(int size) {
    point = size * 1233 >> 12;  // log10(2) = 1233 / 4096, a little less
    if (point > 0) {
      below.multiply_by_power_of_ten(point);
    } else {
      for (WholeNumber* number : {&above, &half_up, &half_down}) {
        number->multiply_by_power_of_ten(-point);
      }
    }
    while (above.compare(below) >= 0) {
      below.multiply(10);
      ++point;
    }
    for (;;) {
      WholeNumber tenfold = above;
      tenfold.multiply(10);
      if (tenfold.compare(below) >= 0) break;
      times_ten();
      --point;
    }
  }

  void times_ten() {
    for (WholeNumber* number : {&above, &half_up, &half_down}) number->multiply(10);
  }

  int next_digit() {
    times_ten();
    int digit = 0;
    for (; above.compare(below) >= 0; ++digit) above.subtract(below);
    return digit;
  }

  /// What is left, compared with half a unit of the last digit.
  [[nodiscard]] int compare_with_half() const {
    WholeNumber twice = above;
    twice.shift_left(1);
    return twice.compare(below);
  }

  /// The digits so far are read as this double.
  [[nodiscard]] bool low_will_do() const { return above.compare(half_down) < (even ? 1 : 0); }
  /// Or they are with one more in the last place.
  [[nodiscard]] bool high_will_do() const {
    WholeNumber sum = above;
    sum.add(half_up);
    return sum.compare(below) > (even ? -1 : 0);
  }
};

/// One more in the last place. 99 becomes 10 with the point one further.
void round_up(Decimal& decimal) {
  std::string& digits = decimal.digits;
  std::size_t at = digits.size();
  while (at > 0 && digits[at - 1] == '9') digits[--at] = '0';
  if (at > 0) {
    ++digits[at - 1];
    return;
  }
  digits.insert(digits.begin(), '1');
  if (digits.size() > 1) digits.pop_back();
  ++decimal.point;
}

/// As many digits as `count(point)`, rounded from the exact value, ties to even; none for less than
/// half a unit of the last.
template <typename Count>
Decimal rounded(double value, const Count& count) {
  Fraction fraction(value);
  Decimal decimal{.digits = {}, .point = fraction.point};
  const int digits = count(fraction.point);
  if (digits < 0) return decimal;
  for (int i = 0; i < digits; ++i) {
    decimal.digits += static_cast<char>('0' + fraction.next_digit());
  }
  const int rest = fraction.compare_with_half();
  const bool odd = digits > 0 && (decimal.digits.back() - '0') % 2 != 0;
  if (rest > 0 || (rest == 0 && odd)) round_up(decimal);
  return decimal;
}

/// 0.<digits> * 10^point without an exponent: 1234.5, 0.00012.
std::string plain_text(const Decimal& decimal) {
  std::string text = decimal.digits;
  const auto length = static_cast<int>(text.size());
  if (decimal.point <= 0)
    return "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + text;
  if (decimal.point >= length)
    return text.append(static_cast<std::size_t>(decimal.point - length), '0');
  return text.insert(static_cast<std::size_t>(decimal.point), 1, '.');
}

/// 1.2345e+08, 1e-07.
std::string exponent_text(const Decimal& decimal) {
  std::string text = decimal.digits;
  if (text.size() > 1) text.insert(1, 1, '.');
  const int exponent = decimal.point - 1;
  const int size = std::abs(exponent);
  return text + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + std::to_string(size);
}

std::string sign_of(double value) { return std::signbit(value) ? "-" : ""; }

std::string not_finite_text(double value) {
  return std::isnan(value) ? "nan" : sign_of(value) + "inf";
}

}  // namespace

double nearest_double(std::string_view digits, int point) {
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  digits.remove_prefix(zeros);
  point -= static_cast<int>(zeros);
  if (digits.empty() || point < -330) return 0.0;
  if (point > 310) return std::numeric_limits<double>::infinity();

  // What stands halfway between two doubles has at most 767 digits: of those behind it matters only
  // whether there are any.
  constexpr std::size_t most_digits = 770;
  const bool longer = digits.substr(std::min(most_digits, digits.size())).find_first_not_of('0') !=
                      std::string_view::npos;
  digits = digits.substr(0, most_digits);
  WholeNumber above;
  for (const char digit : digits) above.multiply(10, static_cast<std::uint32_t>(digit - '0'));
  if (longer) above.multiply(10, 1);
  WholeNumber below(1);
  const int exponent = point - static_cast<int>(digits.size()) - (longer ? 1 : 0);
  above.multiply_by_power_of_ten(std::max(exponent, 0));
  below.multiply_by_power_of_ten(std::max(-exponent, 0));

  // value = above / below * 2^shift with 1 <= above / below < 2.
  int shift = above.bits() - below.bits();
  above.shift_left(std::max(-shift, 0));
  below.shift_left(std::max(shift, 0));
  if (above.compare(below) < 0) {
    above.shift_left(1);
    --shift;
  }
  const int wanted = std::min(mantissa_bits, shift - least_exponent + 1);
  if (wanted < 0) return 0.0;
  std::uint64_t mantissa = 0;
  for (int i = 0; i < wanted; ++i) {
    mantissa *= 2;
    if (above.compare(below) >= 0) {
      above.subtract(below);
      ++mantissa;
    }
    above.shift_left(1);
  }
  const int rest = above.compare(below);
  if (rest > 0 || (rest == 0 && mantissa % 2 != 0)) ++mantissa;
  return std::ldexp(static_cast<double>(mantissa), shift - wanted + 1);
}

Decimal shortest_decimal(double value) {
  Fraction fraction(value);
  Decimal decimal{.digits = {}, .point = fraction.point};
  for (;;) {
    decimal.digits += static_cast<char>('0' + fraction.next_digit());
    const bool low = fraction.low_will_do();
    const bool high = fraction.high_will_do();
    if (!low && !high) continue;
    const int rest = fraction.compare_with_half();
    const bool odd = (decimal.digits.back() - '0') % 2 != 0;
    if (high && (!low || rest > 0 || (rest == 0 && odd))) round_up(decimal);
    break;
  }
  // 9.9... may have become 10.
  decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
  return decimal;
}

std::string general_text(double value, int digits) {
  if (!std::isfinite(value)) return not_finite_text(value);
  if (value == 0) return sign_of(value) + "0";
  Decimal decimal = rounded(std::abs(value), [&](int) { return digits; });
  decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
  const bool plain = decimal.point > -4 && decimal.point <= digits;
  return sign_of(value) + (plain ? plain_text(decimal) : exponent_text(decimal));
}

std::string fixed_text(double value, int decimals) {
  if (!std::isfinite(value)) return not_finite_text(value);
  Decimal decimal{.digits = {}, .point = 0};
  if (value != 0) {
    decimal = rounded(std::abs(value), [&](int point) { return point + decimals; });
  }
  // All digits from the first before the point to the last wanted one.
  std::string& digits = decimal.digits;
  const int before = std::max(decimal.point, 1);
  if (digits.empty()) {
    digits.assign(static_cast<std::size_t>(before + decimals), '0');
  } else if (decimal.point < before) {
    digits.insert(0, static_cast<std::size_t>(before - decimal.point), '0');
  }
  digits.resize(static_cast<std::size_t>(before + decimals), '0');
  if (decimals > 0) digits.insert(static_cast<std::size_t>(before), 1, '.');
  return sign_of(value) + digits;
}

std::string json_number_text(double value) {
  if (value == 0) return sign_of(value) + "0.0";
  const Decimal decimal = shortest_decimal(std::abs(value));
  if (decimal.point <= -4 || decimal.point > 15) return sign_of(value) + exponent_text(decimal);
  const bool whole = decimal.point >= static_cast<int>(decimal.digits.size());
  return sign_of(value) + plain_text(decimal) + (whole ? ".0" : "");
}

}  // namespace receptive
