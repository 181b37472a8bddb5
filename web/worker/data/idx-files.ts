import { gunzip, isGzip } from './gunzip';
import { readIdxHeader, takeItems, type IdxFile } from './idx';
import type { NamedBytes } from './mnist-files';

/** Unpacked size above which a file is refused: 1,000,000 pictures of 28 x 28, and some more. */
const largestFile = 1e9;

/** Pictures and labels that belong together. */
export interface IdxPair {
  images: IdxFile;
  labels: IdxFile;
}

export interface IdxSets {
  train: IdxPair;
  test: IdxPair;
  /** The test set was taken from the only pair that there was. */
  heldOut: boolean;
}

/**
 * Finds out which of the files are pictures and labels for training and test, from what is in them;
 * names only decide between sets of the same size.
 */
export async function sortIdxFiles(files: readonly NamedBytes[]): Promise<IdxSets> {
  if (files.length !== 2 && files.length !== 4) {
    throw new Error(
      `Choose two IDX files (pictures and labels) or four (the same for a test set), found ` +
        `${files.length}.`,
    );
  }
  const read: IdxFile[] = [];
  for (const { name, bytes } of files) {
    const unpacked = isGzip(bytes) ? await gunzip(name, bytes, largestFile) : bytes;
    read.push(readIdxHeader(name, unpacked));
  }
  const images = read.filter((file) => file.kind === 'images');
  const labels = read.filter((file) => file.kind === 'labels');
  if (images.length !== labels.length) {
    const found = `${images.length} with pictures and ${labels.length} with labels`;
    throw new Error(`Each file of pictures needs one of labels, found ${found}.`);
  }
  if (images.length === 1) return holdOut(pair(images[0]!, labels[0]!));
  return inOrder(pairUp(images, labels));
}

function pair(images: IdxFile, labels: IdxFile): IdxPair {
  if (images.shape[0] !== labels.shape[0]) {
    throw new Error(
      `${images.name} has ${images.shape[0]} pictures, ${labels.name} has ${labels.shape[0]} ` +
        'labels; they should have as many.',
    );
  }
  return { images, labels };
}

function pairUp(images: IdxFile[], labels: IdxFile[]): [IdxPair, IdxPair] {
  const [first, second] = images as [IdxFile, IdxFile];
  const [one, other] = labels as [IdxFile, IdxFile];
  if (first.shape[0] === second.shape[0]) {
    // Sets of one size: only the names can tell which labels belong to which pictures.
    const crossed = isTest(first.name) !== isTest(one.name);
    const known = isTest(first.name) !== isTest(second.name);
    if (!known || isTest(one.name) === isTest(other.name)) {
      throw new Error(
        `${first.name} and ${second.name} have the same number of pictures: give the files of the ` +
          "test set names with 'test' or 't10k' in them, so that they can be told apart.",
      );
    }
    return crossed
      ? [pair(first, other), pair(second, one)]
      : [pair(first, one), pair(second, other)];
  }
  return first.shape[0] === other.shape[0] || second.shape[0] === one.shape[0]
    ? [pair(first, other), pair(second, one)]
    : [pair(first, one), pair(second, other)];
}

/** The larger set is for training, unless the names say otherwise. */
function inOrder([first, second]: [IdxPair, IdxPair]): IdxSets {
  const firstIsTest = isTest(first.images.name);
  const named = firstIsTest !== isTest(second.images.name);
  const larger = first.images.shape[0]! >= second.images.shape[0]!;
  const firstTrains = named ? !firstIsTest : larger;
  const [train, test] = firstTrains ? [first, second] : [second, first];
  const size = (file: IdxFile) => file.shape.slice(1).join(' x ');
  if (size(train.images) !== size(test.images)) {
    throw new Error(
      `${train.images.name} has pictures of ${size(train.images)}, ${test.images.name} of ` +
        `${size(test.images)}; training and test pictures must be of one size.`,
    );
  }
  return { train, test, heldOut: false };
}

function isTest(name: string): boolean {
  return /t10k|test|valid/i.test(name);
}

/** Keeps every tenth picture of a fixed shuffle for testing: files are often sorted by class. */
function holdOut({ images, labels }: IdxPair): IdxSets {
  const count = images.shape[0]!;
  if (count < 10) {
    throw new Error(
      `${images.name} has ${count} pictures; a tenth is kept for testing, so ten are the least.`,
    );
  }
  const order = Array.from({ length: count }, (_, i) => i);
  let state = 1;
  for (let i = count - 1; i > 0; --i) {
    // Park and Miller's generator (1988): which pictures are held out is no part of an experiment.
    state = (state * 48271) % 2147483647;
    const other = state % (i + 1);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  const held = Math.floor(count / 10);
  const part = (indices: number[]): IdxPair => ({
    images: takeItems(images, indices),
    labels: takeItems(labels, indices),
  });
  return { train: part(order.slice(held)), test: part(order.slice(0, held)), heldOut: true };
}
