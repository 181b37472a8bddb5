import { describe, expect, it } from 'vitest';
import { placeOn, stepAxis, ticksOn, valueAxis } from '../../../web/client/curves/curveAxes';

const columns = (train: number[], test: (number | null)[] = []) => {
  return { steps: train.map((_, i) => i + 1), train, smooth: train, test };
};

describe('the axes of a curve', () => {
  it('span what there is, from 0 for a loss and up to 1 for an accuracy', () => {
    expect(stepAxis([], false)).toEqual({ low: 0, high: 10, log: false });
    expect(stepAxis([3, 400], false)).toEqual({ low: 0, high: 400, log: false });
    expect(stepAxis([3, 400], true)).toEqual({ low: 3, high: 400, log: true });
    expect(valueAxis('loss', columns([2, 1, NaN], [null, null, 3]), false)).toEqual({
      low: 0,
      high: 3 * 1.05,
      log: false,
    });
    expect(valueAxis('loss', columns([0, 0.5, 0.12, 2.3]), true)).toEqual({
      low: 0.1,
      high: 3,
      log: true,
    });
    expect(valueAxis('accuracy', columns([0.54, 0.97]), false)).toMatchObject({
      low: 0.5,
      high: 1,
    });
    expect(valueAxis('accuracy', columns([0.999]), false)).toMatchObject({ low: 0.9, high: 1 });
  });

  it('are whole where nothing was trained, or a loss left every scale', () => {
    for (const kind of ['loss', 'accuracy'] as const) {
      for (const log of [false, true]) {
        for (const values of [[], [NaN], [0], [1e300], [Infinity], [5e-324]]) {
          const axis = valueAxis(kind, columns(values), log);
          const spans = axis.high > axis.low && Number.isFinite(axis.high);
          expect(spans && (axis.low > 0 || !axis.log), `${kind} of ${values}`).toBe(true);
          expect(ticksOn(axis, 2.25).length).toBeLessThan(5);
        }
      }
    }
  });

  it('place values between their ends', () => {
    expect(placeOn({ low: 0, high: 50, log: false }, 10)).toBeCloseTo(0.2);
    expect(placeOn({ low: 0.01, high: 1, log: true }, 0.1)).toBeCloseTo(0.5);
    expect(placeOn({ low: 0.01, high: 1, log: true }, 0)).toBe(-Infinity);
  });

  it('have round numbers with room between them', () => {
    const linear = (low: number, high: number) => ticksOn({ low, high, log: false }, 2.25);
    expect(linear(0.9, 1)).toEqual([0.9, 0.95, 1]);
    expect(linear(0, 2.415)).toEqual([0, 2]);
    expect(linear(0.3, 1)).toEqual([0.5, 1]);
    expect(ticksOn({ low: 0, high: 12, log: false }, 20, true)).toHaveLength(13);
    const log = (low: number, high: number, spaces = 2.25) =>
      ticksOn({ low, high, log: true }, spaces);
    expect(log(3, 4)).toEqual([3, 4]);
    expect(log(0.1, 1)).toEqual([0.1, 0.3, 1]);
    expect(log(0.09, 3)).toEqual([0.1, 1]);
    expect(log(0.001, 1, 4)).toEqual([0.001, 0.01, 0.1, 1]);
    expect(log(1e-20, 1e9)).toHaveLength(3);
    expect(log(1, 400, 3)).toEqual([1, 10, 100]);
  });

  it('have few ticks, that rise and lie on the axis, whatever its ends', () => {
    for (const log of [false, true]) {
      for (let low = 1e-20; low < 1e9; low *= 3.7) {
        for (const factor of [1.0001, 1.3, 2, 17, 1e6, 1e25]) {
          const axis = { low, high: low * factor, log };
          const ticks = ticksOn(axis, 4.5);
          expect(ticks.length).toBeLessThan(7);
          ticks.forEach((tick, i) => {
            expect(placeOn(axis, tick)).toBeGreaterThan(-1e-6 / Math.log(factor));
            expect(placeOn(axis, tick)).toBeLessThan(1 + 1e-6 / Math.log(factor));
            if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]!);
          });
        }
      }
    }
  });
});
