// Figures from Machine Learning Mastery, the KTH slides, and what is told of filters and inception.

#include <algorithm>
#include <cmath>

#include "core/worked_examples/support.h"
#include "data/generators/xo_generator.h"
#include "inspect/explain/fft_convolution.h"
#include "train/schedule.h"
#include "train/trainer.h"

namespace receptive::testing::other_figures_test {

TEST_CASE("Machine Learning Mastery: 32x32, ten 5x5 filters, pool, dense 200") {
  const Summary net("[1, 32, 32]",
                    R"([{"type": "conv2d", "filters": 10, "kernelSize": 5},
                        {"type": "maxPooling2d"},
                        {"type": "dense", "units": 200}])");
  CHECK(net.shape("conv2d") == "10x28x28");
  CHECK(net.of("conv2d").parameters == 10 * 26);
  CHECK(net.of("conv2d").cost.connections == 203840);
  CHECK(net.shape("maxPooling2d") == "10x14x14");
  CHECK(net.of("dense").parameters == 392200);
}

TEST_CASE("KTH slides: the shapes of the Keras CNN") {
  const Summary net("[1, 28, 28]",
                    R"([{"type": "conv2d", "filters": 32, "kernelSize": 5, "padding": "same",
                         "activation": "relu"},
                        {"type": "maxPooling2d"},
                        {"type": "conv2d", "filters": 64, "kernelSize": 5, "padding": "same",
                         "activation": "relu"},
                        {"type": "maxPooling2d"}, {"type": "flatten"},
                        {"type": "dense", "units": 1024, "activation": "relu"},
                        {"type": "dense", "units": 10}, {"type": "softmax"}])");
  CHECK(net.shape("conv2d") == "32x28x28");
  CHECK(net.shape("maxPooling2d") == "32x14x14");
  CHECK(net.shape("conv2d_1") == "64x14x14");
  CHECK(net.shape("maxPooling2d_1") == "64x7x7");
  CHECK(net.shape("flatten") == "3136x1x1");
  // 832 + 51,264 + 3,212,288 + 10,250.
  CHECK(net.parameters() == 3274634);
}

TEST_CASE("KTH slides: the ladder before the CNN") {
  const Summary softmax("[1, 28, 28]", R"([{"type": "dense", "units": 10}])");
  CHECK(softmax.parameters() == 7850);
  const Summary perceptron("[1, 28, 28]",
                           R"([{"type": "dense", "units": 128, "activation": "relu",
                                "kernelInitializer": "heNormal"},
                               {"type": "dropout", "rate": 0.2},
                               {"type": "dense", "units": 10}])");
  CHECK(perceptron.parameters() == 101770);
}

TEST_CASE("KTH slides: the rate of the dense net is 0.01 * 0.6^epoch") {
  Trainer trainer(parse_trainer_spec(R"({
    "input": [1, 9, 9], "layers": [{"type": "dense", "units": 2}], "batchSize": 10,
    "optimizer": {"type": "adam", "learningRate": 0.01},
    "schedule": {"type": "exponential", "rate": 0.6}})"));
  trainer.set_training_data(std::make_shared<const Dataset>(make_xo({.count = 20})));
  for (int epoch = 0; epoch < 4; ++epoch) {
    for (int step = 0; step < 2; ++step) {
      CHECK(trainer.step().learning_rate ==
            doctest::Approx(0.01 * std::pow(0.6, epoch)).epsilon(1e-6));
    }
  }
}

TEST_CASE("softmax of the edge kernel and of the Gaussian") {
  with_all_kernels([](const Kernels& kernels) {
    const Floats edge = answer(kernels, "[1, 3, 3]", R"([{"type": "softmax"}])",
                               {-1, -1, -1, -1, 8, -1, -1, -1, -1});
    const Floats blur = answer(kernels, "[1, 3, 3]", R"([{"type": "softmax"}])",
                               {1.0F / 16, 1.0F / 8, 1.0F / 16, 1.0F / 8, 1.0F / 4, 1.0F / 8,
                                1.0F / 16, 1.0F / 8, 1.0F / 16});
    const float around = 0.000123F;
    check_printed(edge, {around, around, around, around, 0.999014F, around, around, around, around},
                  5e-7);
    const float corner = 0.105661F;
    const float side = 0.112476F;
    check_printed(blur, {corner, side, corner, side, 0.127452F, side, corner, side, corner}, 5e-7);
  });
}

TEST_CASE("the convolution theorem: convolving by FFT gives the same map") {
  Random random(41);
  for (int i = 0; i < 60; ++i) {
    const auto extent = [&](int most) {
      return 1 + static_cast<int>(random.below(static_cast<std::uint32_t>(most)));
    };
    const int height = extent(30);
    const int width = extent(30);
    const int kernel_h = extent(height);
    const int kernel_w = extent(width);
    CAPTURE(height);
    CAPTURE(width);
    CAPTURE(kernel_h);
    CAPTURE(kernel_w);
    const auto some = [&](int count) {
      Floats values(static_cast<std::size_t>(count));
      for (float& value : values) value = random.uniform(-1, 1);
      return values;
    };
    const Floats map = some(height * width);
    const Floats filter = some(kernel_h * kernel_w);
    for (const bool same : {false, true}) {
      const Floats by_sums = answer(
          reference_kernels(), "[1, " + std::to_string(height) + ", " + std::to_string(width) + "]",
          R"([{"type": "conv2d", "filters": 1, "useBias": false, "padding": )" +
              std::string(same ? R"("same")" : R"("valid")") + R"(, "kernelSize": [)" +
              std::to_string(kernel_h) + ", " + std::to_string(kernel_w) + "]}]",
          map, {filter});
      const Floats by_fft = convolve_by_fft({map, height, width}, {filter, kernel_h, kernel_w},
                                            same ? FftPadding::same : FftPadding::valid);
      CHECK(difference(by_fft, by_sums, sum_tolerance(kernel_h * kernel_w)) == "");
    }
  }
}

TEST_CASE("inception: what a 5x5 convolution costs, and a bottleneck saves") {
  const Summary straight("[192, 28, 28]",
                         R"([{"type": "conv2d", "filters": 32, "kernelSize": 5,
                              "padding": "same"}])");
  CHECK(straight.of("conv2d").cost.multiply_adds == 120422400);
  const Summary bottleneck("[192, 28, 28]",
                           R"([{"type": "conv2d", "name": "reduce", "filters": 16,
                                "kernelSize": 1},
                               {"type": "conv2d", "name": "wide", "filters": 32, "kernelSize": 5,
                                "padding": "same"}])");
  CHECK(bottleneck.of("reduce").cost.multiply_adds == 2408448);
  CHECK(bottleneck.of("wide").cost.multiply_adds == 10035200);
  CHECK(bottleneck.of("reduce").cost.multiply_adds + bottleneck.of("wide").cost.multiply_adds ==
        12443648);
}

}  // namespace receptive::testing::other_figures_test
