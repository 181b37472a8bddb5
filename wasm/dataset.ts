import { checkWhole, describe, exampleRange } from './checks.js';
import { type Core, newFloats } from './core.js';
import type { DatasetObject } from './core-module.js';
import { unexpected } from './errors.js';
import { Held } from './held.js';
import type { EngineDataset, LabelledImages } from './types.js';

/** Values that are turned into float32 in one call, so that a large set needs little memory twice. */
const valuesPerCall = 1 << 18;

interface Info {
  count: number;
  channels: number;
  height: number;
  width: number;
  classes: number;
  classNames: string[];
  range: [number, number];
}

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
