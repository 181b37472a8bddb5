/**
 * Pictures of one split: count * channels * height * width bytes (0 paper, 255 ink), channel-major,
 * and a label each.
 */
export interface Pictures {
  pixels: Uint8Array<ArrayBuffer>;
  labels: Uint8Array<ArrayBuffer>;
}

/** What every reader makes of the files that it was given. */
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
  /** The test pictures were taken from the training set (a tenth). */
  heldOut: boolean;
}
