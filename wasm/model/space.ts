import {
  checkIndices,
  checkLabels,
  checkNumber,
  readOptions,
  checkPicture,
  checkSeed,
  checkWhole,
} from '../border/checks.js';
import { unexpected } from '../border/errors.js';
import { Held } from '../border/held.js';
import type { FeatureSpaceHandle } from '../border/raw-module.js';
import { CoreDataset, type EngineDataset } from '../data/dataset.js';
import type { ModelHold } from './hold.js';

/** What the layer that makes the scores reads of each picture. */
export interface FeatureSpace {
  /** Name of the layer that reads the features. */
  readonly reader: string;
  /** Values of one picture's features. */
  readonly size: number;
  /** Pictures that there is room for. */
  readonly count: number;
  readonly classes: number;

  /** Takes the parameters as they are now; until the next time all reading is done with these. */
  take(): void;
  /** Examples `indices` of a set become the points from `first` on. */
  read(data: EngineDataset, indices: Uint32Array, first: number): void;
  /** What the network answered for each point: (count, classes). */
  answers(): Float32Array;

  /**
   * Principal axes of the points: `beginAxes`, then `iterateAxes` until it says true. A later search
   * goes on from the axes before and keeps their order and signs.
   */
  beginAxes(): void;
  iterateAxes(): boolean;
  /** Variance along both axes, and in all dimensions together. */
  variances(): { axes: [number, number]; total: number };
  /** Places of the points on the axes, (count, 2). */
  project(): Float32Array;
  /**
   * Euclidean distances between the classes' means, (classes, classes), and the root mean square
   * distance of each class's points from theirs. NaN where a class has no point.
   *
   * @param labels of the points.
   */
  measureClasses(labels: Uint8Array): { between: Float32Array; within: Float32Array };

  /** t-SNE of the points from their places on the axes; then `prepareUnfolding` to the end. */
  beginUnfolding(options?: { perplexity?: number; seed?: number }): void;
  /** Finds the neighbours of some points more. @returns how many points are prepared. */
  prepareUnfolding(points: number): number;
  /** One step. @returns steps taken since `beginUnfolding`. */
  unfold(): number;
  /** Kullback and Leibler's divergence, which the steps make smaller. */
  divergence(): number;
  /** Places of the points, (count, 2). */
  unfolded(): Float32Array;

  /** Where a picture lies among the points. */
  place(image: Float32Array, neighbours: number): PlacedPicture;
  dispose(): void;
}

export interface PlacedPicture {
  /** On the principal axes. */
  place: [number, number];
  /** What the network answers, one value for each class. */
  answer: Float32Array;
  /** Nearest first; `index` is the point's. */
  neighbours: { index: number; distance: number }[];
}

export const mostPoints = 4096;
const floatBytes = Float32Array.BYTES_PER_ELEMENT;

export class CoreFeatureSpace implements FeatureSpace {
  readonly reader: string;
  readonly size: number;
  readonly count: number;
  readonly classes: number;
  readonly #hold: ModelHold;
  readonly #held: Held<FeatureSpaceHandle>;
  #filled = 0;
  #axes = false;
  #prepared = -1;

  constructor(hold: ModelHold, object: FeatureSpaceHandle) {
    this.#hold = hold;
    this.#held = new Held(this, 'space', 'feature space', object);
    const info = hold.core.call(() => object.info());
    this.reader = info.reader;
    this.size = info.size;
    this.count = info.count;
    this.classes = hold.outputs;
    // Lengths of arrays are reckoned from these numbers.
    Object.freeze(this);
  }

  take(): void {
    const object = this.#object;
    this.#hold.core.call(() => object.take());
  }

