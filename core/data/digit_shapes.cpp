#include "data/digit_shapes.h"

namespace receptive {

std::span<const DigitShape> digit_shapes() {
  static const std::vector<DigitShape> all = [] {
    std::vector<DigitShape> shapes = shapes_of_0_to_4();
    for (DigitShape& shape : shapes_of_5_to_9()) shapes.push_back(shape);
    return shapes;
  }();
  return all;
}

}  // namespace receptive
