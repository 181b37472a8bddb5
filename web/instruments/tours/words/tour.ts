import type { LessonNet } from '../commands';

/** A filter, a pooling or a function at work, position by position. */
export interface SlidingFigure {
  kind: 'sliding';
  net: LessonNet;
  /** The layer whose values are written out one after the other. */
  layer: string;
  /** Names over the maps: of what is read, of the filters, of what comes out. */
  titles?: { reads?: string; filters?: readonly string[]; gives?: readonly string[] };
  /** Where the stepping begins: [map, row, column]. */
  at?: [number, number, number];
  /** Paper and ink, where what is read is the picture itself. */
  ink?: [number, number];
  /** Digits behind the point. */
  digits?: number;
}

/** Output sizes by (W − F + 2P) / S + 1, asked of the engine for what the visitor types. */
export interface SizesFigure {
  kind: 'sizes';
  /** Rows that are there at the beginning: width, filter, padding, stride. */
  rows: readonly { width: number; filter: number; padding: number; stride: number }[];
}

/** Every number of a row and its filter is raised by 1 in turn; the sum of the outputs answers. */
export interface NudgeFigure {
  kind: 'nudge';
  net: LessonNet;
  layer: string;
  parameter: string;
}

/** The same row moved by one pixel, before and after a layer. */
export interface ShiftFigure {
  kind: 'shift';
  rows: readonly { title: string; net: LessonNet }[];
  /** The row that is moved around. */
  image: readonly number[];
}

/** Networks trained one after the other, each a little better than the one before. */
export interface LadderFigure {
  kind: 'ladder';
  /** Presets, and what is new in each. */
  rungs: readonly { preset: string; adds: string }[];
}

export type TourFigure = SlidingFigure | SizesFigure | NudgeFigure | ShiftFigure | LadderFigure;

/** Where the page shows it on the real network: a button that goes there. */
export interface Way {
  label: string;
  stage: string;
  /** A network that is built first; without, the one that is loaded is shown as it is. */
  experiment?: { data: string; network: string };
  /** What the instrument there keeps in the link, as "part" of Slide & shift. */
  fields?: Readonly<Record<string, string>>;
  /** A telling square is pressed there: its value, or its gradient. */
  press?: 'value' | 'gradient';
  /** Networks of which one has to be loaded and trained; else the button leads back to a step. */
  after?: { networks: readonly string[]; step: number; label: string };
}

export interface TourStep {
  title: string;
  /** Paragraphs. */
  text: readonly string[];
  figure?: TourFigure;
  go?: Way;
}

export interface Tour {
  id: string;
  title: string;
  /** What one knows afterwards, in a sentence. */
  promise: string;
  source: string;
  steps: readonly TourStep[];
}
