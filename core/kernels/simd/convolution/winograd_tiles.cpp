#include "kernels/simd/convolution/winograd_tiles.h"

#include "kernels/simd/product/transpose.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Six vectors, `pitch` apart.
RECEPTIVE_INLINE Points load_points(const float* from, Index pitch) {
  return {{load(from), load(from + pitch), load(from + 2 * pitch), load(from + 3 * pitch),
           load(from + 4 * pitch), load(from + 5 * pitch)}};
}

RECEPTIVE_INLINE void store_points(const Points& values, float* to, Index pitch) {
  RECEPTIVE_UNROLL
  for (int p = 0; p < points; ++p) store(to + p * pitch, values.at[p]);
}

RECEPTIVE_INLINE void add_points(const Points& values, float* to, Index pitch) {
  RECEPTIVE_UNROLL
  for (int p = 0; p < points; ++p) store(to + p * pitch, load(to + p * pitch) + values.at[p]);
}

/// The six pixels of a row that a tile reads, wherever the row is.
template <typename Value>
struct TilePixels {
  Value* at[points];
  Index row[points];  ///< to the next row; 0 outside of the image

  RECEPTIVE_INLINE void next_row() {
    RECEPTIVE_UNROLL
    for (int p = 0; p < points; ++p) at[p] += row[p];
  }
};

template <typename Value>
TilePixels<Value> tile_pixels(const WinogradPlan& plan, Index tile_col, Index map, Value* outside) {
  TilePixels<Value> pixels;
  const Index pitch = plan.in.pitch;
  for (int p = 0; p < points; ++p) {
    const Index col = tile_col * plan.step - plan.padding.left + p;
    const bool inside = col >= 0 && col < plan.x.w;
    pixels.at[p] = (inside ? plan.in.staged + col * pitch : outside) + map;
    pixels.row[p] = inside ? plan.x.w * pitch : 0;
  }
  return pixels;
}

/// Rows of pixels that a column of tiles of the strip reads, and the first of them in the image.
Index line_count(const WinogradPlan& plan, const Strip& strip) {
  return strip.rows * plan.step + plan.kernel - 1;
}
Index first_line(const WinogradPlan& plan, const Strip& strip) {
  return strip.first * plan.step - plan.padding.top;
}

/// The pixels of one tile of outputs; those that there are not lie at `outside`.
template <int Step, typename Value>
struct TileOutputs {
  Value* at[Step][Step];

  TileOutputs(const WinogradPlan& plan, const Strip& strip, Index tile_row, Index tile_col,
              Value* outside) {
    const Index row = (strip.first + tile_row) * Step;
    const Index col = tile_col * Step;
    const Index rows = strip.out.last - row;
    const Index cols = plan.y.w - col;
    Value* line = plan.out.staged + ((row - strip.out.first) * plan.y.w + col) * plan.out.pitch;
    RECEPTIVE_UNROLL
    for (int r = 0; r < Step; ++r, line += plan.y.w * plan.out.pitch) {
      RECEPTIVE_UNROLL
      for (int c = 0; c < Step; ++c) {
        at[r][c] = r < rows && c < cols ? line + c * plan.out.pitch : outside;
      }
    }
  }
};

template <int Step>
void back_output_of(const WinogradPlan& plan, const Strip& strip, Index tile) {
  const Index pitch = plan.out.pitch;
  const Index frequency = plan.out.frequency_pitch;
  const float* from = plan.out.values + tile * pitch;
  for (Index row = 0; row < strip.rows; ++row) {
    for (Index col = 0; col < plan.tile_cols; ++col, from += pitch) {
      const TileOutputs<Step, float> to(plan, strip, row, col, plan.bin);
      for (Index map = 0; map < pitch; map += lanes) {
        Points half[Step];
        for (int p = 0; p < points; ++p) {
          const Line<Step> column =
              points_to_outputs<Step>(load_points(from + map + p * frequency, points * frequency));
          RECEPTIVE_UNROLL
          for (int r = 0; r < Step; ++r) half[r].at[p] = column.at[r];
        }
        const Vec bias = load(plan.bias + map);
        RECEPTIVE_UNROLL
        for (int r = 0; r < Step; ++r) {
          const Line<Step> outputs = points_to_outputs<Step>(half[r]);
          RECEPTIVE_UNROLL
          for (int c = 0; c < Step; ++c) store(to.at[r][c] + map, outputs.at[c] + bias);
        }
      }
    }
  }
}

template <int Step>
void output_of(const WinogradPlan& plan, const Strip& strip, Index tile) {
  const Index pitch = plan.out.pitch;
  const Index frequency = plan.out.frequency_pitch;
  float* to = plan.out.values + tile * pitch;
  for (Index row = 0; row < strip.rows; ++row) {
    for (Index col = 0; col < plan.tile_cols; ++col, to += pitch) {
      const TileOutputs<Step, const float> from(plan, strip, row, col, plan.zeros);
      for (Index map = 0; map < pitch; map += lanes) {
        Points half[Step];
        RECEPTIVE_UNROLL
        for (int r = 0; r < Step; ++r) {
          Line<Step> outputs;
          RECEPTIVE_UNROLL
          for (int c = 0; c < Step; ++c) outputs.at[c] = load(from.at[r][c] + map);
          half[r] = outputs_to_points(outputs);
        }
        RECEPTIVE_UNROLL
        for (int p = 0; p < points; ++p) {
          Line<Step> column;
          RECEPTIVE_UNROLL
          for (int r = 0; r < Step; ++r) column.at[r] = half[r].at[p];
          store_points(outputs_to_points(column), to + map + p * frequency, points * frequency);
        }
      }
    }
  }
}

}  // namespace

