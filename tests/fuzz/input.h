#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "data/dataset.h"

namespace receptive::fuzz {

/// Cuts an input that stands for several files: two bytes say how long the first one is (at most),
/// and so on; the last one gets the rest.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}

  /// 0 at the end.
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const std::uint8_t value = rest_.front();
    rest_ = rest_.subspan(1);
    return value;
  }

  std::span<const std::uint8_t> file() {
    const std::size_t low = byte();
    const std::size_t length = low | static_cast<std::size_t>(byte()) << 8U;
    const auto taken = rest_.first(length < rest_.size() ? length : rest_.size());
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

  [[nodiscard]] std::span<const std::uint8_t> rest() const { return rest_; }

 private:
  std::span<const std::uint8_t> rest_;
};

/// Ends the program where something is not as it must be: libFuzzer then keeps the input.
inline void require(bool condition) {
  if (!condition) std::abort();
}

/// What must hold of every data set that a reader gives.
inline void check(const Dataset& data) {
  require(data.size() > 0 && data.classes() >= 2 && data.classes() <= 256);
  require(data.example.n == 1 && data.example.c > 0 && data.example.h > 0 && data.example.w > 0);
  require(data.pixels.size() == data.labels.size() * data.example.example_count());
  for (const std::uint8_t label : data.labels) require(label < data.classes());
}

}  // namespace receptive::fuzz
