#include "data/looking/extent.h"

namespace receptive {

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
