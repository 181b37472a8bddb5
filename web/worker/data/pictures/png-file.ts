import { crc32 } from '../opening/crc32';
import { exifOrientation } from './exif';
import { BrokenPicture, cutShort, damaged } from './picture';

/** The parts of a PNG file that make its pixels (PNG specification, section 11). */
export interface PngFile {
  width: number;
  height: number;
  /** Bits of a value: 1, 2, 4, 8 or 16. */
  depth: number;
  /** Colour type: 0 grey, 2 colours, 3 palette, 4 grey and opacity, 6 colours and opacity. */
  colour: number;
  interlaced: boolean;
  /** Red, green and blue of each colour. */
  palette: Uint8Array | undefined;
  /** Opacities of the palette, or the colour that is transparent. */
  transparency: Uint8Array | undefined;
  /** Pixels, packed as one stream. */
  packed: Uint8Array<ArrayBuffer>[];
  orientation: number;
}

const signatureBytes = 8;

/** Bits of a value that each colour type allows (table 11.1). */
const depths: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Parts that pixels depend on: a fault in any other is none that can be seen. */
const weighty = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/**
 * Finds the parts of a PNG file. What lies behind its end, and what it says of gamma and profiles,
 * is passed over: values are what counts.
 *
 * @param checked its checksums were looked at before
 */
export function readPng(name: string, bytes: Uint8Array<ArrayBuffer>, checked = false): PngFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let png: PngFile | undefined;
  for (let at = signatureBytes; ;) {
    if (at + 12 > bytes.length) throw new BrokenPicture(name, cutShort);
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new BrokenPicture(name, cutShort);
    const type = String.fromCharCode(
      bytes[at + 4]!,
      bytes[at + 5]!,
      bytes[at + 6]!,
      bytes[at + 7]!,
    );
    const sum = view.getUint32(end - 4);
    if (!checked && weighty.has(type) && crc32(bytes.subarray(at + 4, end - 4)) !== sum) {
      throw new BrokenPicture(name, damaged);
    }
    const data = bytes.subarray(at + 8, end - 4);
    if (!png) {
      if (type !== 'IHDR' || length !== 13) throw new BrokenPicture(name, damaged);
      png = headed(name, data);
    } else if (type === 'PLTE') {
      if (length === 0 || length % 3 > 0 || length > 768) throw new BrokenPicture(name, damaged);
      png.palette = data;
    } else if (type === 'tRNS') png.transparency = data;
    else if (type === 'eXIf') png.orientation = exifOrientation(data);
    else if (type === 'IDAT') png.packed.push(data);
    else if (type === 'IEND') {
      const coloured = png.colour !== 3 || png.palette !== undefined;
      if (png.packed.length === 0 || !coloured) throw new BrokenPicture(name, damaged);
      return png;
    }
    at = end;
  }
}

function headed(name: string, data: Uint8Array): PngFile {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth, colour, compression, filter, interlace] = data.subarray(8);
  const known = depths[colour!]?.includes(depth!);
  if (!known || compression !== 0 || filter !== 0 || interlace! > 1) {
    throw new BrokenPicture(name, damaged);
  }
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth: depth!,
    colour: colour!,
    interlaced: interlace === 1,
    palette: undefined,
    transparency: undefined,
    packed: [],
    orientation: 1,
  };
}

/** Whether all colours of a palette, red, green and blue one after the other, are shades of grey. */
export function isGreyPalette(palette: Uint8Array): boolean {
  for (let i = 0; i < palette.length; i += 3) {
    if (palette[i] !== palette[i + 1] || palette[i] !== palette[i + 2]) return false;
  }
  return true;
}
