// Compiled for speed: runs for every value of a file.
#include "data/looking/table/number.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace receptive {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Those that doubles are exactly.
constexpr std::array<double, 23> powers_of_ten = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// value * 10^exponent
double scaled(double value, int exponent) {
  constexpr int step = 22;
  // Beyond 400 either way the result is 0 or infinite whatever the digits were.
  int left = std::clamp(exponent, -400, 400);
  for (; left > step; left -= step) value *= powers_of_ten[step];
  for (; left < -step; left += step) value /= powers_of_ten[step];
  return left < 0 ? value / powers_of_ten[static_cast<std::size_t>(-left)]
                  : value * powers_of_ten[static_cast<std::size_t>(left)];
}

/// Takes "e-12" off the front; 0 where there is none, as in "5 eggs".
int take_exponent(std::string_view& text) {
  if (text.empty() || (text.front() != 'e' && text.front() != 'E')) return 0;
  std::size_t at = 1;
  const bool negative = text.size() > 1 && text[1] == '-';
  if (text.size() > 1 && (text[1] == '-' || text[1] == '+')) ++at;
  if (at == text.size() || !is_digit(text[at])) return 0;
  int value = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    value = std::min(value * 10 + (text[at] - '0'), 100'000);
  }
  text.remove_prefix(at);
  return negative ? -value : value;
}

/// Whether a text is this word, whatever the size of its letters.
bool is_word(std::string_view text, std::string_view small) {
  return std::equal(text.begin(), text.end(), small.begin(), small.end(), [](char a, char b) {
    return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
  });
}

}  // namespace

std::optional<double> take_number(std::string_view& text, char decimal_sign) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  if (at != end && (*at == '-' || *at == '+')) ++at;
  // What 64 bits hold; digits beyond that only count for the magnitude.
  constexpr std::uint64_t most = (std::numeric_limits<std::uint64_t>::max() - 9) / 10;
  std::uint64_t digits = 0;
  int exponent = 0;
  const char* const start = at;
  for (; at != end && is_digit(*at); ++at) {
    if (digits <= most) {
      digits = digits * 10 + static_cast<unsigned char>(*at - '0');
    } else {
      exponent = std::min(exponent + 1, 100'000);
    }
  }
  auto count = at - start;
  if (at != end && *at == decimal_sign) {
    const char* const fraction = ++at;
    for (; at != end && is_digit(*at); ++at) {
      if (digits > most) continue;
      digits = digits * 10 + static_cast<unsigned char>(*at - '0');
      exponent = std::max(exponent - 1, -100'000);
    }
    count += at - fraction;
  }
  if (count == 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(at - text.data()));
  exponent += take_exponent(text);
  auto value = static_cast<double>(digits);
  if (digits != 0 && exponent != 0) value = scaled(value, exponent);
  return negative ? -value : value;
}

std::optional<double> read_number(std::string_view text, char decimal_sign) {
  std::string_view rest = text;
  if (const auto number = take_number(rest, decimal_sign)) {
    return rest.empty() ? number : std::nullopt;
  }
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (!is_word(text, "inf") && !is_word(text, "infinity")) return std::nullopt;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return negative ? -infinity : infinity;
}

bool may_be_thousands(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t comma = text.find(',');
  return comma >= 1 && comma <= 3 && text.size() == comma + 4 && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == ',' || is_digit(c); });
}

bool is_missing(std::string_view text) {
  // Short words, so that most texts are known by their length.
  if (text.size() > 4 || text.size() < 2) return false;
  return text == "NA" || text == "N/A" || text == "#N/A" || text == "<NA>" ||
         is_word(text, "nan") || is_word(text, "-nan") || is_word(text, "null");
}

}  // namespace receptive
