#include "inspect/looks/occlusion.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"

namespace receptive {

namespace {

/// Pictures that go through the network together.
constexpr int batch = 32;

void cover(TensorView picture, int n, const OcclusionSquare& square, int middle_row,
           int middle_column) {
  const Shape& shape = picture.shape;
  const int before = (square.size - 1) / 2;
  const int top = std::max(middle_row - before, 0);
  const int left = std::max(middle_column - before, 0);
  const int bottom = std::min(middle_row - before + square.size, shape.h);
  const int right = std::min(middle_column - before + square.size, shape.w);
  for (int c = 0; c < shape.c; ++c) {
    for (int row = top; row < bottom; ++row) {
      float* line =
          picture.plane(n, c) + static_cast<std::size_t>(row) * static_cast<std::size_t>(shape.w);
      std::fill(line + left, line + right, square.paper);
    }
  }
}

}  // namespace

Shape occlusion_places(const Shape& picture, const OcclusionSquare& square) {
  if (square.size < 1 || square.stride < 1) {
    throw ArgumentError("square: expected a size and a stride of at least 1, found " +
                        std::to_string(square.size) + " and " + std::to_string(square.stride));
  }
  return {1, 1, (picture.h + square.stride - 1) / square.stride,
          (picture.w + square.stride - 1) / square.stride};
}

void occlusion_drops(const Network& network, ConstTensorView picture, const OcclusionSquare& square,
                     int first, TensorView drops) {
  check_picture(network.graph(), picture.shape);
  const Shape places = occlusion_places(picture.shape, square);
  const int count = drops.shape.w;
  const int total = places.h * places.w;
  if (first < 0 || count < 1 || first > total - count) {
    throw ArgumentError("places: expected a range within 0 to " + std::to_string(total - 1) +
                        ", found " + std::to_string(count) + " from " + std::to_string(first));
  }
  const int classes = network.outputs();
  const int most = std::min(batch, count + 1);
  Execution execution = network.make_execution({.capacity = most, .gradients = false});
  std::vector<float> answers(static_cast<std::size_t>(most) * static_cast<std::size_t>(classes));
  std::vector<float> whole(static_cast<std::size_t>(classes));

  /// The whole picture goes first, as place -1.
  for (int done = -1; done < count;) {
    const int examples = std::min(most, count - done);
    const TensorView pictures = execution.inputs(examples);
    for (int n = 0; n < examples; ++n) {
      std::ranges::copy(picture.values(), pictures.example(n));
      if (done + n < 0) continue;
      const int place = first + done + n;
      cover(pictures, n, square, place / places.w * square.stride,
            place % places.w * square.stride);
    }
    execution.forward(network.answering_parameters(), examples, {});
    const TensorView batch_answers{answers.data(), {examples, classes, 1, 1}};
    network.answer(execution.activation(network.scores_node()), batch_answers);
    if (done < 0) std::copy_n(answers.begin(), classes, whole.begin());
    for (int n = std::max(0, -done); n < examples; ++n) {
      for (int k = 0; k < classes; ++k) {
        drops.data[static_cast<std::size_t>(k) * static_cast<std::size_t>(count) +
                   static_cast<std::size_t>(done + n)] =
            whole[static_cast<std::size_t>(k)] - batch_answers.example(n)[k];
      }
    }
    done += examples;
  }
}

}  // namespace receptive
