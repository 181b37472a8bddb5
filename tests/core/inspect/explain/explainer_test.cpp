// A picture of a trained network explained: units, gradients from the loss on, weights.

#include "inspect/explain/explainer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "inspect/explain/reach.h"
#include "train/trainer.h"

namespace receptive::explainer_test {

namespace {

using receptive::ConstTensorView;
using receptive::Explainer;
using receptive::Graph;
using receptive::Probe;
using receptive::Trainer;
using receptive::UnitGradient;
using receptive::WeightArithmetic;

constexpr std::size_t all = 1'000'000;

std::string spec(const std::string& rest = "",
                 const std::string& end = R"(, {"type": "softmax"})") {
  return R"({"input": [1, 9, 9], "seed": 3, "batchSize": 8, "layers": [
      {"type": "conv2d", "name": "conv", "filters": 3, "kernelSize": 3, "padding": "same"},
      {"type": "relu"}, {"type": "maxPooling2d", "poolSize": 2, "ceilMode": true},
      {"type": "batchNormalization", "name": "norm"},
      {"type": "flatten"}, {"type": "dropout", "rate": 0.5},
      {"type": "dense", "name": "out", "units": 2})" +
         end + "]" + rest + "}";
}

/// A network that has trained some steps, and a picture that it has not seen.
struct Trained {
  explicit Trained(const std::string& json, int steps = 5)
      : trainer(receptive::parse_trainer_spec(json)), probe(trainer.network()), picture(81) {
    trainer.set_training_data(
        std::make_shared<receptive::Dataset>(receptive::make_xo({.count = 40, .seed = 2})));
    for (int i = 0; i < steps; ++i) trainer.step();
    const receptive::Dataset data = receptive::make_xo({.count = 1, .seed = 9});
    std::vector<std::uint8_t> labels(1);
    data.gather_range(0, {picture.data(), data.example}, {.classes = labels});
    label = labels[0];
  }
  [[nodiscard]] ConstTensorView view() const { return {picture.data(), {1, 1, 9, 9}}; }
  [[nodiscard]] int index_of(const std::string& name) const {
    for (const auto& one : parameter_names(trainer.network().graph())) {
      if (one.text == name) return one.index;
    }
    FAIL("no " << name);
    return 0;
  }

  Trainer trainer;
  Probe probe;
  std::vector<float> picture;
  int label = 0;
};

bool near(double a, double b) { return std::abs(a - b) <= 2e-5 * (1.0 + std::abs(a)); }

}  // namespace

TEST_CASE("explainer: every unit and every gradient agree with what the network holds") {
  Trained trained(spec());
  Explainer explainer(trained.trainer.network(), trained.probe);
  const Graph& graph = trained.trainer.network().graph();
  for (int node = Graph::network_input; node < static_cast<int>(graph.nodes().size()); ++node) {
    const auto places = static_cast<int>(receptive::shape_of(graph, node).example_count());
    for (int place = 0; place < places; ++place) {
      const auto unit = explainer.unit(trained.view(), node, place);
      const UnitGradient gradient = explainer.gradient(trained.view(), trained.label, node, place);
      CAPTURE(graph.name_of(node));
      CAPTURE(place);
      CHECK(near(unit.value, unit.activation));
      CHECK(near(gradient.sum, gradient.gradient));
      CHECK(gradient.of_loss.has_value() == (node >= trained.trainer.network().scores_node()));
      CHECK(gradient.parts.empty() == gradient.of_loss.has_value());
    }
  }
}

TEST_CASE("explainer: a score's gradient is probability - target, behind it stands the softmax") {
  Trained trained(spec(R"(, "loss": {"type": "softmaxCrossEntropy", "labelSmoothing": 0.1})"));
  Explainer explainer(trained.trainer.network(), trained.probe);
  const int scores = trained.trainer.network().scores_node();
  const int wrong = 1 - trained.label;
  const UnitGradient score = explainer.gradient(trained.view(), trained.label, scores, wrong);
  REQUIRE(score.of_loss.has_value());
  CHECK(score.of_loss->loss == "softmaxCrossEntropy");
  CHECK(*score.of_loss->target == doctest::Approx(0.05));
  REQUIRE(trained.probe.answer().size() == 2);
  CHECK(trained.probe.answer()[static_cast<std::size_t>(wrong)] ==
        doctest::Approx(*score.of_loss->probability));
  const auto softmax = explainer.unit(trained.view(), scores + 1, wrong);
  CHECK(softmax.rule == receptive::UnitRule::softmax);
  CHECK(*score.of_loss->probability == doctest::Approx(softmax.value));
  CHECK(score.sum == doctest::Approx(softmax.value - 0.05));
  const UnitGradient after = explainer.gradient(trained.view(), trained.label, scores + 1, wrong);
  CHECK(after.sum == doctest::Approx(-0.05 / softmax.value));
}

TEST_CASE("explainer: the scores' gradient of every loss is what the loss sends back") {
  for (const char* loss : {"meanSquaredError", "hinge", "maximumAPosteriori"}) {
    CAPTURE(loss);
    Trained trained(spec(R"(, "loss": ")" + std::string(loss) + "\"", ""));
    Explainer explainer(trained.trainer.network(), trained.probe);
    for (int score = 0; score < 2; ++score) {
      const UnitGradient unit = explainer.gradient(trained.view(), trained.label,
                                                   trained.trainer.network().scores_node(), score);
      REQUIRE(unit.of_loss.has_value());
      CHECK(unit.of_loss->loss == loss);
      CHECK(near(unit.sum, unit.gradient));
    }
  }
}

