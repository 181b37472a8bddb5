// SAS deep learning documentation: rules for padding, pooling and batch normalization.

#include <algorithm>

#include "core/worked_examples/support.h"

namespace receptive::testing::sas_test {

TEST_CASE("SAS deep learning: padding of rows under odd and even filters") {
  const Floats x{2, 4, 6, 1, 5, 3, 2};
  const Floats odd{2, -1, 0.1F};
  const Floats even{2, -1, 0.1F, 5};
  const Floats counting{1, 2, 3, 4, 5};
  with_all_kernels([&](const Kernels& kernels) {
    const auto row = [&](const Floats& values, const Floats& filter, const std::string& padding) {
      return convolved_row(kernels, values, filter, padding);
    };
    check_printed(row(x, odd, R"("valid")"), {0.6F, 2.1F, 11.5F, -2.7F, 7.2F}, 1e-6);
    check_printed(row(x, odd, "[0, 1]"), {-1.6F, 0.6F, 2.1F, 11.5F, -2.7F, 7.2F, 4}, 1e-6);
    // 1 on the left and 2 on the right.
    check_printed(row(x, even, R"("same")"), {28.4F, 5.6F, 27.1F, 26.5F, 7.3F, 7.2F, 4}, 1e-6);
    CHECK(row(counting, {1, 2}, R"("same")") == Floats{5, 8, 11, 14, 5});
    CHECK(row(counting, {1, 2}, R"("valid")") == Floats{5, 8, 11, 14});
    CHECK(row(counting, {1, 2}, "[0, 1]") == Floats{2, 5, 8, 11, 14, 5});
  });
}

TEST_CASE("SAS deep learning: a stride with automatic padding makes ceil(W / s) outputs") {
  for (int width = 1; width <= 12; ++width) {
    for (int stride = 1; stride <= 4; ++stride) {
      const std::string w = std::to_string(width);
      const Graph graph = graph_of("[1, " + w + ", " + w + "]",
                                   R"([{"type": "conv2d", "filters": 1, "kernelSize": 3,
                                        "padding": "same", "strides": )" +
                                       std::to_string(stride) + "}]");
      CHECK(graph.output().output.w == (width + stride - 1) / stride);
      CHECK(graph.output().output.h == (width + stride - 1) / stride);
    }
  }
}

TEST_CASE("SAS deep learning: pooling windows shrink at the far edge") {
  const Floats x{2, 4, 6, 1, 5, 3, 2};
  const std::string window = R"("poolSize": [1, 3], "strides": 1, "padding": [0, 0, 0, 2]})";
  with_all_kernels([&](const Kernels& kernels) {
    CHECK(answer(kernels, "[1, 1, 7]", R"([{"type": "maxPooling2d", )" + window + "]", x) ==
          Floats{6, 6, 6, 5, 5, 3, 2});
    // Divided by the pixels really covered: 3, then 2, then 1.
    check_printed(
        answer(kernels, "[1, 1, 7]", R"([{"type": "averagePooling2d", )" + window + "]", x),
        {4, 11.0F / 3, 4, 3, 10.0F / 3, 2.5F, 2}, 1e-6);
  });
}

TEST_CASE("SAS deep learning: LeNet pools with padding 1") {
  // 2x2 windows with stride 2 on 28x28, padded by 1 on each side: 15x15 instead of 14x14, and the
  // corner windows cover a single pixel.
  const std::string layers = R"([{"type": "averagePooling2d", "padding": 1}])";
  CHECK(graph_of("[1, 28, 28]", layers).output().output == Shape{1, 1, 15, 15});
  Floats picture(16);
  for (std::size_t i = 0; i < 16; ++i) picture[i] = static_cast<float>(i);
  with_all_kernels([&](const Kernels& kernels) {
    check_printed(answer(kernels, "[1, 4, 4]", layers, picture),
                  {0, 1.5F, 3, 6, 7.5F, 9, 12, 13.5F, 15}, 1e-6);
  });
}