  read(data: EngineDataset, indices: Uint32Array, first: number): void {
    const object = this.#object;
    const { core } = this.#hold;
    const dataObject = CoreDataset.objectOf(core, data);
    checkIndices('indices', indices);
    checkWhole('first', first, 0, this.count - indices.length);
    core.withArrays([indices], 0, ([at]) => object.read(dataObject, at!, indices.length, first));
    // What comes next works on all points, so all must have been read.
    if (first <= this.#filled) this.#filled = Math.max(this.#filled, first + indices.length);
  }

  answers(): Float32Array {
    return this.#floats(this.count * this.classes, (object, to) => object.copyAnswers(to));
  }

  beginAxes(): void {
    const object = this.#full;
    this.#hold.core.call(() => object.beginAxes());
    this.#axes = true;
  }

  iterateAxes(): boolean {
    const object = this.#withAxes;
    return this.#hold.core.call(() => object.iterateAxes());
  }

  variances(): { axes: [number, number]; total: number } {
    const object = this.#withAxes;
    return this.#hold.core.call(() => ({
      axes: [object.variance(0), object.variance(1)],
      total: object.totalVariance(),
    }));
  }

  project(): Float32Array {
    void this.#withAxes;
    return this.#floats(2 * this.count, (object, to) => object.project(to));
  }

  measureClasses(labels: Uint8Array): { between: Float32Array; within: Float32Array } {
    const object = this.#full;
    const { core } = this.#hold;
    const { classes } = this;
    checkLabels(labels, this.count, classes);
    const squares = classes * classes;
    return core.withArrays([labels], (squares + classes) * floatBytes, ([at], between) => {
      const within = between + squares * floatBytes;
      object.measureClasses(at!, between, within);
      return { between: core.floats(between, squares), within: core.floats(within, classes) };
    });
  }

  beginUnfolding(options: { perplexity?: number; seed?: number } = {}): void {
    const object = this.#withAxes;
    const { perplexity = 30, seed = 1 } = readOptions('unfolding', options, ['perplexity', 'seed']);
    checkNumber('perplexity', perplexity, 1, 1000);
    checkSeed('seed', seed);
    this.#hold.core.call(() => object.beginUnfolding(perplexity, seed));
    this.#prepared = 0;
  }

  prepareUnfolding(points: number): number {
    const object = this.#object;
    if (this.#prepared < 0) throw unexpected('unfolding', 'beginUnfolding() first', 'none');
    checkWhole('points', points, 1, mostPoints);
    this.#prepared = this.#hold.core.call(() => object.prepareUnfolding(points));
    return this.#prepared;
  }

  unfold(): number {
    const object = this.#unfolding;
    return this.#hold.core.call(() => {
      object.unfold();
      return object.unfoldingSteps();
    });
  }

  divergence(): number {
    const object = this.#unfolding;
    return this.#hold.core.call(() => object.divergence());
  }

  unfolded(): Float32Array {
    void this.#unfolding;
    return this.#floats(2 * this.count, (object, to) => object.unfolded(to));
  }

  place(image: Float32Array, neighbours: number): PlacedPicture {
    const object = this.#withAxes;
    const { core, input } = this.#hold;
    const { classes } = this;
    checkPicture('image', image, input);
    checkWhole('neighbours', neighbours, 1, this.count);
    const bytes = (2 + classes + 2 * neighbours) * floatBytes;
    return core.withArrays([image], bytes, ([at], place) => {
      const answer = place + 2 * floatBytes;
      const indices = answer + classes * floatBytes;
      const distances = indices + neighbours * floatBytes;
      const found = object.place(at!, neighbours, place, answer, indices, distances);
      const index = core.ints(indices, found);
      const distance = core.floats(distances, found);
      const [x, y] = core.floats(place, 2);
      return {
        place: [x!, y!],
        answer: core.floats(answer, classes),
        neighbours: [...index].map((one, i) => ({ index: one, distance: distance[i]! })),
      };
    });
  }

  dispose(): void {
    this.#held.dispose();
  }

  /** Throws when the model is gone, which this refers to. */
  get #object(): FeatureSpaceHandle {
    void this.#hold.object;
    return this.#held.object;
  }

  get #full(): FeatureSpaceHandle {
    const object = this.#object;
    if (this.#filled < this.count) {
      throw unexpected('space', `${this.count} pictures read`, String(this.#filled));
    }
    return object;
  }

  get #withAxes(): FeatureSpaceHandle {
    const object = this.#object;
    if (!this.#axes) throw unexpected('space', 'beginAxes() first', 'no axes');
    return object;
  }

  get #unfolding(): FeatureSpaceHandle {
    const object = this.#object;
    if (this.#prepared < this.count) {
      throw unexpected('unfolding', `${this.count} points prepared`, `${this.#prepared}`);
    }
    return object;
  }

  #floats(
    count: number,
    copy: (object: FeatureSpaceHandle, to: number) => void,
  ): Float32Array<ArrayBuffer> {
    const object = this.#object;
    const { core } = this.#hold;
    return core.withArrays([], count * floatBytes, (_, to) => {
      copy(object, to);
      return core.floats(to, count);
    });
  }
}
