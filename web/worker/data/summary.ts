import type { Split, SplitSummary } from '../../protocol/data-sets';
import { countClasses, type PictureSource } from './pictures';

/** Pictures that are read at once. */
const chunk = 1000;

/** How many pictures each class has, and what they look like on average. */
export function summarise(source: PictureSource, split: Split, classes: number): SplitSummary {
  const { size } = source;
  const labels = source.labels(split);
  const counts = countClasses(labels, classes);
  const sums = counts.map((count) => (count > 0 ? new Float64Array(size) : undefined));
  for (let first = 0; first < labels.length; first += chunk) {
    const count = Math.min(chunk, labels.length - first);
    const pixels = source.pixels(split, first, count);
    for (let picture = 0; picture < count; ++picture) {
      const sum = sums[labels[first + picture]!]!;
      const start = picture * size;
      for (let i = 0; i < size; ++i) sum[i]! += pixels[start + i]!;
    }
  }
  const means = sums.map((sum, label) =>
    sum ? Uint8Array.from(sum, (total) => Math.round(total / counts[label]!)) : new Uint8Array(0),
  );
  return { counts, means };
}
