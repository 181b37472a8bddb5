#include "kernels/simd/pool2d.h"

/// Every map by itself, row by row. Where no column of the window hangs over an edge, a vector of
/// outputs is computed at once (strides 1 and 2); the outputs beside it one by one.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

// Sixteen lanes would serve few rows of a network's maps.
using PoolVec = HalfVec;
using PoolInts = xsimd::batch<std::int32_t, PoolVec::arch_type>;
constexpr int pool_lanes = static_cast<int>(PoolVec::size);

/// One row of outputs of one map.
struct RowWindow {
  Range kernel_rows;    ///< that lie on the map
  Index first_row = 0;  ///< row of the map under kernel row 0
};

RowWindow row_window(const Window2d& window, Index oh, Index height) {
  RowWindow row;
  row.first_row = oh * window.stride_h - window.padding.top;
  row.kernel_rows = touching(row.first_row, window.dilation_h, window.kernel_h, height);
  return row;
}

/// The outputs of a row whose windows lie between the left and the right edge.
Range inner_columns(const Window2d& window, Index width, Index outputs) {
  const Index first = ceil_div(window.padding.left, window.stride_w);
  const Index reach = static_cast<Index>(window.kernel_w - 1) * window.dilation_w;
  const Index room = width - 1 - reach + window.padding.left;
  const Index last = room < 0 ? 0 : min_of(outputs, room / window.stride_w + 1);
  return {min_of(first, last), last};
}

/// from[0], from[Step], from[2 * Step], ...
template <int Step>
RECEPTIVE_INLINE PoolVec load_every(const float* from) {
  if constexpr (Step == 1) {
    return PoolVec::load_unaligned(from);
  } else {
    alignas(64) float buffer[pool_lanes];
    RECEPTIVE_UNROLL
    for (int i = 0; i < pool_lanes; ++i) buffer[i] = from[i * Step];
    return PoolVec::load_aligned(buffer);
  }
}

/// Calls visit(position) for every pixel under the window, in reading order.
template <typename Visit>
RECEPTIVE_INLINE void for_covered(const Window2d& window, const RowWindow& row, Index width,
                                  Index ow, const Visit& visit) {
  const Index first_col = ow * window.stride_w - window.padding.left;
  const Range cols = touching(first_col, window.dilation_w, window.kernel_w, width);
  for (Index kh = row.kernel_rows.first; kh < row.kernel_rows.last; ++kh) {
    const Index line = (row.first_row + kh * window.dilation_h) * width + first_col;
    for (Index kw = cols.first; kw < cols.last; ++kw) visit(line + kw * window.dilation_w);
  }
}

/// `next` beats `best`: it is larger, or the first NaN.
template <typename Value>
RECEPTIVE_INLINE auto beats(Value next, Value best) {
  return (best == best) & !(next <= best);
}

template <int Step>
RECEPTIVE_INLINE void max_vector(const float* plane, const Window2d& window, const RowWindow& row,
                                 Index width, Index ow, float* y, std::int32_t* switches) {
  alignas(64) static constexpr std::int32_t steps[16] = {
      0,        Step,     2 * Step,  3 * Step,  4 * Step,  5 * Step,  6 * Step,  7 * Step,
      8 * Step, 9 * Step, 10 * Step, 11 * Step, 12 * Step, 13 * Step, 14 * Step, 15 * Step};
  const PoolInts lane_steps = PoolInts::load_aligned(steps);
  PoolVec best(0.0F);
  PoolInts winner(-1);
  bool started = false;
  const Index first_col = ow * Step - window.padding.left;
  for (Index kh = row.kernel_rows.first; kh < row.kernel_rows.last; ++kh) {
    Index position = (row.first_row + kh * window.dilation_h) * width + first_col;
    for (int kw = 0; kw < window.kernel_w; ++kw, position += window.dilation_w) {
      const PoolVec next = load_every<Step>(plane + position);
      const PoolInts at = lane_steps + PoolInts(static_cast<std::int32_t>(position));
      if (started) {
        const auto wins = beats(next, best);
        best = xsimd::select(wins, next, best);
        winner = xsimd::select(xsimd::batch_bool_cast<std::int32_t>(wins), at, winner);
      } else {
        best = next;
        winner = at;
        started = true;
      }
    }
  }
  best.store_unaligned(y + ow);
  winner.store_unaligned(switches + ow);
}

template <int Step>
RECEPTIVE_INLINE void average_vector(const float* plane, const Window2d& window,
                                     const RowWindow& row, Index width, Index ow, float* y) {
  PoolVec sum(0.0F);
  const Index first_col = ow * Step - window.padding.left;
  for (Index kh = row.kernel_rows.first; kh < row.kernel_rows.last; ++kh) {
    Index position = (row.first_row + kh * window.dilation_h) * width + first_col;
    for (int kw = 0; kw < window.kernel_w; ++kw, position += window.dilation_w) {
      sum += load_every<Step>(plane + position);
    }
  }
  const Index pixels = (row.kernel_rows.last - row.kernel_rows.first) * window.kernel_w;
  if (pixels > 0) sum = sum / PoolVec(static_cast<float>(pixels));
  sum.store_unaligned(y + ow);
}

