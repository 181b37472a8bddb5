#pragma once

#include <string>
#include <string_view>

namespace receptive {

/// Numbers as decimal text. Every result is rounded once from the exact value, alike on every
/// platform and in every locale, and nothing of printf comes along into the browser's modules.

/// The double nearest to 0.d1d2d3... * 10^point, ties to the even one; infinity beyond the largest.
/// @param digits '0' to '9' only, any number of them.
double nearest_double(std::string_view digits, int point);

/// What `nearest_double` reads.
struct Decimal {
  std::string digits;  ///< the first one is not 0
  int point = 0;
};

/// The fewest digits that `nearest_double` reads as this value, and of those the nearest to it
/// (Steele and White 1990, "How to print floating-point numbers accurately").
/// @param value finite and positive.
Decimal shortest_decimal(double value);

/// As printf's "%.<digits>g" (digits >= 1): so many significant digits, without zeros behind.
std::string general_text(double value, int digits);

/// As printf's "%.<decimals>f".
std::string fixed_text(double value, int decimals);

/// Digits as JSON wants them: 0.25, 1.0, 1.5e-07.
std::string json_number_text(double value);

}  // namespace receptive
