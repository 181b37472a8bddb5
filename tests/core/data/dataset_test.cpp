#include "data/dataset.h"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/split.h"

using namespace receptive;

namespace {

/// Example i is a picture of 2 channels, 1 row, 3 columns that holds i, i + 1, ... i + 5.
Dataset counting(int examples) {
  Dataset data;
  data.name = "counting";
  data.example = {1, 2, 1, 3};
  data.class_names = {"even", "odd"};
  for (int i = 0; i < examples; ++i) {
    for (int v = 0; v < 6; ++v) data.pixels.push_back(static_cast<std::uint8_t>(i + v));
    data.labels.push_back(static_cast<std::uint8_t>(i % 2));
  }
  return data;
}

}  // namespace

TEST_CASE("dataset: gather takes the named examples in their order") {
  const Dataset data = counting(10);
  std::vector<float> values(18);
  std::array<std::uint8_t, 3> labels{};
  const std::array<std::uint32_t, 3> indices = {7, 0, 7};
  data.gather(indices, {values.data(), data.example.with_examples(3)}, labels);
  CHECK(labels == std::array<std::uint8_t, 3>{1, 0, 1});
  for (std::size_t v = 0; v < 6; ++v) {
    CHECK(values[v] == static_cast<float>(7 + v) / 255.0F);
    CHECK(values[6 + v] == static_cast<float>(v) / 255.0F);
    CHECK(values[12 + v] == values[v]);
  }
}

TEST_CASE("dataset: gather_range takes consecutive examples") {
  const Dataset data = counting(10);
  std::vector<float> range(12);
  std::vector<float> picked(12);
  std::array<std::uint8_t, 2> range_labels{};
  std::array<std::uint8_t, 2> picked_labels{};
  const Shape two = data.example.with_examples(2);
  const std::array<std::uint32_t, 2> indices = {8, 9};
  data.gather_range(8, {range.data(), two}, range_labels);
  data.gather(indices, {picked.data(), two}, picked_labels);
  CHECK(range == picked);
  CHECK(range_labels == picked_labels);
}

TEST_CASE("dataset: byte 0 is exactly low, byte 255 exactly high") {
  Dataset data;
  data.example = {1, 1, 1, 3};
  data.class_names = {"a", "b"};
  data.low = -1.0F;
  data.high = 1.0F;
  data.pixels = {0, 51, 255};
  data.labels = {1};
  std::array<float, 3> values{};
  std::array<std::uint8_t, 1> labels{};
  data.gather_range(0, {values.data(), data.example}, labels);
  CHECK(values[0] == -1.0F);
  CHECK(values[1] == doctest::Approx(-0.6F));
  CHECK(values[2] == 1.0F);
  CHECK(labels[0] == 1);
}

TEST_CASE("split: every example is in exactly one part, with its label") {
  const Dataset data = counting(100);
  const DatasetSplit parts = split(data, 30, 5);
  CHECK(parts.train.size() == 70);
  CHECK(parts.test.size() == 30);
  std::vector<int> seen(100);
  for (const Dataset* part : {&parts.train, &parts.test}) {
    CHECK(part->class_names == data.class_names);
    CHECK(part->example == data.example);
    for (std::size_t i = 0; i < part->labels.size(); ++i) {
      const int original = part->pixels[6 * i];
      ++seen[static_cast<std::size_t>(original)];
      CHECK(part->labels[i] == original % 2);
    }
  }
  CHECK(seen == std::vector<int>(100, 1));
}

TEST_CASE("split: the seed decides, and the order of the data does not survive") {
  const Dataset data = counting(100);
  CHECK(split(data, 30, 5).test.pixels == split(data, 30, 5).test.pixels);
  CHECK(split(data, 30, 5).test.pixels != split(data, 30, 6).test.pixels);
  CHECK(split(data, 30, 5).test.pixels !=
        std::vector<std::uint8_t>(data.pixels.begin(), data.pixels.begin() + 180));
}

TEST_CASE("split: both parts need an example") {
  const Dataset data = counting(10);
  CHECK_THROWS_WITH_AS(split(data, 10, 1),
                       "split: expected 1 to 9 examples to hold out of 10, found 10",
                       ArgumentError);
  CHECK_THROWS_AS(split(data, 0, 1), ArgumentError);
  CHECK_NOTHROW(split(data, 9, 1));
}

TEST_CASE("data set: what comes from outside is checked") {
  const auto message = [](auto change) {
    receptive::Dataset data;
    data.example = {1, 1, 2, 2};
    data.class_names = {"a", "b"};
    data.labels = {0, 1, 1};
    data.pixels.assign(12, 7);
    change(data);
    try {
      receptive::check_dataset(data);
    } catch (const receptive::ArgumentError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  using receptive::Dataset;
  CHECK(message([](Dataset&) {}).empty());
  CHECK(message([](Dataset& data) { data.labels[2] = 2; }) ==
        "data set: labels: expected numbers below 2, found 2");
  CHECK(message([](Dataset& data) { data.pixels.pop_back(); }) ==
        "data set: pixels: expected 12 for 3 labels, found 11");
  CHECK(message([](Dataset& data) { data.labels.clear(); }) ==
        "data set: pictures: expected at least one, found none");
  CHECK(message([](Dataset& data) { data.class_names.pop_back(); }) ==
        "data set: classes: expected 2 to 256, found 1");
  CHECK(message([](Dataset& data) { data.example.h = 0; }) ==
        "data set: pictures: expected 1 to 16 channels and 1 to 512 rows and columns, found 1x0x2");
  CHECK(message([](Dataset& data) { data.high = std::numeric_limits<float>::infinity(); }) ==
        "data set: range: expected two finite numbers, found others");
}
