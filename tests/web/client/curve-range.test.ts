import { describe, expect, it } from 'vitest';
import { logRange } from '../../../web/client/curves/curveRange';

const oneDigit = /^[1-9]e[+-]\d+$/;

/**
 * Ticks as a log axis makes them, in steps of a power of ten up to the next one; undefined where they
 * step over it, and so would never grow.
 */
function ticks(bottom: number, top: number): number[] | undefined {
  const found: number[] = [];
  let exponent = Math.floor(Math.log10(bottom) + 1e-9);
  let digit = bottom / 10 ** exponent;
  while (digit * 10 ** exponent <= top * (1 + 1e-9)) {
    if (Math.abs(digit - Math.round(digit)) > 1e-6) return undefined;
    found.push(Number(`${Math.round(digit)}e${exponent}`));
    digit = Math.round(digit) + 1;
    if (digit === 10) [digit, exponent] = [1, exponent + 1];
  }
  return found;
}

describe('the range of a log scale', () => {
  it('begins and ends at one digit and a power of ten, whatever the mantissa', () => {
    const wrong: number[] = [];
    for (let exponent = -24; exponent <= 12; ++exponent) {
      for (let mantissa = 1; mantissa < 10; mantissa += 0.005) {
        const low = mantissa * 10 ** exponent;
        const high = 1.7 * low;
        const [bottom, top] = logRange(low, high);
        const round = [bottom, top].every((end) => oneDigit.test(end.toExponential()));
        const around = bottom <= low * (1 + 1e-9) && top >= high * (1 - 1e-9);
        if (!round || !(top > bottom) || !(around || low < 1e-20)) wrong.push(low);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has a few ticks, also where the lowest loss is 0.12', () => {
    // 0.8 of it, the lower end before: its ticks in hundredths step over 0.1.
    expect(ticks(0.8 * 0.12, 1)).toBeUndefined();
    for (const low of [0.119, 0.12, 0.125, 0.0119, 0.0125, 1.2e-5, 0.95, 0.0999999999999]) {
      const [bottom, top] = logRange(low, 2.3);
      expect(ticks(bottom, top)?.length, `from ${low}`).toBeLessThan(60);
    }
  });

  it('takes what is no place on a log scale for not there', () => {
    expect(logRange(null, null)).toEqual([0.1, 1]);
    expect(logRange(undefined, undefined)).toEqual([0.1, 1]);
    expect(logRange(NaN, NaN)).toEqual([0.1, 1]);
    expect(logRange(0, 3.2)).toEqual([0.1, 4]);
    expect(logRange(-1, 0.5)).toEqual([0.1, 0.5]);
    expect(logRange(0.2, 0.2)).toEqual([0.2, 2]);
    expect(logRange(5e-324, Infinity)).toEqual([1e-20, 1e20]);
    expect(logRange(3, 2)).toEqual([3, 30]);
  });
});
