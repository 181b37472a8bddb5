#include "tensor/shape.h"

#include <limits>

#include "base/error.h"

namespace receptive {

std::string example_text(const Shape& shape) {
  return std::to_string(shape.c) + "x" + std::to_string(shape.h) + "x" + std::to_string(shape.w);
}

std::int64_t checked_count(const Shape& shape, const std::string& what) {
  constexpr std::int64_t limit = std::numeric_limits<std::int32_t>::max();
  std::int64_t count = 1;
  for (const int extent : {shape.n, shape.c, shape.h, shape.w}) {
    if (extent < 1) {
      throw SpecError(what + ": every extent must be at least 1, found " + std::to_string(shape.n) +
                      "x" + example_text(shape));
    }
    // Both factors are below 2^31, so the product of one step fits in 64 bits.
    count *= extent;
    if (count > limit) {
      throw SpecError(what + ": expected at most 2147483647 values, found the shape " +
                      std::to_string(shape.n) + "x" + example_text(shape));
    }
  }
  return count;
}

}  // namespace receptive
