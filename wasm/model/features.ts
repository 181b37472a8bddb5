import {
  checkBytes,
  checkLabels,
  checkNumber,
  checkOptions,
  checkRange,
  checkSeed,
  checkWhole,
  countPictures,
  describe,
} from '../checks.js';
import type { CoreObject, DatasetObject, ModelObject } from '../core-module.js';
import { CoreDataset } from '../dataset.js';
import { unexpected } from '../errors.js';
import { Held } from '../held.js';
import { toJson } from '../plain-json.js';
import type {
  EngineDataset,
  FeatureSpace,
  ModelFeatures,
  ModelSpec,
  PlacedPicture,
  ShiftProbe,
  SlidingNetwork,
} from '../types.js';
import type { ModelHold } from './hold.js';
import { CoreShifts, type ShiftObject } from './shifts.js';
import { CoreSliding, type SlidingObject } from './sliding.js';

export interface FeatureSpaceObject extends CoreObject {
  reader(): string;
  size(): number;
  count(): number;
  take(): void;
  read(data: DatasetObject, indices: number, count: number, first: number): void;
  copyAnswers(to: number): void;
  beginAxes(): void;
  iterateAxes(): boolean;
  variance(axis: number): number;
  totalVariance(): number;
  project(to: number): void;
  measureClasses(labels: number, classes: number, between: number, within: number): void;
  beginUnfolding(perplexity: number, seed: number): void;
  prepareUnfolding(points: number): number;
  unfold(): void;
  unfoldingSteps(): number;
  divergence(): number;
  unfolded(to: number): void;
  place(
    picture: number,
    k: number,
    place: number,
    answer: number,
    indices: number,
    distances: number,
  ): number;
}

/** What wasm/bindings/features.cpp exports. */
export interface FeaturesFunctions {
  FeatureSpaceHandle: new (model: ModelObject, count: number) => FeatureSpaceObject;
  SlidingHandle: new (
    model: ModelObject,
    spec: number,
    specBytes: number,
    height: number,
    width: number,
    paper: number,
    ink: number,
  ) => SlidingObject;
  ShiftHandle: new (model: ModelObject) => ShiftObject;
}

const largestCanvas = 1024;
const mostPoints = 4096;
const floatBytes = Float32Array.BYTES_PER_ELEMENT;

export class CoreFeatures implements ModelFeatures {
  constructor(protected readonly hold: ModelHold) {}

  space(count: number): FeatureSpace {
    const { core, object } = this.hold;
    checkWhole('count', count, 4, mostPoints);
    return new CoreFeatureSpace(
      this.hold,
      core.call((module) => new module.FeatureSpaceHandle(object, count)),
    );
  }

  slide(
    spec: ModelSpec,
    height: number,
    width: number,
    range: readonly [number, number] = [0, 1],
  ): SlidingNetwork {
    const { core, object } = this.hold;
    checkWhole('height', height, 1, largestCanvas);
    checkWhole('width', width, 1, largestCanvas);
    const [paper, ink] = checkRange(range);
    const made = core.withText(
      toJson('model', spec),
      (text, bytes) =>
        new core.module.SlidingHandle(object, text, bytes, height, width, paper, ink),
    );
    return new CoreSliding(this.hold, made, height, width);
  }

  shifts(): ShiftProbe {
    const { core, object } = this.hold;
    return new CoreShifts(
      this.hold,
      core.call((module) => new module.ShiftHandle(object)),
    );
  }
}

class CoreFeatureSpace implements FeatureSpace {
  readonly reader: string;
  readonly size: number;
  readonly count: number;
  readonly classes: number;
  readonly #hold: ModelHold;
  readonly #held: Held<FeatureSpaceObject>;
  #filled = 0;
  #axes = false;
  #prepared = -1;

  constructor(hold: ModelHold, object: FeatureSpaceObject) {
    this.#hold = hold;
    this.#held = new Held(this, 'space', 'feature space', object);
    this.reader = hold.core.call(() => object.reader());
    this.size = hold.core.call(() => object.size());
    this.count = hold.core.call(() => object.count());
    this.classes = hold.outputs;
  }

  take(): void {
    const object = this.#object;
    this.#hold.core.call(() => object.take());
  }

  read(data: EngineDataset, indices: Uint32Array, first: number): void {
    const object = this.#object;
    const { core } = this.#hold;
    const dataObject = CoreDataset.objectOf(core, data);
    if (!(indices instanceof Uint32Array) || indices.length === 0) {
      throw unexpected('indices', 'a Uint32Array of at least one', describe(indices));
    }
    checkWhole('first', first, 0, this.count - indices.length);
    const bytes = new Uint8Array(indices.buffer, indices.byteOffset, indices.byteLength);
    core.withArrays([bytes], 0, ([at]) => object.read(dataObject, at!, indices.length, first));
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
    checkBytes('labels', labels);
    checkLabels(labels, this.count, classes);
    const squares = classes * classes;
    return core.withArrays([labels], (squares + classes) * floatBytes, ([at], between) => {
      const within = between + squares * floatBytes;
      object.measureClasses(at!, classes, between, within);
      return { between: core.floats(between, squares), within: core.floats(within, classes) };
    });
  }

  beginUnfolding(options: { perplexity?: number; seed?: number } = {}): void {
    const object = this.#withAxes;
    checkOptions('unfolding', options, ['perplexity', 'seed']);
    const { perplexity = 30, seed = 1 } = options;
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
    if (countPictures('image', image, input) !== 1) {
      throw unexpected('image', 'one picture', describe(image));
    }
    checkWhole('neighbours', neighbours, 1, this.count);
    const bytes = (2 + classes + 2 * neighbours) * floatBytes;
    return core.withArrays([image], bytes, ([at], place) => {
      const answer = place + 2 * floatBytes;
      const indices = answer + classes * floatBytes;
      const distances = indices + neighbours * floatBytes;
      const found = object.place(at!, neighbours, place, answer, indices, distances);
      const index = new Int32Array(core.bytes(indices, found * floatBytes).buffer);
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
  get #object(): FeatureSpaceObject {
    void this.#hold.object;
    return this.#held.object;
  }

  get #full(): FeatureSpaceObject {
    if (this.#filled < this.count) {
      throw unexpected('space', `${this.count} pictures read`, String(this.#filled));
    }
    return this.#object;
  }

  get #withAxes(): FeatureSpaceObject {
    if (!this.#axes) throw unexpected('space', 'beginAxes() first', 'no axes');
    return this.#object;
  }

  get #unfolding(): FeatureSpaceObject {
    if (this.#prepared < this.count) {
      throw unexpected('unfolding', `${this.count} points prepared`, `${this.#prepared}`);
    }
    return this.#object;
  }

  #floats(
    count: number,
    copy: (object: FeatureSpaceObject, to: number) => void,
  ): Float32Array<ArrayBuffer> {
    const object = this.#object;
    const { core } = this.#hold;
    return core.withArrays([], count * floatBytes, (_, to) => {
      copy(object, to);
      return core.floats(to, count);
    });
  }
}
