import { isGreyPalette, type PngFile } from './png-file';
import type { Picture } from './picture';

type Samples = Uint8Array | Uint16Array;

/** What the bytes of a PNG's lines mean. */
export interface PngValues {
  channels: Picture['channels'];
  bits: 8 | 16;
  /** Values of the first `count` pixels of a line; the array is used again. */
  of(line: Uint8Array, count: number): Samples;
}

const inFile: Record<number, 1 | 2 | 3 | 4> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Bits of a pixel as it stands in the file. */
export const pixelBits = ({ colour, depth }: PngFile) => inFile[colour]! * depth;

/** How values are made: 1, 2 and 4 bits spread over 0..255, palettes looked up, tRNS as opacity. */
export function pngValues(png: PngFile): PngValues {
  const { colour, depth, transparency, width } = png;
  const bits = depth === 16 ? 16 : 8;
  if (colour === 3) return paletteValues(png);
  const own = inFile[colour]!;
  const room = bits === 16 ? new Uint16Array(width * own) : new Uint8Array(width * own);
  const values = (line: Uint8Array, count: number): Samples => {
    const all = count * own;
    if (depth === 8) return line.subarray(0, all);
    if (depth === 16) {
      for (let i = 0; i < all; ++i) room[i] = (line[2 * i]! << 8) | line[2 * i + 1]!;
    } else {
      const scale = 255 / ((1 << depth) - 1);
      for (let i = 0; i < all; ++i) room[i] = packedValue(line, i, depth) * scale;
    }
    return room.subarray(0, all);
  };
  const keyed = transparency !== undefined && (colour === 0 || colour === 2);
  if (!keyed) return { channels: own, bits, of: values };
  return withKey(values, keyOf(transparency, own, depth), png);
}

/** The value in bits of the line, the first of them highest. */
function packedValue(line: Uint8Array, i: number, depth: number): number {
  const bit = i * depth;
  return (line[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

/** The colour that is transparent, as values; each is written in two bytes. */
function keyOf(transparency: Uint8Array, channels: number, depth: number): number[] {
  const scale = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  const mask = 2 ** depth - 1;
  return Array.from({ length: channels }, (_, i) => {
    return ((((transparency[2 * i] ?? 0) << 8) | (transparency[2 * i + 1] ?? 0)) & mask) * scale;
  });
}

function withKey(values: PngValues['of'], key: number[], { width, depth }: PngFile): PngValues {
  const own = key.length;
  const channels = (own + 1) as 2 | 4;
  const most = depth === 16 ? 0xffff : 0xff;
  const room = depth === 16 ? new Uint16Array(width * channels) : new Uint8Array(width * channels);
  return {
    channels,
    bits: depth === 16 ? 16 : 8,
    of(line, count) {
      const given = values(line, count);
      for (let i = 0; i < count; ++i) {
        let same = true;
        for (let c = 0; c < own; ++c) {
          const value = given[i * own + c]!;
          same &&= value === key[c];
          room[i * channels + c] = value;
        }
        room[i * channels + own] = same ? 0 : most;
      }
      return room.subarray(0, count * channels);
    },
  };
}

/** A colour beyond the palette is black, as libpng shows it. */
function paletteValues({ palette, transparency, depth, width }: PngFile): PngValues {
  const colours = palette!;
  const grey = isGreyPalette(colours);
  const channels = ((grey ? 1 : 3) + (transparency ? 1 : 0)) as Picture['channels'];
  const table = new Uint8Array(256 * channels);
  for (let i = 0; i < 256; ++i) {
    for (let c = 0; c < (grey ? 1 : 3); ++c) table[i * channels + c] = colours[3 * i + c] ?? 0;
    if (transparency) table[i * channels + channels - 1] = transparency[i] ?? 255;
  }
  const room = new Uint8Array(width * channels);
  return {
    channels,
    bits: 8,
    of(line, count) {
      for (let i = 0; i < count; ++i) {
        const index = depth === 8 ? line[i]! : packedValue(line, i, depth);
        for (let c = 0; c < channels; ++c) room[i * channels + c] = table[index * channels + c]!;
      }
      return room.subarray(0, count * channels);
    },
  };
}
