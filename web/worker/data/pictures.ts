import type { Split } from '../../protocol/data-sets';
import type { PictureSet } from './picture-set';

/** Pictures of a set as bytes, wherever they lie. What it gives may be a view: copy what is kept. */
export interface PictureSource {
  /** Bytes of one picture. */
  readonly size: number;
  labels(split: Split): Uint8Array;
  pixels(split: Split, first: number, count: number): Uint8Array;
}

export function sourceOf(set: PictureSet): PictureSource {
  const size = set.channels * set.height * set.width;
  return {
    size,
    labels: (split) => set[split].labels,
    pixels: (split, first, count) =>
      set[split].pixels.subarray(first * size, (first + count) * size),
  };
}

/** Pictures of each class. */
export function countClasses(labels: Uint8Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]! += 1;
  return counts;
}
