import { crc32 } from './crc32';
import { pngStart } from './kind';

/** Pixels of the longer side above which a picture is not decoded: 64 MB as the browser holds it. */
export const largestPicture = 4096;

export interface PictureHeader {
  type: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

/**
 * Looks at every part of a PNG or JPEG file but the pixels, before a decoder takes memory for them:
 * what is cut short, damaged, followed by anything or too large is refused with a sentence that
 * begins with `name`.
 */
export function checkPicture(name: string, bytes: Uint8Array): PictureHeader {
  const header = bytes[0] === 0x89 ? checkPng(name, bytes) : checkJpeg(name, bytes);
  const { width, height } = header;
  if (width < 1 || height < 1) throw new Error(`${name} has no pixels.`);
  if (width > largestPicture || height > largestPicture) {
    throw new Error(
      `${name} has ${width} x ${height} pixels; pictures of up to ${largestPicture} x ` +
        `${largestPicture} are read.`,
    );
  }
  return header;
}

/** Bits of a value that each colour type of PNG allows (PNG specification, table 11.1). */
const pngDepths: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

function checkPng(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cutShort = () => new Error(`${name} is cut short: its end is missing.`);
  const damaged = () => new Error(`${name} is damaged and cannot be shown.`);
  let header: PictureHeader | undefined;
  let pixels = false;
  if (!pngStart.every((byte, i) => i >= bytes.length || bytes[i] === byte)) throw damaged();
  for (let at = pngStart.length; ;) {
    if (at + 12 > bytes.length) throw cutShort();
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw cutShort();
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) throw damaged();
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!header) {
      if (type !== 'IHDR' || length !== 13) throw damaged();
      const [depth, colour, compression, filter, interlace] = bytes.subarray(at + 16, at + 21);
      const known = pngDepths[colour!]?.includes(depth!);
      if (!known || compression !== 0 || filter !== 0 || interlace! > 1) throw damaged();
      header = {
        type: 'image/png',
        width: view.getUint32(at + 8),
        height: view.getUint32(at + 12),
      };
    } else if (type === 'IDAT') {
      pixels = true;
    } else if (type === 'IEND') {
      if (length !== 0 || !pixels) throw damaged();
      if (end !== bytes.length) throw new Error(`${name} has something behind its end.`);
      return header;
    }
    at = end;
  }
}

function checkJpeg(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cutShort = () => new Error(`${name} is cut short: its end is missing.`);
  const damaged = () => new Error(`${name} is damaged and cannot be shown.`);
  let header: PictureHeader | undefined;
  let scanned = false;
  for (let at = 2; ;) {
    // Any number of 0xff may stand before a marker.
    if (bytes[at] !== undefined && bytes[at] !== 0xff) throw damaged();
    while (bytes[at] === 0xff) ++at;
    const marker = bytes[at];
    if (marker === undefined) throw cutShort();
    at += 1;
    if (marker === 0xd9) {
      if (!header || !scanned) throw damaged();
      if (at !== bytes.length) throw new Error(`${name} has something behind its end.`);
      return header;
    }
    if (marker === 0 || (marker >= 0xd0 && marker <= 0xd8)) throw damaged();
    if (at + 2 > bytes.length) throw cutShort();
    const length = view.getUint16(at);
    if (length < 2) throw damaged();
    if (at + length > bytes.length) throw cutShort();
    if (isFrame(marker)) {
      if (header || length < 8) throw damaged();
      header = {
        type: 'image/jpeg',
        height: view.getUint16(at + 3),
        width: view.getUint16(at + 5),
      };
    }
    at += length;
    if (marker === 0xda) {
      if (!header) throw damaged();
      scanned = true;
      at = endOfScan(bytes, at);
    }
  }
}

/** SOF0 to SOF15 without DHT, JPG and DAC among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The next marker that is none of those within pixels (stuffed zeros and restarts). */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; ++at) {
    const next = bytes[at + 1]!;
    const inside = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (bytes[at] === 0xff && !inside) return at;
  }
  return bytes.length;
}
