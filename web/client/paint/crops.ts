import { byteInk } from './palette';

/** A part of a picture: what lies beyond the picture stays ground. */
export interface Crop {
  /** Channel-major bytes; three channels are colours. */
  pixels: Uint8Array;
  /** [top, left, height, width] in pixels. */
  box: readonly [number, number, number, number];
}

export interface CropLayout {
  channels: number;
  height: number;
  width: number;
  /** Grey pictures that are dark on light: byte 255 is paper. */
  dark: boolean;
  /** Device pixels of a crop's side, at most, and between two crops. */
  side: number;
  gap: number;
  columns: number;
}

/** Device pixels of a pixel: whole, and at least one. */
export function cropCell(boxes: readonly Crop['box'][], side: number): number {
  const largest = Math.max(1, ...boxes.map(([, , height, width]) => Math.max(height, width)));
  return Math.max(1, Math.floor(side / largest));
}

/** Draws crops row after row in squares of `side`, all in the same scale. */
export function paintCrops(
  canvas: HTMLCanvasElement,
  crops: readonly Crop[],
  layout: CropLayout,
  colours: { shade: 'light' | 'dark'; outside: string },
): void {
  const { side, gap, columns } = layout;
  const cell = cropCell(
    crops.map((crop) => crop.box),
    side,
  );
  const rows = Math.ceil(crops.length / columns);
  canvas.width = columns * side + (columns - 1) * gap;
  canvas.height = Math.max(1, rows * side + (rows - 1) * gap);
  const context = canvas.getContext('2d');
  if (!context) return;
  crops.forEach((crop, i) => {
    const [top, left, height, width] = crop.box;
    const x = (i % columns) * (side + gap) + Math.floor((side - Math.min(side, width * cell)) / 2);
    const y =
      Math.floor(i / columns) * (side + gap) +
      Math.floor((side - Math.min(side, height * cell)) / 2);
    context.save();
    context.beginPath();
    context.rect(x, y, Math.min(side, width * cell), Math.min(side, height * cell));
    context.clip();
    context.fillStyle = colours.outside;
    context.fillRect(x, y, side, side);
    for (let row = 0; row < height; ++row) {
      for (let column = 0; column < width; ++column) {
        const [r, c] = [top + row, left + column];
        if (r < 0 || c < 0 || r >= layout.height || c >= layout.width) continue;
        context.fillStyle = cssAt(crop.pixels, r * layout.width + c, layout, colours.shade);
        context.fillRect(x + column * cell, y + row * cell, cell, cell);
      }
    }
    context.restore();
    // White paper on white ground has no edge.
    context.strokeStyle = colours.outside;
    context.lineWidth = 1;
    context.strokeRect(
      x + 0.5,
      y + 0.5,
      Math.min(side, width * cell) - 1,
      Math.min(side, height * cell) - 1,
    );
  });
}

function cssAt(
  pixels: Uint8Array,
  at: number,
  { channels, height, width, dark }: CropLayout,
  shade: 'light' | 'dark',
): string {
  const plane = height * width;
  if (channels === 3) {
    return `rgb(${pixels[at]} ${pixels[plane + at]} ${pixels[2 * plane + at]})`;
  }
  const ink = byteInk(shade, dark);
  const word = ink.words[ink.index(pixels[at]!)]!;
  return `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
}
