/** The network slid over a large picture, and what a shift does to its votes. */

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
  /** (channels, height, width), in the data's range. */
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
  /** (channels, height, width), in the data's range. */
  image: Float32Array;
  nets: ShiftedAnswers[];
}
