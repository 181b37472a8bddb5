#include "kernels/simd/product/gemm.h"

#include <cassert>

#include "kernels/simd/product/transpose.h"
#include "kernels/simd/tile.h"

/// Blocks as in Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008),
/// with two differences: A is copied only where it is stored the other way round (a tile reads at
/// most eight of its rows, and eight pointers are free), and so one panel of B at a time is enough.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

constexpr Index depth_block = 256;  ///< a panel of B of this depth stays in the first level cache
constexpr Index row_block = 128;    ///< this many rows of A of that depth stay in the second

struct Panel {
  const float* b = nullptr;  ///< row p of the panel begins at b + p * pitch
  Index pitch = 0;
  Index depth = 0;
  Index columns = 0;  ///< that are stored; the last vector may be partial
};

/// Rows of A with the depth of a panel.
struct Left {
  const float* from = nullptr;
  Index pitch = 0;  ///< values from one row to the next
};

template <int Rows, int Vecs>
RECEPTIVE_INLINE void gemm_tile(const Left& left, const Panel& panel, float* c, Index ldc,
                                bool add) {
  const float* row[Rows];
  RECEPTIVE_UNROLL
  for (int r = 0; r < Rows; ++r) row[r] = left.from + r * left.pitch;
  Tile<Rows, Vecs> tile;
  tile.fill_zero();
  const float* b = panel.b;
  const auto multiply_add = [&](int ahead) {
    tile.multiply_add([&](int r) { return row[r][ahead]; },
                      [&](int v) { return load(b + v * lanes); });
    b += panel.pitch;
  };
  const auto advance = [&](int steps) {
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) row[r] += steps;
  };
  // Four at a time: pointers move once for four loads, which matters where an address cannot be the
  // sum of two registers (WebAssembly).
  Index p = 0;
  for (; p + 4 <= panel.depth; p += 4) {
    RECEPTIVE_UNROLL
    for (int ahead = 0; ahead < 4; ++ahead) multiply_add(ahead);
    advance(4);
  }
  for (; p < panel.depth; ++p) {
    multiply_add(0);
    advance(1);
  }
  const Index rest = panel.columns - (Vecs - 1) * lanes;  // in the last vector
  RECEPTIVE_UNROLL
  for (int r = 0; r < Rows; ++r, c += ldc) {
    RECEPTIVE_UNROLL
    for (int v = 0; v < Vecs; ++v) {
      float* to = c + v * lanes;
      Vec sum = tile.sum[r][v];
      if (v + 1 < Vecs || rest == lanes) {
        if (add) sum += load(to);
        store(to, sum);
      } else {
        if (add) sum += load_first(to, rest);
        store_first(to, sum, rest);
      }
    }
  }
}

/// Tiles of the same size one after the other: below each other (the next rows of A), or side by
/// side (the next columns of B).
struct Series {
  Index tiles = 1;
  Index left_step = 0;
  Index panel_step = 0;
  Index c_step = 0;
};

/// In one call, because a tile of little depth is done as soon as a call.
template <int Rows, int Vecs>
void gemm_tiles(Left left, Panel panel, float* c, Index ldc, bool add, const Series& series) {
  for (Index tile = 0; tile < series.tiles; ++tile) {
    gemm_tile<Rows, Vecs>(left, panel, c, ldc, add);
    left.from += series.left_step;
    panel.b += series.panel_step;
    c += series.c_step;
  }
}

using TileFunction = void (*)(Left, Panel, float*, Index, bool, const Series&);

struct TileTable {
  TileFunction tiles[tile_rows + 1][thin_vecs + 1] = {};
};

template <int Rows, int Vecs>
constexpr void fill_table(TileTable& table) {
  table.tiles[Rows][Vecs] = gemm_tiles<Rows, Vecs>;
  if constexpr (Vecs > 1) {
    fill_table<Rows, Vecs - 1>(table);
  } else if constexpr (Rows > 1) {
    fill_table<Rows - 1, vecs_for(Rows - 1)>(table);
  }
}

constexpr TileTable make_table() {
  TileTable table;
  fill_table<tile_rows, vecs_for(tile_rows)>(table);
  return table;
}

constexpr TileTable table = make_table();

