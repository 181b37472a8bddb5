import { describe, expect, it } from 'vitest';
import { fitTiles, filterShape, mapShape } from '../../../web/client/paint/tiles';
import { moveIn, placeIn, type Direction } from '../../../web/client/figure/cursor';

const options = { gap: 4, maxCell: 10, minTile: 8 };

describe('the cursor in a picture', () => {
  const grid = fitTiles(filterShape(4, 2, 3, 3), { width: 200, height: 90 }, options);
  const walk = (tile: number, steps: Direction[]) =>
    steps.reduce(
      (place, step) => (place ? moveIn(grid, place, step) : undefined),
      placeIn(grid, tile, 0, 0) as ReturnType<typeof moveIn>,
    );

  it('goes from square to square, and over the edge into the next channel and tile', () => {
    expect(walk(0, ['right', 'down'])).toMatchObject({ tile: 0, part: 0, row: 1, column: 1 });
    expect(walk(0, ['right', 'right', 'right'])).toMatchObject({ tile: 0, part: 1, column: 0 });
    const far: Direction[] = Array.from({ length: 6 }, () => 'right');
    expect(walk(0, far)).toMatchObject({ tile: 1, part: 0, column: 0 });
    expect(walk(1, ['left'])).toMatchObject({ tile: 0, part: 1, column: 2 });
  });

  it('knows where the picture ends', () => {
    expect(walk(0, ['left'])).toBeUndefined();
    expect(walk(0, ['up'])).toBeUndefined();
    const down: Direction[] = Array.from({ length: 3 * grid.rows }, () => 'down');
    expect(walk(0, down)).toBeUndefined();
  });

  it('does not step behind the end of a wrapped vector', () => {
    const vector = fitTiles(mapShape(17, 1, 1), { width: 80, height: 80 }, options);
    const last = placeIn(vector, 0, Infinity, Infinity);
    expect(last.index).toBe(16);
    expect(moveIn(vector, last, 'right')).toBeUndefined();
    expect(moveIn(vector, { ...last, row: 2, column: 3, index: 13 }, 'down')).toBeUndefined();
  });
});
