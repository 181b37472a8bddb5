import { zipSync, type Zippable } from 'fflate';
import { ownMark } from './looking/own-export';
import type { Pictures, PictureSet } from './picture-set';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * An .npz archive that `numpy.load` reads: x_train and x_test (N, H, W) or, of several channels,
 * (N, H, W, C), y_train and y_test (N,), all of bytes, class_names, and a mark by which this page
 * knows its own files.
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
    [`${ownMark}.npy`]: npyTexts(['Receptive']),
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
