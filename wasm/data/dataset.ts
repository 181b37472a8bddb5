import { checkWhole, describe, exampleRange } from '../border/checks.js';
import { type Core, newBytes, newFloats } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import { Held } from '../border/held.js';
import type { DatasetHandle } from '../border/raw-module.js';
import { structure } from '../border/structure.js';

/** Labelled pictures; `images` holds count * channels * height * width values. */
export interface LabelledImages {
  count: number;
  channels: number;
  height: number;
  width: number;
  /** Number of classes; labels are below it. */
  classes: number;
  classNames: string[];
  images: Float32Array;
  labels: Uint8Array;
}

/** Pictures as bytes, channel-major, and the label of each. */
export interface LabelledBytes {
  pixels: Uint8Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
}

/**
 * A picture set that lives in the engine's memory as bytes. Free it with `dispose()`; a model that
 * trains on it keeps what it needs until it takes another set or is disposed of itself.
 */
export interface EngineDataset {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly classNames: readonly string[];
  /** Values of bytes 0 and 255: [0, 1] for IDX files, [-1, 1] for X and O. */
  readonly range: readonly [number, number];
  /** Example `index` as float32 and its label. */
  example(index: number): { image: Float32Array; label: number };
  /** A copy of everything, or of `count` examples from `first`. */
  read(first?: number, count?: number): LabelledImages;
  /** The same as the bytes that they are kept as: a quarter of the size. */
  bytes(first?: number, count?: number): LabelledBytes;
  dispose(): void;
}

/** Values that are turned into float32 in one call, so that a large set needs little memory twice. */
const valuesPerCall = 1 << 18;

const bytesPerCall = 1 << 20;

export class CoreDataset implements EngineDataset {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly classNames: readonly string[];
  readonly range: readonly [number, number];
  readonly #core: Core;
  readonly #held: Held<DatasetHandle>;

  constructor(core: Core, object: DatasetHandle) {
    this.#core = core;
    this.#held = new Held(this, 'data', 'data set', object);
    const info = structure(core.call(() => object.info()));
    this.count = info.count;
    this.channels = info.channels;
    this.height = info.height;
    this.width = info.width;
    this.classes = info.classNames.length;
    this.classNames = Object.freeze(info.classNames);
    this.range = Object.freeze<[number, number]>([info.low, info.high]);
    // What is read of a set is reckoned from these numbers.
    Object.freeze(this);
  }

  /** The core's object behind an argument, which must be a live set of this engine. */
  static objectOf(core: Core, data: unknown): DatasetHandle {
    if (typeof data !== 'object' || data === null || !(#core in data)) {
      throw unexpected('data', 'a data set of this engine (xoDataset, idxDataset)', describe(data));
    }
    if (data.#core !== core) {
      throw unexpected('data', 'a data set of this engine', 'one of another engine');
    }
    return data.#held.object;
  }

  example(index: number): { image: Float32Array; label: number } {
    const object = this.#held.object;
    checkWhole('index', index, 0, this.count - 1);
    const { images, labels } = this.#copy(object, index, 1);
    return { image: images, label: labels[0]! };
  }

  read(first?: number, count?: number): LabelledImages {
    const object = this.#held.object;
    const [begin, length] = exampleRange(this.count, first, count);
    return {
      count: length,
      channels: this.channels,
      height: this.height,
      width: this.width,
      classes: this.classes,
      classNames: [...this.classNames],
      ...this.#copy(object, begin, length),
    };
  }

  bytes(first?: number, count?: number): LabelledBytes {
    const object = this.#held.object;
    const [begin, length] = exampleRange(this.count, first, count);
    const size = this.channels * this.height * this.width;
    const pixels = newBytes(length * size);
    const labels = new Uint8Array(length);
    const atOnce = Math.max(1, Math.floor(bytesPerCall / size));
    for (let done = 0; done < length; done += atOnce) {
      const examples = Math.min(atOnce, length - done);
      this.#core.withArrays([], examples * (size + 1), (_, result) => {
        object.readBytes(begin + done, examples, result, result + examples * size);
        pixels.set(this.#core.bytes(result, examples * size), done * size);
        labels.set(this.#core.bytes(result + examples * size, examples), done);
      });
    }
    return { pixels, labels };
  }

  dispose(): void {
    this.#held.dispose();
  }

  #copy(
    object: DatasetHandle,
    first: number,
    count: number,
  ): { images: Float32Array; labels: Uint8Array } {
    const size = this.channels * this.height * this.width;
    const images = newFloats(count * size);
    const labels = new Uint8Array(count);
    const atOnce = Math.max(1, Math.floor(valuesPerCall / size));
    for (let done = 0; done < count; done += atOnce) {
      const examples = Math.min(atOnce, count - done);
      const imageBytes = examples * size * Float32Array.BYTES_PER_ELEMENT;
      this.#core.withArrays([], imageBytes + examples, (_, result) => {
        object.read(first + done, examples, result, result + imageBytes);
        images.set(this.#core.floats(result, examples * size), done * size);
        labels.set(this.#core.bytes(result + imageBytes, examples), done);
      });
    }
    return { images, labels };
  }
}

/** A copy of all of a set that nobody needs afterwards. */
export function everything(data: CoreDataset): LabelledImages {
  try {
    return data.read();
  } finally {
    data.dispose();
  }
}
