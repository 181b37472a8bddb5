import { BrokenPicture, cutShort, damaged, type PictureHeader } from './picture';

/** Looks at a BMP's headers, those of OS/2 too, and whether all of its pixels are there. */
export function bmpHeader(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 26) throw new BrokenPicture(name, cutShort);
  const pixelsAt = view.getUint32(10, true);
  const headerBytes = view.getUint32(14, true);
  if (14 + headerBytes > bytes.length) throw new BrokenPicture(name, cutShort);
  const old = headerBytes < 16;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  // Rows from the top downwards are told by a height below zero.
  const height = old ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  const depth = view.getUint16(old ? 24 : 28, true);
  const packing = headerBytes < 40 ? 0 : view.getUint32(30, true);
  const palette = paletteOf(bytes, headerBytes, old ? 3 : 4, depth);
  if (width < 0 || ![1, 2, 4, 8, 16, 24, 32].includes(depth)) {
    throw new BrokenPicture(name, damaged);
  }
  // 1 and 2 are run lengths, of which there may be fewer.
  const rowBytes = Math.ceil((width * depth) / 32) * 4;
  const least = packing === 1 || packing === 2 ? 1 : rowBytes * height;
  if (pixelsAt + least > bytes.length) throw new BrokenPicture(name, cutShort);
  return {
    format: 'bmp',
    width,
    height,
    orientation: 1,
    grey: depth <= 8 && palette.length > 0 && isGrey(palette, old ? 3 : 4),
    mayBeTransparent: depth === 32 || depth === 16,
  };
}

function paletteOf(
  bytes: Uint8Array,
  headerBytes: number,
  step: number,
  depth: number,
): Uint8Array {
  if (depth > 8) return new Uint8Array(0);
  const told = headerBytes >= 40 ? bytes[46]! + 256 * bytes[47]! : 0;
  const count = told > 0 ? Math.min(told, 2 ** depth) : 2 ** depth;
  return bytes.subarray(14 + headerBytes, 14 + headerBytes + count * step);
}

function isGrey(palette: Uint8Array, step: number): boolean {
  for (let i = 0; i + 2 < palette.length; i += step) {
    if (palette[i] !== palette[i + 1] || palette[i] !== palette[i + 2]) return false;
  }
  return true;
}
