#include "data/dataset.h"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/split.h"

namespace receptive::dataset_test {

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
  data.gather(indices, {values.data(), data.example.with_examples(3)}, {.classes = labels});
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
  data.gather_range(8, {range.data(), two}, {.classes = range_labels});
  data.gather(indices, {picked.data(), two}, {.classes = picked_labels});
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
  data.gather_range(0, {values.data(), data.example}, {.classes = labels});
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

TEST_CASE("dataset: sequences have lengths, and a class for each step or numbers as targets") {
  Dataset steps;
  steps.example = {1, 2, 1, 3};  // two features, three steps
  steps.class_names = {"a", "b"};
  steps.values = {0, 1, 2, 3, 4, 5, -1, -2, -3, -4, -5, -6};
  steps.lengths = {3, 2};
  steps.kind = TargetKind::step_classes;
  steps.labels = {0, 1, 1, 1, 0, 0};
  check_dataset(steps);
  CHECK(steps.size() == 2);
  std::vector<float> inputs(12);
  TargetRoom room;
  const TargetSpace space = room.space(steps, 2);
  const std::array<std::uint32_t, 2> turned = {1, 0};
  steps.gather(turned, {inputs.data(), steps.example.with_examples(2)}, space);
  CHECK(inputs[0] == -1.0F);
  CHECK(inputs[6] == 0.0F);
  const Batch batch{ConstTensorView(inputs.data(), steps.example.with_examples(2)),
                    space.targets(steps.kind), space.lengths};
  const Batch last = batch.part(1, 1);
  CHECK(last.inputs.data[5] == 5.0F);
  CHECK(last.lengths[0] == 3);
  const auto classes = std::get<StepClassTargets>(last.targets).of_steps;
  CHECK(std::vector<std::uint8_t>(classes.begin(), classes.end()) ==
        std::vector<std::uint8_t>{0, 1, 1});

  Dataset numbers = steps;
  numbers.kind = TargetKind::numbers;
  numbers.labels.clear();
  numbers.numbers = {0.5F, 1.5F, 2.5F, 3.5F};
  numbers.numbers_per_example = 2;
  check_dataset(numbers);
  const DatasetSplit parts = split(numbers, 1, 4);
  check_dataset(parts.train);
  CHECK(parts.test.numbers != parts.train.numbers);
  CHECK(parts.test.lengths.size() == 1);
  const TargetSpace of_numbers = room.space(numbers, 1);
  numbers.gather_range(1, {inputs.data(), steps.example}, of_numbers);
  const auto found = std::get<NumberTargets>(of_numbers.targets(numbers.kind)).of_outputs;
  CHECK(found[0] == 2.5F);
  CHECK(found[1] == 3.5F);
}

TEST_CASE("dataset: lengths and targets that do not fit are named") {
  Dataset data = counting(4);
  data.lengths = {3, 4, 1, 1};
  CHECK_THROWS_WITH_AS(check_dataset(data), "data set: lengths: expected 1 to 3 steps, found 4",
                       ArgumentError);
  data.lengths = {3};
  CHECK_THROWS_AS(check_dataset(data), ArgumentError);
  data.lengths.clear();
  data.kind = TargetKind::step_classes;
  CHECK_THROWS_WITH_AS(check_dataset(data),
                       "data set: targets: expected 3 for each example, found 4", ArgumentError);
  data.kind = TargetKind::classes;
  data.values = {std::numeric_limits<float>::infinity()};
  CHECK_THROWS_AS(check_dataset(data), ArgumentError);  // bytes and numbers
}

}  // namespace receptive::dataset_test
