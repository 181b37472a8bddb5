#pragma once

#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "kernels/kernels.h"

namespace receptive::testing {

/// The tables that are compared with the reference.
inline std::vector<const Kernels*> fast_tables() {
  std::vector<const Kernels*> tables;
  for (const Kernels* table : available_kernels()) {
    if (table != &reference_kernels()) tables.push_back(table);
  }
  return tables;
}

/// Lengths around the edges of vectors and of tiles that are a few vectors wide.
inline std::vector<int> lengths_around(int lanes) {
  std::vector<int> lengths{1, 2, 3};
  for (const int multiple : {1, 2, 3, 6}) {
    for (const int beside : {-1, 0, 1}) lengths.push_back(multiple * lanes + beside);
  }
  lengths.push_back(7 * lanes + 3);
  std::erase_if(lengths, [](int length) { return length < 1; });
  return lengths;
}

/// What the rounding of a sum of `terms` products, each up to 1 in size, may come to. Each addition
/// rounds a partial sum by at most half an epsilon of its size; partial sums of random terms grow
/// like the root of their number, so the error grows like the number itself at most. A value that
/// was read from a wrong place would differ by tenths.
inline double sum_tolerance(double terms) {
  return (terms + 4.0) * std::numeric_limits<float>::epsilon();
}

/// "" where every value is within `tolerance` (plus as much relative to its size), or else a
/// sentence about the first that is not. NaN equals NaN only.
inline std::string difference(std::span<const float> actual, std::span<const float> expected,
                              double tolerance) {
  if (actual.size() != expected.size()) return "sizes differ";
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double a = actual[i];
    const double e = expected[i];
    if (a == e || (std::isnan(a) && std::isnan(e))) continue;
    if (std::abs(a - e) <= tolerance * (1.0 + std::abs(e))) continue;
    return "value " + std::to_string(i) + " is " + std::to_string(a) + " instead of " +
           std::to_string(e);
  }
  return "";
}

/// Whether two spans hold the same bits.
inline bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

}  // namespace receptive::testing
