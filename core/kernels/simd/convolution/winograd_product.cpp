#include "kernels/simd/convolution/winograd_filters.h"
#include "kernels/simd/tile.h"

/// The matrix products of every frequency. They are small, so a function goes through all tiles of
/// a panel: a call for each would cost as much as its products.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Rows of a tile of registers that is `vecs` wide. Each needs a pointer, too.
constexpr int most_rows(int vecs) {
  return vecs == 1 ? 8 : (vecs == 2 && tile_vecs == 3 ? (tile_rows == 8 ? 8 : 6) : tile_rows);
}

struct Product {
  const float* left = nullptr;
  Index left_pitch = 0;
  const float* right = nullptr;
  Index right_pitch = 0;
  float* to = nullptr;
  Index to_pitch = 0;
  Index depth = 0;
};

/// to[row, :] = sum over d of left[row, d] * right[d, :] for `count` times Rows rows.
template <int Rows, int Vecs>
void filter_rows(const Product& product, Index first, Index count) {
  const float* left = product.left + first * product.left_pitch;
  float* to = product.to + first * product.to_pitch;
  for (; count > 0; --count, left += Rows * product.left_pitch) {
    const float* row[Rows];
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) row[r] = left + r * product.left_pitch;
    Tile<Rows, Vecs> tile;
    tile.fill_zero();
    const float* right = product.right;
    for (Index d = 0; d != product.depth; ++d, right += Vecs * lanes) {
      tile.multiply_add([&](int r) { return row[r][d]; },
                        [&](int v) { return load(right + v * lanes); });
    }
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r, to += product.to_pitch) {
      RECEPTIVE_UNROLL
      for (int v = 0; v < Vecs; ++v) store(to + v * lanes, tile.sum[r][v]);
    }
  }
}

/// to[row, :] += sum over d of left[d, row] * right[d, :] for `count` times Rows rows.
template <int Rows, int Vecs>
void gradient_rows(const Product& product, Index first, Index count) {
  float* to = product.to + first * product.to_pitch;
  for (; count > 0; --count, first += Rows) {
    Tile<Rows, Vecs> tile;
    tile.fill_zero();
    const float* left = product.left + first;
    const float* right = product.right;
    for (Index d = product.depth; d > 0; --d) {
      tile.multiply_add([&](int r) { return left[r]; },
                        [&](int v) { return load(right + v * lanes); });
      left += product.left_pitch;
      right += product.right_pitch;
    }
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r, to += product.to_pitch) {
      RECEPTIVE_UNROLL
      for (int v = 0; v < Vecs; ++v) {
        store(to + v * lanes, load(to + v * lanes) + tile.sum[r][v]);
      }
    }
  }
}

using RowsFunction = void (*)(const Product&, Index, Index);

struct RowsTable {
  RowsFunction filter[9][tile_vecs + 1] = {};
  RowsFunction gradient[9][tile_vecs + 1] = {};
};

template <int Rows, int Vecs>
constexpr void fill_table(RowsTable& table) {
  table.filter[Rows][Vecs] = filter_rows<Rows, Vecs>;
  table.gradient[Rows][Vecs] = gradient_rows<Rows, Vecs>;
  if constexpr (Rows > 1) {
    fill_table<Rows - 1, Vecs>(table);
  } else if constexpr (Vecs > 1) {
    fill_table<most_rows(Vecs - 1), Vecs - 1>(table);
  }
}

constexpr RowsTable make_table() {
  RowsTable table;
  fill_table<most_rows(tile_vecs), tile_vecs>(table);
  return table;
}

constexpr RowsTable table = make_table();

/// All rows, as evenly as can be: some calls' tiles have one row more than the others'.
template <typename Functions>
RECEPTIVE_INLINE void for_all_rows(const Product& product, Index rows, int vecs,
                                   const Functions& functions) {
  const Index tiles = ceil_div(rows, most_rows(vecs));
  const Index least = rows / tiles;
  const Index larger = rows % tiles;
  if (larger > 0) functions[least + 1][vecs](product, 0, larger);
  functions[least][vecs](product, larger * (least + 1), tiles - larger);
}

}  // namespace

void multiply_by_filters(const WinogradPlan& plan, const WinogradSide& from, const WinogradSide& to,
                         Index tiles) {
  const Index vecs = to.pitch / lanes;
  for (Index f = 0; f < frequencies; ++f) {
    Product product;
    product.left = from.values + f * from.frequency_pitch;
    product.left_pitch = from.pitch;
    product.right = plan.filters + f * plan.filter_pitch;
    product.to_pitch = to.pitch;
    product.depth = from.maps;
    for (Index vec = 0; vec < vecs;) {
      const int width = panel_vecs(vecs - vec);
      product.to = to.values + f * to.frequency_pitch + vec * lanes;
      for_all_rows(product, tiles, width, table.filter);
      product.right += product.depth * width * lanes;
      vec += width;
    }
  }
}

void add_filter_gradients(const WinogradPlan& plan, Index tiles) {
  const Index vecs = plan.out.pitch / lanes;
  for (Index f = 0; f < frequencies; ++f) {
    Product product;
    product.left = plan.in.values + f * plan.in.frequency_pitch;
    product.left_pitch = plan.in.pitch;
    product.right_pitch = plan.out.pitch;
    product.to = plan.filters + f * plan.filter_pitch;
    product.depth = tiles;
    for (Index vec = 0; vec < vecs;) {
      const int width = panel_vecs(vecs - vec);
      product.right = plan.out.values + f * plan.out.frequency_pitch + vec * lanes;
      product.to_pitch = static_cast<Index>(width) * lanes;
      for_all_rows(product, plan.in.maps, width, table.gradient);
      product.to += plan.in.maps * product.to_pitch;
      vec += width;
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