/// Copies rows [row, row + depth) of columns [column, column + columns) of op(B), with zeros up to
/// whole vectors.
void pack(const GemmShape& shape, const float* b, Index row, Index column, const Panel& panel,
          float* to) {
  if (panel.columns < panel.pitch) {
    const Index last = panel.pitch - lanes;
    for (Index p = 0; p < panel.depth; ++p) store(to + p * panel.pitch + last, Vec(0.0F));
  }
  if (shape.transpose_b) {
    transpose(b + column * shape.ldb + row, shape.ldb, panel.columns, panel.depth, to, panel.pitch);
    return;
  }
  for (Index p = 0; p < panel.depth; ++p) {
    copy(b + (row + p) * shape.ldb + column, panel.columns, to + p * panel.pitch);
  }
}

}  // namespace

std::size_t gemm_workspace(const GemmShape& shape) {
  const Index depth = min_of(depth_block, shape.k);
  const Index turned_rows = shape.transpose_a ? min_of(row_block, shape.m) : 0;
  return static_cast<std::size_t>(depth * (thin_vecs * lanes + turned_rows));
}

void gemm(const GemmShape& shape, const float* a, const float* b, float* c,
          std::span<float> workspace) {
  if (shape.k == 0 && !shape.accumulate) {
    for (Index i = 0; i < shape.m; ++i) {
      for (Index j = 0; j < shape.n; ++j) c[i * shape.ldc + j] = 0.0F;
    }
  }
  if (prefers_dot(shape)) {
    gemm_dot(shape, a, b, c);
    return;
  }
  assert(workspace.size() >= gemm_workspace(shape));
  // Few rows of tiles do not repay a copy of B that could be read where it is.
  const bool in_place = !shape.transpose_b && shape.m <= 4 * tile_rows;
  const int most_vecs = vecs_for(panel_rows(shape.m, tile_rows));
  for (Index top = 0; top < shape.m; top += row_block) {
    const Index bottom = min_of(shape.m, top + row_block);
    for (Index p = 0; p < shape.k; p += depth_block) {
      Panel panel;
      panel.depth = min_of(depth_block, shape.k - p);
      const bool add = shape.accumulate || p > 0;
      Left block{a + top * shape.lda + p, shape.lda};
      if (shape.transpose_a) {
        float* turned = workspace.data() + panel.depth * thin_vecs * lanes;
        transpose(a + p * shape.lda + top, shape.lda, panel.depth, bottom - top, turned,
                  panel.depth);
        block = {turned, panel.depth};
      }
      for (Index column = 0; column < shape.n;) {
        const int vecs = panel_rows(static_cast<int>(ceil_div(shape.n - column, lanes)), most_vecs);
        const Index width = static_cast<Index>(vecs) * lanes;
        panel.columns = min_of(shape.n - column, width);
        Index panels = 1;
        if (in_place && panel.columns == width) {
          panel.b = b + p * shape.ldb + column;
          panel.pitch = shape.ldb;
          // The panels behind it that are as wide.
          while (column + (panels + 1) * width <= shape.n &&
                 panel_rows(static_cast<int>(ceil_div(shape.n - column - panels * width, lanes)),
                            most_vecs) == vecs) {
            ++panels;
          }
        } else {
          panel.b = workspace.data();
          panel.pitch = width;
          pack(shape, b, p, column, panel, workspace.data());
        }
        for (Index row = top; row < bottom;) {
          const int rows = panel_rows(static_cast<int>(bottom - row), tile_rows);
          Index below = 1;
          while (panels == 1 && row + (below + 1) * rows <= bottom &&
                 panel_rows(static_cast<int>(bottom - row - below * rows), tile_rows) == rows) {
            ++below;
          }
          const Series series = panels > 1 ? Series{panels, 0, width, width}
                                           : Series{below, rows * block.pitch, 0,
                                                    static_cast<Index>(rows) * shape.ldc};
          const Left left{block.from + (row - top) * block.pitch, block.pitch};
          table.tiles[rows][vecs](left, panel, c + row * shape.ldc + column, shape.ldc, add,
                                  series);
          row += rows * below;
        }
        column += panels * width;
      }
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
