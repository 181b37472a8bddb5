import { checkBytes, checkNumber, checkSeed, checkWhole, describe } from '../checks.js';
import type { CoreObject, DatasetObject } from '../core-module.js';
import { CoreDataset } from '../dataset.js';
import { unexpected } from '../errors.js';
import { Held } from '../held.js';
import type { EngineDataset, PenStroke, SlidingNetwork, SlidingPeak } from '../types.js';
import type { ModelHold } from './hold.js';

export interface SlidingObject extends CoreObject {
  rows(): number;
  columns(): number;
  strideDown(): number;
  strideRight(): number;
  clear(): void;
  lay(data: DatasetObject, index: number, top: number, left: number): void;
  draw(points: number, count: number, lengths: number, strokes: number, pen: number): void;
  scatter(count: number, pictures: number, seed: number, to: number): number;
  readCanvas(to: number): void;
  run(): void;
  readScores(to: number): void;
  readAnswers(to: number): void;
  askCrops(first: number, count: number, to: number): void;
  measureInk(ink: number, offCentre: number): void;
  inkOf(data: DatasetObject, index: number): number;
  peaks(allowed: number, threshold: number, most: number, to: number): number;
}

const floatBytes = Float32Array.BYTES_PER_ELEMENT;
const mostScattered = 1000;
const mostPeaks = 256;

export class CoreSliding implements SlidingNetwork {
  readonly rows: number;
  readonly columns: number;
  readonly stride: [number, number];
  readonly classes: number;
  readonly #hold: ModelHold;
  readonly #held: Held<SlidingObject>;
  #ran = false;
  #inked = false;

  constructor(
    hold: ModelHold,
    object: SlidingObject,
    readonly height: number,
    readonly width: number,
  ) {
    this.#hold = hold;
    this.#held = new Held(this, 'sliding', 'sliding network', object);
    const { core } = hold;
    this.rows = core.call(() => object.rows());
    this.columns = core.call(() => object.columns());
    this.stride = core.call(() => [object.strideDown(), object.strideRight()]);
    this.classes = hold.outputs;
  }

  clear(): void {
    const object = this.#object;
    this.#hold.core.call(() => object.clear());
  }

  lay(data: EngineDataset, index: number, top: number, left: number): void {
    const object = this.#object;
    const dataObject = this.#dataOf(data, index);
    checkWhole('top', top, -this.height, this.height);
    checkWhole('left', left, -this.width, this.width);
    this.#hold.core.call(() => object.lay(dataObject, index, top, left));
  }

  draw(strokes: readonly PenStroke[], pen: number): void {
    const object = this.#object;
    checkNumber('pen', pen, 0.1, 100);
    const points = Float32Array.from(strokes.flatMap((stroke) => stroke.flat()));
    const count = points.length / 3;
    if (count === 0) return;
    const lengths = Int32Array.from(strokes, (stroke) => stroke.length);
    const lengthBytes = new Uint8Array(lengths.buffer);
    this.#hold.core.withArrays([points, lengthBytes], 0, ([at, lengthsAt]) =>
      object.draw(at!, count, lengthsAt!, strokes.length, pen),
    );
  }

  scatter(
    count: number,
    pictures: number,
    seed: number,
  ): { picture: number; top: number; left: number }[] {
    const object = this.#object;
    const { core } = this.#hold;
    checkWhole('count', count, 0, mostScattered);
    checkWhole('pictures', pictures, 1, 2 ** 31 - 1);
    checkSeed('seed', seed);
    return core.withArrays([], 3 * count * floatBytes, (_, to) => {
      const found = object.scatter(count, pictures, seed, to);
      const values = new Int32Array(core.bytes(to, 3 * found * floatBytes).buffer);
      return Array.from({ length: found }, (_one, i) => ({
        picture: values[3 * i]!,
        top: values[3 * i + 1]!,
        left: values[3 * i + 2]!,
      }));
    });
  }

  canvas(): Float32Array {
    const values = this.#hold.input[0] * this.height * this.width;
    return this.#floats(values, (object, to) => object.readCanvas(to));
  }

  run(): void {
    const object = this.#object;
    this.#hold.core.call(() => object.run());
    this.#ran = true;
  }

  scores(): Float32Array {
    return this.#floats(this.#values, (object, to) => object.readScores(to));
  }

  answers(): Float32Array {
    return this.#floats(this.#values, (object, to) => object.readAnswers(to));
  }

  crops(first: number, count: number): Float32Array {
    const positions = this.rows * this.columns;
    checkWhole('first', first, 0, positions - 1);
    checkWhole('count', count, 1, positions - first);
    return this.#floats(count * this.classes, (object, to) => object.askCrops(first, count, to));
  }

  measureInk(): { ink: Float32Array; offCentre: Float32Array } {
    const object = this.#object;
    const { core } = this.#hold;
    const positions = this.rows * this.columns;
    this.#inked = true;
    return core.withArrays([], 2 * positions * floatBytes, (_, ink) => {
      const offCentre = ink + positions * floatBytes;
      object.measureInk(ink, offCentre);
      return { ink: core.floats(ink, positions), offCentre: core.floats(offCentre, positions) };
    });
  }

  inkOf(data: EngineDataset, index: number): number {
    const object = this.#object;
    const dataObject = this.#dataOf(data, index);
    return this.#hold.core.call(() => object.inkOf(dataObject, index));
  }

  peaks(allowed: Uint8Array, threshold: number): SlidingPeak[] {
    const object = this.#object;
    const { core } = this.#hold;
    const positions = this.rows * this.columns;
    checkBytes('allowed', allowed);
    if (allowed.length !== positions) {
      throw unexpected('allowed', `${positions} values`, describe(allowed));
    }
    checkNumber('threshold', threshold, -Number.MAX_VALUE, Number.MAX_VALUE);
    if (!this.#ran || !this.#inked) {
      throw unexpected('peaks', 'run() and measureInk() first', 'none');
    }
    return core.withArrays([allowed], 4 * mostPeaks * floatBytes, ([at], to) => {
      const found = object.peaks(at!, threshold, mostPeaks, to);
      const whole = new Int32Array(core.bytes(to, 4 * found * floatBytes).buffer);
      const floats = new Float32Array(whole.buffer);
      return Array.from({ length: found }, (_one, i) => ({
        label: whole[4 * i]!,
        row: whole[4 * i + 1]!,
        column: whole[4 * i + 2]!,
        answer: floats[4 * i + 3]!,
      }));
    });
  }

  dispose(): void {
    this.#held.dispose();
  }

  get #values(): number {
    return this.classes * this.rows * this.columns;
  }

  /** Throws when the model is gone, which this refers to. */
  get #object(): SlidingObject {
    void this.#hold.object;
    return this.#held.object;
  }

  /** As the pictures of the model, which the core relies on here. */
  #dataOf(data: EngineDataset, index: number): DatasetObject {
    const found = CoreDataset.objectOf(this.#hold.core, data);
    checkWhole('index', index, 0, data.count - 1);
    const size = [data.channels, data.height, data.width];
    if (size.some((extent, i) => extent !== this.#hold.input[i])) {
      throw unexpected('data', `pictures of ${this.#hold.input.join('x')}`, size.join('x'));
    }
    return found;
  }

  #floats(count: number, copy: (object: SlidingObject, to: number) => void): Float32Array {
    const object = this.#object;
    const { core } = this.#hold;
    return core.withArrays([], count * floatBytes, (_, to) => {
      copy(object, to);
      return core.floats(to, count);
    });
  }
}
