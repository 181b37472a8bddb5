#include "inspect/sliding/shift_probe.h"

#include <algorithm>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

constexpr int together = 32;

}  // namespace

void shift_picture(ConstTensorView picture, int down, int right, float paper, TensorView to) {
  const Shape& shape = picture.shape;
  for (int c = 0; c < shape.c; ++c) {
    const float* from = picture.plane(0, c);
    float* line = to.plane(0, c);
    for (int row = 0; row < shape.h; ++row) {
      for (int column = 0; column < shape.w; ++column, ++line) {
        const int y = row - down;
        const int x = column - right;
        const bool inside = y >= 0 && y < shape.h && x >= 0 && x < shape.w;
        *line = inside ? from[y * shape.w + x] : paper;
      }
    }
  }
}

ShiftProbe::ShiftProbe(const Network& network)
    : network_(&network),
      execution_(network.make_execution({.capacity = together, .gradients = false})) {}

void ShiftProbe::look(ConstTensorView picture, int reach, float paper, TensorView answers) {
  const Shape& input = network_->graph().input();
  if (picture.shape != input) {
    throw ArgumentError("image: expected one picture of " + example_text(input) + ", found " +
                        std::to_string(picture.shape.n) + " of " + example_text(picture.shape));
  }
  if (reach < 0 || reach >= std::min(input.h, input.w)) {
    throw ArgumentError("reach: expected 0 to " + std::to_string(std::min(input.h, input.w) - 1) +
                        " pixels, found " + std::to_string(reach));
  }
  const int side = 2 * reach + 1;
  const int count = side * side;
  for (int done = 0; done < count; done += together) {
    const int some = std::min(together, count - done);
    const TensorView pictures = execution_.inputs(some);
    for (int n = 0; n < some; ++n) {
      const int shift = done + n;
      shift_picture(picture, shift / side - reach, shift % side - reach, paper,
                    pictures.examples(n, 1));
    }
    execution_.forward(network_->answering_parameters(), some, {});
    network_->answer(execution_.activation(network_->scores_node()), answers.examples(done, some));
  }
}

}  // namespace receptive