TEST_CASE("explainer: gradients are of the loss that training weighs by class") {
  for (const char* loss :
       {"softmaxCrossEntropy", "meanSquaredError", "hinge", "maximumAPosteriori"}) {
    CAPTURE(loss);
    const std::string type = R"(, "loss": {"type": ")" + std::string(loss) + "\"";
    // After no step both have the same weights.
    Trained plain(spec(type + "}"), 0);
    Trained weighted(spec(type + R"(, "classWeight": [2.5, 0.5]})"), 0);
    const double weight = weighted.label == 0 ? 2.5 : 0.5;
    Explainer explainer(weighted.trainer.network(), weighted.probe);
    const int scores = weighted.trainer.network().scores_node();
    for (int score = 0; score < 2; ++score) {
      const UnitGradient unit = explainer.gradient(weighted.view(), weighted.label, scores, score);
      const UnitGradient without = Explainer(plain.trainer.network(), plain.probe)
                                       .gradient(plain.view(), plain.label, scores, score);
      CHECK(unit.of_loss->weight == weight);
      CHECK_FALSE(without.of_loss->weight.has_value());
      CHECK(unit.of_loss->target == without.of_loss->target);
      CHECK(near(unit.sum, unit.gradient));
      CHECK(unit.sum == doctest::Approx(weight * without.sum));
      CHECK(weighted.probe.loss() == doctest::Approx(weight * plain.probe.loss()));
      const UnitGradient softmax =
          explainer.gradient(weighted.view(), weighted.label, scores + 1, score);
      CHECK(softmax.sum ==
            doctest::Approx(weight * Explainer(plain.trainer.network(), plain.probe)
                                         .gradient(plain.view(), plain.label, scores + 1, score)
                                         .sum));
    }
    const int bias = weighted.index_of("out.bias");
    const WeightArithmetic one =
        explainer.weight(weighted.view(), weighted.label, bias, weighted.label, all);
    CHECK(near(one.sum, one.analytic));
    if (one.numeric.note.empty()) CHECK(one.numeric.relative_error < 0.01);
  }
}

TEST_CASE("explainer: every weight's uses, backward pass and difference quotient agree") {
  Trained trained(spec());
  Explainer explainer(trained.trainer.network(), trained.probe);
  int compared = 0;
  for (const auto& name : parameter_names(trained.trainer.network().graph())) {
    for (int place = 0; place < static_cast<int>(name.info->shape.count()); ++place) {
      CAPTURE(name.text);
      CAPTURE(place);
      const WeightArithmetic weight =
          explainer.weight(trained.view(), trained.label, name.index, place, all);
      CHECK(near(weight.sum, weight.analytic));
      CHECK(weight.total == weight.uses.size());
      if (!weight.numeric.note.empty()) continue;
      ++compared;
      CHECK(weight.numeric.relative_error < 0.01);
      CHECK(weight.numeric.gradient ==
            doctest::Approx((weight.numeric.loss_above - weight.numeric.loss_below) /
                            (2 * weight.numeric.step)));
    }
  }
  CHECK(compared > 100);
}

TEST_CASE(
    "explainer: a filter's weight is used at every place, most of all where products are "
    "largest") {
  Trained trained(spec());
  Explainer explainer(trained.trainer.network(), trained.probe);
  const int conv = trained.index_of("conv.weight");
  const WeightArithmetic weight = explainer.weight(trained.view(), trained.label, conv, 4, 10);
  CHECK(weight.total == 81);
  REQUIRE(weight.uses.size() == 10);
  for (std::size_t i = 1; i < weight.uses.size(); ++i) {
    CHECK(std::abs(weight.uses[i].gradient * weight.uses[i].value) <=
          std::abs(weight.uses[i - 1].gradient * weight.uses[i - 1].value));
  }
  CHECK_THROWS_WITH_AS(explainer.weight(trained.view(), trained.label, conv, 27, all),
                       "place: expected 0 to 26, the places of conv.weight, found 27",
                       receptive::ArgumentError);
}

TEST_CASE("explainer: looking changes nothing of the training") {
  Trained one(spec(R"(, "optimizer": "adam")"));
  Trained other(spec(R"(, "optimizer": "adam")"));
  Explainer explainer(one.trainer.network(), one.probe);
  for (int place = 0; place < 27; ++place) {
    explainer.weight(one.view(), one.label, one.index_of("conv.weight"), place, all);
  }
  CHECK(std::ranges::equal(one.trainer.network().parameters().values(),
                           other.trainer.network().parameters().values()));
  one.trainer.step();
  other.trainer.step();
  CHECK(std::ranges::equal(one.trainer.network().parameters().values(),
                           other.trainer.network().parameters().values()));
}

TEST_CASE("explainer: a kink is named where a weight stands on it") {
  // Two scores from one relu whose input is exactly 0: below it the loss does not move, above it
  // does.
  const Trainer trainer(receptive::parse_trainer_spec(R"({"input": [1, 1, 1], "layers": [
      {"type": "dense", "name": "first", "units": 1, "useBias": false, "kernelValues": [0]},
      {"type": "relu"},
      {"type": "dense", "units": 2, "useBias": false, "kernelValues": [1, -2]}]})"));
  Probe probe(trainer.network());
  const float picture = 1.0F;
  const WeightArithmetic weight =
      Explainer(trainer.network(), probe).weight({&picture, {1, 1, 1, 1}}, 1, 0, 0, all);
  CHECK(weight.analytic == 0.0);
  CHECK(weight.numeric.relative_error == doctest::Approx(1.0));
  CHECK(weight.numeric.note.find("kink") != std::string::npos);
}

}  // namespace receptive::explainer_test
