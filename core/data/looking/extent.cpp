// Compiled for speed: runs for every value of a file.
#include "data/looking/extent.h"

#include <algorithm>
#include <cmath>

namespace receptive {

void Extent::add(double number) {
  if (!std::isfinite(number)) {
    if (not_finite == 0) first_not_finite = count;
    ++not_finite;
    return;
  }
  if (count == 0) low = high = number;
  low = std::min(low, number);
  high = std::max(high, number);
  whole = whole && std::trunc(number) == number;
  ++count;
}

void Extent::add(const Extent& other) {
  if (other.not_finite > 0 && not_finite == 0) first_not_finite = count + other.first_not_finite;
  not_finite += other.not_finite;
  if (other.count == 0) return;
  low = count == 0 ? other.low : std::min(low, other.low);
  high = count == 0 ? other.high : std::max(high, other.high);
  whole = whole && other.whole;
  count += other.count;
}

}  // namespace receptive
