import type { Stroke } from '../../protocol/data-sets';
import type { PictureChoice } from '../../protocol/messages';

/** The network slid over a large picture, and what a shift does to its votes. */

/** What is on the canvas, and which positions count. */
export interface SlideRequest {
  /** Points x and y in 0..1 of the canvas's width and height. */
  strokes: readonly Stroke[];
  /** Test pictures placed by chance; 0 for none. */
  scattered: number;
  seed: number;
  /** Answers below it are no finds, 0..1. */
  threshold: number;
  /** Least ink in a window, as a share of what a test picture has; with it, the ink must lie in the
   * middle of the window. 0: every position counts. */
  ink: number;
}

export interface Find {
  label: number;
  /** Of the position. */
  row: number;
  column: number;
  /** Of the window's first pixel. */
  top: number;
  left: number;
  answer: number;
}

export interface SlideAnswer {
  run: number;
  step: number;
  height: number;
  width: number;
  /** First channel of the canvas, in the data's range. */
  canvas: Float32Array;
  rows: number;
  columns: number;
  /** Pixels from one position to the next, [down, right]. */
  stride: [number, number];
  /** Sides of the window of one network. */
  window: [number, number];
  /** (classes, rows, columns) */
  answers: Float32Array;
  /** (rows, columns), 0 where the ink rules the position out. */
  allowed: Uint8Array;
  finds: Find[];
  /** Test pictures that were placed: their classes and where they are. */
  placed: { label: number; top: number; left: number }[];
  /** Measured: the one pass. */
  milliseconds: number;
}

/** One pass against cutting out every window. */
export interface SlideTiming {
  run: number;
  positions: number;
  /** Milliseconds, each the shortest of some. */
  pass: number;
  crops: number;
  /** Largest difference between the answers of both: padding sees edges that a pass does not. */
  difference: number;
}

/** How a small network makes its maps smaller. */
export type ShrinkKind = 'max' | 'stride' | 'blur';
export const shrinkKinds: readonly ShrinkKind[] = ['max', 'stride', 'blur'];

export interface ShrinkNet {
  kind: ShrinkKind;
  steps: number;
  wanted: number;
  parameters: number;
  /** Once trained: share of test pictures that are right, and of shifts that keep the answer. */
  accuracy?: number;
  tested?: number;
  kept?: number;
  /** Test pictures that were moved. */
  moved: number;
}

export interface ShrinkProgress {
  run: number;
  nets: ShrinkNet[];
  done: boolean;
}

/** Answers for all shifts of one picture: ((2 reach + 1)^2, classes), row by row. */
export interface ShiftedAnswers {
  of: 'present' | ShrinkKind;
  answers: Float32Array;
}

export interface ShiftAnswer {
  run: number;
  step: number;
  reach: number;
  /** -1 for a drawing. */
  label: number;
  /** First channel, in the data's range. */
  image: Float32Array;
  nets: ShiftedAnswers[];
}

export interface SlideApi {
  /** Throws with the reason where the network is bound to its size. */
  slide(run: number, request: SlideRequest): Promise<SlideAnswer>;
  /** On the canvas of the last `slide`. */
  timeSlide(run: number): Promise<SlideTiming>;
  /** Every shift of a picture, by the present network and by the small ones that are trained. */
  shiftPicture(run: number, picture: PictureChoice): Promise<ShiftAnswer>;
  /** Share of shifts of some test pictures that keep the present network's answer, 0..1. */
  measureShifts(run: number): Promise<{ run: number; step: number; kept: number; moved: number }>;
  /** Goes on training the small networks for about `milliseconds` of work, and says how far they are. */
  trainShrinks(run: number, milliseconds: number): Promise<ShrinkProgress>;
}
