#include "data/dataset.h"

#include <algorithm>
#include <array>
#include <cassert>

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

}  // namespace receptive
