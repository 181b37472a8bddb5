#include "inspect/looks/probe.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "train/trainer.h"

namespace receptive::probe_test {

namespace {

using receptive::Graph;
using receptive::Probe;
using receptive::Trainer;

Trainer make_trainer(const char* end) {
  return Trainer(
      receptive::parse_trainer_spec(std::string(R"({"input": [1, 9, 9], "seed": 2, "layers": [
          {"type": "conv2d", "filters": 2, "kernelSize": 3, "activation": "tanh"},
          {"type": "dropout", "rate": 0.5},
          {"type": "dense", "units": 2})") +
                                    end + "]}"));
}

}  // namespace

TEST_CASE("a look gives activations, and with a label the gradient of the loss") {
  for (const char* end : {"", R"(, {"type": "softmax"})"}) {
    const Trainer trainer = make_trainer(end);
    Probe probe(trainer.network());
    const receptive::Dataset data = receptive::make_xo({.count = 1});
    std::vector<float> picture(81);
    std::vector<std::uint8_t> label(1);
    data.gather_range(0, {picture.data(), data.example}, {.classes = label});
    const receptive::ConstTensorView view{picture.data(), data.example};

    probe.look(view, {});
    CHECK(!probe.gradient(0).has_value());
    const std::vector<float> answer(probe.answer().begin(), probe.answer().end());
    CHECK(answer[0] + answer[1] == doctest::Approx(1.0));
    CHECK(probe.activation(0).shape == receptive::Shape{1, 2, 7, 7});

    probe.look(view, 1);
    // The same answer, with and without a way back.
    CHECK(std::vector<float>(probe.answer().begin(), probe.answer().end()) == answer);
    // Of the loss with respect to the scores: p - onehot.
    const int scores = trainer.network().scores_node();
    const float* score = probe.activation(scores).data;
    const double p0 = 1 / (1 + std::exp(score[1] - score[0]));
    REQUIRE(probe.gradient(scores).has_value());
    CHECK(probe.gradient(scores)->data[0] == doctest::Approx(p0).epsilon(1e-5));
    CHECK(probe.gradient(scores)->data[1] == doctest::Approx(-p0).epsilon(1e-5));

    // Of the loss with respect to a pixel: the difference quotient.
    const auto loss_at = [&](float change) {
      picture[40] += change;
      probe.look(view, {});
      picture[40] -= change;
      const float* s = probe.activation(scores).data;
      return std::log(1 + std::exp(static_cast<double>(s[0]) - static_cast<double>(s[1])));
    };
    const double difference = (loss_at(0.01F) - loss_at(-0.01F)) / 0.02;
    probe.look(view, 1);
    CHECK(probe.gradient(Graph::network_input)->data[40] ==
          doctest::Approx(difference).epsilon(1e-2));
  }
}

TEST_CASE("a look refuses pictures and labels that do not fit") {
  const Trainer trainer = make_trainer("");
  Probe probe(trainer.network());
  const std::vector<float> picture(81);
  CHECK_THROWS_WITH_AS(probe.look({picture.data(), {1, 1, 9, 8}}, {}),
                       "image: expected one picture of 1x9x9, found 1 of 1x9x8",
                       receptive::ArgumentError);
  CHECK_THROWS_WITH_AS(probe.look({picture.data(), {1, 1, 9, 9}}, 2),
                       "label: expected 0 to 1, found 2", receptive::ArgumentError);
}

}  // namespace receptive::probe_test
