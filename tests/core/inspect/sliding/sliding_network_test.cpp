#include "inspect/sliding/sliding_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "inspect/sliding/sliding_canvas.h"
#include "train/trainer.h"

namespace receptive::sliding_network_test {

namespace {

TrainerSpec spec_of(const std::string& layers) {
  return parse_trainer_spec(R"({"input": [1, 9, 9], "seed": 4, "layers": )" + layers + "}");
}

}  // namespace

TEST_CASE("a network without padding answers for every position what it answers for the crop") {
  const TrainerSpec spec = spec_of(
      R"([{"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
          {"type": "maxPooling2d"}, {"type": "flatten"},
          {"type": "dense", "units": 5, "activation": "tanh"},
          {"type": "dense", "units": 3, "activation": "softmax"}])");
  Trainer trainer(spec);
  const Shape canvas{1, 1, 20, 27};
  SlidingNetwork slide(spec.model, trainer.network(), canvas);
  CHECK(slide.answers() == Shape{1, 3, 6, 10});
  CHECK(slide.stride_down() == 2);
  CHECK(slide.stride_right() == 2);

  Random random(8);
  std::vector<float> picture(canvas.count());
  for (float& pixel : picture) pixel = random.uniform(-1, 1);
  const ConstTensorView view{picture.data(), canvas};
  std::vector<float> scores(slide.answers().count());
  std::vector<float> answers(scores.size());
  const auto compare = [&] {
    slide.run(view, {scores.data(), slide.answers()}, {answers.data(), slide.answers()});
    // In two pieces, one of them longer than what is run together.
    std::vector<float> crops(60 * 3);
    slide.ask_crops(view, 0, 45, {crops.data(), {45, 3, 1, 1}});
    slide.ask_crops(view, 45, 15, {crops.data() + 45 * 3, {15, 3, 1, 1}});
    double largest = 0;
    for (std::size_t at = 0; at < 60; ++at) {
      double sum = 0;
      for (std::size_t c = 0; c < 3; ++c) {
        largest = std::max(largest,
                           std::abs(static_cast<double>(answers[c * 60 + at] - crops[at * 3 + c])));
        sum += static_cast<double>(answers[c * 60 + at]);
      }
      CHECK(sum == doctest::Approx(1));
    }
    return largest;
  };
  CHECK(compare() < 1e-5);

  // It follows the training.
  const std::vector<float> before = answers;
  const std::vector<float> batch(2 * 81, 0.5F);
  const std::vector<std::uint8_t> labels = {0, 1};
  for (int step = 0; step < 20; ++step) {
    trainer.train_batch({{batch.data(), {2, 1, 9, 9}}, receptive::ClassTargets{labels}});
  }
  CHECK(compare() < 1e-5);
  CHECK(before != answers);

  CHECK_THROWS_AS(slide.ask_crops(view, 50, 11, {answers.data(), {11, 3, 1, 1}}), ArgumentError);
  CHECK_THROWS_AS(slide.run({picture.data(), {1, 1, 27, 20}}, {scores.data(), slide.answers()},
                            {answers.data(), slide.answers()}),
                  ArgumentError);
}

TEST_CASE("a network that cannot be slid is refused by the layer's name") {
  const TrainerSpec spec = spec_of(
      R"([{"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "softmax"},
          {"type": "flatten"}, {"type": "dense", "units": 2}])");
  const Trainer trainer(spec);
  CHECK_THROWS_WITH_AS(SlidingNetwork(spec.model, trainer.network(), {1, 1, 20, 20}),
                       doctest::Contains("softmax"), SpecError);
}

TEST_CASE("pictures are laid onto a canvas, ink over paper") {
  std::vector<float> canvas(4 * 5, -1.0F);
  const TensorView view{canvas.data(), {1, 1, 4, 5}};
  const std::vector<float> picture = {-1, 0.5F, 1, -1};
  const ConstTensorView small{picture.data(), {1, 1, 2, 2}};
  lay_onto(view, small, 1, 1, -1);
  CHECK(canvas[1 * 5 + 2] == 0.5F);
  CHECK(canvas[2 * 5 + 1] == 1);
  lay_onto(view, small, 1, 0, -1);  // its paper does not erase, its ink covers what is lighter
  CHECK(canvas[1 * 5 + 1] == 0.5F);
  CHECK(canvas[2 * 5 + 1] == 1);
  CHECK(canvas[2 * 5 + 0] == 1);
  lay_onto(view, small, 3, 4, -1);
  lay_onto(view, small, -1, -1, -1);
  CHECK(canvas[0] == -1);
  CHECK(std::ranges::count(canvas, -1.0F) == 16);
}

