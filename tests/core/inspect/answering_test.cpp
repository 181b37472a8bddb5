// Of a network that answers from an average of its parameters: what is shown of the answering one,
// and what of the trained weights.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/generators/xo_generator.h"
#include "inspect/explain/explainer.h"
#include "inspect/features/feature_reader.h"
#include "inspect/looks/activation_maximum.h"
#include "inspect/looks/attribution.h"
#include "inspect/looks/occlusion.h"
#include "inspect/looks/probe.h"
#include "inspect/looks/top_pictures.h"
#include "inspect/sliding/shift_probe.h"
#include "inspect/sliding/sliding_network.h"
#include "train/looks/health.h"
#include "train/trainer.h"

namespace receptive::answering_test {

namespace {

constexpr const char* layers = R"("layers": [
    {"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "tanh"},
    {"type": "maxPooling2d"}, {"type": "flatten"}, {"type": "dense", "units": 2}]})";

/// Three networks: one that answers from the average and goes on training, one that has its trained
/// weights and no average, and one whose only parameters are its average.
struct Networks {
  Networks() : trainer(spec), trained(spec.model, spec.loss), average(spec.model, spec.loss) {
    trainer.set_training_data(data);
    for (int i = 0; i < 12; ++i) trainer.step();
    copy(both().parameters(), trained);
    copy(both().answering_parameters(), average);
    data->gather_range(3, {picture.data(), data->example});
  }
  static void copy(const ParameterSet& from, const Network& to) {
    std::ranges::copy(from.values(), to.parameters().values().begin());
  }
  [[nodiscard]] Network& both() { return trainer.network(); }
  [[nodiscard]] ConstTensorView view() const { return {picture.data(), data->example}; }

  TrainerSpec spec =
      parse_trainer_spec(std::string(R"({"input": [1, 9, 9], "batchSize": 16, "seed": 3,
          "optimizer": {"type": "sgd", "learningRate": 0.2},
          "averaging": {"type": "exponential", "decay": 0.9}, )") +
                         layers);
  Trainer trainer;
  Network trained;
  Network average;
  std::shared_ptr<const Dataset> data =
      std::make_shared<const Dataset>(make_xo({.count = 64, .size = 9}));
  std::vector<float> picture = std::vector<float>(81);
};

using Floats = std::vector<float>;

Floats copy_of(std::span<const float> values) { return {values.begin(), values.end()}; }

/// `look(network)` finds in the network with both what it finds in the one that should be shown,
/// and something else in the other.
template <typename Look>
void shows_the_answering(Networks& networks, const Look& look) {
  const Floats found = look(networks.both());
  CHECK(found == look(networks.average));
  CHECK(found != look(networks.trained));
}

template <typename Look>
void shows_the_trained(Networks& networks, const Look& look) {
  const Floats found = look(networks.both());
  CHECK(found == look(networks.trained));
  CHECK(found != look(networks.average));
}

}  // namespace

TEST_CASE("answering: a probe shows activations of the average and gradients of the weights") {
  Networks networks;
  for (const std::optional<int> label : {std::optional<int>(), std::optional<int>(1)}) {
    shows_the_answering(networks, [&](Network& network) {
      Probe probe(network);
      probe.look(networks.view(), label);
      return copy_of(probe.activation(1).values());
    });
  }
  shows_the_answering(networks, [&](Network& network) {
    Probe probe(network);
    probe.look(networks.view(), 1);
    Floats answer = copy_of(probe.answer());
    answer.push_back(static_cast<float>(probe.loss()));
    return answer;
  });
  for (const int node : {Graph::network_input, 0}) {
    shows_the_trained(networks, [&](Network& network) {
      Probe probe(network);
      probe.look(networks.view(), 1);
      return copy_of(probe.gradient(node)->values());
    });
  }
  shows_the_trained(networks, [&](Network& network) {
    Probe probe(network);
    probe.look_at_training(networks.view(), 1);
    Floats all = copy_of(probe.activation(1).values());
    all.push_back(static_cast<float>(probe.loss()));
    return all;
  });
  shows_the_trained(networks, [&](Network& network) {
    Probe probe(network);
    probe.look_at_parameters(networks.view(), 1);
    return copy_of(probe.parameter_gradients()->values());
  });
}

