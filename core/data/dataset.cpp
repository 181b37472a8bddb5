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
class Values {
 public:
  Values(float low, float high) {
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

void Dataset::gather(std::span<const std::uint32_t> indices, TensorView images,
                     std::span<std::uint8_t> out_labels) const {
  assert(static_cast<int>(indices.size()) == images.shape.n);
  const std::size_t count = example.example_count();
  const Values values(low, high);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    values.copy(pixels.data() + indices[i] * count, count, images.example(static_cast<int>(i)));
    out_labels[i] = labels[indices[i]];
  }
}

void Dataset::gather_range(int first, TensorView images, std::span<std::uint8_t> out_labels) const {
  const auto begin = static_cast<std::size_t>(first);
  const std::size_t count = example.example_count();
  const auto examples = static_cast<std::size_t>(images.shape.n);
  assert(begin + examples <= labels.size());
  Values(low, high).copy(pixels.data() + begin * count, examples * count, images.data);
  std::copy_n(labels.begin() + first, images.shape.n, out_labels.begin());
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
  if (data.classes() < 2 || data.classes() > 256) {
    refuse("classes", "2 to 256", std::to_string(data.classes()));
  }
  if (data.labels.empty()) refuse("pictures", "at least one", "none");
  const std::size_t expected = data.labels.size() * shape.example_count();
  if (data.pixels.size() != expected) {
    refuse("pixels",
           std::to_string(expected) + " for " + std::to_string(data.labels.size()) + " labels",
           std::to_string(data.pixels.size()));
  }
  const std::uint8_t largest = *std::ranges::max_element(data.labels);
  if (largest >= data.classes()) {
    refuse("labels", "numbers below " + std::to_string(data.classes()), std::to_string(largest));
  }
  if (!std::isfinite(data.low) || !std::isfinite(data.high)) {
    refuse("range", "two finite numbers", "others");
  }
}

}  // namespace receptive
