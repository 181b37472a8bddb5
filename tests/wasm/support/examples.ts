import type { ModelSpec } from 'receptive';

/** A convolution, pooling and a vote: the smallest net that has everything. */
export const smallNet: ModelSpec = {
  input: [1, 9, 9],
  layers: [
    { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
    { type: 'maxPooling2d', poolSize: 2, ceilMode: true },
    { type: 'flatten' },
    { type: 'dense', units: 2 },
  ],
  optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
  seed: 7,
  batchSize: 16,
};

/** Values in -1..1 that are the same in every run (a linear congruential generator). */
export function someValues(count: number, seed = 1): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** `found` and `expected` agree to the digits that the course texts print. */
export function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = found.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < found.length; ++i) {
    largest = Math.max(largest, Math.abs(found[i]! - expected[i]!));
  }
  return largest;
}
