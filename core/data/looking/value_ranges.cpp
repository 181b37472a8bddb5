#include "data/looking/value_ranges.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "data/looking/distinct.h"

namespace receptive {

namespace {

/// As floating-point numbers miss a limit that they mean.
constexpr double slack = 1e-3;

bool within(const Extent& extent, double low, double high) {
  const double span = high - low;
  return extent.low >= low - slack * span && extent.high <= high + slack * span;
}

/// A range that people use; nothing where the numbers are in none.
std::optional<ValueRange> known_range(const Extent& extent) {
  const bool positive = extent.low >= -slack;
  if (positive && extent.high <= 1.0 + slack) return ValueRange{0.0, 1.0};
  if (within(extent, -1.0, 1.0)) return ValueRange{-1.0, 1.0};
  constexpr double few = 16.0;
  if (positive && extent.whole && extent.high <= few) {
    // Sixteen steps and a blank one, as UCI's digits have, or four bits; fewer as they are.
    constexpr double four_bits = 15.0;
    if (extent.high <= few / 2) return ValueRange{0.0, extent.high};
    return ValueRange{0.0, extent.high <= four_bits ? four_bits : few};
  }
  if (positive && within(extent, 0.0, 255.0) && (extent.whole || extent.high > few)) {
    return ValueRange{0.0, 255.0};
  }
  if (extent.low >= 0.0 && extent.whole) {
    // Cameras and scanners write 10, 12, 14 or 16 bits.
    for (const double high : {1023.0, 4095.0, 16383.0, 65535.0}) {
      if (extent.high <= high) return ValueRange{0.0, high};
    }
  }
  return {};
}

}  // namespace

std::string range_text(const ValueRange& range) {
  return number_text(range.low) + " to " + number_text(range.high);
}

ValueRanges value_ranges(const Extent& extent) {
  ValueRanges result;
  const ValueRange stretched{extent.low, extent.high};
  const auto known = known_range(extent);
  const ValueRange first = known.value_or(stretched);
  const auto add = [&](const ValueRange& range) {
    if (range.high > range.low && std::ranges::find(result.ranges, range) == result.ranges.end()) {
      result.ranges.push_back(range);
    }
  };
  add(first);
  add({0.0, 255.0});
  add({0.0, 1.0});
  add({-1.0, 1.0});
  add(stretched);
  const bool usual = first == ValueRange{0.0, 255.0} || first == ValueRange{0.0, 1.0};
  const std::string found = range_text(stretched);
  if (extent.not_finite > 0) {
    result.no_numbers = std::to_string(extent.not_finite) + " of the values " +
                        (extent.not_finite == 1 ? "is no number" : "are no numbers") +
                        " (NaN or infinite) and taken as black.";
  }
  if (!known && extent.high <= extent.low) {
    result.check = "All values are " + number_text(extent.low) +
                   ": there is nothing to be seen in the pictures.";
  } else if (!known) {
    result.check = "The values go from " + found +
                   ", which is no usual range: they are stretched, the "
                   "least to black and the largest to white.";
  } else if (!usual) {
    result.note = "The values go from " + found + ": " + number_text(first.low) + " is black and " +
                  number_text(first.high) + " is white.";
  } else if (first.high == 255.0 && !extent.whole) {
    result.note = "The values have fractions and are rounded to whole numbers of 0 to 255.";
  } else if (first.high == 1.0 && (extent.high > 1.0 || extent.low < 0.0)) {
    result.note = "The values go from " + found + "; what is beyond 0 to 1 is cut off.";
  }
  constexpr double dark = 64.0;
  if (first.high == 255.0 && extent.high < dark) {
    result.check = "The largest value is " + number_text(extent.high) +
                   " of 255: the pictures are dark. Under Values they can be stretched.";
  }
  return result;
}

}  // namespace receptive
