#include "kernels/simd/convolution/depthwise.h"
#include "kernels/simd/tile.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Puts the values [first, last) of a vector where no whole vector may be written. Once for all
/// tiles, each of which would be twice as long with it.
[[gnu::noinline]] void put_singly(const RowConv& conv, Index at, const float* values, Index first,
                                  Index last) {
  float* to = conv.target + at;
  RECEPTIVE_TAIL
  for (Index i = first; i < last; ++i) {
    float& out = to[i * conv.step];
    out = conv.accumulate ? out + values[i] : values[i];
  }
}

/// One or two vectors beside each other, `Rows` rows at a time, as often as these fit into the rows
/// [row, conv.rows). Returns the first row that is left.
template <typename V, int Rows, int Vecs>
Index column_tiles(const RowConv& conv, Index col, Index row) {
  constexpr Index size = static_cast<Index>(V::size);
  const RowVector vectors[2] = {{col, conv.cols, size}, {col + size, conv.cols, size}};
  const Index gap = vectors[1].start - vectors[0].start;
  const Index last = min_of(size, conv.cols);
  const bool whole = last == size && vectors[Vecs - 1].skip == 0;
  for (; row + Rows <= conv.rows; row += Rows) {
    const float* from[Rows];
    V sum[Rows][Vecs];
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) {
      from[r] = conv.source + (row + r) * conv.source_pitch + vectors[0].start;
      RECEPTIVE_UNROLL
      for (int v = 0; v < Vecs; ++v) sum[r][v] = V(conv.start);
    }
    for (const Tap* tap = conv.taps; tap != conv.taps + conv.tap_count; ++tap) {
      const V weight(conv.weights[tap->weight]);
      const Index shift = tap->offset;
      RECEPTIVE_UNROLL
      for (int r = 0; r < Rows; ++r) {
        RECEPTIVE_UNROLL
        for (int v = 0; v < Vecs; ++v) {
          sum[r][v] = madd(weight, V::load_unaligned(from[r] + shift + v * gap), sum[r][v]);
        }
      }
    }
    const Index end = (row + Rows - 1) * conv.target_pitch + vectors[Vecs - 1].start + size;
    const bool room = conv.step == 1 && end <= conv.room;
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) {
      RECEPTIVE_UNROLL
      for (int v = 0; v < Vecs; ++v) {
        const Index at = (row + r) * conv.target_pitch + vectors[v].start * conv.step;
        if (!room) {
          alignas(64) float values[size];
          sum[r][v].store_aligned(values);
          put_singly(conv, at, values, vectors[v].skip, last);
          continue;
        }
        // What is written beyond a short row is overwritten by the next, or a zero is added there.
        float* to = conv.target + at;
        V value = sum[r][v];
        if (conv.accumulate) {
          if (v + 1 == Vecs && !whole) value = keep_from(keep_first(value, last), vectors[v].skip);
          value += V::load_unaligned(to);
        }
        value.store_unaligned(to);
      }
    }
  }
  return row;
}

constexpr int most_rows = 8;  ///< of single vectors; half as many of two

using TileFunction = Index (*)(const RowConv&, Index, Index);

struct TileTable {
  TileFunction tiles[most_rows + 1][3] = {};
};

template <typename V, int Rows>
constexpr void fill_table(TileTable& table) {
  table.tiles[Rows][1] = column_tiles<V, Rows, 1>;
  if constexpr (2 * Rows <= most_rows) table.tiles[Rows][2] = column_tiles<V, Rows, 2>;
  if constexpr (Rows > 1) fill_table<V, Rows - 1>(table);
}

template <typename V>
constexpr TileTable make_table() {
  TileTable table;
  fill_table<V, most_rows>(table);
  return table;
}

constexpr TileTable wide_table = make_table<Vec>();
constexpr TileTable narrow_table = make_table<HalfVec>();

}  // namespace

void convolve_rows(const RowConv& conv) {
  const int width = static_cast<int>(conv.cols);
  const TileTable& table = is_narrow(width) ? narrow_table : wide_table;
  const Index size = chunk_lanes(width);
  for (Index col = 0; col < conv.cols;) {
    const int vecs = col + size < conv.cols ? 2 : 1;
    for (Index row = 0; row < conv.rows;) {
      const int rows = panel_rows(static_cast<int>(conv.rows - row), most_rows / vecs);
      row = table.tiles[rows][vecs](conv, col, row);
    }
    col += vecs * size;
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
