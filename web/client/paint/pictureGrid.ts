import { isDark, type DataSetInfo } from '../../protocol/data-sets';
import { byteInk, type InkScale } from './palette';

/** Pictures of one size, side by side: places in whole device pixels. */
export interface PictureLayout {
  channels: number;
  height: number;
  width: number;
  /** Side of a square. */
  cell: number;
  columns: number;
  /** From one picture's corner to the next one's. */
  stepX: number;
  stepY: number;
  /** Grey pictures that are dark on light: byte 255 is paper. */
  dark?: boolean;
}

/**
 * Draws pictures (channel-major bytes) into a canvas, row after row: grey ones as ink on the theme's
 * paper, those with three channels in their colours.
 */
export function paintPictures(
  canvas: HTMLCanvasElement,
  pictures: readonly Uint8Array[],
  layout: PictureLayout,
  shade: 'light' | 'dark',
): void {
  const { cell, columns, stepX, stepY } = layout;
  const rows = Math.ceil(pictures.length / columns);
  const shown = Math.min(columns, pictures.length);
  canvas.width = Math.max(1, (shown - 1) * stepX + layout.width * cell);
  canvas.height = Math.max(1, (rows - 1) * stepY + layout.height * cell);
  const context = canvas.getContext('2d');
  if (!context || pictures.length === 0) return;
  const scale = byteInk(shade, layout.dark === true);
  const image = new ImageData(layout.width * cell, layout.height * cell);
  const words = new Uint32Array(image.data.buffer);
  for (const [place, pixels] of pictures.entries()) {
    paintOne(words, pixels, layout, scale);
    context.putImageData(image, (place % columns) * stepX, Math.floor(place / columns) * stepY);
  }
}

function paintOne(
  words: Uint32Array,
  pixels: Uint8Array,
  { channels, height, width, cell }: PictureLayout,
  scale: InkScale,
): void {
  const plane = height * width;
  const line = width * cell;
  for (let row = 0; row < height; ++row) {
    const start = row * cell * line;
    for (let column = 0; column < width; ++column) {
      const at = row * width + column;
      const word =
        channels === 3
          ? (0xff000000 |
              (pixels[2 * plane + at]! << 16) |
              (pixels[plane + at]! << 8) |
              pixels[at]!) >>>
            0
          : scale.words[scale.index(pixels[at]!)]!;
      words.fill(word, start + column * cell, start + (column + 1) * cell);
    }
    for (let copy = 1; copy < cell; ++copy) {
      words.copyWithin(start + copy * line, start, start + line);
    }
  }
}

/** The whole-number side of a square that brings a picture nearest to `side` device pixels. */
export function cellFor(side: number, height: number, width: number): number {
  return Math.max(1, Math.round(side / Math.max(height, width)));
}

/** A picture by itself, about `side` device pixels long. */
export function aloneLayout(
  { channels, height, width, paint }: Pick<DataSetInfo, 'channels' | 'height' | 'width' | 'paint'>,
  side: number,
): PictureLayout {
  const cell = cellFor(side, height, width);
  const dark = isDark(paint);
  return { channels, height, width, cell, columns: 1, stepX: 0, stepY: 0, dark };
}
