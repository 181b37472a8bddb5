#include "train/looks/health.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"

namespace receptive::health_test {

namespace {

using receptive::Dataset;
using receptive::examine;
using receptive::HealthReport;
using receptive::Trainer;

/// conv2d, `activation`, dense: nodes 0, 1 and 2 (X and O, pictures of 9 x 9).
Trainer make_trainer(const std::string& activation, int batch = 10) {
  return Trainer(receptive::parse_trainer_spec(
      R"({"input": [1, 9, 9], "seed": 2, "batchSize": )" + std::to_string(batch) +
      R"(, "optimizer": {"type": "sgd", "learningRate": 0.1}, "layers": [
          {"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": ")" +
      activation + R"("}, {"type": "dense", "units": 2}]})"));
}

std::shared_ptr<const Dataset> make_data(int count) {
  return std::make_shared<const Dataset>(receptive::make_xo({.count = count}));
}

/// Makes one map of the first layer answer far below or above zero everywhere.
void set_bias(const Trainer& trainer, int map, float bias) {
  trainer.network().parameters().of(trainer.network().graph().nodes()[0])[1].data[map] = bias;
}

}  // namespace

TEST_CASE("names relu maps that are 0 for every picture") {
  Trainer trainer = make_trainer("relu");
  const auto data = make_data(64);
  trainer.set_training_data(data);
  CHECK(examine(trainer, *data, {}).nodes[1].units.dead == 0);
  set_bias(trainer, 1, -50.0F);
  const HealthReport report = examine(trainer, *data, {});
  CHECK(report.nodes[1].units.units == 3);
  CHECK(report.nodes[1].units.dead == 1);
  CHECK(report.nodes[1].units.can_die);
  CHECK(!report.nodes[1].units.can_saturate);
  CHECK(!report.nodes[0].units.can_die);
  CHECK(report.score.examples == 64);
}

TEST_CASE("a map that answers to one picture of the last piece is alive") {
  // Pieces of 3 pictures: what was seen of a unit is kept from one to the next.
  Trainer trainer = make_trainer("relu", 3);
  const auto data = make_data(7);
  trainer.set_training_data(data);
  const HealthReport whole = examine(trainer, *data, {.pictures = 7});
  CHECK(whole.score.examples == 7);
  CHECK(whole.nodes[1].units.dead == 0);
}

TEST_CASE("names saturated units of tanh, scaled tanh and sigmoid") {
  for (const char* activation : {"tanh", "scaledTanh", "sigmoid"}) {
    CAPTURE(activation);
    Trainer trainer = make_trainer(activation);
    const auto data = make_data(40);
    trainer.set_training_data(data);
    CHECK(examine(trainer, *data, {}).nodes[1].units.saturated == 0);
    set_bias(trainer, 0, 30.0F);
    set_bias(trainer, 2, -30.0F);
    const HealthReport report = examine(trainer, *data, {});
    CHECK(report.nodes[1].units.saturated == 2);
    CHECK(report.nodes[1].units.can_saturate);
    CHECK(report.nodes[1].units.dead == 0);
  }
}

TEST_CASE("the scores themselves are not called saturated: the loss may want them there") {
  Trainer trainer(receptive::parse_trainer_spec(
      R"({"input": [1, 9, 9], "seed": 2, "loss": "meanSquaredError",
          "layers": [{"type": "dense", "units": 2, "activation": "sigmoid"}]})"));
  const auto data = make_data(20);
  trainer.set_training_data(data);
  set_bias(trainer, 0, 90.0F);
  CHECK(!examine(trainer, *data, {}).nodes[1].units.can_saturate);
}

TEST_CASE("the score is by the loss that training makes small: weights of classes count") {
  const auto score_of = [](const std::string& loss) {
    Trainer trainer(receptive::parse_trainer_spec(
        R"({"input": [1, 9, 9], "seed": 2, "layers": [{"type": "dense", "units": 2}], "loss": )" +
        loss + "}"));
    const auto data = make_data(20);
    trainer.set_training_data(data);
    return examine(trainer, *data, {}).score;
  };
  const receptive::Score plain = score_of(R"("softmaxCrossEntropy")");
  const receptive::Score weighted =
      score_of(R"({"type": "softmaxCrossEntropy", "classWeight": [3, 3]})");
  CHECK(weighted.loss == doctest::Approx(3 * plain.loss));
  CHECK(weighted.accuracy == plain.accuracy);
}

