import { describe, expect, it } from 'vitest';
import { meanPlace, spread } from '../../../../web/instruments/map/worker/feature-map';

describe('the pictures of a map', () => {
  it('are spread evenly over the test set', () => {
    expect([...spread(4, 10)]).toEqual([0, 2, 5, 7]);
    expect([...spread(3, 3)]).toEqual([0, 1, 2]);
  });
});

describe('a drawing in t-SNE', () => {
  it('lies in the mean of its neighbours', () => {
    const places = Float32Array.of(0, 0, 2, 4, 100, 100, 4, 2);
    expect(meanPlace(places, [{ index: 0 }, { index: 1 }, { index: 3 }])).toEqual([2, 2]);
  });
});
