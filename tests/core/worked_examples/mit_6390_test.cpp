// MIT 6.390, "Introduction to Machine Learning", the notes on convolutional neural networks.

#include <cmath>

#include "core/worked_examples/support.h"

namespace receptive::testing::mit_6390_test {

TEST_CASE("MIT 6.390: [+1 -1 +1] finds the bright spot") {
  const Floats x{1, 1, -1, -1, -1, 1, -1, 1, 1, 1};
  with_all_kernels([&](const Kernels& kernels) {
    CHECK(convolved_row(kernels, x, {1, -1, 1}, R"("valid")") ==
          Floats{-1, 1, -1, 1, -3, 3, -1, 1});
  });
}

TEST_CASE("MIT 6.390: max pooling 2x2 with stride 2") {
  const Floats x{1, 3, -9, -22, 44, -10, -11, -1, 0, 10, 4, -3, 11, 9, 321, 99};
  with_all_kernels([&](const Kernels& kernels) {
    CHECK(answer(kernels, "[1, 4, 4]", R"([{"type": "maxPooling2d"}])", x) ==
          Floats{44, -1, 11, 321});
  });
}

TEST_CASE("MIT 6.390: 5x5 -> 5x5 takes 650 parameters dense and 10 with a filter") {
  const Summary dense("[1, 5, 5]", R"([{"type": "dense", "units": 25}])");
  CHECK(dense.of("dense").parameters == 650);
  const Summary conv("[1, 5, 5]",
                     R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "padding": 1}])");
  CHECK(conv.of("conv2d").parameters == 10);
  CHECK(conv.shape("conv2d") == "1x5x5");
}

TEST_CASE("MIT 6.390: 64x64x3, a 2x2 filter with stride 2: 32x32") {
  const Summary conv("[3, 64, 64]",
                     R"([{"type": "conv2d", "filters": 1, "kernelSize": 2, "strides": 2}])");
  CHECK(conv.shape("conv2d") == "1x32x32");
}

TEST_CASE("MIT 6.390: the gradient of a 1-D filter is dZ_i/dW_j = X_(i+j-1)") {
  // conv -> ReLU -> dense, squared loss (y - target)^2.
  const Floats x{1, -2, 3, 0.5F, -1, 2};
  const Floats w{0.5F, -1, 0.25F};
  const Floats v{1, 2, -1, 0.5F};
  const float target = 1;
  with_all_kernels([&](const Kernels& kernels) {
    BareNetwork network(
        "[1, 1, 6]",
        R"([{"type": "conv2d", "filters": 1, "kernelSize": [1, 3], "useBias": false},
                        {"type": "relu"},
                        {"type": "dense", "units": 1, "useBias": false}])",
        1, kernels);
    network.set_picture(x);
    network.set_parameter(0, w);
    network.set_parameter(1, v);
    const float y = network.forward()[0];
    network.backward(Floats{2 * (y - target)});
    for (std::size_t j = 0; j < 3; ++j) {
      float expected = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        const float z = x[i] * w[0] + x[i + 1] * w[1] + x[i + 2] * w[2];
        expected += 2 * (y - target) * v[i] * (z > 0 ? 1.0F : 0.0F) * x[i + j];
      }
      CHECK(network.gradients.views()[0].data[j] == doctest::Approx(expected));
    }
  });
}

TEST_CASE("MIT 6.390: two layers of hand-made filters find hollow squares and nothing else") {
  const std::vector<std::string> drawing{
      ".........................",  //
      ".###..###...#.......###..",  //
      ".#.#..###...#...###.#....",  //
      ".###..###.#####.....#....",  //
      "............#...###.###..",  //
      "............#............",  //
      ".........................",
  };
  Floats picture;
  for (const std::string& row : drawing) {
    for (const char pixel : row) picture.push_back(pixel == '#' ? 1.0F : 0.0F);
  }
  const std::vector<Floats> parameters{
      {0, 0, 0, 1, 1, 1, 0, 0, 0,    // three in a row
       0, 1, 0, 0, 1, 0, 0, 1, 0},   // three in a column
      {-2, -2},                      //
      {0, 1, 0, 0, -1, 0, 0, 1, 0,   // rows above and below, none through the middle
       0, 0, 0, 1, -1, 1, 0, 0, 0},  // columns at both sides
      {-3}};
  with_all_kernels([&](const Kernels& kernels) {
    const Floats found = answer(kernels, "[1, 7, 25]",
                                R"([{"type": "conv2d", "filters": 2, "kernelSize": 3,
                                     "padding": "same", "activation": "relu"},
                                    {"type": "conv2d", "filters": 1, "kernelSize": 3,
                                     "padding": "same", "activation": "relu"}])",
                                picture, parameters);
    for (std::size_t i = 0; i < found.size(); ++i) {
      INFO("pixel ", i / 25, ", ", i % 25);
      CHECK(found[i] == (i == 2 * 25 + 2 ? 1.0F : 0.0F));
    }
  });
}

TEST_CASE("MIT 6.390: max pooling with a stride above 1 is not shift invariant") {
  const std::string layers = R"([{"type": "maxPooling2d", "poolSize": [1, 2]}])";
  with_all_kernels([&](const Kernels& kernels) {
    CHECK(answer(kernels, "[1, 1, 8]", layers, {0, 0, 1, 1, 0, 0, 1, 1}) == Floats{0, 1, 0, 1});
    CHECK(answer(kernels, "[1, 1, 8]", layers, {0, 1, 1, 0, 0, 1, 1, 0}) == Floats{1, 1, 1, 1});
  });
}

TEST_CASE("MIT 6.390: max pooling, blurring and subsampling mend it") {
  // A pattern that repeats after 4 pixels, and the same one pixel further on.
  Floats still(24 * 24);
  Floats shifted(24 * 24);
  for (std::size_t i = 0; i < still.size(); ++i) {
    still[i] = i % 24 % 4 >= 2 ? 1.0F : 0.0F;
    shifted[i] = (i % 24 + 1) % 4 >= 2 ? 1.0F : 0.0F;
  }
  const auto change = [&](const Kernels& kernels, const std::string& layers) {
    const Floats a = answer(kernels, "[1, 24, 24]", layers, still);
    const Floats b = answer(kernels, "[1, 24, 24]", layers, shifted);
    REQUIRE(a.size() == 12 * 12);
    float largest = 0;
    // The middle, which no edge reaches.
    for (std::size_t row = 2; row < 10; ++row) {
      for (std::size_t column = 2; column < 10; ++column) {
        largest = std::max(largest, std::abs(a[row * 12 + column] - b[row * 12 + column]));
      }
    }
    return largest;
  };
  with_all_kernels([&](const Kernels& kernels) {
    CHECK(change(kernels, R"([{"type": "maxPooling2d"}])") == 1.0F);
    // The maxima are 0 1 1 1; blurred by 1 2 1, every second of them is 1/2 and 1 in the one place
    // and 3/4 and 3/4 in the other.
    CHECK(change(kernels, R"([{"type": "maxPooling2d", "strides": 1, "padding": "same"},
                              {"type": "blurPooling2d"}])") == doctest::Approx(0.25));
  });
}

}  // namespace receptive::testing::mit_6390_test
