import type { Pictures } from './picture-set';

/**
 * Which pictures train and which are kept for testing: a tenth, divided among the classes as they
 * are, from a fixed shuffle (files are often sorted). Throws a sentence that begins with `name` where
 * there are too few.
 */
export function heldOut(
  name: string,
  labels: ArrayLike<number>,
): { train: number[]; test: number[] } {
  const count = labels.length;
  if (count < 10) {
    throw new Error(
      `${name} has ${count} pictures; a tenth is kept for testing, so ten are the least.`,
    );
  }
  const quota = quotas(labels);
  // In the order of the shuffle: a first figure is measured on the first pictures of the test set.
  const train: number[] = [];
  const test: number[] = [];
  for (const place of shuffled(count)) {
    const left = quota.get(labels[place]!)!;
    quota.set(labels[place]!, left - 1);
    (left > 0 ? test : train).push(place);
  }
  return { train, test };
}

/** Pictures of each class to be held out: whole tenths, and what is left where most is missing. */
function quotas(labels: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < labels.length; ++i) counts.set(labels[i]!, (counts.get(labels[i]!) ?? 0) + 1);
  const quota = new Map([...counts].map(([label, count]) => [label, Math.floor(count / 10)]));
  let left = Math.floor(labels.length / 10);
  for (const held of quota.values()) left -= held;
  const mostMissing = [...counts].sort(([, one], [, other]) => (other % 10) - (one % 10));
  for (const [label] of mostMissing.slice(0, left)) quota.set(label, quota.get(label)! + 1);
  return quota;
}

function shuffled(count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  let state = 1;
  for (let i = count - 1; i > 0; --i) {
    // Park and Miller's generator (1988): which pictures are held out is no part of an experiment.
    state = (state * 48271) % 2147483647;
    const other = state % (i + 1);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}

/** The pictures of these places, in their order. */
export function takePictures({ pixels, labels }: Pictures, places: readonly number[]): Pictures {
  const size = pixels.length / labels.length;
  const taken: Pictures = {
    pixels: new Uint8Array(places.length * size),
    labels: new Uint8Array(places.length),
  };
  places.forEach((from, to) => {
    taken.pixels.set(pixels.subarray(from * size, (from + 1) * size), to * size);
    taken.labels[to] = labels[from]!;
  });
  return taken;
}

/** Training and test pictures of a set that comes without a split. */
export function splitPictures(
  name: string,
  all: Pictures,
): { train: Pictures; test: Pictures; heldOut: true } {
  const { train, test } = heldOut(name, all.labels);
  return { train: takePictures(all, train), test: takePictures(all, test), heldOut: true };
}

/** Whether a file's name says that it is for testing. */
export function isForTesting(name: string): boolean {
  return /t10k|test|valid/i.test(name);
}
