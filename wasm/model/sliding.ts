import { checkBytes, checkNumber, checkSeed, checkWhole, describe } from '../border/checks.js';
import { unexpected } from '../border/errors.js';
import { Held } from '../border/held.js';
import type { DatasetHandle, SlidingHandle } from '../border/raw-module.js';
import { CoreDataset, type EngineDataset } from '../data/dataset.js';
import { flatStrokes, type PenStroke } from '../data/drawing.js';
import type { ModelHold } from './hold.js';

/** The network slid over a canvas, which this keeps. */
export interface SlidingNetwork {
  readonly height: number;
  readonly width: number;
  /** Positions down and across. */
  readonly rows: number;
  readonly columns: number;
  /** Pixels from one position's window to the next one's, [down, right]. */
  readonly stride: readonly [number, number];
  readonly classes: number;

  /** All paper. */
  clear(): void;
  /** Example `index` of a set with its first pixel at (top, left), ink over paper. */
  lay(data: EngineDataset, index: number, top: number, left: number): void;
  /** Strokes with x and y in pixels of the canvas; the pen's width is in pixels, too. */
  draw(strokes: readonly PenStroke[], pen: number): void;
  /** Places for up to `count` of `pictures` pictures, by chance, hardly overlapping. */
  scatter(
    count: number,
    pictures: number,
    seed: number,
  ): { picture: number; top: number; left: number }[];
  /** (C, height, width) */
  canvas(): Float32Array;

  /** One pass with the parameters as they are now. */
  run(): void;
  /** Of the last pass: (classes, rows, columns). */
  scores(): Float32Array;
  /** The same as the model answers: probabilities, where its loss defines them. */
  answers(): Float32Array;
  /** The model itself on the windows of positions first .. first + count - 1: (count, classes). */
  crops(first: number, count: number): Float32Array;

  /** Of each window: its ink in pixels, and how far the ink's centre is off the middle, in pixels. */
  measureInk(): { ink: Float32Array; offCentre: Float32Array };
  /** Pixels of ink of an example. */
  inkOf(data: EngineDataset, index: number): number;
  /**
   * The strongest positions of the last pass, at most one within half a window. `measureInk` first:
   * where neighbours are as sure, the one stands for them whose ink is nearest to its middle.
   *
   * @param allowed (rows, columns), 0 where a position does not count.
   */
  peaks(allowed: Uint8Array, threshold: number): SlidingPeak[];
  dispose(): void;
}

export interface SlidingPeak {
  label: number;
  /** Of the position. */
  row: number;
  column: number;
  answer: number;
}

const floatBytes = Float32Array.BYTES_PER_ELEMENT;
const mostScattered = 1000;
const mostPeaks = 256;

export class CoreSliding implements SlidingNetwork {
  readonly rows: number;
  readonly columns: number;
  readonly stride: readonly [number, number];
  readonly classes: number;
  readonly #hold: ModelHold;
  readonly #held: Held<SlidingHandle>;
  #ran = false;
  #inked = false;

  constructor(
    hold: ModelHold,
    object: SlidingHandle,
    readonly height: number,
    readonly width: number,
  ) {
    this.#hold = hold;
    this.#held = new Held(this, 'sliding', 'sliding network', object);
    const info = hold.core.call(() => object.info());
    this.rows = info.rows;
    this.columns = info.columns;
    this.stride = Object.freeze(info.stride);
    this.classes = hold.outputs;
    // Lengths of arrays are reckoned from these numbers.
    Object.freeze(this);
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
    const { points, count, lengths } = flatStrokes(strokes);
    if (count === 0) return;
    this.#hold.core.withArrays([points, lengths], 0, ([at, lengthsAt]) =>
      object.draw(at!, count, lengthsAt!, lengths.length, pen),
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
      const values = core.ints(to, 3 * found);
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
    return core.withArrays([], 2 * positions * floatBytes, (_, ink) => {
      const offCentre = ink + positions * floatBytes;
      object.measureInk(ink, offCentre);
      this.#inked = true;
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
      const whole = core.ints(to, 4 * found);
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
  get #object(): SlidingHandle {
    void this.#hold.object;
    return this.#held.object;
  }

  /** As the pictures of the model, which the core relies on here. */
  #dataOf(data: EngineDataset, index: number): DatasetHandle {
    const found = CoreDataset.objectOf(this.#hold.core, data);
    checkWhole('index', index, 0, data.count - 1);
    const size = [data.channels, data.height, data.width];
    if (size.some((extent, i) => extent !== this.#hold.input[i])) {
      throw unexpected('data', `pictures of ${this.#hold.input.join('x')}`, size.join('x'));
    }
    return found;
  }

  #floats(count: number, copy: (object: SlidingHandle, to: number) => void): Float32Array {
    const object = this.#object;
    const { core } = this.#hold;
    return core.withArrays([], count * floatBytes, (_, to) => {
      copy(object, to);
      return core.floats(to, count);
    });
  }
}