TEST_CASE("SAS deep learning: batch normalization takes one mean a map, over batch and pixels") {
  // A batch of 3 with maps of 5x5: 75 values a mean.
  const int batch = 3;
  const std::string layers = R"([{"type": "batchNormalization", "epsilon": 0.001}])";
  Random random(31);
  Floats pictures(static_cast<std::size_t>(batch) * 2 * 25);
  for (float& pixel : pictures) pixel = random.uniform(-2, 5);
  with_all_kernels([&](const Kernels& kernels) {
    BareNetwork network("[2, 5, 5]", layers, batch, kernels);
    network.set_picture(pictures);
    const Floats found = network.forward(/*training=*/true);
    for (std::size_t map = 0; map < 2; ++map) {
      double sum = 0;
      double squares = 0;
      const auto each = [&](const auto& use) {
        for (std::size_t n = 0; n < 3; ++n) {
          for (std::size_t i = 0; i < 25; ++i) use((n * 2 + map) * 25 + i);
        }
      };
      each([&](std::size_t at) { sum += pictures[at]; });
      const double mean = sum / 75;
      each([&](std::size_t at) { squares += (pictures[at] - mean) * (pictures[at] - mean); });
      const double deviation = std::sqrt(squares / 75 + 0.001);
      each([&](std::size_t at) {
        CHECK(found[at] == doctest::Approx((pictures[at] - mean) / deviation).epsilon(1e-4));
      });
    }
  });
}

TEST_CASE("SAS deep learning: behind a dense layer, batch normalization has a mean a neuron") {
  const Summary summary("[1, 4, 4]",
                        R"([{"type": "dense", "units": 6, "useBias": false},
                            {"type": "batchNormalization"}, {"type": "relu"}])");
  // gamma, beta, mean and variance.
  CHECK(summary.of("batchNormalization").parameters == 4 * 6);
  CHECK(summary.of("batchNormalization").trained == 2 * 6);
  CHECK(summary.of("dense").parameters == 16 * 6);
  const Summary maps("[3, 4, 4]",
                     R"([{"type": "conv2d", "filters": 5, "kernelSize": 3, "useBias": false},
                         {"type": "batchNormalization"}, {"type": "relu"}])");
  CHECK(maps.of("batchNormalization").trained == 2 * 5);
}

TEST_CASE("SAS deep learning: gamma and beta are left out of L1 and L2") {
  const Graph graph = graph_of("[3, 4, 4]", R"([{"type": "batchNormalization"}])");
  for (const ParameterInfo& parameter : graph.nodes()[0].parameters) {
    CAPTURE(parameter.name);
    CHECK(parameter.role != ParameterRole::weight);
  }
}

TEST_CASE("SAS deep learning: scoring uses the statistics of the training set") {
  // Two batches of one feature: mean 3 and variance 3.5 over all four examples.
  const std::string layers = R"([{"type": "batchNormalization", "epsilon": 0.001}])";
  with_all_kernels([&](const Kernels& kernels) {
    BareNetwork network("[1, 1, 1]", layers, 2, kernels);
    const auto collect = [&](const Floats& batch, std::int64_t before) {
      network.set_picture(batch);
      network.execution.forward(network.parameters, 2,
                                {.mode = PassMode::collecting, .collected = before});
    };
    collect({1, 2}, 0);
    collect({3, 6}, 2);
    network.set_picture(Floats{3, 5});
    const Floats scored = network.forward();
    const double deviation = std::sqrt(3.5 + 0.001);
    CHECK(scored[0] == doctest::Approx(0).epsilon(1e-5));
    CHECK(scored[1] == doctest::Approx(2 / deviation).epsilon(1e-4));
  });
}

TEST_CASE("SAS deep learning: residual and concat layers") {
  const Floats picture{1, -2, 3, 4};
  with_all_kernels([&](const Kernels& kernels) {
    CHECK(answer(kernels, "[1, 2, 2]",
                 R"([{"type": "relu", "name": "branch"},
                     {"type": "add", "inputs": ["input", "branch"]}])",
                 picture) == Floats{2, -2, 6, 8});
    CHECK(answer(kernels, "[1, 2, 2]",
                 R"([{"type": "relu", "name": "branch"},
                     {"type": "concatenate", "inputs": ["input", "branch"]}])",
                 picture) == Floats{1, -2, 3, 4, 1, 0, 3, 4});
  });
}

}  // namespace receptive::testing::sas_test
