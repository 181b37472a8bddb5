// Whoever looks at a network and finds no memory for it has changed nothing, and finds the same as
// ever when there is some.

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "data/generators/xo_generator.h"
#include "inspect/explain/explainer.h"
#include "inspect/explain/reach.h"
#include "inspect/features/feature_distances.h"
#include "inspect/features/feature_reader.h"
#include "inspect/features/principal_axes.h"
#include "inspect/features/tsne.h"
#include "inspect/looks/activation_maximum.h"
#include "inspect/looks/attribution.h"
#include "inspect/looks/occlusion.h"
#include "inspect/looks/probe.h"
#include "inspect/looks/top_pictures.h"
#include "inspect/sliding/shift_probe.h"
#include "inspect/sliding/sliding_canvas.h"
#include "inspect/sliding/sliding_network.h"
#include "support/heap.h"
#include "train/looks/health.h"
#include "train/looks/next_update.h"
#include "train/trainer.h"

namespace receptive::looks_test {

namespace {

using testing::live_allocations;
using testing::next_refused;
using testing::Tried;
using testing::try_without;

using Floats = std::vector<float>;

struct LooksAt {
  LooksAt() {
    trainer.set_training_data(data);
    for (int i = 0; i < 3; ++i) trainer.step();
    data->gather_range(1, {picture.data(), data->example});
  }
  [[nodiscard]] Network& network() { return trainer.network(); }
  [[nodiscard]] ConstTensorView view() const { return {picture.data(), data->example}; }

  std::string json = R"({"input": [1, 9, 9], "batchSize": 8, "seed": 3,
      "averaging": {"type": "exponential"}, "layers": [
      {"type": "conv2d", "name": "conv", "filters": 3, "kernelSize": 3},
      {"type": "batchNormalization"}, {"type": "relu"}, {"type": "maxPooling2d"},
      {"type": "flatten"}, {"type": "dense", "units": 2}]})";
  TrainerSpec spec = parse_trainer_spec(json);
  Trainer trainer{spec};
  std::shared_ptr<const Dataset> data =
      std::make_shared<const Dataset>(make_xo({.count = 12, .seed = 5}));
  Floats picture = Floats(81);
};

struct Look {
  const char* name;
  std::function<Floats(LooksAt&)> look;
};

