import { checkBytes, checkWhole, describe, readOptions } from '../border/checks.js';
import type { Core } from '../border/core.js';
import { unexpected } from '../border/errors.js';
import type { RawFiles } from '../border/raw-module.js';

/** Channel-major bytes, as findings have them. */
export interface BytePicture {
  channels: 1 | 3;
  /** Up to 512 pixels a side. */
  height: number;
  width: number;
  pixels: Uint8Array;
}

/**
 * A figure on paper as drawings are: values from 0 (paper) to 1 (ink), row by row, on a square with
 * the picture in its middle and a tenth of paper on each side.
 */
export interface PaperFigure {
  side: number;
  /** side * side */
  ink: Float32Array;
  /** The same, with lines as wide as MNIST's where they are thinner. */
  widened: Float32Array;
  /** Nothing differs from the paper. */
  empty: boolean;
  /** The ink is darker than its paper. */
  dark: boolean;
}

const largestSide = 512;

export function figureOnPaper(core: Core<RawFiles>, picture: BytePicture): PaperFigure {
  const given = readOptions('picture', picture, ['channels', 'height', 'width', 'pixels']);
  const { channels, height, width, pixels } = given;
  if (channels !== 1 && channels !== 3) {
    throw unexpected('channels', '1 or 3', describe(channels));
  }
  checkWhole('height', height, 1, largestSide);
  checkWhole('width', width, 1, largestSide);
  checkBytes('pixels', pixels);
  const size = channels * height * width;
  if (pixels.length !== size) throw unexpected('pixels', `${size} bytes`, `${pixels.length}`);
  return core.withArrays([pixels], 0, ([at]) =>
    core.raw.figureOnPaper(at!, channels, height, width),
  );
}
