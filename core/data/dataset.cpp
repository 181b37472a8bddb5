#include "data/dataset.h"

#include <algorithm>
#include <cassert>

namespace receptive {

namespace {

void to_float(const std::uint8_t* bytes, std::size_t count, float low, float high, float* values) {
  const float range = high - low;
  for (std::size_t i = 0; i < count; ++i) {
    // Multiplied first, so that byte 255 is exactly `high` and 0..1 is exactly byte / 255.
    values[i] = low + static_cast<float>(bytes[i]) * range / 255.0F;
  }
}

}  // namespace

void Dataset::gather(std::span<const std::uint32_t> indices, TensorView images,
                     std::span<std::uint8_t> out_labels) const {
  assert(static_cast<int>(indices.size()) == images.shape.n);
  const std::size_t count = example.example_count();
  for (std::size_t i = 0; i < indices.size(); ++i) {
    to_float(pixels.data() + indices[i] * count, count, low, high,
             images.example(static_cast<int>(i)));
    out_labels[i] = labels[indices[i]];
  }
}

void Dataset::gather_range(int first, TensorView images, std::span<std::uint8_t> out_labels) const {
  const auto begin = static_cast<std::size_t>(first);
  const std::size_t count = example.example_count();
  const auto examples = static_cast<std::size_t>(images.shape.n);
  assert(begin + examples <= labels.size());
  to_float(pixels.data() + begin * count, examples * count, low, high, images.data);
  std::copy_n(labels.begin() + first, images.shape.n, out_labels.begin());
}

}  // namespace receptive
