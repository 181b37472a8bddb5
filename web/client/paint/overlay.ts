import { byteInk, scaleOf } from './palette';

/** A picture and a map of signed numbers on it, of one size. */
export interface Overlay {
  channels: number;
  height: number;
  width: number;
  /** Channel-major bytes; three channels are colours. */
  picture: Uint8Array;
  /** Grey pictures that are dark on light: byte 255 is paper. */
  dark: boolean;
  /** (height, width); without it the picture alone. */
  values?: Float32Array | undefined;
  /** Value at the ends of the scale. */
  limit: number;
  /** The map lies over the picture, or stands alone. */
  over: boolean;
  /** Side of a pixel in device pixels. */
  cell: number;
}

/** How much of the picture is left below a map: enough to see where one is. */
const fade = 0.32;

/** Draws picture, map, or the map over the faded picture into a canvas, which gets their size. */
export function paintOverlay(
  canvas: HTMLCanvasElement,
  overlay: Overlay,
  shade: 'light' | 'dark',
): void {
  const { height, width, cell } = overlay;
  const line = width * cell;
  if (canvas.width !== line) canvas.width = line;
  if (canvas.height !== height * cell) canvas.height = height * cell;
  const context = canvas.getContext('2d');
  if (!context || line === 0 || height === 0) return;
  const image = context.createImageData(line, height * cell);
  const words = new Uint32Array(image.data.buffer);
  for (let row = 0; row < height; ++row) {
    const start = row * cell * line;
    for (let column = 0; column < width; ++column) {
      const word = wordAt(overlay, row * width + column, shade);
      words.fill(word, start + column * cell, start + (column + 1) * cell);
    }
    for (let copy = 1; copy < cell; ++copy) {
      words.copyWithin(start + copy * line, start, start + line);
    }
  }
  context.putImageData(image, 0, 0);
}

function wordAt(overlay: Overlay, at: number, shade: 'light' | 'dark'): number {
  const { values, limit, over } = overlay;
  if (!values) return pictureWord(overlay, at, shade);
  const scale = scaleOf(shade);
  const value = values[at] ?? 0;
  const colour = scale.words[scale.index(value, limit)]!;
  if (!over) return colour;
  const ground = scale.words[scale.index(0, limit)]!;
  const faded = mix(ground, pictureWord(overlay, at, shade), fade);
  // Faint values leave the picture to be seen; the root keeps middling ones from getting lost.
  const share = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0;
  return mix(faded, colour, Math.sqrt(share));
}

function pictureWord(
  { channels, picture, dark, height, width }: Overlay,
  at: number,
  shade: 'light' | 'dark',
): number {
  const plane = height * width;
  if (channels === 3) {
    const [r, g, b] = [picture[at]!, picture[plane + at]!, picture[2 * plane + at]!];
    return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  }
  const ink = byteInk(shade, dark);
  return ink.words[ink.index(picture[at]!)]!;
}

/** `share` of `b` over `a`, channel by channel (little-endian ABGR). */
function mix(a: number, b: number, share: number): number {
  let word = 0xff000000;
  for (const shift of [0, 8, 16]) {
    const [from, to] = [(a >>> shift) & 255, (b >>> shift) & 255];
    word |= Math.round(from + (to - from) * share) << shift;
  }
  return word >>> 0;
}
