#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace receptive {

/// The extents of a tensor in the order of memory: examples, channels, rows, columns (NCHW).
///
/// Smaller ranks leave the leading or trailing extents at 1: a vector of 10 values for each of 32
/// examples is (32, 10, 1, 1); the weight of a convolution is (OC, IC, KH, KW).
struct Shape {
  int n = 1;
  int c = 1;
  int h = 1;
  int w = 1;

  /// Values in the whole tensor. Valid for shapes that passed `checked_count`.
  [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(n) * example_count(); }

  /// Values of one example: c * h * w.
  [[nodiscard]] std::size_t example_count() const {
    return static_cast<std::size_t>(c) * plane_count();
  }

  /// Values of one map: h * w.
  [[nodiscard]] std::size_t plane_count() const {
    return static_cast<std::size_t>(h) * static_cast<std::size_t>(w);
  }

  /// The same example for another number of examples.
  [[nodiscard]] Shape with_examples(int examples) const { return {examples, c, h, w}; }

  friend bool operator==(const Shape&, const Shape&) = default;
};

/// "8x14x14" (the example's extents, without n), as messages and summaries print it.
std::string example_text(const Shape& shape);

/// Values in the tensor in 64 bits, for shapes that nobody has checked yet.
/// @throws SpecError when an extent is below 1 or the product exceeds 2^31 - 1 values.
std::int64_t checked_count(const Shape& shape, const std::string& what);

}  // namespace receptive
