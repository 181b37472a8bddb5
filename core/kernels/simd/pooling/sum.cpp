#include <cmath>

#include "kernels/simd/kernels.h"
#include "kernels/simd/pointwise/parts.h"
#include "kernels/simd/pooling/window.h"

/// The kinds of pooling that add something up over the window: the mean and the length (L2).
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

template <typename V>
RECEPTIVE_INLINE V root(V value) {
  return xsimd::sqrt(value);
}
RECEPTIVE_INLINE float root(float value) {
  return static_cast<float>(std::sqrt(static_cast<double>(value)));
}

struct Mean {
  static constexpr bool of_pixel = false;  ///< whether a pixel's share depends on its value
  template <typename V>
  static RECEPTIVE_INLINE V term(V x) {
    return x;
  }
  template <typename V>
  static RECEPTIVE_INLINE V result(V sum, Index pixels) {
    return pixels > 0 ? sum / V(static_cast<float>(pixels)) : sum;
  }
  /// What each pixel of a window gets of its dy.
  template <typename V>
  static RECEPTIVE_INLINE V share(V dy, V /*y*/, Index pixels) {
    return result(dy, pixels);
  }
};

struct Length {
  static constexpr bool of_pixel = true;  ///< its share is multiplied with it
  template <typename V>
  static RECEPTIVE_INLINE V term(V x) {
    return x * x;
  }
  template <typename V>
  static RECEPTIVE_INLINE V result(V sum, Index /*pixels*/) {
    return root(sum);
  }
  template <typename V>
  static RECEPTIVE_INLINE V share(V dy, V y, Index /*pixels*/) {
    return xsimd::select(y == V(0.0F), V(0.0F), dy / y);
  }
  static RECEPTIVE_INLINE float share(float dy, float y, Index /*pixels*/) {
    return y == 0.0F ? 0.0F : dy / y;
  }
};

/// One window that covers a whole map: the map is one long row, and long rows are vectorised.
void flatten_global(Shape& x, Window2d& window, const Shape& y) {
  if (y.h != 1 || y.w != 1 || window.padding.top != 0 || window.padding.left != 0) return;
  if (window.dilation_h != 1 || window.dilation_w != 1) return;
  if (window.kernel_h < x.h || window.kernel_w < x.w) return;
  x = {x.n, x.c, 1, x.h * x.w};
  window = {1, x.w, 1, 1, 1, 1, {}};
}

/// Neighbouring pixels that are worth vectors of their own.
bool is_long(const WindowRow& row, Range cols) {
  return row.window.dilation_w == 1 && cols.last - cols.first >= lanes;
}

template <typename Pool>
float pool_single(const float* plane, const WindowRow& row, Index ow) {
  const Range cols = row.kernel_cols(ow);
  float sum = 0.0F;
  if (is_long(row, cols)) {
    Vec sums(0.0F);
    row.for_lines(ow, cols, [&](Index position) {
      for_parts(cols.last - cols.first,
                [&](auto part) { sums += Pool::term(part.load(plane + position)); });
    });
    sum = sum_lanes(sums);
  } else {
    row.for_pixels(ow, cols, [&](Index position) { sum += Pool::term(plane[position]); });
  }
  return Pool::result(sum, row.pixels(cols));
}

template <typename Pool, int Step>
void pool_row(const float* plane, const WindowRow& row, Index outputs, Range inner, float* y) {
  for_outputs(
      outputs, inner,
      [&](Index ow, auto sum) {
        row.for_pixels(ow, row.all_cols(), [&](Index position) {
          sum += Pool::term(load_every<decltype(sum), Step>(plane + position));
        });
        Pool::result(sum, row.pixels(row.all_cols())).store_unaligned(y + ow);
      },
      [&](Index ow) { y[ow] = pool_single<Pool>(plane, row, ow); });
}

