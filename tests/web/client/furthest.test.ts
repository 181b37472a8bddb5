import { describe, expect, it } from 'vitest';
import { furthestFromZero } from '../../../web/client/paint/furthest';
import { fitTiles, mapShape } from '../../../web/client/paint/tiles';

describe('numbers of which a screen has too few pixels', () => {
  const grid = fitTiles(
    mapShape(2, 4, 6),
    { width: 100, height: 100 },
    { gap: 2, maxCell: 4, minTile: 1 },
  );

  it('keep the value furthest from zero of those that a pixel covers, whatever its sign', () => {
    const values = new Float32Array(48);
    values[0] = 0.5;
    values[7] = -3;
    values[23] = 2;
    values[24 + 8] = 7;
    const { grid: fewer, numbers } = furthestFromZero(grid, { values, depth: 1 }, 0.5);
    expect(fewer.shape).toMatchObject({ count: 2, width: 3, height: 2, length: 6 });
    expect([...numbers.values]).toEqual([-3, 0, 0, 0, 0, 2, 0, 7, 0, 0, 0, 0]);
    // The same numbers are not gone through again.
    expect(furthestFromZero(grid, { values, depth: 1 }, 0.5).numbers).toBe(numbers);
    expect(furthestFromZero(grid, { values, depth: 1 }, 0.4).numbers).not.toBe(numbers);
  });

  it('are one at least', () => {
    const values = Float32Array.from({ length: 48 }, (_, i) => (i === 40 ? -9 : i / 48));
    const { numbers } = furthestFromZero(grid, { values, depth: 1 }, 0.01);
    expect([...numbers.values]).toEqual([Math.fround(23 / 48), -9]);
  });
});
