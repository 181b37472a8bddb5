#include "nn/layer.h"

namespace receptive {

Reading Layer::reading(std::span<const Shape> inputs) const {
  Reading reading;
  if (only_reshapes()) return reading;
  const Shape output = output_shape();
  const std::optional<Window2d> slides = window();
  for (const Shape& input : inputs) {
    reading.sides.push_back(
        slides ? read_window(Axis::shifted(input.c, output.c), *slides, input, output)
               : read_own_place(input, output));
  }
  return reading;
}

}  // namespace receptive
