import { exifOrientation, turnsAside } from './exif';
import { BrokenPicture, cutShort, damaged, type PictureHeader } from './picture';

/** Markers (ITU-T T.81, table B.1). */
const startOfScan = 0xda;
const endOfImage = 0xd9;
const app1 = 0xe1;
const exifStart = 'Exif\0\0';

/**
 * Looks at every segment of a JPEG. What phones write behind its end (videos, trailers, zeros, a
 * second picture) is no part of it. Where only the end marker is missing, the picture is taken as
 * browsers show it.
 */
export function jpegHeader(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: { width: number; height: number; components: number } | undefined;
  let orientation: number | undefined;
  let scanned = false;
  for (let at = 2; ;) {
    at = nextMarker(bytes, at);
    const marker = bytes[at - 1];
    if (at > bytes.length || marker === endOfImage) {
      if (!frame || !scanned) throw new BrokenPicture(name, at > bytes.length ? cutShort : damaged);
      break;
    }
    if (at + 2 > bytes.length) throw new BrokenPicture(name, cutShort);
    const length = view.getUint16(at);
    if (length < 2) throw new BrokenPicture(name, damaged);
    if (at + length > bytes.length) throw new BrokenPicture(name, cutShort);
    const data = bytes.subarray(at + 2, at + length);
    if (isFrame(marker!)) {
      // A second frame is that of a picture within, which stands in a segment of its own.
      if (frame || length < 8) throw new BrokenPicture(name, damaged);
      const [height, width] = [view.getUint16(at + 3), view.getUint16(at + 5)];
      frame = { width, height, components: data[5]! };
    }
    if (marker === app1 && startsWith(data, exifStart)) {
      orientation ??= exifOrientation(data.subarray(exifStart.length));
    }
    at += length;
    if (marker === startOfScan) {
      if (!frame) throw new BrokenPicture(name, damaged);
      scanned = true;
    }
  }
  orientation ??= 1;
  const { width, height, components } = frame;
  const aside = turnsAside(orientation);
  return {
    format: 'jpeg',
    width: aside ? height : width,
    height: aside ? width : height,
    orientation,
    grey: components === 1,
    mayBeTransparent: false,
    bits: 8,
  };
}

/**
 * Behind the next marker that has a segment or ends the picture; beyond the end where there is none.
 * Between markers lie pixels, in which 0xff is followed by zero or a restart, or what a program left.
 */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    const inside = next <= 1 || next === 0xff || (next >= 0xd0 && next <= 0xd8);
    if (!inside) return at + 2;
  }
  return bytes.length + 1;
}

/** SOF0 to SOF15 without DHT, JPG and DAC among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}
