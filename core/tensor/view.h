#pragma once

#include <span>

#include "tensor/shape.h"

namespace receptive {

/// A non-owning look at contiguous float32 values in NCHW order that may be written.
struct TensorView {
  float* data = nullptr;
  Shape shape;

  [[nodiscard]] std::size_t count() const { return shape.count(); }
  [[nodiscard]] std::span<float> values() const { return {data, count()}; }

  /// The first value of example `n`.
  [[nodiscard]] float* example(int n) const {
    return data + static_cast<std::size_t>(n) * shape.example_count();
  }

  /// The first value of map `c` of example `n`.
  [[nodiscard]] float* plane(int n, int c) const {
    return example(n) + static_cast<std::size_t>(c) * shape.plane_count();
  }

  /// The same memory seen as fewer examples.
  [[nodiscard]] TensorView first_examples(int n) const { return {data, shape.with_examples(n)}; }
  /// Examples first .. first + n - 1. A view of nothing stays one.
  [[nodiscard]] TensorView examples(int first, int n) const {
    return {data == nullptr ? nullptr : example(first), shape.with_examples(n)};
  }
};

/// A non-owning look at contiguous float32 values in NCHW order.
struct ConstTensorView {
  const float* data = nullptr;
  Shape shape;

  ConstTensorView() = default;
  ConstTensorView(const float* values, Shape extents) : data(values), shape(extents) {}
  // Implicit on purpose: whatever may be written may be read.
  ConstTensorView(const TensorView& view) : data(view.data), shape(view.shape) {}  // NOLINT

  [[nodiscard]] std::size_t count() const { return shape.count(); }
  [[nodiscard]] std::span<const float> values() const { return {data, count()}; }
  [[nodiscard]] const float* example(int n) const {
    return data + static_cast<std::size_t>(n) * shape.example_count();
  }
  [[nodiscard]] const float* plane(int n, int c) const {
    return example(n) + static_cast<std::size_t>(c) * shape.plane_count();
  }
  [[nodiscard]] ConstTensorView first_examples(int n) const {
    return {data, shape.with_examples(n)};
  }
};

}  // namespace receptive
