#pragma once

#include <string>
#include <vector>

#include "data/looking/extent.h"
#include "data/looking/picture/picture.h"

namespace receptive {

/// Ways to read numbers as brightness, at least one, and what is to be said of the likeliest, which
/// is the first.
struct ValueRanges {
  std::vector<ValueRange> ranges = {};
  std::string note = {};   ///< a sentence on what is done with the numbers; empty: nothing
  std::string check = {};  ///< a sentence on what is unsure
  /// A sentence on what is no number, whatever the range; empty: all are.
  std::string no_numbers = {};
};

/// By which numbers there are: 0 to 255, 0 to 1, -1 to 1, 0 to 16, whole bits of 16, or stretched
/// from the least to the largest.
ValueRanges value_ranges(const Extent& extent);

/// "0 to 255"
std::string range_text(const ValueRange& range);

}  // namespace receptive