template <typename Pool>
void pool_forward(ConstTensorView x, Window2d window, TensorView y) {
  flatten_global(x.shape, window, y.shape);
  const auto row_of = window.stride_w == 2 ? pool_row<Pool, 2> : pool_row<Pool, 1>;
  Range inner = inner_outputs(window, x.shape.w, y.shape.w);
  if (window.stride_w > 2) inner = {};
  const float* plane = x.data;
  float* out = y.data;
  for (Index map = 0; map < static_cast<Index>(x.shape.n) * x.shape.c; ++map) {
    for (Index oh = 0; oh < y.shape.h; ++oh) {
      row_of(plane, WindowRow(window, x.shape, oh), y.shape.w, inner, out);
      out += y.shape.w;
    }
    plane += static_cast<Index>(x.shape.h) * x.shape.w;
  }
}

/// One row of outputs and the map that their gradients go to.
struct BackwardRow {
  const float* dy;
  const float* y;  ///< with Length only, as x
  const float* x;
  float* dx;
};

/// Writes each output's share at the place of its window's first column, which is column `left` of
/// the map for to[0].
template <typename Pool>
void place_shares(const BackwardRow& maps, const WindowRow& row, Range outputs, Range inner,
                  Index left, float* to) {
  const Index step = row.window.stride_w;
  float* place = to + row.first_col(outputs.first) - left;
  const Index whole = row.pixels(row.all_cols());
  constexpr Index size = static_cast<Index>(HalfVec::size);
  for (Index ow = outputs.first; ow < outputs.last;) {
    if (ow >= inner.first && ow + size <= min_of(inner.last, outputs.last)) {
      const HalfVec y = Pool::of_pixel ? HalfVec::load_unaligned(maps.y + ow) : HalfVec(0.0F);
      const HalfVec shares = Pool::share(HalfVec::load_unaligned(maps.dy + ow), y, whole);
      alignas(64) float buffer[size];
      shares.store_aligned(buffer);
      for (Index i = 0; i < size; ++i, place += step) *place = buffer[i];
      ow += size;
    } else {
      const float y = Pool::of_pixel ? maps.y[ow] : 0.0F;
      const bool is_inner = ow >= inner.first && ow < inner.last;
      *place = Pool::share(maps.dy[ow], y, is_inner ? whole : row.pixels(row.kernel_cols(ow)));
      place += step;
      ++ow;
    }
  }
}

/// Where windows overlap, every pixel gathers the shares of those that cover it: a sum over kernel
/// columns, which is the same for all kernel rows. (Vectors of windows that add to their pixels
/// would read again what was written just before, out of step with it.)
template <typename Pool>
void gather_shares(const BackwardRow& maps, const WindowRow& row, Index outputs, Range inner) {
  constexpr Index stretch = 128;  // pixels, and reach of kernel columns, at a time
  const Window2d& window = row.window;
  const Index step = window.stride_w;
  const Index dilation = window.dilation_w;
  const Index most = 1 + stretch / dilation;
  alignas(64) float shares[2 * stretch];
  for (Index kw = 0; kw < window.kernel_w; kw += most) {
    const Index kw_end = min_of(kw + most, window.kernel_w);
    for (Index left = 0; left < row.width; left += stretch) {
      const Index count = min_of(stretch, row.width - left);
      // The columns of the map where windows begin that cover these pixels.
      const Index first = left - (kw_end - 1) * dilation;
      const Index end = left + count - kw * dilation;
      const Range covering{ceil_div(max_of(0, first + window.padding.left), step),
                           min_of(outputs, ceil_div(max_of(0, end + window.padding.left), step))};
      if (covering.first >= covering.last) continue;
      for (Index i = 0; i < end - first; ++i) shares[i] = 0.0F;
      place_shares<Pool>(maps, row, covering, inner, first, shares);
      for_parts(count, [&](auto part) {
        Vec sum(0.0F);
        for (Index k = kw; k < kw_end; ++k)
          sum += part.load(shares + (left - k * dilation - first));
        for (Index kh = row.kernel_rows.first; kh < row.kernel_rows.last; ++kh) {
          const Index at = (row.first_row + kh * window.dilation_h) * row.width + left;
          if constexpr (Pool::of_pixel) {
            part.add(maps.dx + at, sum * part.load(maps.x + at));
          } else {
            part.add(maps.dx + at, sum);
          }
        }
      });
    }
  }
}

