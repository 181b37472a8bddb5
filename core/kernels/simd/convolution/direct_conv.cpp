#include "kernels/simd/convolution/direct_conv.h"

#include "kernels/simd/tile.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Adds to or overwrites the outputs of one chunk, one by one: `sums` holds `pitch` of them for
/// each of the rows. Once for all tiles, each of which would be twice as long with it.
[[gnu::noinline]] void store_singly(const float* sums, Index rows, Index pitch, float* to,
                                    Index count, const DirectConv& conv) {
  for (Index r = 0; r < rows; ++r, sums += pitch, to += conv.target_row) {
    RECEPTIVE_TAIL
    for (Index i = 0; i < count; ++i) {
      float& out = to[i * conv.target_step];
      out = conv.accumulate ? out + sums[i] : sums[i];
    }
  }
}

/// The sums of all rows of a tile for one chunk.
template <int Rows, int Vecs, typename V>
RECEPTIVE_INLINE void store_chunk(const Tile<Rows, Vecs, V>& tile, int v, float* to,
                                  const Chunk& chunk, const DirectConv& conv) {
  if (!chunk.room || conv.target_step != 1) {
    constexpr Index size = static_cast<Index>(V::size);
    alignas(64) float sums[Rows * size];
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r) tile.sum[r][v].store_aligned(sums + r * size);
    store_singly(sums, Rows, size, to, chunk.count, conv);
  } else if (!conv.accumulate) {
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r, to += conv.target_row) tile.sum[r][v].store_unaligned(to);
  } else {
    RECEPTIVE_UNROLL
    for (int r = 0; r < Rows; ++r, to += conv.target_row) {
      const V sum = keep_first(tile.sum[r][v], chunk.count);
      (V::load_unaligned(to) + sum).store_unaligned(to);
    }
  }
}

template <int Rows, int Vecs, typename V>
RECEPTIVE_INLINE void conv_tile(const DirectConv& conv, const float* panel, int first_row,
                                const Chunk* chunks) {
  const float* from[Vecs];
  Index first = chunks[0].first_weight;
  Index last = chunks[0].last_weight;
  RECEPTIVE_UNROLL
  for (int v = 0; v < Vecs; ++v) {
    from[v] = conv.source + chunks[v].source;
    first = min_of(first, chunks[v].first_weight);
    last = max_of(last, chunks[v].last_weight);
  }

  Tile<Rows, Vecs, V> tile;
  if (conv.bias != nullptr) {
    tile.fill(conv.bias + first_row);
  } else {
    tile.fill_zero();
  }
  panel += first * Rows;
  const std::int32_t* const end = conv.offsets + last;
  for (const std::int32_t* offset = conv.offsets + first; offset < end; ++offset, panel += Rows) {
    const Index shift = *offset;
    tile.multiply_add([&](int r) { return panel[r]; },
                      [&](int v) { return V::load_unaligned(from[v] + shift); });
  }

  RECEPTIVE_UNROLL
  for (int v = 0; v < Vecs; ++v) {
    float* to = conv.target + chunks[v].target + first_row * conv.target_row;
    store_chunk(tile, v, to, chunks[v], conv);
  }
}

/// One panel of filters over `tiles` times Vecs chunks.
template <int Rows, int Vecs, typename V>
void conv_tiles(const DirectConv& conv, const float* panel, int first_row, const Chunk* chunks,
                Index tiles) {
  for (; tiles > 0; --tiles, chunks += Vecs) {
    conv_tile<Rows, Vecs, V>(conv, panel, first_row, chunks);
  }
}

using TileFunction = void (*)(const DirectConv&, const float*, int, const Chunk*, Index);

struct TileTable {
  TileFunction tiles[tile_rows + 1][thin_vecs + 1] = {};
};

template <typename V, int Rows, int Vecs>
constexpr void fill_table(TileTable& table) {
  table.tiles[Rows][Vecs] = conv_tiles<Rows, Vecs, V>;
  if constexpr (Vecs > 1) {
    fill_table<V, Rows, Vecs - 1>(table);
  } else if constexpr (Rows > 1) {
    fill_table<V, Rows - 1, vecs_for(Rows - 1)>(table);
  }
}

template <typename V>
constexpr TileTable make_table() {
  TileTable table;
  fill_table<V, tile_rows, vecs_for(tile_rows)>(table);
  return table;
}

constexpr TileTable wide_table = make_table<Vec>();
constexpr TileTable narrow_table = make_table<HalfVec>();

}  // namespace

void direct_conv(const DirectConv& conv) {
  const TileTable& table = conv.narrow ? narrow_table : wide_table;
  const Index vecs = vecs_for(panel_rows(conv.rows, tile_rows));
  // Pixels outside, filters inside: the pixels of a few tiles stay in the first level cache while
  // all weights pass by; the other way round each panel of weights would fetch every pixel again.
  // Thin filters take more tiles at a time, or calls would cost as much as their few products.
  const Index most_tiles = max_of(1, 512 / conv.depth);
  for (Index first = 0; first < conv.chunk_count;) {
    const Index left = conv.chunk_count - first;
    const Index tiles = max_of(1, min_of(most_tiles, left / vecs));
    const Index count = min_of(vecs, left);
    const float* panel = conv.panels;
    for (int row = 0; row < conv.rows;) {
      const int rows = panel_rows(conv.rows - row, tile_rows);
      table.tiles[rows][count](conv, panel, row, conv.chunks + first, tiles);
      panel += static_cast<Index>(rows) * conv.depth;
      row += rows;
    }
    first += tiles * count;
  }
}

