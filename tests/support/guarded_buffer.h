#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "base/random.h"
#include "tensor/view.h"

namespace receptive::testing {

/// Values, zero at first, between two fences of a known bit pattern, to see that a kernel writes
/// inside its output only. They start `offset` values behind a 64-byte boundary.
class GuardedBuffer {
 public:
  explicit GuardedBuffer(std::size_t count, std::size_t offset = 0)
      : memory_(count + offset + 2 * fence + 16), count_(count) {
    auto address = reinterpret_cast<std::uintptr_t>(memory_.data());
    start_ = fence + offset + (64 - address % 64) % 64 / sizeof(float);
    for (std::size_t i = 0; i < start_; ++i) set_bits(i, mark);
    for (std::size_t i = start_ + count_; i < memory_.size(); ++i) set_bits(i, mark);
  }

  [[nodiscard]] std::span<float> values() { return {memory_.data() + start_, count_}; }
  [[nodiscard]] std::span<const float> values() const { return {memory_.data() + start_, count_}; }
  [[nodiscard]] float* data() { return values().data(); }

  GuardedBuffer& randomize(Random& random, float low = -1.0F, float high = 1.0F) {
    for (float& value : values()) value = random.uniform(low, high);
    return *this;
  }
  /// NaN everywhere: what a forward kernel does not write, or reads before it wrote it, shows.
  GuardedBuffer& poison() {
    for (std::size_t i = 0; i < count_; ++i) set_bits(start_ + i, 0x7FC00001U);
    return *this;
  }
  GuardedBuffer& assign(std::span<const float> values) {
    for (std::size_t i = 0; i < count_; ++i) data()[i] = values[i];
    return *this;
  }

  /// Whether nobody wrote beside the values.
  [[nodiscard]] bool intact() const {
    for (std::size_t i = 0; i < memory_.size(); ++i) {
      if ((i < start_ || i >= start_ + count_) && bits(i) != mark) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t fence = 64;
  /// A signalling NaN: even adding zero to it changes its bits.
  static constexpr std::uint32_t mark = 0x7FA0BEEFU;

  void set_bits(std::size_t i, std::uint32_t value) {
    std::memcpy(&memory_[i], &value, sizeof value);
  }
  [[nodiscard]] std::uint32_t bits(std::size_t i) const {
    std::uint32_t value = 0;
    std::memcpy(&value, &memory_[i], sizeof value);
    return value;
  }

  std::vector<float> memory_;
  std::size_t count_ = 0;
  std::size_t start_ = 0;
};

/// A tensor in a guarded buffer.
struct GuardedTensor {
  explicit GuardedTensor(const Shape& extents, std::size_t offset = 0)
      : shape(extents), buffer(extents.count(), offset) {}

  [[nodiscard]] TensorView view() { return {buffer.data(), shape}; }
  [[nodiscard]] std::span<float> values() { return buffer.values(); }
  [[nodiscard]] std::span<const float> values() const { return buffer.values(); }

  Shape shape;
  GuardedBuffer buffer;
};

}  // namespace receptive::testing
