#include "inspect/structure/receptive_field.h"

#include <cmath>

#include "core/worked_examples/support.h"

namespace receptive::testing::receptive_field_test {

namespace {

FieldSide side_of(const std::string& layers) {
  return receptive_fields(graph_of("[1, 32, 32]", layers)).back().h;
}

}  // namespace

TEST_CASE("receptive fields grow by (kernel - 1) * dilation * stride of what is before") {
  const FieldSide first =
      side_of(R"([{"type": "conv2d", "filters": 1, "kernelSize": 5, "strides": 2, "padding": 2}])");
  CHECK(first.size == 5);
  CHECK(first.stride == 2);
  CHECK(first.offset == 0);
  const FieldSide second = side_of(
      R"([{"type": "conv2d", "filters": 1, "kernelSize": 5, "strides": 2, "padding": 2},
          {"type": "relu"},
          {"type": "conv2d", "filters": 1, "kernelSize": 3, "dilationRate": 2}])");
  CHECK(second.size == 5 + 2 * 2 * 2);
  CHECK(second.stride == 2);
  CHECK(second.offset == 4);
  CHECK(side_of(R"([{"type": "averagePooling2d"}])").offset == 0.5);
  CHECK(side_of(R"([{"type": "zeroPadding2d", "padding": 3}])").offset == -3);
}

TEST_CASE("height and width have fields of their own") {
  const ReceptiveField field =
      receptive_fields(graph_of("[1, 8, 8]",
                                R"([{"type": "conv2d", "filters": 1, "kernelSize": [1, 3],
                                     "strides": [2, 1], "padding": [0, 0, 1, 0]}])"))
          .back();
  CHECK(field.h.size == 1);
  CHECK(field.h.stride == 2);
  CHECK(field.w.size == 3);
  CHECK(field.w.offset == 0);
}

TEST_CASE("a joining layer sees what any of its inputs sees") {
  const FieldSide field = side_of(
      R"([{"type": "conv2d", "name": "small", "filters": 1, "kernelSize": 3, "padding": "same"},
          {"type": "conv2d", "name": "large", "filters": 1, "kernelSize": 7, "padding": "same",
           "inputs": ["input"]},
          {"type": "concatenate", "inputs": ["small", "large"]}])");
  CHECK(field.size == 7);
  CHECK(field.offset == 0);
  // Not centred on each other: from the first pixel of the one to the last of the other.
  const FieldSide apart = side_of(
      R"([{"type": "conv2d", "name": "up", "filters": 1, "kernelSize": 3, "padding": [2, 0, 2, 0]},
          {"type": "conv2d", "name": "down", "filters": 1, "kernelSize": 3,
           "padding": [0, 2, 0, 2], "inputs": ["input"]},
          {"type": "add", "inputs": ["up", "down"]}])");
  CHECK(apart.size == 5);
  CHECK(apart.offset == 0);
}

TEST_CASE("layers that read everything see all that the units before them see") {
  const std::string whole[] = {
      R"({"type": "dense", "units": 3})", R"({"type": "globalAveragePooling2d"})",
      R"({"type": "flatten"}, {"type": "dense", "units": 3})",
      R"({"type": "flatten"}, {"type": "conv2d", "filters": 2, "kernelSize": 1})"};
  for (const std::string& last : whole) {
    CAPTURE(last);
    const FieldSide field = side_of(
        R"([{"type": "conv2d", "filters": 1, "kernelSize": 5, "strides": 3}, )" + last + "]");
    // Windows at 0, 3, ..., 27.
    CHECK(field.size == 32);
    CHECK(field.offset == 15.5);
    CHECK(field.stride == 3);
  }
  CHECK(side_of(R"([{"type": "maxPooling2d"}, {"type": "flatten"}])").size == 2);
  CHECK(side_of(R"([{"type": "maxPooling2d"}, {"type": "softmax"}])").stride == 0);
}

TEST_CASE("no specification makes a field overflow") {
  // Each layer's single window stands in 4096 pixels of padding.
  std::string layers;
  for (int i = 0; i < 12; ++i) {
    layers += std::string(layers.empty() ? "[" : ", ") +
              R"({"type": "zeroPadding2d", "padding": 4096},
                 {"type": "conv2d", "filters": 1, "kernelSize": 1, "strides": 4096})";
  }
  const FieldSide field = side_of(layers + "]");
  CHECK(std::isfinite(field.stride));
  CHECK(std::isfinite(field.offset));
}

/// The pixels that really change a unit, by its gradient: with all weights positive none cancels.
TEST_CASE("receptive fields are what the gradients reach") {
  const std::string layers =
      R"([{"type": "conv2d", "filters": 2, "kernelSize": [3, 5], "strides": [2, 1],
           "padding": [1, 1, 0, 0]},
          {"type": "averagePooling2d", "poolSize": [2, 3], "strides": [1, 2]},
          {"type": "conv2d", "filters": 1, "kernelSize": 2, "dilationRate": 2}])";
  BareNetwork network("[1, 24, 24]", layers, 1);
  for (const TensorView& parameter : network.parameters.views()) {
    std::ranges::fill(parameter.values(), 1.0F);
  }
  network.set_picture(Floats(24 * 24, 1.0F));
  const std::size_t outputs = network.forward().size();
  const ReceptiveField field = receptive_fields(network.graph).back();
  const Shape& map = network.graph.output().output;
  REQUIRE(outputs == map.count());

  const auto reached = [&](int row, int column) {
    Floats doutput(outputs);
    doutput[static_cast<std::size_t>(row * map.w + column)] = 1;
    network.backward(doutput);
    const Floats gradient = network.gradient_of_input();
    int top = 24;
    int left = 24;
    int bottom = -1;
    int right = -1;
    for (int y = 0; y < 24; ++y) {
      for (int x = 0; x < 24; ++x) {
        if (gradient[static_cast<std::size_t>(y * 24 + x)] == 0.0F) continue;
        top = std::min(top, y);
        bottom = std::max(bottom, y);
        left = std::min(left, x);
        right = std::max(right, x);
      }
    }
    return std::vector<double>{static_cast<double>(top), static_cast<double>(bottom),
                               static_cast<double>(left), static_cast<double>(right)};
  };
  const auto expected = [](const FieldSide& side, int unit, bool last) {
    const double middle = side.offset + unit * side.stride;
    const double end = middle + (last ? 1 : -1) * (side.size - 1) / 2;
    return std::max(end, 0.0);
  };
  for (const auto& [row, column] : {std::pair{0, 0}, {1, 0}, {2, 3}, {4, 2}}) {
    CAPTURE(row);
    CAPTURE(column);
    CHECK(reached(row, column) ==
          std::vector<double>{expected(field.h, row, false), expected(field.h, row, true),
                              expected(field.w, column, false), expected(field.w, column, true)});
  }
}

}  // namespace receptive::testing::receptive_field_test
