import type { CurveColumns } from '../run/curves';
import { logRange } from './curveRange';

/** An axis of a chart; `low` is above 0 where powers of ten are equally far apart. */
export interface Axis {
  low: number;
  high: number;
  log: boolean;
}

/** Losses beyond it are drawn here: before a run breaks off, its loss may leave every axis. */
export const highestLoss = 1e9;

/** Where a value lies between the ends of an axis, 0 to 1; NaN where it has no place. */
export function placeOn({ low, high, log }: Axis, value: number): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** From step 0, on a log scale from the first; never so short that three steps look like a run. */
export function stepAxis(steps: readonly number[], log: boolean): Axis {
  const last = Math.max(steps.at(-1) ?? 0, 10);
  return { low: log ? Math.max(1, steps[0] ?? 1) : 0, high: last, log };
}

/** Losses from 0, or from a round number on a log scale; accuracies up to 1, never less than a tenth. */
export function valueAxis(
  kind: 'loss' | 'accuracy',
  { train, smooth, test }: CurveColumns,
  log: boolean,
): Axis {
  let [low, high] = [Infinity, -Infinity];
  for (const column of [train, smooth, test]) {
    for (const value of column) {
      if (value === null || !Number.isFinite(value) || (log && value <= 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, Math.min(value, highestLoss));
    }
  }
  if (kind === 'accuracy') {
    const bottom = low > 1 ? 0 : Math.floor(Math.min(low, 0.9) * 10) / 10;
    return { low: Math.max(0, bottom), high: 1, log: false };
  }
  if (!log) return { low: 0, high: Math.max(high > 0 ? high : 1, 0.1) * 1.05, log };
  const [bottom, top] = high > 0 ? logRange(low, high) : logRange(undefined, undefined);
  return { low: bottom, high: top, log };
}

/**
 * Round numbers on the axis, rising.
 *
 * @param spaces How many times the least distance of two of them fits on the axis.
 * @param whole Whether only whole numbers have a meaning.
 */
export function ticksOn({ low, high, log }: Axis, spaces: number, whole = false): number[] {
  return log ? logTicks(low, high, spaces + 1) : linearTicks(low, high, spaces, whole);
}

function linearTicks(low: number, high: number, spaces: number, whole: boolean): number[] {
  const least = Math.max((high - low) / spaces, whole ? 1 : 0);
  const exponent = Math.floor(Math.log10(least) + 1e-9);
  const steps = [1, 2, 5, 10].map((digits) => Number(`${digits}e${exponent}`));
  const step = steps.find((one) => one >= least * (1 - 1e-9))!;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Rounded: 3 * 0.1 is not the number that is written 0.3.
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Every digit of every power of ten where there is room, else fewer; at last powers far apart. */
function logTicks(low: number, high: number, most: number): number[] {
  const [from, to] = [low, high].map((value) => Math.floor(Math.log10(value) + 1e-9));
  const every = (digits: readonly number[], decades = 1): number[] => {
    const ticks: number[] = [];
    for (
      let exponent = Math.ceil(from! / decades) * decades;
      exponent <= to!;
      exponent += decades
    ) {
      ticks.push(...digits.map((digit) => Number(`${digit}e${exponent}`)));
    }
    return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  };
  for (const digits of [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]) {
    const ticks = every(digits);
    if (ticks.length <= most) return ticks;
  }
  return every([1], Math.ceil((to! - from! + 1) / most));
}
