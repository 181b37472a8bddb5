#pragma once

#include <optional>
#include <string_view>

namespace receptive {

/// Takes a decimal number off the front of a text: 254, 0.5, +.5, 5., 6.0000, 1e-3. The double
/// nearest to it where it has at most 15 digits and an exponent within 22 either way, else next to
/// that; infinity for what is too large. Digits are never grouped: 1,234 is not 1234.
/// @param decimal_sign '.' or ','
/// @returns nothing, and leaves the text, where it begins with no number.
std::optional<double> take_number(std::string_view& text, char decimal_sign);

/// The number that all of the text is. "inf", "-Infinity" and the like are infinite.
std::optional<double> read_number(std::string_view text, char decimal_sign);

/// "1,234": one of the numbers whose comma may group thousands as well as it may be the decimal
/// sign.
bool may_be_thousands(std::string_view text);

/// What programs write for a number that they do not have: NA, N/A, <NA>, NaN, null.
bool is_missing(std::string_view text);

}  // namespace receptive
