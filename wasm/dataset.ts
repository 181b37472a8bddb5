import {
  checkBytes,
  checkOptions,
  checkRange,
  checkWhole,
  describe,
  exampleRange,
} from './checks.js';
import { type Core, newFloats } from './core.js';
import type { DatasetObject } from './core-module.js';
import { unexpected } from './errors.js';
import { Held } from './held.js';
import type { BytesOptions, EngineDataset, LabelledBytes, LabelledImages } from './types.js';

/** Values that are turned into float32 in one call, so that a large set needs little memory twice. */
const valuesPerCall = 1 << 18;

const bytesPerCall = 1 << 20;

/** What the core says of a set. */
type Info = Omit<EngineDataset, 'example' | 'read' | 'bytes' | 'dispose'>;

export class CoreDataset implements EngineDataset {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly classNames: string[];
  readonly range: [number, number];
  readonly #core: Core;
  readonly #held: Held<DatasetObject>;

  constructor(core: Core, object: DatasetObject) {
    this.#core = core;
    this.#held = new Held(this, 'data', 'data set', object);
    const info = JSON.parse(core.call(() => object.infoJson())) as Info;
    this.count = info.count;
    this.channels = info.channels;
    this.height = info.height;
    this.width = info.width;
    this.classes = info.classes;
    this.classNames = info.classNames;
    this.range = info.range;
  }

  /** The core's object behind an argument, which must be a live set of this engine. */
  static objectOf(core: Core, data: unknown): DatasetObject {
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
    const pixels = new Uint8Array(length * size);
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
    object: DatasetObject,
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

/** A set of bytes; the core checks sizes and labels. */
export function bytesDataset(core: Core, options: BytesOptions): CoreDataset {
  checkOptions('set', options ?? null, [
    'channels',
    'height',
    'width',
    'classNames',
    'pixels',
    'labels',
    'range',
  ]);
  const { channels, height, width, classNames, pixels, labels, range = [0, 1] } = options;
  for (const [name, value] of Object.entries({ channels, height, width })) {
    checkWhole(name, value, 1, 512);
  }
  if (!Array.isArray(classNames) || classNames.some((name) => typeof name !== 'string')) {
    throw unexpected('classNames', 'an Array of names', describe(classNames));
  }
  checkBytes('pixels', pixels);
  checkBytes('labels', labels);
  const info = { channels, height, width, classNames, range: checkRange(range) };
  const json = new TextEncoder().encode(JSON.stringify(info));
  const object = core.withArrays([json, pixels, labels], 0, ([text, bytes, classes]) =>
    core.module.makeDataset(text!, json.length, bytes!, pixels.length, classes!, labels.length),
  );
  return new CoreDataset(core, object);
}
