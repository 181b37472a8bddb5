// Compiled for speed: runs for every picture or step.
#include "data/dataset.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

/// The value of each byte: a look-up is faster than the division.
class ByteValues {
 public:
  ByteValues(float low, float high) {
    const float range = high - low;
    for (std::size_t byte = 0; byte < of_byte_.size(); ++byte) {
      // Multiplied first, so that byte 255 is exactly `high` and 0..1 is exactly byte / 255.
      of_byte_[byte] = low + static_cast<float>(byte) * range / 255.0F;
    }
  }

  void copy(const std::uint8_t* bytes, std::size_t count, float* values) const {
    for (std::size_t i = 0; i < count; ++i) values[i] = of_byte_[bytes[i]];
  }

 private:
  std::array<float, 256> of_byte_{};
};

}  // namespace

std::size_t Dataset::targets_per_example() const {
  if (kind == TargetKind::step_classes) return static_cast<std::size_t>(example.w);
  if (kind == TargetKind::numbers)
    return static_cast<std::size_t>(std::max(1, numbers_per_example));
  return 1;
}

void Dataset::copy_targets(std::size_t from, std::size_t to, const TargetSpace& targets) const {
  const std::size_t each = targets_per_example();
  if (!targets.classes.empty()) {
    std::ranges::copy(std::span(labels).subspan(from * each, each),
                      targets.classes.subspan(to * each).begin());
  }
  if (!targets.numbers.empty()) {
    std::ranges::copy(std::span(numbers).subspan(from * each, each),
                      targets.numbers.subspan(to * each).begin());
  }
  if (!targets.lengths.empty()) targets.lengths[to] = lengths[from];
}

void Dataset::gather(std::span<const std::uint32_t> indices, TensorView inputs,
                     const TargetSpace& targets) const {
  assert(static_cast<int>(indices.size()) == inputs.shape.n);
  const std::size_t count = example.example_count();
  const ByteValues bytes(low, high);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    float* input = inputs.example(static_cast<int>(i));
    if (values.empty()) {
      bytes.copy(pixels.data() + indices[i] * count, count, input);
    } else {
      std::copy_n(values.data() + indices[i] * count, count, input);
    }
    copy_targets(indices[i], i, targets);
  }
}

void Dataset::gather_range(int first, TensorView inputs, const TargetSpace& targets) const {
  const auto begin = static_cast<std::size_t>(first);
  const std::size_t count = example.example_count();
  const auto examples = static_cast<std::size_t>(inputs.shape.n);
  assert(begin + examples <= static_cast<std::size_t>(size()));
  if (values.empty()) {
    ByteValues(low, high).copy(pixels.data() + begin * count, examples * count, inputs.data);
  } else {
    std::copy_n(values.data() + begin * count, examples * count, inputs.data);
  }
  for (std::size_t i = 0; i < examples; ++i) copy_targets(begin + i, i, targets);
}

void check_dataset(const Dataset& data) {
  const auto refuse = [](const std::string& what, const std::string& expected,
                         const std::string& found) {
    throw ArgumentError("data set: " + what + ": expected " + expected + ", found " + found);
  };
  const Shape& shape = data.example;
  const auto fits = [](int value, int most) { return value >= 1 && value <= most; };
  if (!fits(shape.c, 16) || !fits(shape.h, 512) || !fits(shape.w, 512)) {
    refuse("pictures", "1 to 16 channels and 1 to 512 rows and columns",
           std::to_string(shape.c) + "x" + std::to_string(shape.h) + "x" + std::to_string(shape.w));
  }
  const bool of_numbers = data.kind == TargetKind::numbers;
  if (!of_numbers && (data.classes() < 2 || data.classes() > 256)) {
    refuse("classes", "2 to 256", std::to_string(data.classes()));
  }
  if (of_numbers && data.numbers_per_example < 1) {
    refuse("numbers", "at least one for each example", std::to_string(data.numbers_per_example));
  }
  const std::size_t targets = of_numbers ? data.numbers.size() : data.labels.size();
  if (targets == 0) refuse("pictures", "at least one", "none");
  if (targets % data.targets_per_example() != 0) {
    refuse("targets", std::to_string(data.targets_per_example()) + " for each example",
           std::to_string(targets));
  }
  const auto examples = static_cast<std::size_t>(data.size());
  const std::size_t expected = examples * shape.example_count();
  const std::size_t inputs = data.values.empty() ? data.pixels.size() : data.values.size();
  if (inputs != expected || !(data.values.empty() || data.pixels.empty())) {
    refuse("pixels", std::to_string(expected) + " for " + std::to_string(examples) + " labels",
           std::to_string(data.pixels.size() + data.values.size()));
  }
  if (!of_numbers) {
    const ClassIndex largest = *std::ranges::max_element(data.labels);
    if (largest >= data.classes()) {
      refuse("labels", "numbers below " + std::to_string(data.classes()), std::to_string(largest));
    }
  }
  const auto is_finite = [](float value) { return std::isfinite(value); };
  if (!std::ranges::all_of(data.values, is_finite) ||
      !std::ranges::all_of(data.numbers, is_finite)) {
    refuse("values", "finite numbers", "others");
  }
  if (!data.lengths.empty()) {
    if (data.lengths.size() != examples) {
      refuse("lengths", "one for each of the " + std::to_string(examples) + " examples",
             std::to_string(data.lengths.size()));
    }
    const auto wrong = std::ranges::find_if(
        data.lengths, [&](std::int32_t length) { return !fits(length, shape.w); });
    if (wrong != data.lengths.end()) {
      refuse("lengths", "1 to " + std::to_string(shape.w) + " steps", std::to_string(*wrong));
    }
  }
  if (!std::isfinite(data.low) || !std::isfinite(data.high)) {
    refuse("range", "two finite numbers", "others");
  }
}

}  // namespace receptive
