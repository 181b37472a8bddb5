// cs231n, "Convolutional Neural Networks for Visual Recognition": the notes on convolutional
// networks and on linear classification. VGG-16 has a file of its own.

#include <cmath>

#include "core/worked_examples/networks.h"
#include "core/worked_examples/support.h"
#include "nn/loss.h"

namespace receptive::testing::cs231n_test {

namespace {

std::string convolution(int filters, int kernel, int stride, int padding) {
  return R"([{"type": "conv2d", "filters": )" + std::to_string(filters) + R"(, "kernelSize": )" +
         std::to_string(kernel) + R"(, "strides": )" + std::to_string(stride) + R"(, "padding": )" +
         std::to_string(padding) + "}]";
}

/// The note of a convolution over a row of `width` pixels.
std::string note_of(int width, int kernel, int stride, int padding) {
  const std::string w = std::to_string(width);
  return Summary("[1, " + w + ", " + w + "]", convolution(1, kernel, stride, padding))
      .of("conv2d")
      .note;
}

}  // namespace

TEST_CASE("cs231n: output sizes (W - F + 2P) / S + 1") {
  const auto width = [](int extent, int kernel, int padding, int stride) {
    const std::string w = std::to_string(extent);
    return graph_of("[1, " + w + ", " + w + "]", convolution(1, kernel, stride, padding))
        .output()
        .output.w;
  };
  CHECK(width(7, 3, 0, 1) == 5);
  CHECK(width(7, 3, 0, 2) == 3);
  CHECK(width(5, 3, 1, 1) == 5);
  CHECK(width(5, 3, 1, 2) == 3);
  for (const std::string& note : {note_of(7, 3, 1, 0), note_of(7, 3, 2, 0), note_of(5, 3, 2, 1)}) {
    CHECK(note == "");
  }
}

TEST_CASE("cs231n: W 10, F 3, P 0, S 2 gives 4.5 and does not fit") {
  CHECK(note_of(10, 3, 2, 0) ==
        "windows leave 1 row and 1 column unread: (10 - 3 + 0) / 2 + 1 = 4.5; use padding [0, 1, "
        "0, 1] or strides 1");
  // Rounded down as in Keras, and both ways out fit.
  CHECK(graph_of("[1, 10, 10]", convolution(1, 3, 2, 0)).output().output == Shape{1, 1, 4, 4});
  const Summary padded("[1, 10, 10]",
                       R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "strides": 2,
                            "padding": [0, 1, 0, 1]}])");
  CHECK(padded.of("conv2d").note == "");
  CHECK(padded.shape("conv2d") == "1x5x5");
  CHECK(note_of(10, 3, 1, 0) == "");
}

TEST_CASE("cs231n: AlexNet's first layer") {
  const Summary shared("[3, 227, 227]", convolution(96, 11, 4, 0));
  CHECK(shared.shape("conv2d") == "96x55x55");
  CHECK(shared.node("conv2d").output.count() == 290400);
  CHECK(shared.of("conv2d").parameters == 34944);
  CHECK(shared.node("conv2d").parameters[0].shape.count() == 34848);
  CHECK(shared.of("conv2d").cost.connections == 105705600);

  // im2col: 363 values for each of 3025 positions, times a matrix of 96 x 363.
  const Shape& weight = shared.node("conv2d").parameters[0].shape;
  CHECK(weight.n == 96);
  CHECK(weight.example_count() == 363);
  CHECK(shared.node("conv2d").output.plane_count() == 3025);
  CHECK(shared.of("conv2d").cost.multiply_adds == std::int64_t{96} * 363 * 3025);
}

TEST_CASE("cs231n: without sharing, AlexNet's first layer has 105,705,600 parameters") {
  const Summary local("[3, 227, 227]",
                      R"([{"type": "locallyConnected2d", "filters": 96, "kernelSize": 11,
                           "strides": 4}])");
  CHECK(local.shape("locallyConnected2d") == "96x55x55");
  CHECK(local.of("locallyConnected2d").parameters == 105705600);
  CHECK(local.of("locallyConnected2d").cost.connections == 105705600);
}

TEST_CASE("AlexNet (Krizhevsky 2012): 60 million parameters, summarised without them") {
  const Summary net("[3, 227, 227]", alexnet());
  CHECK(net.shape("conv1") == "96x55x55");
  CHECK(net.shape("pool1") == "96x27x27");
  CHECK(net.shape("conv2") == "256x27x27");
  CHECK(net.shape("pool2") == "256x13x13");
  CHECK(net.shape("conv4") == "384x13x13");
  CHECK(net.shape("pool5") == "256x6x6");
  CHECK(net.of("conv2").parameters == 307456);
  CHECK(net.of("fc6").parameters == 37752832);
  CHECK(net.parameters() == 60965224);
  CHECK(net.of("pool5").field.h.size == 195);
  CHECK(net.of("pool5").field.h.stride == 32);
}

