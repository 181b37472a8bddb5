import type { Paint } from '../../protocol/data-sets';

/**
 * Pictures of one split: count * channels * height * width bytes (0 paper, 255 ink), channel-major,
 * and a label each.
 */
export interface Pictures {
  pixels: Uint8Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
}

/** Pictures with their classes. */
export interface PictureSet {
  /** From the files' names. */
  title: string;
  channels: number;
  height: number;
  width: number;
  /** One for each label, in the labels' order. */
  classNames: string[];
  train: Pictures;
  test: Pictures;
  /** Colours of the ground and of what is drawn on it; absent: light on dark. */
  paint?: Paint;
}
