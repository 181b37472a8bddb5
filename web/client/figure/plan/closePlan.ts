import { arrange, fitTiles, type Size, type TileGrid, type TileShape } from '../../paint/tiles';

/** More device pixels than this in one canvas take too long to paint for each frame. */
const mostPixels = 2_500_000;

/**
 * A layer looked at closely: all of its tiles in a box of a given width, as large as they can be when
 * they are to fit `height`; where they do not even with readable squares, as much higher as it takes.
 * Sizes are device pixels.
 */
export function planClose(shape: TileShape, box: Size, ratio: number): TileGrid {
  const options = {
    gap: Math.round(8 * ratio),
    rowsFirst: true,
    maxCell: Math.round(44 * ratio),
    minTile: Math.round(Math.min(56, 9 * Math.max(shape.height, shape.width)) * ratio),
  };
  const grid = fitTiles(shape, box, options);
  if (grid.shown === shape.count && grid.parts === shape.parts) return grid;
  // All channels of a filter side by side, if their squares can be seen at all.
  const across = Math.floor((box.width - 2 - (shape.parts - 1)) / (shape.parts * shape.width));
  const cell = grid.parts < shape.parts && across >= ratio ? across : grid.cell;
  const parts = cell === grid.cell ? grid.parts : shape.parts;
  const height = Math.max(box.height, Math.floor(mostPixels / box.width));
  return arrange(shape, Math.max(1, cell), parts, { ...box, height }, options);
}