TEST_CASE("measures weights, gradients and what a step changed") {
  Trainer trainer = make_trainer("tanh");
  const auto data = make_data(40);
  trainer.set_training_data(data);
  trainer.step();
  const std::vector<float> before = receptive::sampled_weights(trainer);
  CHECK(before.size() == 3 * 9 + 2 * 3 * 49);
  trainer.step();
  const HealthReport report = examine(trainer, *data, {.weights_before = before});
  REQUIRE(report.nodes[0].weights.has_value());
  CHECK(!report.nodes[1].weights.has_value());
  REQUIRE(report.nodes[2].weights.has_value());
  const receptive::WeightHealth& dense = *report.nodes[2].weights;
  const auto weights =
      trainer.network().parameters().of(trainer.network().graph().nodes()[2])[0].values();
  double squares = 0;
  for (const float weight : weights) {
    squares += static_cast<double>(weight) * static_cast<double>(weight);
  }
  CHECK(dense.weights == doctest::Approx(std::sqrt(squares / static_cast<double>(weights.size()))));
  CHECK(dense.gradients > 0);
  // Plain gradient descent: the change is the rate times the gradient.
  REQUIRE(dense.update.has_value());
  CHECK(*dense.update == doctest::Approx(0.1 * dense.gradients).epsilon(1e-3));
  CHECK(!dense.weight_histogram.has_value());
  CHECK(!examine(trainer, *data, {}).nodes[0].weights->update.has_value());
}

TEST_CASE("histograms are of weights, gradients and what every layer makes") {
  Trainer trainer = make_trainer("relu");
  const auto data = make_data(300);
  trainer.set_training_data(data);
  trainer.step();
  const HealthReport report = examine(trainer, *data, {.histograms = true});
  CHECK(report.nodes[0].weights->weight_histogram->total() == 27);
  CHECK(report.nodes[0].weights->gradient_histogram->total() == 27);
  const receptive::Histogram& made = *report.nodes[1].units.histogram;
  CHECK(made.total() > 4000);
  CHECK(made.total() <= 8192);
  CHECK(made.zeros > 0);
  CHECK(made.smallest == 0.0F);
  CHECK(report.nodes[2].units.histogram->total() == 2 * 100);  // every third of 300 pictures
}

TEST_CASE("looking at the health changes nothing that training depends on") {
  Trainer looked = make_trainer("relu");
  Trainer left = make_trainer("relu");
  const auto data = make_data(50);
  looked.set_training_data(data);
  left.set_training_data(data);
  for (int step = 0; step < 12; ++step) {
    const std::vector<float> before = receptive::sampled_weights(looked);
    looked.step();
    left.step();
    examine(looked, *data, {.histograms = true, .weights_before = before});
  }
  CHECK(std::ranges::equal(looked.network().parameters().values(),
                           left.network().parameters().values()));
}

TEST_CASE("a network that only answers tells its score and its weights") {
  Trainer trainer = make_trainer("relu");
  const auto data = make_data(30);
  const HealthReport report = examine(trainer, *data, {.histograms = true});
  CHECK(report.score.examples == 30);
  CHECK(report.nodes[0].weights->weight_histogram->total() == 27);
}

TEST_CASE("refuses an empty set and weights of another network") {
  Trainer trainer = make_trainer("relu");
  const auto data = make_data(10);
  CHECK_THROWS_WITH_AS(examine(trainer, *data, {.pictures = 0}),
                       "health: expected at least one picture to look at, found none",
                       receptive::ArgumentError);
  const std::vector<float> few(5);
  CHECK_THROWS_WITH_AS(
      examine(trainer, *data, {.weights_before = few}),
      "health: expected the weights of this network one step ago, 321 values, found 5",
      receptive::ArgumentError);
}

}  // namespace receptive::health_test
