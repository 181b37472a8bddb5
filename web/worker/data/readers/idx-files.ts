import { largestSide } from '../../../protocol/data-sets';
import { readIdxHeader, takeItems, type IdxFile } from './idx';
import type { NamedBytes } from '../mnist-files';
import { heldOut, isForTesting } from './hold-out';
import type { Pictures, PictureSet } from './picture-set';

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
export function sortIdxFiles(files: readonly NamedBytes[]): IdxSets {
  if (files.length !== 2 && files.length !== 4) {
    throw new Error(
      `Choose two IDX files (pictures and labels) or four (the same for a test set), found ` +
        `${files.length}.`,
    );
  }
  const read = files.map(({ name, bytes }) => readIdxHeader(name, bytes));
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
    const crossed = isForTesting(first.name) !== isForTesting(one.name);
    const known = isForTesting(first.name) !== isForTesting(second.name);
    if (!known || isForTesting(one.name) === isForTesting(other.name)) {
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
  const firstIsTest = isForTesting(first.images.name);
  const named = firstIsTest !== isForTesting(second.images.name);
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

/** A tenth is kept for testing. */
function holdOut({ images, labels }: IdxPair): IdxSets {
  const { train, test } = heldOut(images.name, labels.bytes.subarray(labels.headerBytes));
  const part = (places: number[]): IdxPair => ({
    images: takeItems(images, places),
    labels: takeItems(labels, places),
  });
  return { train: part(train), test: part(test), heldOut: true };
}

/** The sets as bytes of pictures. Throws a sentence when they are of a kind that is not trained with. */
export function toPictures(sets: IdxSets): Omit<PictureSet, 'title'> {
  const { images, labels } = sets.train;
  const [, ...rest] = images.shape;
  const [channels, height, width] = rest.length === 3 ? rest : [1, ...rest];
  if (channels !== 1 && channels !== 3) {
    throw new Error(`${images.name} has pictures of ${channels} channels; they may have 1 or 3.`);
  }
  if (height! > largestSide || width! > largestSide) {
    throw new Error(
      `${images.name} has pictures of ${height} x ${width} pixels; up to ${largestSide} x ` +
        `${largestSide} are read.`,
    );
  }
  const classes = Math.max(largestLabel(labels) + 1, 2);
  const testLabels = sets.test.labels;
  if (largestLabel(testLabels) >= classes) {
    throw new Error(
      `${testLabels.name} has labels up to ${largestLabel(testLabels)}, the training set only up to ` +
        `${classes - 1}; a network cannot learn classes that it is never shown.`,
    );
  }
  return {
    channels,
    height: height!,
    width: width!,
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
    train: picturesOf(sets.train),
    test: picturesOf(sets.test),
    heldOut: sets.heldOut,
  };
}

function picturesOf({ images, labels }: IdxPair): Pictures {
  return {
    pixels: images.bytes.slice(images.headerBytes),
    labels: labels.bytes.slice(labels.headerBytes),
  };
}

function largestLabel({ bytes, headerBytes }: IdxFile): number {
  return bytes.subarray(headerBytes).reduce((most, label) => Math.max(most, label), 0);
}