const Look looks[] = {
    {"inspection",
     [](LooksAt& at) {
       Probe probe(at.network());
       probe.look(at.view(), 1);
       const auto values = probe.activation(0).values();
       return Floats(values.begin(), values.end());
     }},
    {"a unit, a gradient and a weight written out",
     [](LooksAt& at) {
       Probe probe(at.network());
       Explainer explainer(at.network(), probe);
       const WeightArithmetic weight = explainer.weight(at.view(), 1, 0, 3, 20);
       return Floats{static_cast<float>(explainer.unit(at.view(), 0, 5).value),
                     static_cast<float>(explainer.gradient(at.view(), 1, 0, 5).sum),
                     static_cast<float>(weight.sum), static_cast<float>(weight.numeric.gradient),
                     static_cast<float>(reach(at.network().graph(), 0, 5).size())};
     }},
    {"the next update",
     [](LooksAt& at) {
       const NextUpdate next = next_update(at.trainer, 0, 3);
       return Floats{static_cast<float>(next.after), static_cast<float>(next.memory.size())};
     }},
    {"attribution",
     [](LooksAt& at) {
       TargetGradient lens(at.network(), 1);
       lens.forward(at.view());
       Floats map(81);
       saliency(lens, class_score(at.network(), 1), BackwardRule::guided, map);
       smooth_gradient(at.network(), at.view(), class_score(at.network(), 0), {.count = 3}, map);
       return map;
     }},
    {"occlusion",
     [](LooksAt& at) {
       Floats drops(18);
       occlusion_drops(at.network(), at.view(), {.size = 3, .stride = 3}, 0,
                       {drops.data(), {1, 1, 2, 9}});
       return drops;
     }},
    {"ascent",
     [](LooksAt& at) {
       Floats picture(81);
       const TensorView pictures{picture.data(), {1, 1, 9, 9}};
       start_pictures({}, 0.1F, pictures);
       std::vector<double> values(1);
       const Target target = map_mean(at.network().graph(), 0, 1);
       climb(at.network(), std::span(&target, 1), {.jitter = 1}, 0, 5, pictures, values);
       return picture;
     }},
    {"top pictures",
     [](LooksAt& at) {
       const int nodes[] = {0};
       std::vector<TopPicture> table(6);
       find_top_pictures(at.network(), *at.data, 0, 12, nodes, 2, table);
       Floats values;
       for (const TopPicture& top : table) values.push_back(top.value);
       return values;
     }},
    {"health",
     [](LooksAt& at) {
       const Floats before = sampled_weights(at.trainer);
       const HealthReport report = examine(
           at.trainer, *at.data, {.pictures = 5, .histograms = true, .weights_before = before});
       return Floats{static_cast<float>(report.score.loss),
                     static_cast<float>(report.nodes.size())};
     }},
    {"features, their axes and their map",
     [](LooksAt& at) {
       FeatureReader reader(at.network());
       Floats features(std::size_t{12} * static_cast<std::size_t>(reader.size()));
       Floats answers(24);
       std::vector<std::uint32_t> all(12);
       for (std::uint32_t i = 0; i < 12; ++i) all[i] = i;
       const TensorView points{features.data(), {12, reader.size(), 1, 1}};
       reader.read(*at.data, all, points, {answers.data(), {12, 2, 1, 1}});
       PrincipalAxes axes(at.network().kernels(), reader.size());
       axes.begin(points);
       for (int i = 0; i < 4; ++i) axes.iterate(points);
       Floats places(24);
       axes.project(points, {places.data(), {12, 2, 1, 1}});
       Tsne tsne({places.data(), {12, 2, 1, 1}}, {.perplexity = 3});
       tsne.prepare(points, 12);
       for (int i = 0; i < 3; ++i) tsne.step();
       tsne.places({places.data(), {12, 2, 1, 1}});
       (void)class_distances(points, at.data->labels, 2);
       (void)nearest(points, std::span(features).first(static_cast<std::size_t>(reader.size())), 3);
       return places;
     }},
    {"sliding and shifting",
     [](LooksAt& at) {
       SlidingNetwork sliding(at.spec.model, at.network(), {1, 1, 13, 13});
       Floats canvas(169);
       lay_onto({canvas.data(), sliding.canvas()}, at.view(), 2, 3, 0.0F);
       Floats scores(sliding.answers().count());
       Floats answers(scores.size());
       sliding.run({canvas.data(), sliding.canvas()}, {scores.data(), sliding.answers()},
                   {answers.data(), sliding.answers()});
       ShiftProbe shifts(at.network());
       Floats shifted(18);
       shifts.look(at.view(), 1, 0.0F, {shifted.data(), {9, 2, 1, 1}});
       answers.insert(answers.end(), shifted.begin(), shifted.end());
       return answers;
     }},
};

}  // namespace

TEST_CASE("a look that finds no memory changes nothing, and is the same when there is some") {
  for (const Look& one : looks) {
    INFO(std::string(one.name));
    LooksAt at;
    const Floats whole = one.look(at);
    const std::vector<std::uint8_t> before = at.trainer.checkpoint();
    long refused = 0;
    for (long n = 1;; n = next_refused(n)) {
      INFO("allocation ", n);
      Floats found;
      const long live = live_allocations();
      const Tried result = try_without(n, [&] { found = one.look(at); });
      REQUIRE(result != Tried::swallowed);
      if (result == Tried::refused) CHECK(live_allocations() == live);
      CHECK(at.trainer.checkpoint() == before);
      if (result == Tried::done) {
        CHECK(found == whole);
        break;
      }
      ++refused;
    }
    CHECK(refused > 0);
  }
}

TEST_CASE("principal axes stay as they were where there is no memory for other points") {
  const Kernels& kernels = fastest_kernels();
  Floats values(std::size_t{40} * 5);
  Random random(3);
  for (float& value : values) value = random.normal();
  const TensorView few{values.data(), {20, 5, 1, 1}};
  const TensorView more{values.data(), {40, 5, 1, 1}};
  PrincipalAxes tried(kernels, 5);
  PrincipalAxes twin(kernels, 5);
  for (PrincipalAxes* axes : {&tried, &twin}) {
    axes->begin(few);
    axes->iterate(few);
  }
  long n = 1;
  for (; try_without(n, [&] { tried.begin(more); }) == Tried::refused; ++n) {
    tried.iterate(few);
    twin.iterate(few);
    CHECK(std::ranges::equal(tried.axis(0), twin.axis(0)));
    CHECK(tried.variance(0) == twin.variance(0));
  }
  CHECK(n > 2);
  twin.begin(more);
  tried.iterate(more);
  twin.iterate(more);
  CHECK(std::ranges::equal(tried.axis(1), twin.axis(1)));
}

}  // namespace receptive::looks_test
