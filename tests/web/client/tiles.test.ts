import { describe, expect, it } from 'vitest';
import {
  cellAt,
  cellRect,
  evenRows,
  filterShape,
  fitTiles,
  gridSize,
  mapShape,
  tileOrigin,
  type FitOptions,
} from '../../../web/client/paint/tiles';

const options: FitOptions = { gap: 4, maxCell: 20, minTile: 8 };

describe('shapes', () => {
  it('wraps a vector into a block, and leaves a few values in a column', () => {
    expect(mapShape(10, 1, 1)).toEqual({ count: 1, parts: 1, height: 10, width: 1, length: 10 });
    expect(mapShape(500, 1, 1)).toMatchObject({ count: 1, height: 22, width: 23, length: 500 });
  });

  it('wraps the rows of a dense layer as the vector that they read', () => {
    const { height, width } = mapShape(500, 1, 1);
    expect(filterShape(10, 1, 1, 500)).toMatchObject({ count: 10, height, width, length: 500 });
  });
});

describe('fitting', () => {
  const boxes = [
    { width: 40, height: 40 },
    { width: 300, height: 60 },
    { width: 71, height: 333 },
  ];
  const shapes = [mapShape(3, 7, 7), mapShape(16, 24, 24), filterShape(12, 4, 5, 5)];

  it('never leaves the box, and uses whole squares', () => {
    for (const box of boxes) {
      for (const shape of shapes) {
        for (const rowsFirst of [false, true]) {
          const grid = fitTiles(shape, box, { ...options, rowsFirst });
          const size = gridSize(grid);
          if (grid.shown === 0) continue;
          expect(size.width).toBeLessThanOrEqual(box.width);
          expect(size.height).toBeLessThanOrEqual(box.height);
          expect(Number.isInteger(grid.cell) && grid.cell >= 1).toBe(true);
          expect(grid.shown).toBeLessThanOrEqual(grid.rows * grid.columns);
        }
      }
    }
  });

  it('takes the largest squares with which all fit', () => {
    const grid = fitTiles(mapShape(3, 7, 7), { width: 91, height: 300 }, options);
    expect(grid).toMatchObject({ cell: 12, columns: 1, rows: 3, shown: 3 });
  });

  it('shows the first of many when the smallest squares do not fit', () => {
    const grid = fitTiles(mapShape(64, 14, 14), { width: 60, height: 60 }, options);
    expect(grid.shown).toBeGreaterThan(0);
    expect(grid.shown).toBeLessThan(64);
  });

  it('lets few tiles stand in full lines', () => {
    expect(evenRows(3, 2)).toBe(1);
    expect(evenRows(3, 3)).toBe(3);
    expect(evenRows(8, 3)).toBe(2);
    expect(evenRows(10, 4)).toBe(4);
  });
});

describe('the square under the pointer', () => {
  const grid = fitTiles(filterShape(6, 3, 5, 5), { width: 200, height: 90 }, options);

  it('is found in every square, and is the one that is drawn there', () => {
    for (let tile = 0; tile < grid.shown; ++tile) {
      for (let part = 0; part < grid.parts; ++part) {
        for (const [row, column] of [
          [0, 0],
          [4, 4],
          [2, 3],
        ] as const) {
          const { x, y, side } = cellRect(grid, { tile, part, row, column });
          const place = { tile, part, row, column, index: row * 5 + column };
          expect(cellAt(grid, x, y)).toEqual(place);
          expect(cellAt(grid, x + side - 0.01, y + side - 0.01)).toEqual(place);
        }
      }
    }
  });

  it('is nowhere between tiles and beyond them', () => {
    const { x, y } = tileOrigin(grid, 0);
    expect(cellAt(grid, x - 1, y)).toBeUndefined();
    expect(cellAt(grid, x + grid.tileWidth + 1, y)).toBeUndefined();
    expect(cellAt(grid, 1e6, y)).toBeUndefined();
  });

  it('is nowhere behind the end of a wrapped vector', () => {
    const vector = fitTiles(mapShape(20, 1, 1), { width: 60, height: 60 }, options);
    const last = cellRect(vector, { tile: 0, part: 0, row: 3, column: 4 });
    expect(cellAt(vector, last.x, last.y)?.index).toBe(19);
    const beyond = fitTiles(mapShape(17, 1, 1), { width: 60, height: 60 }, options);
    const none = cellRect(beyond, { tile: 0, part: 0, row: 3, column: 4 });
    expect(cellAt(beyond, none.x, none.y)).toBeUndefined();
  });
});
