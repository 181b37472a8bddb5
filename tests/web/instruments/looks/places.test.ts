import { describe, expect, it } from 'vitest';
import { describeMap } from '../../../../web/instruments/looks/worker/strongest-places';
import { boxOf } from '../../../../web/instruments/looks/worker/top-nine';

describe('the strongest places of a map', () => {
  it('are apart from each other, each sign by itself', () => {
    const values = new Float32Array(36);
    values.set([5, 4, 0, 0, 0, 3]);
    values[35] = -2;
    values[30] = -1;
    const map = describeMap(1, values, { height: 6, width: 6 });
    expect(map.largest).toBe(5);
    // 4 stands next to 5; -1 is less than a quarter of 5.
    expect(map.for.map(({ column, value }) => [column, value])).toEqual([
      [0, 5],
      [5, 3],
    ]);
    expect(map.against).toEqual([{ row: 5, column: 5, value: -2 }]);
  });

  it('are none where there is nothing', () => {
    const map = describeMap(0, new Float32Array(9), { height: 3, width: 3 });
    expect([map.largest, map.for, map.against]).toEqual([0, [], []]);
  });
});

describe('what a place sees', () => {
  const layer = {
    receptiveField: [3, 3] as [number, number],
    stride: [2, 2] as [number, number],
    offset: [0, 1] as [number, number],
    outputShape: [4, 5, 5] as [number, number, number],
  };
  const picture = { height: 9, width: 9 };

  it('moves by the stride and may reach beyond the picture', () => {
    expect(boxOf(layer, { row: 0, column: 0 }, picture)).toEqual([-1, 0, 3, 3]);
    expect(boxOf(layer, { row: 2, column: 3 }, picture)).toEqual([3, 6, 3, 3]);
  });

  it('is the whole picture for a unit of a vector', () => {
    const vector = { ...layer, outputShape: [10, 1, 1] as [number, number, number] };
    expect(boxOf(vector, { row: 0, column: 0 }, picture)).toEqual([0, 0, 9, 9]);
  });
});
