import type { CellPlace, TileGrid } from '../paint/tiles';

export type Direction = 'left' | 'right' | 'up' | 'down';

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export function directionOf(key: string): Direction | undefined {
  return directions[key];
}

/** A square of a tile's first part, cut to where the tile has one. */
export function placeIn(grid: TileGrid, tile: number, row: number, column: number): CellPlace {
  const { height, width, length } = grid.shape;
  const down = Math.max(0, Math.min(height - 1, row));
  const across = Math.max(0, Math.min(width - 1, column));
  // The last row of a wrapped vector may be short.
  const index = Math.min(down * width + across, length - 1);
  return {
    tile: Math.max(0, Math.min(grid.shown - 1, tile)),
    part: 0,
    row: Math.floor(index / width),
    column: index % width,
    index,
  };
}

/**
 * The next square in a direction: within a part, then the part or tile beside it. Undefined where the
 * grid ends: the cursor then goes on to the next picture.
 */
export function moveIn(
  grid: TileGrid,
  from: CellPlace,
  direction: Direction,
): CellPlace | undefined {
  const { height, width, length } = grid.shape;
  const at = (tile: number, part: number, row: number, column: number): CellPlace | undefined => {
    if (tile < 0 || tile >= grid.shown) return undefined;
    return { ...placeIn(grid, tile, row, column), part };
  };
  const { tile, part, row, column } = from;
  switch (direction) {
    case 'left':
      if (column > 0) return at(tile, part, row, column - 1);
      if (part > 0) return at(tile, part - 1, row, width - 1);
      return tile % grid.columns > 0 ? at(tile - 1, grid.parts - 1, row, width - 1) : undefined;
    case 'right':
      if (column < width - 1 && row * width + column + 1 < length) {
        return at(tile, part, row, column + 1);
      }
      if (part < grid.parts - 1) return at(tile, part + 1, row, 0);
      return tile % grid.columns < grid.columns - 1 ? at(tile + 1, 0, row, 0) : undefined;
    case 'up':
      return row > 0
        ? at(tile, part, row - 1, column)
        : at(tile - grid.columns, part, height, column);
    case 'down':
      return row < height - 1 && (row + 1) * width + column < length
        ? at(tile, part, row + 1, column)
        : at(tile + grid.columns, part, 0, column);
  }
}
