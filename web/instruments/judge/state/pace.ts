/** Milliseconds between two measurements while training goes on, at least. */
const least = 4000;

/** The first one of a run is of a network that guesses, and soon out of date. */
const leastAtStart = 1000;

/**
 * How long to wait before the next one, so that judging takes at most a tenth of the worker's time.
 */
export function remeasureAfter(milliseconds: number, step: number): number {
  return Math.max(step === 0 ? leastAtStart : least, 9 * milliseconds);
}