/// Calls vector(ow) for whole vectors of inner outputs (the last one may overlap the one before:
/// the same values again) and single(ow) for the outputs that are left.
template <typename Vector, typename Single>
RECEPTIVE_INLINE void for_row(Index outputs, Range inner, const Vector& vector,
                              const Single& single) {
  if (inner.last - inner.first < pool_lanes) inner = {0, 0};
  for (Index ow = 0; ow < inner.first; ++ow) single(ow);
  for (Index ow = inner.first; ow < inner.last; ow += pool_lanes) {
    vector(min_of(ow, inner.last - pool_lanes));
  }
  for (Index ow = inner.last; ow < outputs; ++ow) single(ow);
}

template <int Step>
void max_row(const float* plane, const Window2d& window, const RowWindow& row, Index width,
             Index outputs, Range inner, float* y, std::int32_t* switches) {
  for_row(
      outputs, inner,
      [&](Index ow) { max_vector<Step>(plane, window, row, width, ow, y, switches); },
      [&](Index ow) {
        Index winner = -1;
        float best = 0.0F;
        for_covered(window, row, width, ow, [&](Index position) {
          const float next = plane[position];
          if (winner >= 0 && !beats(next, best)) return;
          best = next;
          winner = position;
        });
        y[ow] = best;
        switches[ow] = static_cast<std::int32_t>(winner);
      });
}

template <int Step>
void average_row(const float* plane, const Window2d& window, const RowWindow& row, Index width,
                 Index outputs, Range inner, float* y) {
  for_row(
      outputs, inner, [&](Index ow) { average_vector<Step>(plane, window, row, width, ow, y); },
      [&](Index ow) {
        float sum = 0.0F;
        Index pixels = 0;
        for_covered(window, row, width, ow, [&](Index position) {
          sum += plane[position];
          ++pixels;
        });
        y[ow] = pixels > 0 ? sum / static_cast<float>(pixels) : 0.0F;
      });
}

}  // namespace

void max_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y,
                        std::span<std::int32_t> switches) {
  const auto row_of = window.stride_w == 2 ? max_row<2> : max_row<1>;
  Range inner = inner_columns(window, x.shape.w, y.shape.w);
  if (window.stride_w > 2) inner = {0, 0};
  const float* plane = x.data;
  float* out = y.data;
  std::int32_t* winners = switches.data();
  for (Index map = 0; map < static_cast<Index>(x.shape.n) * x.shape.c; ++map) {
    for (Index oh = 0; oh < y.shape.h; ++oh) {
      const RowWindow row = row_window(window, oh, x.shape.h);
      row_of(plane, window, row, x.shape.w, y.shape.w, inner, out, winners);
      out += y.shape.w;
      winners += y.shape.w;
    }
    plane += static_cast<Index>(x.shape.h) * x.shape.w;
  }
}

void max_pool2d_backward(ConstTensorView dy, std::span<const std::int32_t> switches,
                         TensorView dx) {
  const Index outputs = static_cast<Index>(dy.shape.h) * dy.shape.w;
  const Index pixels = static_cast<Index>(dx.shape.h) * dx.shape.w;
  const float* gradient = dy.data;
  const std::int32_t* winner = switches.data();
  float* plane = dx.data;
  for (Index map = 0; map < static_cast<Index>(dx.shape.n) * dx.shape.c; ++map) {
    for (Index i = 0; i < outputs; ++i) {
      if (winner[i] >= 0) plane[winner[i]] += gradient[i];
    }
    gradient += outputs;
    winner += outputs;
    plane += pixels;
  }
}

void average_pool2d_forward(ConstTensorView x, const Window2d& window, TensorView y) {
  const auto row_of = window.stride_w == 2 ? average_row<2> : average_row<1>;
  Range inner = inner_columns(window, x.shape.w, y.shape.w);
  if (window.stride_w > 2) inner = {0, 0};
  const float* plane = x.data;
  float* out = y.data;
  for (Index map = 0; map < static_cast<Index>(x.shape.n) * x.shape.c; ++map) {
    for (Index oh = 0; oh < y.shape.h; ++oh) {
      const RowWindow row = row_window(window, oh, x.shape.h);
      row_of(plane, window, row, x.shape.w, y.shape.w, inner, out);
      out += y.shape.w;
    }
    plane += static_cast<Index>(x.shape.h) * x.shape.w;
  }
}

void average_pool2d_backward(ConstTensorView dy, const Window2d& window, TensorView dx) {
  const float* gradient = dy.data;
  float* plane = dx.data;
  for (Index map = 0; map < static_cast<Index>(dx.shape.n) * dx.shape.c; ++map) {
    for (Index oh = 0; oh < dy.shape.h; ++oh) {
      const RowWindow row = row_window(window, oh, dx.shape.h);
      const Index rows = row.kernel_rows.last - row.kernel_rows.first;
      for (Index ow = 0; ow < dy.shape.w; ++ow) {
        const Range cols = touching(ow * window.stride_w - window.padding.left, window.dilation_w,
                                    window.kernel_w, dx.shape.w);
        const Index pixels = rows * (cols.last - cols.first);
        const float share = pixels > 0 ? *gradient / static_cast<float>(pixels) : 0.0F;
        for_covered(window, row, dx.shape.w, ow, [&](Index position) { plane[position] += share; });
        ++gradient;
      }
    }
    plane += static_cast<Index>(dx.shape.h) * dx.shape.w;
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