TEST_CASE("answering: looks and features are of the average") {
  Networks networks;
  shows_the_answering(networks, [&](Network& network) {
    TargetGradient lens(network, 1);
    lens.forward(networks.view());
    Floats map(81);
    saliency(lens, class_score(network, 1), BackwardRule::exact, map);
    map.push_back(static_cast<float>(lens.value(class_score(network, 1))));
    return map;
  });
  shows_the_answering(networks, [&](Network& network) {
    Floats mean(81);
    smooth_gradient(network, networks.view(), class_score(network, 0), {.count = 3}, mean);
    return mean;
  });
  shows_the_answering(networks, [&](Network& network) {
    Floats drops(2 * 81);
    occlusion_drops(network, networks.view(), {}, 0, {drops.data(), {1, 1, 2, 81}});
    return drops;
  });
  shows_the_answering(networks, [&](Network& network) {
    const int node = 1;
    std::vector<TopPicture> table(3 * 2);
    find_top_pictures(network, *networks.data, 0, 64, {&node, 1}, 2, table);
    Floats values;
    for (const TopPicture& top : table) values.push_back(top.value);
    return values;
  });
  shows_the_answering(networks, [&](Network& network) {
    Floats picture = networks.picture;
    std::vector<double> reached(1);
    const Target target = class_score(network, 0);
    climb(network, {&target, 1}, {}, 0, 5, {picture.data(), {1, 1, 9, 9}}, reached);
    return picture;
  });
  shows_the_answering(networks, [&](Network& network) {
    Floats answers(9 * 2);
    ShiftProbe(network).look(networks.view(), 1, 0.0F, {answers.data(), {9, 2, 1, 1}});
    return answers;
  });
  shows_the_answering(networks, [&](Network& network) {
    const Shape canvas{1, 1, 11, 11};
    SlidingNetwork slide(networks.spec.model, network, canvas);
    const Floats paper(canvas.count(), 0.25F);
    Floats scores(slide.answers().count());
    Floats answers(scores.size());
    slide.run({paper.data(), canvas}, {scores.data(), slide.answers()},
              {answers.data(), slide.answers()});
    return scores;
  });
  shows_the_answering(networks, [&](Network& network) {
    FeatureReader reader(network);
    Floats features(static_cast<std::size_t>(reader.size()));
    Floats answer(2);
    reader.read(networks.view(), {features.data(), {1, reader.size(), 1, 1}},
                {answer.data(), {1, 2, 1, 1}});
    return features;
  });
}

TEST_CASE("answering: a unit is explained of the average, gradients and weights as they train") {
  Networks networks;
  shows_the_answering(networks, [&](Network& network) {
    Probe probe(network);
    const UnitArithmetic unit = Explainer(network, probe).unit(networks.view(), 0, 10);
    CHECK(unit.value == doctest::Approx(static_cast<double>(unit.activation)).epsilon(1e-4));
    return Floats{unit.activation, unit.reads[0].factors[0]};
  });
  shows_the_trained(networks, [&](Network& network) {
    Probe probe(network);
    const UnitGradient unit = Explainer(network, probe).gradient(networks.view(), 1, 0, 10);
    CHECK(unit.sum == doctest::Approx(static_cast<double>(unit.gradient)).epsilon(1e-3));
    return Floats{unit.gradient, static_cast<float>(unit.value), static_cast<float>(probe.loss())};
  });
  shows_the_trained(networks, [&](Network& network) {
    Probe probe(network);
    const WeightArithmetic weight = Explainer(network, probe).weight(networks.view(), 1, 0, 4, 5);
    CHECK(weight.sum == doctest::Approx(weight.analytic).epsilon(1e-3));
    return Floats{static_cast<float>(weight.value), static_cast<float>(weight.analytic),
                  static_cast<float>(weight.numeric.loss_above)};
  });
}

TEST_CASE("answering: health scores the average and measures the weights that train") {
  Networks networks;
  const HealthReport report = examine(networks.trainer, *networks.data, {.pictures = 64});
  CHECK(report.score.loss ==
        doctest::Approx(networks.average.evaluate(*networks.data, 0, 64).loss));
  CHECK(report.score.loss != networks.trained.evaluate(*networks.data, 0, 64).loss);
  double squares = 0;
  const auto weights = networks.trained.parameters().views()[0].values();
  for (const float one : weights) squares += static_cast<double>(one) * static_cast<double>(one);
  CHECK(report.nodes[0].weights->weights ==
        doctest::Approx(std::sqrt(squares / static_cast<double>(weights.size()))));
}

}  // namespace receptive::answering_test
