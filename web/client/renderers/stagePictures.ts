import type { DrawingStages } from 'receptive';
import type { PictureLayout } from './pictureGrid';

/** A picture for `paintPictures`. */
export interface BytePicture {
  pixels: Uint8Array;
  layout: PictureLayout;
}

/** Values in `range` (paper, ink) as bytes; what lies outside is cut. */
export function toBytes(
  values: Float32Array,
  range: readonly [number, number] = [0, 1],
): Uint8Array {
  const [paper, ink] = range;
  return Uint8Array.from(values, (value) =>
    Math.round(255 * Math.min(1, Math.max(0, (value - paper) / (ink - paper)))),
  );
}

/** One picture whose longer side has about `side` device pixels, in whole squares. */
export function single(
  pixels: Uint8Array,
  [channels, height, width]: readonly [number, number, number],
  side: number,
): BytePicture {
  const cell = Math.max(1, Math.floor(side / Math.max(height, width)));
  return {
    pixels,
    layout: {
      channels,
      height,
      width,
      cell,
      columns: 1,
      stepX: width * cell,
      stepY: height * cell,
    },
  };
}

/** The strokes as ink, made smaller by whole steps until they have about `side` device pixels. */
export function inkPicture({ ink }: DrawingStages, side: number): BytePicture {
  const step = Math.max(1, Math.round(ink.width / side));
  const small = Math.floor(ink.width / step);
  const means = new Float32Array(small * small);
  for (let row = 0; row < small * step; ++row) {
    for (let column = 0; column < small * step; ++column) {
      const at = Math.floor(row / step) * small + Math.floor(column / step);
      means[at]! += ink.values[row * ink.width + column]! / (step * step);
    }
  }
  return single(toBytes(means), [1, small, small], small * Math.max(1, Math.round(side / small)));
}

/** What was cropped and scaled, in the middle of a picture of `side` pixels. */
export function scaledPicture(
  { scaled }: DrawingStages,
  side: number,
  devicePixels: number,
): BytePicture {
  const pixels = new Uint8Array(side * side);
  const bytes = toBytes(scaled.values);
  const top = Math.floor((side - scaled.height) / 2);
  const left = Math.floor((side - scaled.width) / 2);
  for (let row = 0; row < scaled.height; ++row) {
    const line = bytes.subarray(row * scaled.width, (row + 1) * scaled.width);
    pixels.set(line, (top + row) * side + left);
  }
  return single(pixels, [1, side, side], devicePixels);
}
