#include "io/shape_text.h"

namespace receptive {

std::array<int, 4> extents_of(const ParameterInfo& info) {
  return {info.shape.n, info.shape.c, info.shape.h, info.shape.w};
}

std::string shape_text(const std::array<int, 4>& extents, int rank) {
  std::string text = "[";
  for (int i = 0; i < rank; ++i) {
    if (i > 0) text += ',';
    text += std::to_string(extents[static_cast<std::size_t>(i)]);
  }
  return text += ']';
}

std::string shape_text(const ParameterInfo& info) {
  return shape_text(extents_of(info), info.rank);
}

}  // namespace receptive