TEST_CASE("strokes are drawn onto a canvas in its pixels") {
  std::vector<float> canvas(2 * 6 * 8, 1.0F);
  const TensorView view{canvas.data(), {1, 2, 6, 8}};
  const std::vector<PenPoint> points = {{1, 3, 0.5F}, {7, 3, 0.5F}};
  const std::vector<int> lengths = {2};
  draw_onto(view, {points, lengths}, 2, {.paper = 1, .ink = 0});
  CHECK(canvas[2 * 8 + 4] == doctest::Approx(0));
  CHECK(canvas[48 + 3 * 8 + 4] == doctest::Approx(0));
  CHECK(canvas[0] == 1);
  const std::vector<int> wrong = {3};
  CHECK_THROWS_AS(draw_onto(view, {points, wrong}, 2, {}), ArgumentError);
  const std::vector<PenPoint> far = {{100, 3, 0.5F}, {7, 3, 0.5F}};
  CHECK_THROWS_AS(draw_onto(view, {far, lengths}, 2, {}), ArgumentError);
}

TEST_CASE("scattered pictures lie on the canvas and apart, the same for a seed") {
  const Shape canvas{1, 1, 84, 140};
  const Shape window{1, 1, 28, 28};
  const std::vector<PlacedPicture> placed = scatter(canvas, window, 9, 100, 5);
  CHECK(placed.size() >= 7);
  for (std::size_t a = 0; a < placed.size(); ++a) {
    const auto& [picture, top, left] = placed[a];
    CHECK((picture >= 0 && picture < 100));
    CHECK((top >= 0 && top <= 56));
    CHECK((left >= 0 && left <= 112));
    for (std::size_t b = 0; b < a; ++b) {
      const bool apart =
          std::abs(top - placed[b].top) >= 25 || std::abs(left - placed[b].left) >= 25;
      CHECK(apart);
    }
  }
  const std::vector<PlacedPicture> again = scatter(canvas, window, 9, 100, 5);
  REQUIRE(again.size() == placed.size());
  CHECK(again[3].left == placed[3].left);
  const std::vector<PlacedPicture> other = scatter(canvas, window, 9, 100, 6);
  CHECK(other[0].left != placed[0].left);
}

TEST_CASE("the ink of windows, and peaks that keep their distance") {
  const SlidingWindow window{
      .height = 4, .width = 4, .stride_down = 2, .stride_right = 2, .rows = 3, .columns = 4};
  std::vector<float> canvas(8 * 10, 0.0F);
  for (const int row : {3, 4}) {
    for (const int column : {3, 4}) canvas[static_cast<std::size_t>(row * 10 + column)] = 1;
  }
  const WindowInk ink = window_ink({canvas.data(), {1, 1, 8, 10}}, window, {});
  CHECK(ink.ink[0] == 1);
  CHECK(ink.ink[5] == 4);
  CHECK(ink.off_centre[5] == doctest::Approx(0));
  CHECK(ink.ink[3] == 0);
  CHECK(ink.off_centre[3] == 2);

  // Two classes; class 1 is sure of three neighbours and of one far away.
  std::vector<float> answers(2 * 12, 0.1F);
  for (const std::size_t at : {4U, 5U, 6U}) answers[12 + at] = 0.99F;
  answers[3] = 0.8F;
  const std::vector<std::uint8_t> all(12, 1);
  const ConstTensorView view{answers.data(), {1, 2, 3, 4}};
  const std::vector<Peak> peaks = find_peaks(view, window, ink.off_centre, all, 0.5F);
  REQUIRE(peaks.size() == 2);
  CHECK(peaks[0].label == 1);
  CHECK(peaks[0].row == 1);
  CHECK(peaks[0].column == 1);  // where the ink is in the middle
  CHECK(peaks[1].label == 0);
  CHECK(peaks[1].column == 3);
  std::vector<std::uint8_t> some = all;
  some[3] = 0;
  CHECK(find_peaks(view, window, ink.off_centre, some, 0.5F).size() == 1);
  CHECK(find_peaks(view, window, ink.off_centre, all, 0.995F).empty());
}

}  // namespace receptive::sliding_network_test
