#pragma once

#include "kernels/simd/target.h"
#include "kernels/window.h"

/// What all kinds of pooling share: every map by itself, row by row. Where no column of the window
/// hangs over an edge, a vector of outputs is worked on at once (strides 1 and 2); the outputs
/// beside it one by one.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// The windows of one row of outputs of one map.
struct WindowRow {
  const Window2d& window;
  Index height;  ///< of the map
  Index width;
  Index first_row;    ///< row of the map under kernel row 0
  Range kernel_rows;  ///< that lie on the map

  WindowRow(const Window2d& window_of, const Shape& map, Index oh)
      : window(window_of),
        height(map.h),
        width(map.w),
        first_row(oh * window_of.stride_h - window_of.padding.top),
        kernel_rows(touching(first_row, window.dilation_h, window.kernel_h, height)) {}

  [[nodiscard]] RECEPTIVE_INLINE Index first_col(Index ow) const {
    return ow * window.stride_w - window.padding.left;
  }
  /// The kernel columns of output `ow` that lie on the map.
  [[nodiscard]] RECEPTIVE_INLINE Range kernel_cols(Index ow) const {
    return touching(first_col(ow), window.dilation_w, window.kernel_w, width);
  }
  [[nodiscard]] RECEPTIVE_INLINE Range all_cols() const { return {0, window.kernel_w}; }

  [[nodiscard]] RECEPTIVE_INLINE Index pixels(Range cols) const {
    return (kernel_rows.last - kernel_rows.first) * (cols.last - cols.first);
  }
  /// Calls visit(position) for the first of `cols` in every kernel row; position = row * width +
  /// column within the map.
  template <typename Visit>
  RECEPTIVE_INLINE void for_lines(Index ow, Range cols, const Visit& visit) const {
    const Index left = first_col(ow) + cols.first * window.dilation_w;
    for (Index kh = kernel_rows.first; kh < kernel_rows.last; ++kh) {
      visit((first_row + kh * window.dilation_h) * width + left);
    }
  }
  /// Calls visit(position) for every pixel under those columns of the window, in reading order.
  template <typename Visit>
  RECEPTIVE_INLINE void for_pixels(Index ow, Range cols, const Visit& visit) const {
    for_lines(ow, cols, [&](Index position) {
      for (Index kw = cols.first; kw < cols.last; ++kw, position += window.dilation_w) {
        visit(position);
      }
    });
  }
};

/// The outputs of a row whose windows lie between the left and the right edge.
inline Range inner_outputs(const Window2d& window, Index width, Index outputs) {
  const Index first = ceil_div(window.padding.left, window.stride_w);
  const Index reach = static_cast<Index>(window.kernel_w - 1) * window.dilation_w;
  const Index room = width - 1 - reach + window.padding.left;
  const Index last = room < 0 ? 0 : min_of(outputs, room / window.stride_w + 1);
  return {min_of(first, last), last};
}

/// from[0], from[Step], from[2 * Step], ...
template <typename V, int Step>
RECEPTIVE_INLINE V load_every(const float* from) {
  if constexpr (Step == 1) return V::load_unaligned(from);
  return load_every_second<V>(from);
}

template <typename V, typename Vector>
RECEPTIVE_INLINE void for_vectors(Range inner, const Vector& vector) {
  constexpr Index size = static_cast<Index>(V::size);
  for (Index ow = inner.first; ow < inner.last; ow += size) {
    vector(min_of(ow, inner.last - size), V(0.0F));
  }
}

/// Calls vector(ow, zeros) for whole vectors, of the type of `zeros`, of inner outputs and
/// single(ow) for the outputs beside them. The last vector may begin within the one before, or the
/// rest of a short row would cost more than its vectors: the same values are written again.
template <typename Vector, typename Single>
RECEPTIVE_INLINE void for_outputs(Index outputs, Range inner, const Vector& vector,
                                  const Single& single) {
  const Index count = inner.last - inner.first;
  if (count < static_cast<Index>(NarrowVec::size)) inner = {0, 0};
  for (Index ow = 0; ow < inner.first; ++ow) single(ow);
  // Sixteen lanes would serve few rows of a network's maps.
  if (count >= static_cast<Index>(HalfVec::size)) {
    for_vectors<HalfVec>(inner, vector);
  } else {
    for_vectors<NarrowVec>(inner, vector);
  }
  for (Index ow = inner.last; ow < outputs; ++ow) single(ow);
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
