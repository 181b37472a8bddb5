import { describe, expect, it } from 'vitest';
import type { FeatureMap } from '../../../../web/instruments/map/protocol';
import { classRows, closestWords } from '../../../../web/instruments/map/words/map-words';
import {
  classMiddles,
  fitPoints,
  pointAt,
  pointTowards,
} from '../../../../web/instruments/map/state/pointMap';

const map = {
  labels: Uint8Array.of(0, 0, 1, 1, 3, 3),
  predicted: Uint8Array.of(0, 1, 1, 1, 3, 3),
  // Class 2 has no picture.
  between: Float32Array.from([0, 2, NaN, 9, 2, 0, NaN, 8, NaN, NaN, 0, NaN, 9, 8, NaN, 0]),
  within: Float32Array.of(1, 3, NaN, 1),
} as FeatureMap;

describe('which classes lie closest', () => {
  it('is told from the distances of their middles', () => {
    const rows = classRows(map);
    expect(rows.map(({ label, nearest }) => [label, nearest])).toEqual([
      [0, 1],
      [1, 0],
      [3, 1],
    ]);
    expect(rows[0]).toMatchObject({ pictures: 2, mistakes: 1, distance: 2, within: 1 });
    const said = closestWords(rows, ['a', 'b', 'c', 'd']);
    expect(said).toContain('a and b lie closest, one in the other');
    expect(said).toContain('2 apart');
  });

  it('of two classes says whether they lie apart', () => {
    const rows = classRows({
      ...map,
      labels: Uint8Array.of(0, 1),
      predicted: Uint8Array.of(0, 1),
      between: Float32Array.of(0, 4, 4, 0),
      within: Float32Array.of(1, 1),
    });
    expect(closestWords(rows, ['X', 'O'])).toMatch(/^X and O lie apart/);
  });
});

describe('points on the map', () => {
  const places = Float32Array.of(0, 0, 10, 0, 10, 5, 0, 5);
  const everything = (): boolean => true;

  it('fit their ground to one scale', () => {
    const frame = fitPoints(places, { width: 244, height: 400 }, 22);
    expect(frame.scale).toBe(20);
    expect(frame.left).toBe(22);
    expect(frame.top).toBe(150);
    expect(fitPoints(new Float32Array(8), { width: 100, height: 100 }).left).toBeCloseTo(50);
  });

  it('are found by place and by direction, but not when hidden', () => {
    const frame = { scale: 20, left: 22, top: 150 };
    expect(pointAt(places, everything, frame, 220, 148)).toBe(1);
    expect(pointAt(places, everything, frame, 120, 200)).toBeUndefined();
    expect(pointAt(places, (point) => point !== 1, frame, 220, 148)).toBeUndefined();
    expect(pointTowards(places, everything, 0, [1, 0])).toBe(1);
    expect(pointTowards(places, everything, 0, [0, 1])).toBe(3);
    expect(pointTowards(places, everything, 0, [-1, 0])).toBe(0);
  });

  it('have a middle for each class', () => {
    const middles = classMiddles(places, Uint8Array.of(0, 0, 0, 1), 3);
    expect(middles[0]).toEqual([10, 0]);
    expect(middles[1]).toEqual([0, 5]);
    expect(middles[2]![0]).toBeNaN();
  });
});
