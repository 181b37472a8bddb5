/** Milliseconds between two measurements while training goes on, at least. */
const least = 4000;

/**
 * How long to wait before the next one, so that judging takes at most a tenth of the worker's time.
 */
export function remeasureAfter(milliseconds: number): number {
  return Math.max(least, 9 * milliseconds);
}
