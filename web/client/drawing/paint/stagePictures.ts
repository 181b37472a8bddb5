import type { DrawingStages } from 'receptive';
import { aloneLayout, type PictureLayout } from '../../paint/pictureGrid';

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
  const size = { channels: 1, height: small, width: small };
  return { pixels: toBytes(means), layout: aloneLayout(size, side) };
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
  const size = { channels: 1, height: side, width: side };
  return { pixels, layout: aloneLayout(size, devicePixels) };
}
