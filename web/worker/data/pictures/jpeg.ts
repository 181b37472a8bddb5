import { exifOrientation, turnsAside } from './exif';
import { type Codes, codesOf, type Frame, isWhole, type Scan } from './jpeg-scan';
import { BrokenPicture, cutShort, damaged, type PictureHeader } from './picture';

/** Markers (ITU-T T.81, table B.1). */
const huffmanTables = 0xc4;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const restartInterval = 0xdd;
const app1 = 0xe1;
const rare =
  'is a JPEG of a rare kind (12 bits, lossless or arithmetic codes), which browsers do not show: ' +
  'save it as an ordinary one.';
const exifStart = 'Exif\0\0';

/** What the segments of a JPEG have said up to a place in it. */
interface Told {
  frame?: Frame;
  orientation?: number;
  restart: number;
  /** By class (0 means, 1 others) and number. */
  tables: Map<number, Codes>;
  scan?: Scan | undefined;
  scanned: boolean;
}

/**
 * Looks at every segment of a JPEG. What phones write behind its end (videos, trailers, zeros, a
 * second picture) is no part of it. Where only the end marker is missing, nothing else is.
 */
export function jpegHeader(name: string, bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const told: Told = { restart: 0, tables: new Map(), scanned: false };
  for (let at = 2; ;) {
    at = nextMarker(bytes, at);
    const marker = bytes[at - 1]!;
    if (at > bytes.length) {
      const { frame, scan } = told;
      if (frame && scan && isWhole(bytes, frame, scan)) break;
      throw new BrokenPicture(name, cutShort);
    }
    if (marker === endOfImage) break;
    if (at + 2 > bytes.length) throw new BrokenPicture(name, cutShort);
    const length = view.getUint16(at);
    if (length < 2) throw new BrokenPicture(name, damaged);
    if (at + length > bytes.length) throw new BrokenPicture(name, cutShort);
    at += length;
    if (!listen(told, marker, bytes.subarray(at - length + 2, at), at)) {
      throw new BrokenPicture(name, damaged);
    }
  }
  const { frame, scanned, orientation = 1 } = told;
  if (!frame || !scanned) throw new BrokenPicture(name, damaged);
  if (!frame.usual) throw new BrokenPicture(name, rare);
  const { width, height, components } = frame;
  const aside = turnsAside(orientation);
  return {
    format: 'jpeg',
    width: aside ? height : width,
    height: aside ? width : height,
    orientation,
    grey: components.length === 1,
    mayBeTransparent: false,
  };
}

/** Takes what a segment says; `end` lies behind it. False where that cannot be. */
function listen(told: Told, marker: number, data: Uint8Array, end: number): boolean {
  if (isFrame(marker)) {
    // A second frame would be that of a picture within, which stands in a segment of its own.
    if (told.frame || data.length < 6 || data.length < 6 + 3 * data[5]!) return false;
    told.frame = frameOf(marker, data);
  } else if (marker === huffmanTables) {
    readTables(told.tables, data);
  } else if (marker === restartInterval && data.length >= 2) {
    told.restart = data[0]! * 256 + data[1]!;
  } else if (marker === app1 && startsWith(data, exifStart)) {
    told.orientation ??= exifOrientation(data.subarray(exifStart.length));
  } else if (marker === startOfScan) {
    if (!told.frame) return false;
    told.scanned = true;
    told.scan = scanOf(told, data, end);
  }
  return true;
}

function frameOf(marker: number, data: Uint8Array): Frame {
  return {
    height: data[1]! * 256 + data[2]!,
    width: data[3]! * 256 + data[4]!,
    plain: marker <= 0xc1,
    usual: marker <= 0xc2 && data[0] === 8,
    components: Array.from({ length: data[5]! }, (_, i) => {
      const sides = data[7 + 3 * i]!;
      return {
        id: data[6 + 3 * i]!,
        across: Math.max(1, sides >> 4),
        down: Math.max(1, sides & 15),
      };
    }),
  };
}

function readTables(tables: Map<number, Codes>, data: Uint8Array): void {
  for (let at = 0; at + 17 <= data.length;) {
    const counts = data.subarray(at + 1, at + 17);
    const symbols = counts.reduce((sum, count) => sum + count, 0);
    tables.set(data[at]!, codesOf(counts, data.subarray(at + 17, at + 17 + symbols)));
    at += 17 + symbols;
  }
}

/** How the bits of a scan are read; undefined where only a decoder knows. */
function scanOf({ frame, tables, restart }: Told, data: Uint8Array, at: number): Scan | undefined {
  if (!frame?.plain) return undefined;
  const parts: Scan['parts'] = [];
  for (let i = 0; i < (data[0] ?? 0); ++i) {
    const component = frame.components.find(({ id }) => id === data[1 + 2 * i]);
    const numbers = data[2 + 2 * i] ?? 0;
    const dc = tables.get(numbers >> 4);
    const ac = tables.get(0x10 | (numbers & 15));
    if (!component || !dc || !ac) return undefined;
    parts.push({ component, dc, ac });
  }
  return { at, parts, restart };
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
