#include "inspect/features/feature_reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "data/generators/xo_generator.h"
#include "inspect/features/feature_distances.h"
#include "inspect/looks/probe.h"
#include "train/trainer.h"

namespace receptive::feature_reader_test {

namespace {

Trainer make_trainer(const std::string& end) {
  return Trainer(parse_trainer_spec(R"({"input": [1, 9, 9], "seed": 2, "layers": [
      {"type": "conv2d", "filters": 2, "kernelSize": 3, "activation": "tanh"},
      {"type": "dropout", "rate": 0.5}, )" +
                                    end + "]}"));
}

}  // namespace

TEST_CASE("features are what the layer of the scores reads, of the parameters that were taken") {
  struct Case {
    const char* end;
    const char* reader;
    int size;
  };
  for (const Case& one : {Case{R"({"type": "dense", "units": 2})", "dense", 98},
                          Case{R"({"type": "dense", "units": 5, "activation": "relu"},
                {"type": "dense", "units": 2}, {"type": "softmax"})",
                               "dense_1", 5},
                          Case{R"({"type": "conv2d", "filters": 2, "kernelSize": 1},
                {"type": "globalAveragePooling2d"})",
                               "globalAveragePooling2d", 98}}) {
    CAPTURE(one.reader);
    Trainer trainer = make_trainer(one.end);
    const auto data = std::make_shared<const Dataset>(make_xo({.count = 150}));
    FeatureReader reader(trainer.network());
    CHECK(reader.reader() == one.reader);
    REQUIRE(reader.size() == one.size);
    CHECK(reader.capacity() == 64);

    std::vector<std::uint32_t> indices(100);
    for (std::uint32_t i = 0; i < 100; ++i) indices[i] = 149 - i;
    std::vector<float> features(100U * static_cast<std::size_t>(one.size));
    std::vector<float> answers(200);
    const TensorView to{features.data(), {100, one.size, 1, 1}};
    const TensorView said{answers.data(), {100, 2, 1, 1}};
    reader.read(*data, indices, to, said);

    Probe probe(trainer.network());
    std::vector<float> picture(81);
    std::vector<std::uint8_t> label(1);
    data->gather_range(149 - 70, {picture.data(), data->example}, {.classes = label});
    const ConstTensorView view{picture.data(), data->example};
    probe.look(view, {});
    const int node = trainer.network().graph().index_of(one.reader);
    const int source = trainer.network().graph().nodes()[static_cast<std::size_t>(node)].inputs[0];
    const ConstTensorView expected = probe.activation(source);
    for (std::size_t i = 0; i < expected.count(); ++i) {
      CHECK(to.example(70)[i] == doctest::Approx(expected.data[i]));
    }
    std::vector<float> predicted(2);
    trainer.network().predict(view, {predicted.data(), {1, 2, 1, 1}});
    CHECK(said.example(70)[0] == doctest::Approx(predicted[0]));

    // Training goes on; the reader answers as before until it takes the parameters anew.
    trainer.set_training_data(data);
    for (int step = 0; step < 5; ++step) trainer.step();
    std::vector<float> again(static_cast<std::size_t>(one.size));
    std::vector<float> answer(2);
    const TensorView one_picture{again.data(), {1, one.size, 1, 1}};
    reader.read(view, one_picture, {answer.data(), {1, 2, 1, 1}});
    const auto largest_change = [&] {
      float largest = 0;
      for (std::size_t i = 0; i < again.size(); ++i) {
        largest = std::max(largest, std::abs(again[i] - to.example(70)[i]));
      }
      return largest;
    };
    CHECK(largest_change() < 1e-5F);
    reader.take();
    reader.read(view, one_picture, {answer.data(), {1, 2, 1, 1}});
    CHECK(largest_change() > 1e-3F);

    const std::vector<std::uint32_t> beyond = {150};
    CHECK_THROWS_AS(reader.read(*data, beyond, one_picture, {answer.data(), {1, 2, 1, 1}}),
                    ArgumentError);
  }
}

TEST_CASE("neighbours are those of a sorted list of all distances") {
  constexpr int count = 40;
  constexpr int size = 7;
  Random random(9);
  std::vector<float> values(count * size);
  for (float& value : values) value = random.normal();
  std::vector<float> query(size);
  for (float& value : query) value = random.normal();
  const ConstTensorView points{values.data(), {count, size, 1, 1}};
  std::vector<double> distances(count);
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  for (int n = 0; n < count; ++n) {
    for (std::size_t i = 0; i < size; ++i) {
      const double off = static_cast<double>(points.example(n)[i] - query[i]);
      distances[static_cast<std::size_t>(n)] += off * off;
    }
  }
  std::ranges::sort(order, [&](int a, int b) {
    return distances[static_cast<std::size_t>(a)] < distances[static_cast<std::size_t>(b)];
  });
  const std::vector<Neighbour> found = nearest(points, query, 8);
  REQUIRE(found.size() == 8);
  for (std::size_t k = 0; k < 8; ++k) {
    CHECK(found[k].index == order[k]);
    CHECK(static_cast<double>(found[k].distance) ==
          doctest::Approx(std::sqrt(distances[static_cast<std::size_t>(order[k])])));
  }
  CHECK(nearest(points, query, 100).size() == count);
  CHECK_THROWS_AS(nearest(points, std::span(query).first(3), 1), ArgumentError);
}

TEST_CASE("distances of classes: between their means, and within") {
  const std::vector<float> values = {0, 1, 0, -1, 4, 0, 4, 6};
  const std::vector<std::uint8_t> labels = {0, 0, 2, 2};
  const ClassDistances found = class_distances({values.data(), {4, 2, 1, 1}}, labels, 3);
  CHECK(found.counts == std::vector<int>{2, 0, 2});
  CHECK(found.between[2] == doctest::Approx(5));
  CHECK(found.between[6] == doctest::Approx(5));
  CHECK(found.within[0] == doctest::Approx(1));
  CHECK(found.within[2] == doctest::Approx(3));
  CHECK(std::isnan(found.within[1]));
  CHECK(std::isnan(found.between[1]));
}

}  // namespace receptive::feature_reader_test