void direct_conv_images(DirectConv conv, const PaddedPlanes& planes, Index group,
                        const ConstMaps& from, float* padded, Index chunks_per_image,
                        const Maps& to) {
  conv.source = padded;
  for (Index n = 0; n < from.shape.n; n += group) {
    const Index images = min_of(group, from.shape.n - n);
    planes.copy_images(from, n, images, padded);
    conv.chunk_count = images * chunks_per_image;
    conv.target = to.image(n);
    direct_conv(conv);
  }
}

Chunk* list_chunks_of_row(const ChunkRow& row, Chunk* chunk) {
  for (Index i = 0; i < row.count; i += row.width, ++chunk) {
    chunk->source = static_cast<std::int32_t>(row.source + i);
    chunk->target = static_cast<std::int32_t>(row.target + i * row.step);
    chunk->count = static_cast<std::int32_t>(min_of(row.count - i, row.width));
    chunk->room = i * row.step + row.width <= row.room;
    chunk->first_weight = static_cast<std::int32_t>(row.first_weight);
    chunk->last_weight = static_cast<std::int32_t>(row.last_weight);
  }
  return chunk;
}

void PaddedPlanes::lay_out() {
  phase_pitch = ceil_div(cols, phases);
  row_pitch = phase_pitch * phases;
  // An odd number of cache lines: planes that are a power of two apart would all fall into the same
  // few sets of the cache.
  plane_pitch = round_up(rows * row_pitch, 16);
  if (plane_pitch % 32 == 0) plane_pitch += 16;
  image_pitch = channels * plane_pitch;
}

void PaddedPlanes::copy_image(const float* image, int h, int w, float* to) const {
  const Index top = max_of(first_row, 0);
  const Index bottom = min_of(h, static_cast<Index>(first_row) + rows);
  const Index left = max_of(first_col, 0);
  const Index right = min_of(w, static_cast<Index>(first_col) + cols);
  if (left >= right) return;
  for (int c = 0; c < channels; ++c) {
    const float* from = image + top * w + left;
    float* line = to + (top - first_row) * row_pitch;
    for (Index row = top; row < bottom; ++row, from += w, line += row_pitch) {
      if (phases == 1) {
        copy(from, right - left, line + (left - first_col));
      } else {
        copy_phases(from, left - first_col, right - first_col, line);
      }
    }
    image += static_cast<Index>(h) * w;
    to += plane_pitch;
  }
}

void PaddedPlanes::copy_phases(const float* from, Index left, Index right, float* line) const {
  constexpr Index size = static_cast<Index>(HalfVec::size);
  for (Index first = left; first < min_of(right, left + phases); ++first, ++from) {
    float* to = line + at(0, first);
    const Index count = ceil_div(right - first, phases);
    if (phases == 2 && count >= size) {
      for (Index i = 0; i < count; i += size) {
        const Index start = min_of(i, count - size);  // the last ones partly twice
        load_every_second<HalfVec>(from + 2 * start).store_unaligned(to + start);
      }
    } else {
      for (Index i = 0; i < count; ++i) to[i] = from[phases * i];
    }
  }
}

void PaddedPlanes::copy_images(const ConstMaps& batch, Index first, Index images, float* to) const {
  for (Index i = 0; i < images; ++i) {
    copy_image(batch.image(first + i), batch.shape.h, batch.shape.w, to + i * image_pitch);
  }
}

PaddedPlanes padded_input(const Shape& x, const Window2d& window, const Shape& y, int phases) {
  PaddedPlanes planes;
  planes.channels = x.c;
  planes.rows = (y.h - 1) * window.stride_h + (window.kernel_h - 1) * window.dilation_h + 1;
  planes.cols = (y.w - 1) * window.stride_w + (window.kernel_w - 1) * window.dilation_w + 1;
  planes.first_row = -window.padding.top;
  planes.first_col = -window.padding.left;
  planes.phases = phases;
  planes.lay_out();
  return planes;
}

Index group_images(const PaddedPlanes& planes, Index images) {
  constexpr Index most_values = 32 * 1024;  // 128 KiB
  return max_of(1, min_of(images, most_values / planes.image_pitch));
}

void fill_zero(float* values, Index count) {
  for (Index i = 0; i < count; ++i) values[i] = 0.0F;
}

float sum_of(const float* values, Index count) {
  Vec sums[4] = {Vec(0.0F), Vec(0.0F), Vec(0.0F), Vec(0.0F)};
  Index i = 0;
  for (; i + 4 * lanes <= count; i += 4 * lanes) {
    RECEPTIVE_UNROLL
    for (int v = 0; v < 4; ++v) sums[v] += load(values + i + v * lanes);
  }
  for (; i + lanes <= count; i += lanes) sums[0] += load(values + i);
  if (i < count) sums[1] += load_first(values + i, count - i);
  return sum_lanes((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

void add_map_sums(const ConstMaps& maps, Index first, Index images, float* sums) {
  if (sums == nullptr) return;
  for (Index n = first; n < first + images; ++n) {
    for (Index c = 0; c < maps.shape.c; ++c) {
      sums[c] += sum_of(maps.image(n) + c * maps.plane(), maps.plane());
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
