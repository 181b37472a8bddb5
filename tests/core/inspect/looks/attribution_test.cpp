#include "inspect/looks/attribution.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/error.h"
#include "core/inspect/looks/support.h"

namespace receptive::testing::attribution_test {

namespace {

struct Looked {
  explicit Looked(const Network& network)
      : lens(network, 1), shape(network.graph().input()), picture(some_values(shape.count())) {
    lens.forward(view());
  }
  [[nodiscard]] ConstTensorView view() const { return {picture.data(), shape}; }
  [[nodiscard]] std::vector<float> map() const { return std::vector<float>(shape.plane_count()); }

  TargetGradient lens;
  Shape shape;
  std::vector<float> picture;
};

}  // namespace

TEST_CASE("a linear network's saliency is its weights, summed over channels") {
  const StartedNetwork network =
      network_of("[3, 2, 2]", R"([{"type": "flatten"}, {"type": "dense", "units": 2}])");
  Looked looked(network);
  std::vector<float> map = looked.map();
  const Target target = class_score(network, 1);
  saliency(looked.lens, target, BackwardRule::exact, map);
  const float* weight = network.parameters().views()[0].data + 12;
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(map[i] == doctest::Approx(weight[i] + weight[4 + i] + weight[8 + i]));
  }
  // And with the pixels it adds up to the score.
  gradient_times_input(looked.lens, map);
  const double bias = static_cast<double>(network.parameters().views()[1].data[1]);
  const double sum = std::accumulate(map.begin(), map.end(), bias);
  CHECK(sum == doctest::Approx(looked.lens.value(target)));
}

TEST_CASE("SmoothGrad is the mean over noisy copies, in pieces or at once") {
  const StartedNetwork network = branched_network();
  Looked looked(network);
  const Target target = class_score(network, 0);
  std::vector<float> expected = looked.map();
  std::vector<float> one = looked.map();
  for (int copy = 0; copy < 5; ++copy) {
    Random random(9, static_cast<std::uint64_t>(copy));
    std::vector<float> noisy = looked.picture;
    for (float& value : noisy) value += 0.3F * random.normal();
    looked.lens.forward(ConstTensorView(noisy.data(), looked.shape));
    saliency(looked.lens, target, BackwardRule::exact, one);
    for (std::size_t i = 0; i < one.size(); ++i) expected[i] += one[i] / 5;
  }
  for (const std::vector<int>& pieces : {std::vector<int>{5}, {2, 1, 2}}) {
    std::vector<float> mean = looked.map();
    int first = 0;
    for (const int count : pieces) {
      smooth_gradient(network, looked.view(), target,
                      {.sigma = 0.3F, .seed = 9, .first = first, .count = count}, mean);
      first += count;
    }
    for (std::size_t i = 0; i < mean.size(); ++i) {
      CHECK(mean[i] == doctest::Approx(expected[i]).epsilon(1e-4).scale(0.1));
    }
  }
  std::vector<float> mean = looked.map();
  CHECK_THROWS_WITH_AS(smooth_gradient(network, looked.view(), target, {.count = 0}, mean),
                       "copies: expected at least one, found 0 from 0", ArgumentError);
}

TEST_CASE("Grad-CAM weighs each map by its mean gradient and keeps what is positive") {
  const StartedNetwork network = branched_network();
  const int node = network.graph().index_of("both");
  Looked looked(network);
  std::vector<float> map = looked.map();
  bool some = false;
  for (int k = 0; k < 3; ++k) {
    saliency(looked.lens, class_score(network, k), BackwardRule::exact, map);
    std::vector<float> cam(30);
    grad_cam(looked.lens, node, cam);
    // Every value of a map has the same weight below the mean pooling and the dense layer only on
    // average: compare with the two equations written out.
    const ConstTensorView maps = looked.lens.activation(node);
    const ConstTensorView gradient = looked.lens.gradient(node);
    for (std::size_t i = 0; i < 30; ++i) {
      double sum = 0;
      for (std::size_t c = 0; c < 5; ++c) {
        double weight = 0;
        for (std::size_t j = 0; j < 30; ++j) {
          weight += static_cast<double>(gradient.data[c * 30 + j]) / 30;
        }
        sum += weight * static_cast<double>(maps.data[c * 30 + i]);
      }
      CHECK(cam[i] == doctest::Approx(std::max(sum, 0.0)).epsilon(1e-4).scale(0.01));
      some = some || cam[i] > 0;
    }
  }
  CHECK(some);
}

TEST_CASE("a map is enlarged between the middles of its units' receptive fields") {
  // Units at pixels 1, 3, 5: a ramp along the pixels stays one between them.
  const float ramp[] = {1, 3, 5, 1, 3, 5};
  std::vector<float> picture(4 * 7);
  const FieldSide side{.size = 3, .stride = 2, .offset = 1};
  enlarge({ramp, {1, 1, 2, 3}}, {.h = side, .w = side}, {picture.data(), {1, 1, 4, 7}});
  const float row[] = {1, 1, 2, 3, 4, 5, 5};
  for (std::size_t i = 0; i < picture.size(); ++i) CHECK(picture[i] == row[i % 7]);
  // Down as well as across, and without a place of their own: halves of the picture.
  const float columns[] = {0, 8};
  const FieldSide nowhere{.size = 8, .stride = 0, .offset = 3.5};
  std::vector<float> tall(8);
  enlarge({columns, {1, 1, 2, 1}}, {.h = nowhere, .w = nowhere}, {tall.data(), {1, 1, 8, 1}});
  const float expected[] = {0, 0, 1, 3, 5, 7, 8, 8};
  for (std::size_t i = 0; i < 8; ++i) CHECK(tall[i] == expected[i]);
  const float lone = 4;
  enlarge({&lone, {1, 1, 1, 1}}, {.h = side, .w = side}, {tall.data(), {1, 1, 8, 1}});
  CHECK(std::ranges::all_of(tall, [](float value) { return value == 4; }));
}

}  // namespace receptive::testing::attribution_test
