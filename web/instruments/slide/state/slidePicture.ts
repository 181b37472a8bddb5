import type { DataSetInfo } from '../../../protocol/data-sets';
import { writeInColour } from '../../../client/paint/inColour';
import { inkEnds } from '../../../client/paint/inkEnds';
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
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  for (let i = 0; i < width * height; ++i) {
    words[i] = scale.words[scale.index(values[i]!, 1)]!;
  }
  show(canvas, image);
}

/** The same of values as a network gets them, (channels, height, width): in colour where they are colours. */
export function paintSeen(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  width: number,
  height: number,
  set: Pick<DataSetInfo, 'channels' | 'range' | 'paint'> | undefined,
  shade: 'light' | 'dark',
): void {
  if (set?.channels !== 3) {
    paintValues(canvas, values, width, height, new InkScale(shade, inkEnds(set, shade)));
    return;
  }
  const image = new ImageData(width, height);
  writeInColour(image.data, values, set.range);
  show(canvas, image);
}

function show(canvas: HTMLCanvasElement, image: ImageData): void {
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

/** A window of a picture of some channels; what lies beyond the picture stays as `ground` has it. */
export function windowOf(
  values: Float32Array,
  [height, width]: readonly [number, number],
  top: number,
  left: number,
  ground: Float32Array,
  [rows, columns]: readonly [number, number],
): Float32Array {
  const seen = ground.slice();
  const channels = values.length / (height * width);
  for (let channel = 0; channel < channels; ++channel) {
    for (let row = 0; row < rows; ++row) {
      for (let column = 0; column < columns; ++column) {
        const [y, x] = [row + top, column + left];
        if (y < 0 || x < 0 || y >= height || x >= width) continue;
        seen[(channel * rows + row) * columns + column] =
          values[(channel * height + y) * width + x]!;
      }
    }
  }
  return seen;
}

export interface Overlay {
  /** (rows, columns) */
  shares: Float32Array;
  rows: number;
  columns: number;
  stride: readonly [number, number];
  window: readonly [number, number];
}

/** The canvas as the network sees it, and over it one class's answers, each at the middle of its window. */
export function paintCanvas(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  width: number,
  height: number,
  set: Pick<DataSetInfo, 'channels' | 'range' | 'paint'> | undefined,
  shade: 'light' | 'dark',
  overlay?: Overlay & { scale: ShareScale },
): void {
  paintSeen(canvas, values, width, height, set, shade);
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
