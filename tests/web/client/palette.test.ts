import { describe, expect, it } from 'vitest';
import { InkScale, roundUp, scaleOf, steadyLimit } from '../../../web/client/paint/palette';

/** Perceived lightness of a colour word, 0 to 1 (luma is enough to compare). */
function luma(word: number): number {
  const [r, g, b] = [word & 255, (word >> 8) & 255, (word >> 16) & 255];
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}

describe.each(['light', 'dark'] as const)('the diverging scale, %s', (theme) => {
  const scale = scaleOf(theme);
  const middle = (scale.words.length - 1) / 2;

  it('has zero in the middle, and the limits at its ends', () => {
    for (const limit of [1, 0.003, 250]) {
      expect(scale.index(0, limit)).toBe(middle);
      expect(scale.index(-0, limit)).toBe(middle);
      expect(scale.index(limit, limit)).toBe(2 * middle);
      expect(scale.index(-limit, limit)).toBe(0);
    }
  });

  it('is symmetric', () => {
    for (const value of [0.01, 0.2, 0.5, 0.77, 1, 3]) {
      expect(scale.index(value, 1) - middle).toBe(middle - scale.index(-value, 1));
    }
  });

  it('shows what lies beyond the limits as the limits, and what is no number as zero', () => {
    expect(scale.index(99, 1)).toBe(scale.index(1, 1));
    expect(scale.index(-Infinity, 1)).toBe(scale.index(-1, 1));
    expect(scale.index(NaN, 1)).toBe(middle);
    expect(scale.index(5, 0)).toBe(middle);
  });

  it('moves evenly away from the ground, in lightness alone', () => {
    const away = theme === 'light' ? -1 : 1;
    for (const side of [-1, 1]) {
      for (let step = 8; step <= middle; step += 8) {
        const nearer = luma(scale.words[middle + side * (step - 8)]!);
        expect((luma(scale.words[middle + side * step]!) - nearer) * away).toBeGreaterThan(0);
      }
    }
  });

  it('is neutral at zero, blue below and red above', () => {
    const channels = (word: number): [number, number] => [word & 255, (word >> 16) & 255];
    const [red, blue] = channels(scale.words[middle]!);
    expect(Math.abs(red - blue)).toBeLessThan(12);
    for (const half of [0.3, 0.6, 1]) {
      const [redBelow, blueBelow] = channels(scale.words[scale.index(-half, 1)]!);
      const [redAbove, blueAbove] = channels(scale.words[scale.index(half, 1)]!);
      expect(blueBelow).toBeGreaterThan(redBelow);
      expect(redAbove).toBeGreaterThan(blueAbove);
    }
  });
});

it('shows paper and ink at the ends of a picture’s range', () => {
  const scale = new InkScale('light', [-1, 1]);
  expect(scale.words[scale.index(-1)]).toBe(0xffffffff);
  expect(luma(scale.words[scale.index(1)]!)).toBeLessThan(0.2);
  expect(scale.index(-7)).toBe(scale.index(-1));
  expect(scale.index(NaN)).toBe(0);
});

describe('limits', () => {
  it.each([
    [0.073, 0.08],
    [0.3, 0.3],
    [1, 1],
    [1.01, 1.5],
    [9.2, 10],
    [1e-7, 1e-7],
    [0, 0],
    [NaN, 0],
    [Infinity, 0],
  ])('rounds %d up to %d', (value, rounded) => expect(roundUp(value)).toBe(rounded));

  it('grows at once, and shrinks only when little of the scale is in use', () => {
    expect(steadyLimit(1, 1.2)).toBe(1.5);
    expect(steadyLimit(1, 0.5)).toBe(1);
    expect(steadyLimit(1, 0.2)).toBe(0.2);
    expect(steadyLimit(1, 0)).toBe(1);
  });
});