/// Adds its share to every pixel of one window.
template <typename Pool>
RECEPTIVE_INLINE void add_share(const BackwardRow& maps, const WindowRow& row, Index ow,
                                Range cols) {
  const float y = Pool::of_pixel ? maps.y[ow] : 0.0F;
  const float share = Pool::share(maps.dy[ow], y, row.pixels(cols));
  if (!is_long(row, cols)) {
    row.for_pixels(ow, cols, [&](Index position) {
      maps.dx[position] += Pool::of_pixel ? share * maps.x[position] : share;
    });
    return;
  }
  row.for_lines(ow, cols, [&](Index position) {
    for_parts(cols.last - cols.first, [&](auto part) {
      Vec add(share);
      if constexpr (Pool::of_pixel) add *= part.load(maps.x + position);
      part.add(maps.dx + position, add);
    });
  });
}

/// The usual windows, two pixels wide and two apart, as many at a time as a vector holds. Returns
/// the first output that is left.
template <typename Pool, typename V>
RECEPTIVE_INLINE Index add_pairs(const BackwardRow& maps, const WindowRow& row, Index ow,
                                 Index last) {
  constexpr Index size = static_cast<Index>(V::size);
  const auto add = [&](Index position, V share) {
    if constexpr (Pool::of_pixel) share *= V::load_unaligned(maps.x + position);
    float* to = maps.dx + position;
    (V::load_unaligned(to) + share).store_unaligned(to);
  };
  for (; ow + size <= last; ow += size) {
    const V y = Pool::of_pixel ? V::load_unaligned(maps.y + ow) : V(0.0F);
    const V share = Pool::share(V::load_unaligned(maps.dy + ow), y, row.pixels(row.all_cols()));
    row.for_lines(ow, row.all_cols(), [&](Index position) {
      add(position, xsimd::zip_lo(share, share));
      add(position + size, xsimd::zip_hi(share, share));
    });
  }
  return ow;
}

template <typename Pool>
void unpool_row(const BackwardRow& maps, const WindowRow& row, Index outputs, Range inner) {
  const Window2d& window = row.window;
  if (window.kernel_w > window.stride_w && outputs > 1) {
    return gather_shares<Pool>(maps, row, outputs, inner);
  }
  Index ow = 0;
  for (; ow < inner.first; ++ow) add_share<Pool>(maps, row, ow, row.kernel_cols(ow));
  if (window.kernel_w == 2 && window.stride_w == 2 && window.dilation_w == 1) {
    ow = add_pairs<Pool, HalfVec>(maps, row, ow, inner.last);
    ow = add_pairs<Pool, NarrowVec>(maps, row, ow, inner.last);
  }
  for (; ow < inner.last; ++ow) add_share<Pool>(maps, row, ow, row.all_cols());
  for (; ow < outputs; ++ow) add_share<Pool>(maps, row, ow, row.kernel_cols(ow));
}

/// x and y are read with Length only.
template <typename Pool>
void pool_backward(ConstTensorView dy, const float* x, const float* y, Window2d window,
                   TensorView dx) {
  flatten_global(dx.shape, window, dy.shape);
  const Range inner = inner_outputs(window, dx.shape.w, dy.shape.w);
  BackwardRow maps{dy.data, y, x, dx.data};
  const Index plane = static_cast<Index>(dx.shape.h) * dx.shape.w;
  for (Index map = 0; map < static_cast<Index>(dx.shape.n) * dx.shape.c; ++map) {
    for (Index oh = 0; oh < dy.shape.h; ++oh) {
      unpool_row<Pool>(maps, WindowRow(window, dx.shape, oh), dy.shape.w, inner);
      maps.dy += dy.shape.w;
      if (Pool::of_pixel) maps.y += dy.shape.w;
    }
    maps.dx += plane;
    if (Pool::of_pixel) maps.x += plane;
  }
}

}  // namespace

void average_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y) {
  pool_forward<Mean>(x, window, y);
}

void average_pool2d_backward(ConstTensorView dy, const Window2d& window, TensorView dx) {
  pool_backward<Mean>(dy, nullptr, nullptr, window, dx);
}

void l2_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y) {
  pool_forward<Length>(x, window, y);
}

void l2_pool2d_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                        const Window2d& window, TensorView dx) {
  pool_backward<Length>(dy, x.data, y.data, window, dx);
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
