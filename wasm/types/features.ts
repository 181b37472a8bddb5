import type { EngineDataset } from './data.js';
import type { PenStroke } from './drawing.js';
import type { ModelSpec } from './model.js';

/**
 * The last layer as a space, and the network over pictures that are larger or moved. What is made
 * here has memory of its own, is freed with `dispose()`, and throws once its model is disposed.
 */
export interface ModelFeatures {
  /**
   * Room for the features of up to `count` pictures, 4 or more; fewer where they would take more
   * than 32 MB.
   */
  space(count: number): FeatureSpace;
  /**
   * The network over a canvas of height x width, by turning dense layers into convolutions.
   *
   * @param spec the model's own specification.
   * @param range values of paper and ink.
   * Throws with the reason when the network is bound to its size.
   */
  slide(
    spec: ModelSpec,
    height: number,
    width: number,
    range?: readonly [number, number],
  ): SlidingNetwork;
  /** Pictures moved by whole pixels. */
  shifts(): ShiftProbe;
}

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

/** The network slid over a canvas, which this keeps. */
export interface SlidingNetwork {
  readonly height: number;
  readonly width: number;
  /** Positions down and across. */
  readonly rows: number;
  readonly columns: number;
  /** Pixels from one position's window to the next one's, [down, right]. */
  readonly stride: [number, number];
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

export interface ShiftProbe {
  /**
   * Answers for every shift from -reach to reach pixels down and right, row by row:
   * ((2 reach + 1)^2, classes).
   */
  look(image: Float32Array, reach: number, paper: number): Float32Array;
  /** The picture moved by whole pixels; paper comes in. */
  shift(image: Float32Array, down: number, right: number, paper: number): Float32Array;
  dispose(): void;
}
