// Brohrer, "How Convolutional Neural Networks Work"; the same figures stand in the KTH slides.

#include "core/worked_examples/support.h"
#include "data/generators/xo_generator.h"
#include "train/trainer.h"

namespace receptive::testing::brohrer_test {

namespace {

/// The 9x9 X with ink +1 and paper -1.
Floats plain_picture() {
  Floats picture;
  for (const std::uint8_t byte : plain_x(9)) picture.push_back(byte == 0 ? -1.0F : 1.0F);
  return picture;
}

/// The three filters, divided by their nine pixels, so that 1 is a perfect match.
Floats filters() {
  Floats values{1,  -1, -1, -1, 1, -1, -1, -1, 1,    // A
                1,  -1, 1,  -1, 1, -1, 1,  -1, 1,    // B
                -1, -1, 1,  -1, 1, -1, 1,  -1, -1};  // C
  for (float& value : values) value /= 9;
  return values;
}

Floats negative(Floats picture) {
  for (float& pixel : picture) pixel = -pixel;
  return picture;
}

}  // namespace

TEST_CASE("Brohrer, X's and O's: the ink of the plain X is both diagonals of the inner 7x7") {
  const Floats picture = plain_picture();
  for (std::size_t row = 0; row < 9; ++row) {
    for (std::size_t column = 0; column < 9; ++column) {
      const bool inner = row >= 1 && row <= 7;
      const bool ink = inner && (row == column || row + column == 8);
      CHECK(picture[row * 9 + column] == (ink ? 1.0F : -1.0F));
    }
  }
}

TEST_CASE("Brohrer, X's and O's: three filters, ReLU and pooling over the plain X") {
  with_all_kernels([](const Kernels& kernels) {
    BareNetwork network("[1, 9, 9]",
                        R"([{"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
                        {"type": "maxPooling2d", "ceilMode": true}])",
                        1, kernels);
    network.set_parameter(0, filters());
    network.set_picture(plain_picture());
    const Floats pooled = network.forward();

    // The texts print two decimals.
    const Floats maps = network.activation(0);
    check_printed({maps.begin(), maps.begin() + 49},
                  {0.78F,  -0.11F, 0.11F,  0.33F,  0.56F,  -0.11F, 0.33F,   //
                   -0.11F, 1.00F,  -0.11F, 0.33F,  -0.11F, 0.11F,  -0.11F,  //
                   0.11F,  -0.11F, 1.00F,  -0.33F, 0.11F,  -0.11F, 0.56F,   //
                   0.33F,  0.33F,  -0.33F, 0.56F,  -0.33F, 0.33F,  0.33F,   //
                   0.56F,  -0.11F, 0.11F,  -0.33F, 1.00F,  -0.11F, 0.11F,   //
                   -0.11F, 0.11F,  -0.11F, 0.33F,  -0.11F, 1.00F,  -0.11F,  //
                   0.33F,  -0.11F, 0.56F,  0.33F,  0.11F,  -0.11F, 0.78F},
                  0.005);
    check_printed(pooled, {1.00F, 0.33F, 0.56F, 0.33F, 0.33F, 1.00F, 0.33F, 0.56F,  // A
                           0.56F, 0.33F, 1.00F, 0.11F, 0.33F, 0.56F, 0.11F, 0.78F,  //
                           0.56F, 0.33F, 0.56F, 0.33F, 0.33F, 1.00F, 0.56F, 0.11F,  // B
                           0.56F, 0.56F, 0.56F, 0.11F, 0.33F, 0.11F, 0.11F, 0.33F,  //
                           0.33F, 0.56F, 1.00F, 0.78F, 0.56F, 0.56F, 1.00F, 0.33F,  // C
                           1.00F, 1.00F, 0.11F, 0.56F, 0.78F, 0.33F, 0.56F, 0.33F},
                  0.005);
  });
}

TEST_CASE("Brohrer, X's and O's: 1 is a perfect match, -1 the photographic negative") {
  const std::string layers =
      R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "useBias": false}])";
  const Floats all = filters();
  with_all_kernels([&](const Kernels& kernels) {
    for (std::ptrdiff_t i = 0; i < 3; ++i) {
      const Floats filter(all.begin() + 9 * i, all.begin() + 9 * (i + 1));
      Floats patch = filter;
      for (float& pixel : patch) pixel *= 9;
      check_printed(answer(kernels, "[1, 3, 3]", layers, patch, {filter}), {1}, 1e-6);
      check_printed(answer(kernels, "[1, 3, 3]", layers, negative(patch), {filter}), {-1}, 1e-6);
    }
  });
}

TEST_CASE("Brohrer, X's and O's: the printed 0.77 and 0.55 are 7/9 and 5/9 truncated") {
  // The first row of the map of filter A holds both.
  const Floats row = answer(fastest_kernels(), "[1, 9, 9]",
                            R"([{"type": "conv2d", "filters": 3, "kernelSize": 3,
                                 "useBias": false}])",
                            plain_picture(), {filters()});
  CHECK(row[0] == doctest::Approx(7.0 / 9));
  CHECK(std::trunc(row[0] * 100) == 77);
  CHECK(row[4] == doctest::Approx(5.0 / 9));
  CHECK(std::trunc(row[4] * 100) == 55);
}

TEST_CASE("Brohrer, X's and O's: shifted, shrunk, rotated and deformed figures are told apart") {
  Trainer trainer(parse_trainer_spec(R"({
    "input": [1, 9, 9], "seed": 3, "batchSize": 32,
    "layers": [{"type": "conv2d", "filters": 8, "kernelSize": 3, "activation": "relu"},
               {"type": "maxPooling2d", "ceilMode": true},
               {"type": "conv2d", "filters": 8, "kernelSize": 2, "activation": "relu"},
               {"type": "flatten"},
               {"type": "dense", "units": 2}],
    "optimizer": {"type": "adam", "learningRate": 0.01}})"));
  XoOptions options{.count = 1600, .seed = 1, .size = 9, .difficulty = 0.5F};
  trainer.set_training_data(std::make_shared<const Dataset>(make_xo(options)));
  for (int step = 0; step < 6 * 50; ++step) trainer.step();
  options.seed = 2;
  options.count = 1000;
  const Dataset others = make_xo(options);
  CHECK(trainer.network().evaluate(others, 0, 1000).accuracy > 0.96);
}

}  // namespace receptive::testing::brohrer_test
