#include "train/fit.h"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "train/committee.h"

namespace receptive::fit_test {

namespace {

using receptive::Dataset;
using receptive::EpochReport;
using receptive::parse_trainer_spec;
using receptive::Patience;
using receptive::Score;
using receptive::Trainer;
using receptive::TrainerSpec;

std::shared_ptr<const Dataset> xo(int count, std::uint64_t seed = 1) {
  return std::make_shared<const Dataset>(receptive::make_xo({.count = count, .seed = seed}));
}

TrainerSpec spec_with(const std::string& recipe) {
  return parse_trainer_spec(R"({"input": [1, 9, 9], "batchSize": 16, "layers": [
      {"type": "conv2d", "filters": 3, "kernelSize": 3, "useBias": false},
      {"type": "batchNormalization"}, {"type": "relu"},
      {"type": "maxPooling2d", "ceilMode": true}, {"type": "dense", "units": 2}],
      "optimizer": {"type": "sgd", "learningRate": 0.02, "momentum": 0.9})" +
                            recipe + "}");
}

Score accuracy(double share) { return {.loss = 1.0, .accuracy = share, .examples = 100}; }

}  // namespace

TEST_CASE("patience: stops after so many epochs without a better score") {
  Patience patience({.patience = 2});
  CHECK(patience.is_best(1, accuracy(0.5)));
  CHECK_FALSE(patience.is_over(1));
  CHECK(patience.is_best(2, accuracy(0.7)));
  CHECK_FALSE(patience.is_best(3, accuracy(0.6)));
  CHECK_FALSE(patience.is_over(3));
  CHECK_FALSE(patience.is_best(4, accuracy(0.7)));
  CHECK(patience.is_over(4));
  CHECK(patience.best_epoch() == 2);
}

TEST_CASE("Theano tutorial: patience grows with each clear improvement") {
  // At least 100 epochs, and twice as long as to the last score whose error fell below 0.995 of the
  // one before.
  Patience patience(
      {.patience = 1, .min_epochs = 100, .patience_increase = 2, .improvement = 0.995});
  patience.is_best(10, accuracy(0.90));
  CHECK_FALSE(patience.is_over(99));
  CHECK(patience.is_over(100));
  patience.is_best(80, accuracy(0.95));
  CHECK_FALSE(patience.is_over(159));
  // Better, but not clearly: kept as the best, without more patience.
  CHECK(patience.is_best(150, accuracy(0.9501)));
  CHECK(patience.is_over(160));
  CHECK(patience.best_epoch() == 150);
}

TEST_CASE("fit goes back to the epoch that the validation set liked best") {
  const TrainerSpec spec = spec_with(R"(, "fit": {"validation": 100, "patience": 3})");
  Trainer trainer(spec);
  std::vector<EpochReport> reports;
  int steps = 0;
  receptive::fit(trainer, spec, xo(500), 30,
                 {.on_step = [&](const receptive::StepReport&) { ++steps; },
                  .on_epoch =
                      [&](const EpochReport& report) {
                        reports.push_back(report);
                        return true;
                      }});
  REQUIRE_FALSE(reports.empty());
  CHECK(reports.front().training.examples == 400);
  CHECK(steps == static_cast<int>(reports.size()) * 25);
  CHECK(reports.back().validation->examples == 100);
  const int best = reports.back().best_epoch;
  REQUIRE(best >= 1);
  const bool stopped_early = reports.size() < 30;
  CHECK((!stopped_early || static_cast<int>(reports.size()) == best + 3));
  // The validation set is the one that `split` sets aside for this seed; judged again, the
  // parameters that are left give the best epoch's score.
  const Score& liked = *reports[static_cast<std::size_t>(best - 1)].validation;
  for (const EpochReport& report : reports) {
    CHECK(report.validation->accuracy <= liked.accuracy);
  }
}

TEST_CASE("fit ends when it is told to, and exact statistics change what scores") {
  const auto run = [](const std::string& recipe) {
    const TrainerSpec spec = spec_with(recipe);
    Trainer trainer(spec);
    receptive::fit(trainer, spec, xo(200), 5,
                   {.on_epoch = [](const EpochReport& report) { return report.epoch < 2; }});
    const auto test = xo(100, 2);
    return trainer.network().evaluate(*test, 0, test->size()).loss;
  };
  const double running = run("");
  // With momentum 0.99 the running statistics have hardly begun to move after 26 steps.
  const double exact = run(R"(, "fit": {"exactStatistics": true})");
  CHECK(exact < running);
}

TEST_CASE("digit width is applied before training and scoring alike") {
  const auto data = xo(4);
  CHECK(receptive::prepare({}, data) == data);
  const auto narrow = receptive::prepare({.digit_width = 5}, data);
  CHECK(narrow->example == data->example);
  CHECK(narrow->pixels != data->pixels);
}

TEST_CASE("MCDNN: a committee's answer is the mean of its members' answers") {
  receptive::Committee committee;
  const std::vector<float> first{0.6F, 0.4F, 0.2F, 0.8F};
  const std::vector<float> second{0.1F, 0.9F, 0.3F, 0.7F};
  const receptive::Shape shape{2, 2, 1, 1};
  committee.add({first.data(), shape});
  const std::vector<std::uint8_t> labels{1, 1};
  CHECK(committee.score(labels).accuracy == 0.5);
  committee.add({second.data(), shape});
  CHECK(committee.answers().data[0] == doctest::Approx(0.35));
  CHECK(committee.score(labels).accuracy == 1.0);
  CHECK(committee.score(labels).loss ==
        doctest::Approx(-(std::log(0.65) + std::log(0.75)) / 2).epsilon(1e-6));
  CHECK_THROWS_AS(committee.add({first.data(), {1, 4, 1, 1}}), receptive::ArgumentError);
  const std::vector<std::uint8_t> wrong{1, 2};
  CHECK_THROWS_AS((void)committee.score(wrong), receptive::ArgumentError);
  CHECK_THROWS_AS((void)committee.score(std::span(labels).first(1)), receptive::ArgumentError);
}

}  // namespace receptive::fit_test
