#include <cmath>

#include "kernels/simd/pointwise.h"
#include "kernels/simd/pool2d.h"
#include "kernels/simd/pool_window.h"

/// The kinds of pooling that add something up over the window: the mean and the length (L2).
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

RECEPTIVE_INLINE PoolVec root(PoolVec value) { return xsimd::sqrt(value); }
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
  static RECEPTIVE_INLINE PoolVec share(PoolVec dy, PoolVec y, Index /*pixels*/) {
    return xsimd::select(y == PoolVec(0.0F), PoolVec(0.0F), dy / y);
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
      [&](Index ow) {
        PoolVec sum(0.0F);
        row.for_pixels(ow, row.all_cols(), [&](Index position) {
          sum += Pool::term(load_every<Step>(plane + position));
        });
        Pool::result(sum, row.pixels(row.all_cols())).store_unaligned(y + ow);
      },
      [&](Index ow) { y[ow] = pool_single<Pool>(plane, row, ow); });
}

template <typename Pool>
void pool_forward(ConstTensorView x, Window2d window, TensorView y) {
  flatten_global(x.shape, window, y.shape);
  const auto row_of = window.stride_w == 2 ? pool_row<Pool, 2> : pool_row<Pool, 1>;
  const Range inner = inner_outputs(window, x.shape.w, y.shape.w);
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

/// dx += share, or share * x, for a vector of neighbouring pixels.
template <typename Pool>
RECEPTIVE_INLINE void add_share(const BackwardRow& maps, Index position, PoolVec share) {
  if constexpr (Pool::of_pixel) share *= PoolVec::load_unaligned(maps.x + position);
  float* to = maps.dx + position;
  (PoolVec::load_unaligned(to) + share).store_unaligned(to);
}

template <typename Pool>
RECEPTIVE_INLINE void add_share(const BackwardRow& maps, Index position, float share) {
  maps.dx[position] += Pool::of_pixel ? share * maps.x[position] : share;
}

/// Vectors of outputs two pixels apart: two kernel columns side by side fill the gaps of each
/// other.
template <typename Pool>
RECEPTIVE_INLINE void add_shares_apart(const BackwardRow& maps, const WindowRow& row, Index ow,
                                       PoolVec share) {
  const Window2d& window = row.window;
  alignas(64) float shares[pool_lanes];
  share.store_aligned(shares);
  row.for_lines(ow, row.all_cols(), [&](Index position) {
    Index kw = 0;
    if (window.dilation_w == 1) {
      const PoolVec low = xsimd::zip_lo(share, share);
      const PoolVec high = xsimd::zip_hi(share, share);
      for (; kw + 2 <= window.kernel_w; kw += 2, position += 2) {
        add_share<Pool>(maps, position, low);
        add_share<Pool>(maps, position + pool_lanes, high);
      }
    }
    for (; kw < window.kernel_w; ++kw, position += window.dilation_w) {
      for (Index i = 0; i < pool_lanes; ++i) add_share<Pool>(maps, position + 2 * i, shares[i]);
    }
  });
}

template <typename Pool, int Step>
void unpool_row(const BackwardRow& maps, const WindowRow& row, Index outputs, Range inner) {
  for_outputs_once(
      outputs, inner,
      [&](Index ow) {
        const PoolVec y = Pool::of_pixel ? PoolVec::load_unaligned(maps.y + ow) : PoolVec(0.0F);
        const PoolVec share =
            Pool::share(PoolVec::load_unaligned(maps.dy + ow), y, row.pixels(row.all_cols()));
        if constexpr (Step == 2) {
          add_shares_apart<Pool>(maps, row, ow, share);
        } else {
          row.for_pixels(ow, row.all_cols(),
                         [&](Index position) { add_share<Pool>(maps, position, share); });
        }
      },
      [&](Index ow) {
        const Range cols = row.kernel_cols(ow);
        const float y = Pool::of_pixel ? maps.y[ow] : 0.0F;
        const float share = Pool::share(maps.dy[ow], y, row.pixels(cols));
        if (!is_long(row, cols)) {
          return row.for_pixels(ow, cols,
                                [&](Index position) { add_share<Pool>(maps, position, share); });
        }
        row.for_lines(ow, cols, [&](Index position) {
          for_parts(cols.last - cols.first, [&](auto part) {
            Vec add(share);
            if constexpr (Pool::of_pixel) add *= part.load(maps.x + position);
            part.add(maps.dx + position, add);
          });
        });
      });
}

/// x and y are read with Length only.
template <typename Pool>
void pool_backward(ConstTensorView dy, const float* x, const float* y, Window2d window,
                   TensorView dx) {
  flatten_global(dx.shape, window, dy.shape);
  const auto row_of = window.stride_w == 2 ? unpool_row<Pool, 2> : unpool_row<Pool, 1>;
  const Range inner = inner_outputs(window, dx.shape.w, dy.shape.w);
  BackwardRow maps{dy.data, y, x, dx.data};
  const Index plane = static_cast<Index>(dx.shape.h) * dx.shape.w;
  for (Index map = 0; map < static_cast<Index>(dx.shape.n) * dx.shape.c; ++map) {
    for (Index oh = 0; oh < dy.shape.h; ++oh) {
      row_of(maps, WindowRow(window, dx.shape, oh), dy.shape.w, inner);
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