TEST_CASE("cs231n: the animated demo, and its product of matrices") {
  CHECK(graph_of("[3, 5, 5]", convolution(2, 3, 2, 1)).output().output == Shape{1, 2, 3, 3});
  Random random(17);
  Floats picture(75);
  Floats filters(54);
  Floats biases{1, 0};
  // Small whole numbers as in the demo, so that every order of the sums is exact.
  for (float& pixel : picture) pixel = static_cast<float>(random.below(3));
  for (float& weight : filters) weight = static_cast<float>(random.below(3)) - 1;

  // Each column of the matrix is what one window reads.
  Floats columns(27 * 9);
  for (int i = 0; i < 27; ++i) {
    for (int out = 0; out < 9; ++out) {
      const int row = out / 3 * 2 - 1 + i / 3 % 3;
      const int column = out % 3 * 2 - 1 + i % 3;
      const bool inside = row >= 0 && row < 5 && column >= 0 && column < 5;
      if (!inside) continue;
      columns[static_cast<std::size_t>(i * 9 + out)] =
          picture[static_cast<std::size_t>(i / 9 * 25 + row * 5 + column)];
    }
  }
  with_all_kernels([&](const Kernels& kernels) {
    const GemmShape shape{.m = 2, .n = 9, .k = 27, .lda = 27, .ldb = 9, .ldc = 9};
    std::vector<float> workspace(kernels.gemm_workspace(shape));
    Floats product(18);
    kernels.gemm(shape, filters.data(), columns.data(), product.data(), workspace);
    for (std::size_t i = 0; i < 18; ++i) product[i] += biases[i / 9];
    CHECK(answer(kernels, "[3, 5, 5]", convolution(2, 3, 2, 1), picture, {filters, biases}) ==
          product);
  });
}

TEST_CASE("cs231n: three 3x3 layers see 7x7 with 27 C^2 weights, one 7x7 layer has 49 C^2") {
  const std::int64_t maps = 16;
  std::string three = "[";
  for (int i = 1; i <= 3; ++i) {
    three += std::string(i > 1 ? ", " : "") +
             R"({"type": "conv2d", "filters": 16, "kernelSize": 3, "useBias": false,
                 "activation": "relu"})";
  }
  const Summary stack("[16, 32, 32]", three + "]");
  CHECK(stack.layers().back().field.h.size == 7);
  CHECK(stack.layers().back().field.w.size == 7);
  CHECK(stack.parameters() == 27 * maps * maps);
  const Summary single("[16, 32, 32]",
                       R"([{"type": "conv2d", "filters": 16, "kernelSize": 7, "useBias": false}])");
  CHECK(single.layers().back().field.h.size == 7);
  CHECK(single.parameters() == 49 * maps * maps);
}

TEST_CASE("cs231n: max pooling sends the gradient to the winners only") {
  with_all_kernels([](const Kernels& kernels) {
    BareNetwork network("[1, 4, 4]", R"([{"type": "maxPooling2d"}])", 1, kernels);
    network.set_picture(Floats{1, 3, -9, -22, 44, -10, -11, -1, 0, 10, 4, -3, 11, 9, 321, 99});
    network.forward();
    network.backward(Floats{1, 2, 3, 4});
    CHECK(network.gradient_of_input() == Floats{0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 3, 0, 4, 0});
  });
}

TEST_CASE("cs231n: the backward pass of a convolution is one with the filter flipped") {
  Random random(23);
  Floats filter(9);
  Floats dy(36);
  for (float& weight : filter) weight = random.uniform(-1, 1);
  for (float& value : dy) value = random.uniform(-1, 1);
  const Floats flipped(filter.rbegin(), filter.rend());
  with_all_kernels([&](const Kernels& kernels) {
    BareNetwork network("[1, 8, 8]",
                        R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "useBias": false}])",
                        1, kernels);
    network.set_parameter(0, filter);
    network.set_picture(Floats(64, 1.0F));
    network.forward();
    network.backward(dy);
    // Padded so that the windows reach over every edge.
    check_printed(network.gradient_of_input(),
                  answer(kernels, "[1, 6, 6]",
                         R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "padding": 2,
                              "useBias": false}])",
                         dy, {flipped}),
                  1e-5);
  });
}

