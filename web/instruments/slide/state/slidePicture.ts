import { InkScale, type Scale } from '../../../client/paint/palette';
import type { ShareScale } from '../../../client/paint/shareScale';

/** Values as a picture of one pixel each, to be drawn larger without smoothing. */
export function paintValues(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  width: number,
  height: number,
  scale: Scale,
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  for (let i = 0; i < width * height; ++i) {
    words[i] = scale.words[scale.index(values[i]!, 1)]!;
  }
  context.putImageData(image, 0, 0);
}

export interface Overlay {
  /** (rows, columns) */
  shares: Float32Array;
  rows: number;
  columns: number;
  stride: readonly [number, number];
  window: readonly [number, number];
}

/** The canvas as ink on paper, and over it one class's answers, each at the middle of its window. */
export function paintCanvas(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  width: number,
  height: number,
  range: readonly [number, number],
  shade: 'light' | 'dark',
  overlay?: Overlay & { scale: ShareScale },
): void {
  paintValues(canvas, values, width, height, new InkScale(shade, range));
  const context = canvas.getContext('2d');
  if (!context || !overlay) return;
  const { rows, columns, stride, window, shares, scale } = overlay;
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      const share = shares[row * columns + column]!;
      if (share < 0.02) continue;
      context.globalAlpha = Math.min(0.75, share);
      context.fillStyle = scale.colour(share);
      const left = column * stride[1] + (window[1] - stride[1]) / 2;
      const top = row * stride[0] + (window[0] - stride[0]) / 2;
      context.fillRect(Math.round(left), Math.round(top), stride[1], stride[0]);
    }
  }
  context.globalAlpha = 1;
}
