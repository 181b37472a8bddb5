import { describe, expect, it } from 'vitest';
import { Curves, smooth } from '../../../web/client/run/curves';

const point = (step: number, loss: number) => ({ step, loss, accuracy: 1 - loss });
const tested = (step: number, loss: number) => ({ ...point(step, loss), examples: 10 });

describe('curves', () => {
  it('keeps every point while there is room', () => {
    const curves = new Curves(8);
    curves.add([point(1, 0.5), point(2, 0.4)], [tested(2, 0.45)]);
    const { steps, train, test } = curves.columns('loss');
    expect(steps).toEqual([1, 2]);
    expect(train).toEqual([0.5, 0.4]);
    expect(test).toEqual([null, 0.45]);
    expect(curves.columns('accuracy').train[1]).toBeCloseTo(0.6);
  });

  it('stays small and keeps its means in a long run', () => {
    const curves = new Curves(16);
    const points = Array.from({ length: 10_000 }, (_, i) => point(i + 1, (i + 1) / 10_000));
    curves.add(points, [tested(5000, 0.1), tested(10_000, 0.2)]);
    const { steps, train, test } = curves.columns('loss');
    expect(steps.length).toBeLessThanOrEqual(16);
    expect(steps.at(-1)).toBe(10_000);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    expect([...train].sort((a, b) => a - b)).toEqual(train);
    expect(test.filter((value) => value !== null)).toEqual([0.1, 0.2]);
  });

  it('leaves out what is no number', () => {
    const curves = new Curves();
    curves.add([point(1, NaN), point(2, Infinity), point(3, 0.2)], []);
    expect(curves.columns('loss').steps).toEqual([3]);
  });
});

it('smooths without being dragged towards zero at the start', () => {
  const values = Array.from({ length: 100 }, () => 2);
  for (const value of smooth(values)) expect(value).toBeCloseTo(2);
});
