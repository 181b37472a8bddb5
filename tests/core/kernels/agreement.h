#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "kernels/kernels.h"
#include "support/guarded_buffer.h"
#include "support/kernel_compare.h"

namespace receptive::testing {

/// The tables that a case runs.
using Tables = std::span<const Kernels* const>;

/// Compares what kernels wrote with what the reference wrote, and remembers how far apart they
/// were at most.
class Agreement {
 public:
  /// `actual` holds `expected` within `tolerance`, and nothing was written beside it.
  void check(const GuardedBuffer& actual, std::span<const float> expected, double tolerance) {
    CHECK(difference(actual.values(), expected, tolerance) == "");
    CHECK(actual.intact());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const double value = expected[i];
      const double distance = std::abs(actual.values()[i] - value);
      largest_ = std::max(largest_, distance / (1.0 + std::abs(value)));
    }
    ++checks_;
  }
  void check(const GuardedTensor& actual, const GuardedTensor& expected, double tolerance) {
    check(actual.buffer, expected.values(), tolerance);
  }

  /// The largest difference of a value, relative to one plus its size: inputs are of the size of
  /// one, and a sum of them that happens to be next to nothing is not more exact for that.
  [[nodiscard]] double largest() const { return largest_; }
  /// How many tensors were compared.
  [[nodiscard]] std::size_t checks() const { return checks_; }

 private:
  double largest_ = 0.0;
  std::size_t checks_ = 0;
};

/// Uniform in low .. high.
inline int in_range(Random& random, int low, int high) {
  return low + static_cast<int>(random.below(static_cast<std::uint32_t>(high - low + 1)));
}

/// A tensor of random values that starts anywhere.
inline GuardedTensor random_tensor(const Shape& shape, Random& random) {
  GuardedTensor tensor(shape, random.below(16));
  tensor.buffer.randomize(random);
  return tensor;
}
inline GuardedBuffer random_buffer(std::size_t count, Random& random, float low = -1.0F,
                                   float high = 1.0F) {
  GuardedBuffer buffer(count, random.below(16));
  buffer.randomize(random, low, high);
  return buffer;
}

/// A tensor that starts anywhere and holds what `values` does: for kernels that add.
inline GuardedTensor copy_of(const GuardedTensor& values, Random& random) {
  GuardedTensor tensor(values.shape, random.below(16));
  tensor.buffer.assign(values.values());
  return tensor;
}
inline GuardedBuffer copy_of(const GuardedBuffer& values, Random& random) {
  GuardedBuffer buffer(values.values().size(), random.below(16));
  buffer.assign(values.values());
  return buffer;
}
/// One full of NaN: for kernels that overwrite.
inline GuardedTensor poisoned(const Shape& shape, Random& random) {
  GuardedTensor tensor(shape, random.below(16));
  tensor.buffer.poison();
  return tensor;
}
inline GuardedBuffer poisoned(std::size_t count, Random& random) {
  GuardedBuffer buffer(count, random.below(16));
  buffer.poison();
  return buffer;
}

/// "3x5 kernel, strides 2 1, dilation 1 1, padding 0 1 2 2" (top, bottom, left, right)
inline std::string window_text(const Window2d& window) {
  std::string text;
  const auto append = [&](const char* before, int value) {
    text.append(before).append(std::to_string(value));
  };
  append("", window.kernel_h);
  append("x", window.kernel_w);
  append(" kernel, strides ", window.stride_h);
  append(" ", window.stride_w);
  append(", dilation ", window.dilation_h);
  append(" ", window.dilation_w);
  append(", padding ", window.padding.top);
  append(" ", window.padding.bottom);
  append(" ", window.padding.left);
  append(" ", window.padding.right);
  return text;
}

/// "2x3x9x9" with the examples first.
inline std::string shape_text(const Shape& shape) {
  return std::to_string(shape.n) + "x" + example_text(shape);
}

}  // namespace receptive::testing