TEST_CASE("cs231n: patterns of layers") {
  const auto times = [](int count, const std::string& part) {
    std::string all;
    for (int i = 0; i < count; ++i) all += part + ", ";
    return all;
  };
  const std::string conv =
      R"({"type": "conv2d", "filters": 4, "kernelSize": 3, "padding": "same"})";
  const std::string relu = R"({"type": "relu"})";
  const std::string pool = R"({"type": "maxPooling2d"})";
  const std::string fc = R"({"type": "dense", "units": 10})";
  const std::vector<std::pair<std::string, std::size_t>> patterns{
      {fc, 1},
      {conv + ", " + relu + ", " + fc, 3},
      {times(2, conv + ", " + relu + ", " + pool) + fc + ", " + relu + ", " + fc, 9},
      {times(3, conv + ", " + relu + ", " + conv + ", " + relu + ", " + pool) +
           times(2, fc + ", " + relu) + fc,
       20}};
  for (const auto& [layers, count] : patterns) {
    CAPTURE(layers);
    BareNetwork network("[3, 32, 32]", "[" + layers + "]", 1);
    CHECK(network.graph.nodes().size() == count);
    CHECK(network.forward().size() == 10);
  }
}

TEST_CASE("cs231n: general pooling, dilation and 1x1 convolution") {
  with_all_kernels([](const Kernels& kernels) {
    const Floats window{3, 4, 0, 0};
    CHECK(answer(kernels, "[1, 2, 2]", R"([{"type": "maxPooling2d"}])", window) == Floats{4});
    CHECK(answer(kernels, "[1, 2, 2]", R"([{"type": "averagePooling2d"}])", window) ==
          Floats{1.75F});
    CHECK(answer(kernels, "[1, 2, 2]", R"([{"type": "l2Pooling2d"}])", window) == Floats{5});

    // With a gap of one between its weights a filter of 3 reads x[0], x[2] and x[4].
    CHECK(answer(kernels, "[1, 1, 6]",
                 R"([{"type": "conv2d", "filters": 1, "kernelSize": [1, 3], "useBias": false,
                      "dilationRate": [1, 2]}])",
                 {1, 10, 100, 1000, 10000, 100000}, {{1, 2, 3}}) == Floats{30201, 302010});

    // A dot product through the depth at each place.
    CHECK(answer(kernels, "[3, 1, 2]",
                 R"([{"type": "conv2d", "filters": 1, "kernelSize": 1, "useBias": false}])",
                 {1, 2, 10, 20, 100, 200}, {{1, 2, 3}}) == Floats{321, 642});
  });
}

TEST_CASE("cs231n: locally connected layers have filters of their own for every place") {
  // One row of two windows: the first sums its pixels, the second takes their difference.
  with_all_kernels([](const Kernels& kernels) {
    CHECK(answer(kernels, "[1, 1, 3]",
                 R"([{"type": "locallyConnected2d", "filters": 1, "kernelSize": [1, 2],
                      "useBias": false}])",
                 {5, 3, 2}, {{1, 1, 1, -1}}) == Floats{8, 1});
  });
}

TEST_CASE("cs231n: softmax cross-entropy and the multi-class SVM loss") {
  const auto loss_of = [](const Kernels& kernels, const RecipePart& spec, Floats scores,
                          std::uint8_t label) {
    const Shape shape{1, static_cast<int>(scores.size()), 1, 1};
    Floats answers(scores.size());
    const std::uint8_t labels[] = {label};
    return make_loss(spec)
        ->evaluate(kernels, {scores.data(), shape}, ClassTargets{labels}, {answers.data(), shape})
        .loss;
  };
  with_all_kernels([&](const Kernels& kernels) {
    // Scores 13, -7 and 11 with a margin of 10: max(0, -10) + max(0, 8).
    CHECK(loss_of(kernels, {"hinge", {{"margin", 10.0}}}, {13, -7, 11}, 0) == doctest::Approx(8.0));
    // The notes compare both on one example, the third class being right.
    const Floats scores{-2.85F, 0.86F, 0.28F};
    CHECK(loss_of(kernels, {"hinge", {{"margin", 1.0}}}, scores, 2) ==
          doctest::Approx(1.58).epsilon(1e-5));
    CHECK(loss_of(kernels, {"softmaxCrossEntropy", {}}, scores, 2) ==
          doctest::Approx(1.04).epsilon(1e-3));
  });
}

}  // namespace receptive::testing::cs231n_test