void stage(const WinogradSide& side, const float* image, const Shape& shape, const Range& rows) {
  transpose(image + rows.first * shape.w, static_cast<Index>(shape.h) * shape.w, side.maps,
            (rows.last - rows.first) * shape.w, side.staged, side.pitch);
}

void unstage(const WinogradSide& side, float* image, const Shape& shape, const Range& rows) {
  transpose(side.staged, side.pitch, (rows.last - rows.first) * shape.w, side.maps,
            image + rows.first * shape.w, static_cast<Index>(shape.h) * shape.w);
}

void unstage_add(const WinogradSide& side, float* image, const Shape& shape, const Range& rows) {
  transpose_add(side.staged, side.pitch, (rows.last - rows.first) * shape.w, side.maps,
                image + rows.first * shape.w, static_cast<Index>(shape.h) * shape.w);
}

void transform_input(const WinogradPlan& plan, const Strip& strip, Index tile) {
  const WinogradSide& in = plan.in;
  const Index frequency = in.frequency_pitch;
  const Index lines = line_count(plan, strip);
  const Index top = first_line(plan, strip);
  for (Index map = 0; map < in.pitch; map += line_maps) {
    const Index width = min_of(line_maps, in.pitch - map);
    for (Index col = 0; col < plan.tile_cols; ++col) {
      // Rows first: neighbouring tiles share theirs.
      auto from = tile_pixels<const float>(plan, col, map, plan.zeros);
      float* line = plan.lines;
      for (Index row = top; row < top + lines; ++row, line += points * width) {
        if (row < strip.in.first || row >= strip.in.last) {
          fill_zero(line, points * width);
          continue;
        }
        for (Index i = 0; i < width; i += lanes) {
          const Points pixels{{load(from.at[0] + i), load(from.at[1] + i), load(from.at[2] + i),
                               load(from.at[3] + i), load(from.at[4] + i), load(from.at[5] + i)}};
          store_points(pixels_to_points(pixels), line + i, width);
        }
        from.next_row();
      }
      line = plan.lines;
      float* to = in.values + (tile + col) * in.pitch + map;
      for (Index row = 0; row < strip.rows; ++row) {
        for (int p = 0; p < points; ++p) {
          for (Index i = 0; i < width; i += lanes) {
            const Points column = load_points(line + p * width + i, points * width);
            store_points(pixels_to_points(column), to + p * frequency + i, points * frequency);
          }
        }
        line += plan.step * points * width;
        to += plan.tile_cols * in.pitch;
      }
    }
  }
}

void transform_back_input(const WinogradPlan& plan, const Strip& strip, Index tile) {
  const WinogradSide& in = plan.in;
  const Index frequency = in.frequency_pitch;
  const Index lines = line_count(plan, strip);
  const Index top = first_line(plan, strip);
  fill_zero(in.staged, (strip.in.last - strip.in.first) * plan.x.w * in.pitch);
  for (Index map = 0; map < in.pitch; map += line_maps) {
    const Index width = min_of(line_maps, in.pitch - map);
    for (Index col = 0; col < plan.tile_cols; ++col) {
      fill_zero(plan.lines, lines * points * width);
      float* line = plan.lines;
      const float* from = in.values + (tile + col) * in.pitch + map;
      for (Index row = 0; row < strip.rows; ++row) {
        for (int p = 0; p < points; ++p) {
          for (Index i = 0; i < width; i += lanes) {
            const Points column = load_points(from + p * frequency + i, points * frequency);
            add_points(points_to_pixels(column), line + p * width + i, points * width);
          }
        }
        line += plan.step * points * width;
        from += plan.tile_cols * in.pitch;
      }
      auto to = tile_pixels<float>(plan, col, map, plan.bin);
      line = plan.lines;
      for (Index row = top; row < top + lines; ++row, line += points * width) {
        if (row < strip.in.first || row >= strip.in.last) continue;
        for (Index i = 0; i < width; i += lanes) {
          const Points pixels = points_to_pixels(load_points(line + i, width));
          RECEPTIVE_UNROLL
          for (int p = 0; p < points; ++p) {
            store(to.at[p] + i, load(to.at[p] + i) + pixels.at[p]);
          }
        }
        to.next_row();
      }
    }
  }
}

void transform_back_output(const WinogradPlan& plan, const Strip& strip, Index tile) {
  if (plan.step == 2) {
    back_output_of<2>(plan, strip, tile);
  } else {
    back_output_of<4>(plan, strip, tile);
  }
}

void transform_output(const WinogradPlan& plan, const Strip& strip, Index tile) {
  if (plan.step == 2) {
    output_of<2>(plan, strip, tile);
  } else {
    output_of<4>(plan, strip, tile);
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
