#include "kernels/simd/convolution/winograd_plan.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Values of both sides of a group: half a second level cache of 1 MiB. From 96 to 256 * 1024 on,
/// no shape gained more than a twentieth.
constexpr Index most_values = 128 * 1024;

/// An odd number of cache lines: the frequencies of a tile are written one after the other, and a
/// power of two apart they would all fall into the same few sets of the cache.
Index odd_lines(Index count) {
  const Index lines = ceil_div(count, 16);
  return (lines + 1 - lines % 2) * 16;
}

WinogradSide side_of(int maps) {
  WinogradSide side;
  side.maps = maps;
  side.pitch = round_up(maps, lanes);
  return side;
}

Range rows_within(Index first, Index count, Index extent) {
  const Index from = max_of(0, min_of(first, extent));
  return {from, max_of(from, min_of(first + count, extent))};
}

}  // namespace

Strip WinogradPlan::strip(Index first) const {
  Strip strip;
  strip.first = first;
  strip.rows = min_of(group_rows, tile_rows - first);
  strip.in = rows_within(first * step - padding.top, strip.rows * step + kernel - 1, x.h);
  strip.out = rows_within(first * step, strip.rows * step, y.h);
  return strip;
}

WinogradPlan winograd_plan(const Shape& x, const Shape& weight, const Window2d& window,
                           const Shape& y, float* workspace) {
  WinogradPlan plan;
  plan.kernel = weight.h;
  plan.step = points + 1 - weight.h;
  plan.x = x;
  plan.y = y;
  plan.padding = window.padding;
  plan.tile_rows = ceil_div(y.h, plan.step);
  plan.tile_cols = ceil_div(y.w, plan.step);
  plan.in = side_of(x.c);
  plan.out = side_of(y.c);

  const Index most_tiles = most_values / (frequencies * (plan.in.pitch + plan.out.pitch));
  const Index strips =
      ceil_div(plan.tile_rows, max_of(1, min_of(plan.tile_rows, most_tiles / plan.tile_cols)));
  plan.group_rows = ceil_div(plan.tile_rows, strips);
  plan.group_images = max_of(1, min_of(x.n, most_tiles / (plan.tile_rows * plan.tile_cols)));
  const Index tiles = plan.group_images * plan.image_tiles();
  plan.in.frequency_pitch = odd_lines(tiles * plan.in.pitch);
  plan.out.frequency_pitch = odd_lines(tiles * plan.out.pitch);
  plan.filter_pitch =
      odd_lines(max_of(plan.in.maps * plan.out.pitch, plan.out.maps * plan.in.pitch));

  const Index most_pitch = max_of(plan.in.pitch, plan.out.pitch);
  const Index rows = plan.group_rows * plan.step;
  const Index rows_in = min_of(x.h, rows + plan.kernel - 1);
  Pieces pieces(workspace);
  plan.filters = pieces.floats(frequencies * plan.filter_pitch);
  plan.weights = pieces.floats(static_cast<Index>(plan.kernel) * plan.kernel * most_pitch);
  plan.in.staged = pieces.floats(rows_in * x.w * plan.in.pitch);
  plan.out.staged = pieces.floats(min_of(y.h, rows) * y.w * plan.out.pitch);
  plan.in.values = pieces.floats(frequencies * plan.in.frequency_pitch);
  plan.out.values = pieces.floats(frequencies * plan.out.frequency_pitch);
  plan.lines = pieces.floats((rows + plan.kernel - 1) * points * line_maps);
  plan.bias = pieces.floats(plan.out.pitch);
  plan.zeros = pieces.floats(most_pitch);
  plan.bin = pieces.floats(most_pitch);
  plan.used = pieces.used();
  return plan;
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
