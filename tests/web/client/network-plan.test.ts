import { describe, expect, it } from 'vitest';
import { planNetwork } from '../../../web/client/figure/plan/networkPlan';
import type { PlanColumn } from '../../../web/client/paint/columns';
import { filterShape, gridSize, mapShape } from '../../../web/client/paint/tiles';

const input = (side: number): PlanColumn => ({ kind: 'input', maps: mapShape(1, side, side) });
const maps = (count: number, side: number): PlanColumn => ({
  kind: 'layer',
  maps: mapShape(count, side, side),
});
const output = (classes: number, filters: PlanColumn['filters']): PlanColumn => ({
  kind: 'output',
  maps: mapShape(classes, 1, 1),
  ...(filters ? { filters } : {}),
});

const networks: Record<string, PlanColumn[]> = {
  'three filters': [
    input(9),
    { ...maps(3, 7), filters: filterShape(3, 1, 3, 3) },
    maps(3, 7),
    maps(3, 4),
    output(2, filterShape(2, 3, 4, 4)),
  ],
  'softmax only': [input(28), output(10, filterShape(10, 1, 28, 28))],
  LeNet: [
    input(28),
    { ...maps(16, 24), filters: filterShape(16, 1, 5, 5) },
    maps(16, 12),
    maps(16, 12),
    { ...maps(16, 8), filters: filterShape(16, 8, 5, 5) },
    maps(16, 4),
    maps(16, 4),
    maps(500, 1),
    maps(500, 1),
    output(10, filterShape(10, 1, 1, 500)),
  ],
};

describe.each(Object.entries(networks))('%s', (_name, columns) => {
  it.each([
    [735, 300, 1],
    [735, 300, 2],
    [1200, 480, 1.5],
    [600, 260, 1],
  ])('fits a box of %d x %d at a ratio of %d', (width, height, ratio) => {
    const box = { width: Math.floor(width * ratio), height: Math.floor(height * ratio) };
    const plan = planNetwork(columns, box, ratio);
    expect(plan.columns).toHaveLength(columns.length);
    // Ten layers need more than 64 pixels each: then the surface has more rows (rows.ts).
    if (columns.length < 8 || width > 1000) expect(plan.width).toBeLessThanOrEqual(box.width);
    expect(plan.filtersHeight + plan.mapsHeight).toBe(box.height);
    plan.columns.forEach((column, i) => {
      const size = gridSize(column.maps);
      expect(size.width).toBeLessThanOrEqual(column.width);
      expect(size.height).toBeLessThanOrEqual(plan.mapsHeight);
      expect(column.maps.shown).toBeGreaterThan(0);
      expect(column.filters === undefined).toBe(columns[i]!.filters === undefined);
      if (column.filters) {
        expect(gridSize(column.filters).width).toBeLessThanOrEqual(column.width);
        expect(gridSize(column.filters).height).toBeLessThanOrEqual(plan.filtersHeight);
        expect(column.filters.shown).toBeGreaterThan(0);
      }
    });
  });
});

it('keeps the maps of a channel on one line from layer to layer', () => {
  const plan = planNetwork(networks['three filters']!, { width: 735, height: 300 }, 1);
  const layers = plan.columns.slice(1, 4).map(({ maps: grid }) => grid);
  expect(layers.map((grid) => grid.rows)).toEqual([3, 3, 3]);
  const pitch = layers.map((grid) => grid.tileHeight + grid.gapY);
  expect(new Set(pitch).size).toBe(1);
});

it('shows all ten templates of a softmax, as large as they can be', () => {
  const plan = planNetwork(networks['softmax only']!, { width: 735, height: 300 }, 1);
  expect(plan.columns[1]!.filters).toMatchObject({ shown: 10, cell: 2 });
});
