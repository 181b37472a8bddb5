// The LeNet tutorial of Theano's deep learning tutorials.

#include <cmath>

#include "core/worked_examples/support.h"

namespace receptive::testing::theano_test {

TEST_CASE("Theano LeNet tutorial: 2x2 max pooling of a 5x5 map with and without the border") {
  const Floats x{0.01936696F, 0.67883553F, 0.21162812F, 0.26554666F, 0.49157316F,  //
                 0.05336255F, 0.57411761F, 0.14672857F, 0.58930554F, 0.69975836F,  //
                 0.10233443F, 0.41405599F, 0.69440016F, 0.41417927F, 0.04995346F,  //
                 0.53589641F, 0.66379465F, 0.51488911F, 0.94459476F, 0.58655504F,  //
                 0.90340192F, 0.1374747F,  0.13927635F, 0.80739129F, 0.39767684F};
  with_all_kernels([&](const Kernels& kernels) {
    CHECK(answer(kernels, "[1, 5, 5]", R"([{"type": "maxPooling2d", "ceilMode": true}])", x) ==
          Floats{0.67883553F, 0.58930554F, 0.69975836F, 0.66379465F, 0.94459476F, 0.58655504F,
                 0.90340192F, 0.80739129F, 0.39767684F});
    CHECK(answer(kernels, "[1, 5, 5]", R"([{"type": "maxPooling2d"}])", x) ==
          Floats{0.67883553F, 0.58930554F, 0.66379465F, 0.94459476F});
  });
}

TEST_CASE("Theano LeNet tutorial: 2x2 pooling of 5x5 gives 2x2 without the border, 3x3 with it") {
  const auto pooled = [](const std::string& arguments) {
    return graph_of("[1, 5, 5]", R"([{"type": "maxPooling2d", "poolSize": 2)" + arguments + "}]")
        .output()
        .output;
  };
  CHECK(pooled("") == Shape{1, 1, 2, 2});
  CHECK(pooled(R"(, "ceilMode": true)") == Shape{1, 1, 3, 3});
  CHECK(pooled(R"(, "padding": "same")") == Shape{1, 1, 3, 3});
}

TEST_CASE("Theano LeNet tutorial: the layers of the network") {
  const Summary net("[1, 28, 28]",
                    R"([{"type": "conv2d", "name": "layer0", "filters": 20, "kernelSize": 5},
                        {"type": "maxPooling2d", "name": "pool0"}, {"type": "tanh"},
                        {"type": "conv2d", "name": "layer1", "filters": 50, "kernelSize": 5},
                        {"type": "maxPooling2d", "name": "pool1"}, {"type": "tanh"},
                        {"type": "flatten"},
                        {"type": "dense", "name": "layer2", "units": 500, "activation": "tanh"},
                        {"type": "dense", "name": "layer3", "units": 10}])");
  CHECK(net.shape("layer0") == "20x24x24");
  CHECK(net.shape("pool0") == "20x12x12");
  CHECK(net.shape("layer1") == "50x8x8");
  CHECK(net.shape("pool1") == "50x4x4");
  CHECK(net.of("layer0").parameters == 20 * 25 + 20);
  CHECK(net.of("layer1").parameters == 50 * 20 * 25 + 50);
  CHECK(net.of("layer2").parameters == 800 * 500 + 500);
  CHECK(net.of("layer3").parameters == 500 * 10 + 10);
}

TEST_CASE("Theano LeNet tutorial: Glorot uniform with the fan-out divided by the pool size") {
  BareNetwork network("[1, 28, 28]",
                      R"([{"type": "conv2d", "filters": 20, "kernelSize": 5, "fanOutScale": 0.25},
                      {"type": "maxPooling2d"}])",
                      1);
  const double bound = std::sqrt(6.0 / (25 + 20 * 25 / 4.0));
  float largest = 0;
  for (const float weight : network.parameters.views()[0].values()) {
    largest = std::max(largest, std::abs(weight));
  }
  CHECK(largest <= bound);
  // Of 500 uniform values the largest lies within 3 % of the bound but once in a million times.
  CHECK(largest > 0.97 * bound);
}

TEST_CASE("Theano LeNet tutorial: a bias after max pooling is a bias before it") {
  Random random(9);
  Floats picture(64);
  for (float& pixel : picture) pixel = random.uniform(-1, 1);
  const Floats filter{0.5F, -1, 2, 0.25F};
  const std::string conv = R"([{"type": "conv2d", "filters": 1, "kernelSize": 2, "useBias": )";
  const std::string pool = R"({"type": "maxPooling2d"})";
  with_all_kernels([&](const Kernels& kernels) {
    const Floats before =
        answer(kernels, "[1, 8, 8]", conv + "true}, " + pool + R"(, {"type": "tanh"}])", picture,
               {filter, {0.75F}});
    const Floats after =
        answer(kernels, "[1, 8, 8]",
               conv + "false}, " + pool +
                   R"(, {"type": "rescaling", "scale": 1, "offset": 0.75}, {"type": "tanh"}])",
               picture, {filter});
    check_printed(after, before, 1e-6);
  });
}

TEST_CASE("Theano LeNet tutorial: random 9x9 filters act as edge detectors") {
  // Dark to the left, bright to the right of column 20: away from the edge a filter answers the
  // same for neighbouring pixels, over the edge it does not.
  Floats picture(40 * 40);
  for (std::size_t i = 0; i < picture.size(); ++i) picture[i] = i % 40 < 20 ? 0.25F : 1.0F;
  BareNetwork network(
      "[1, 40, 40]",
      R"([{"type": "conv2d", "filters": 2, "kernelSize": 9, "activation": "sigmoid"}])", 1);
  network.set_picture(picture);
  const Floats maps = network.forward();
  for (std::size_t map = 0; map < 2; ++map) {
    const float* row = maps.data() + map * 32 * 32 + std::size_t{16} * 32;
    for (std::size_t column = 0; column + 1 < 32; ++column) {
      CAPTURE(column);
      // Windows from `column` and from the next one differ when either holds the edge.
      const bool on_edge = column >= 11 && column < 20;
      const float step = std::abs(row[column + 1] - row[column]);
      if (on_edge) {
        CHECK(step > 1e-5F);
      } else {
        CHECK(step < 1e-6F);
      }
    }
  }
}

}  // namespace receptive::testing::theano_test
