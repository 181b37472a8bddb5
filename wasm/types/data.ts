import type { PenStroke } from './drawing.js';

/** Labelled pictures; `images` holds count * channels * height * width values. */
export interface LabelledImages {
  count: number;
  channels: number;
  height: number;
  width: number;
  /** Number of classes; labels are below it. */
  classes: number;
  classNames: string[];
  images: Float32Array;
  labels: Uint8Array;
}

/** Pictures as bytes, channel-major, and the label of each. */
export interface LabelledBytes {
  pixels: Uint8Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
}

/** A whole picture set as bytes. */
export interface BytesOptions {
  channels: number;
  height: number;
  width: number;
  /** 2..256 */
  classNames: readonly string[];
  /** count * channels * height * width values, 0 paper to 255 ink. */
  pixels: Uint8Array;
  /** count values below the number of classes; at least one. */
  labels: Uint8Array;
  /** Values of bytes 0 and 255. Default [0, 1]. */
  range?: [number, number];
}

/**
 * A picture set that lives in the engine's memory as bytes. Free it with `dispose()`; a model that
 * trains on it keeps what it needs until it takes another set or is disposed of itself.
 */
export interface EngineDataset {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly classNames: string[];
  /** Values of paper and ink: [0, 1] for IDX files, [-1, 1] for X and O. */
  readonly range: [number, number];
  /** Example `index` as float32 and its label. */
  example(index: number): { image: Float32Array; label: number };
  /** A copy of everything, or of `count` examples from `first`. */
  read(first?: number, count?: number): LabelledImages;
  /** The same as the bytes that they are kept as, 0 paper to 255 ink: a quarter of the size. */
  bytes(first?: number, count?: number): LabelledBytes;
  dispose(): void;
}

export interface IdxOptions {
  /**
   * How many classes there are, 2..256; by default the largest label + 1. Give a test set the number
   * of its training set: it need not hold every class.
   */
  classes?: number;
}

export interface CsvOptions {
  /**
   * Of a picture; without them a square one of one channel, or of three where the number of columns
   * fits that instead. Up to 64 x 64.
   */
  channels?: 1 | 3;
  height?: number;
  width?: number;
  /** Red, green and blue of one pixel side by side; by default all red columns come first. */
  channelsLast?: boolean;
  /** The training set's, for its test set; by default what the labels are. */
  classNames?: readonly string[];
}

export interface NpyOptions {
  /** How many classes there are, 2..256; by default the largest label + 1. */
  classes?: number;
  /** Names, or the bytes of a .npy file of texts (<U...). */
  classNames?: readonly string[] | ArrayBuffer | Uint8Array;
}

export interface XoOptions {
  count: number;
  seed?: number;
  /** Height and width in pixels, 7..64; default 9. */
  size?: number;
  /** 0 the plain figures, 0.5 (default) as in the course texts, 1 hard. */
  difficulty?: number;
}

export interface DigitOptions {
  /** 1..1,000,000 */
  count: number;
  seed?: number;
}

/** A digit as somebody draws it on a pad. */
export interface DrawnDigit {
  label: number;
  /** In the order of drawing; pressure is 0.5, as of a device that does not tell. */
  strokes: PenStroke[];
}

export interface SentenceOptions {
  count: number;
  seed?: number;
}
