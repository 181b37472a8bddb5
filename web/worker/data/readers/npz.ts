import { zipSync, type Zippable } from 'fflate';
import type { NamedBytes } from '../mnist-files';
import { checkSameSize, readThrough, type ReadingEngine } from './engine-sets';
import { splitPictures } from './hold-out';
import type { Pictures, PictureSet } from './picture-set';

type Bytes = Uint8Array<ArrayBuffer>;

/** What pictures and their labels are called: Keras's mnist.npz first. */
const trainKeys = [
  ['x_train', 'y_train'],
  ['train_images', 'train_labels'],
  ['images', 'labels'],
  ['x', 'y'],
  ['X', 'y'],
  ['data', 'target'],
] as const;
const testKeys = [
  ['x_test', 'y_test'],
  ['test_images', 'test_labels'],
] as const;

/**
 * A set of pictures from the arrays of an .npz archive, or from .npy files of these names.
 * @param name the archive's, for messages
 */
export function readNpzArrays(
  name: string,
  arrays: readonly NamedBytes[],
  engine: ReadingEngine,
): Omit<PictureSet, 'title'> {
  const byKey = new Map(arrays.map((array) => [keyOf(array.name), array.bytes]));
  const pairOf = (pairs: readonly (readonly [string, string])[]) => {
    for (const [images, labels] of pairs) {
      const found = { images: byKey.get(images), labels: byKey.get(labels) };
      if (found.images && found.labels) {
        return {
          images: found.images,
          labels: found.labels,
          what: `${name} (${images}, ${labels})`,
        };
      }
    }
    return undefined;
  };
  const train = pairOf(trainKeys);
  if (!train) {
    const found = [...byKey.keys()].slice(0, 8).join(', ');
    throw new Error(
      `${name} has no arrays x_train and y_train, images and labels, or x and y; it has ${found}.`,
    );
  }
  const names = byKey.get('class_names');
  const read = readThrough(train.what, () =>
    engine.npyDataset(train.images, train.labels, names ? { classNames: names } : {}),
  );
  const { channels, height, width, classNames } = read;
  const about = { channels, height, width, classNames };
  const test = pairOf(testKeys);
  if (!test) return { ...about, ...splitPictures(name, read) };
  const readTest = readThrough(test.what, () =>
    engine.npyDataset(test.images, test.labels, { classNames }),
  );
  checkSameSize(read, train.what, readTest, test.what);
  return {
    ...about,
    train: { pixels: read.pixels, labels: read.labels },
    test: { pixels: readTest.pixels, labels: readTest.labels },
    heldOut: false,
  };
}

function keyOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.npy$/, '');
}

/**
 * An .npz archive that `numpy.load` reads: x_train and x_test (N, H, W) or, of several channels,
 * (N, H, W, C), y_train and y_test (N,), all of bytes, and class_names.
 */
export function writeNpz(set: PictureSet): Bytes {
  const images = ({ pixels, labels }: Pictures) => {
    const { channels, height, width } = set;
    const shape = [labels.length, height, width];
    if (channels === 1) return npy('|u1', shape, pixels);
    return npy('|u1', [...shape, channels], channelsLast(pixels, channels, height * width));
  };
  const labels = (part: Pictures) => npy('|u1', [part.labels.length], part.labels);
  const files: Zippable = {
    'x_train.npy': images(set.train),
    'y_train.npy': labels(set.train),
    'x_test.npy': images(set.test),
    'y_test.npy': labels(set.test),
    'class_names.npy': npyTexts(set.classNames),
  };
  // The same set gives the same file, whenever it is written.
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) });
}

function channelsLast(pixels: Uint8Array, channels: number, plane: number): Bytes {
  const result = new Uint8Array(pixels.length);
  const size = channels * plane;
  for (let start = 0; start < pixels.length; start += size) {
    for (let channel = 0; channel < channels; ++channel) {
      for (let i = 0; i < plane; ++i) {
        result[start + i * channels + channel] = pixels[start + channel * plane + i]!;
      }
    }
  }
  return result;
}

/** Texts as NumPy keeps them: UTF-32, filled up with zeros to the longest one. */
function npyTexts(texts: readonly string[]): Bytes {
  const characters = texts.map((text) => [...text]);
  const longest = Math.max(1, ...characters.map((text) => text.length));
  const view = new DataView(new ArrayBuffer(texts.length * longest * 4));
  characters.forEach((text, row) => {
    text.forEach((character, i) => {
      view.setUint32((row * longest + i) * 4, character.codePointAt(0)!, true);
    });
  });
  return npy(`<U${longest}`, [texts.length], new Uint8Array(view.buffer));
}

/** Version 1.0 of the format: the values begin at a multiple of 64 bytes. */
function npy(descr: string, shape: readonly number[], values: Uint8Array): Bytes {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(start + values.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(start - 11)}\n`), 10);
  bytes.set(values, start);
  return bytes;
}
