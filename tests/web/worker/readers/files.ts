import { crc32, deflateRawSync, deflateSync, inflateSync } from 'node:zlib';
import { expect } from 'vitest';
import type { DecodePicture } from '../../../../web/worker/data/readers/decode';
import type { NamedBytes } from '../../../../web/worker/data/mnist-files';

export type Bytes = Uint8Array<ArrayBuffer>;

export function file(name: string, bytes: Uint8Array | string): NamedBytes {
  const given = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return { name, bytes: new Uint8Array(given) };
}

export function concat(...parts: (Uint8Array | number[])[]): Bytes {
  return together(parts);
}

function together(parts: readonly (Uint8Array | number[])[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A copy with other bytes at some places, counted from the end where they are negative. */
export function changed(bytes: Uint8Array, places: Record<number, number>): Bytes {
  const copy = new Uint8Array(bytes);
  for (const [place, byte] of Object.entries(places)) {
    copy[(Number(place) + bytes.length) % bytes.length] = byte;
  }
  return copy;
}

/** The message of what a reader throws; it must be one plain sentence. '' when it does not throw. */
export async function refusal(read: () => unknown): Promise<string> {
  try {
    await read();
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    expect(message).toMatch(/^[^\n]{10,400}\.$/);
    // No text of a library or of the language itself.
    expect(message).not.toMatch(/undefined|NaN|null|\[object|is not a function|RangeError/);
    return message;
  }
  return '';
}

/** Whole numbers below `below`, the same ones every time. */
export function randoms(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** Reads with every beginning of `bytes` (or `most` of them) and with bytes changed at random. */
export async function* broken(
  bytes: Bytes,
  { most = 2000, flips = 1000 } = {},
): AsyncGenerator<{ bytes: Bytes; cut: boolean }> {
  const step = Math.max(1, Math.ceil(bytes.length / most));
  for (let length = 0; length < bytes.length; length += step) {
    yield { bytes: bytes.slice(0, length), cut: true };
  }
  const random = randoms(bytes.length);
  for (let round = 0; round < flips; ++round) {
    const changed = bytes.slice();
    for (let count = 1 + (round % 3); count > 0; --count) {
      changed[random(changed.length)]! ^= 1 + random(255);
    }
    yield { bytes: changed, cut: false };
  }
}

interface ZipFile {
  name: string;
  bytes: Uint8Array;
  /** What the archive says, where it lies. */
  lies?: { size?: number; crc?: number; packed?: number; method?: number; flags?: number };
  stored?: boolean;
  /** What it says in front of the data, where that is not the same. */
  localName?: string;
  /** Its numbers in 64 bits, in an extra field behind another one; or what stands there instead. */
  far?: true | number[];
}

/** An end in 64 bits, with numbers that are not so. */
export interface FarEnd {
  at?: number;
  length?: number;
  count?: number;
  disks?: number;
}

/** Eight bytes of a number. */
const eight = (number: number): number[] => [
  ...new Uint8Array(new BigUint64Array([BigInt(number)]).buffer),
];

/** An archive as its files want it, right or wrong. */
export function zip(files: ZipFile[], comment = '', far?: FarEnd): Bytes {
  const local: Bytes[] = [];
  const directory: Bytes[] = [];
  let offset = 0;
  for (const { name, bytes, lies = {}, stored = false, localName = name, far: wide } of files) {
    const packed = stored ? bytes : deflateRawSync(bytes);
    const fields = new DataView(new ArrayBuffer(26));
    fields.setUint16(0, 20, true);
    fields.setUint16(2, lies.flags ?? 0x800, true);
    fields.setUint16(4, lies.method ?? (stored ? 0 : 8), true);
    fields.setUint32(10, lies.crc ?? crc32(bytes), true);
    fields.setUint32(14, lies.packed ?? packed.length, true);
    fields.setUint32(18, lies.size ?? bytes.length, true);
    const names = new TextEncoder().encode(name);
    const localNames = new TextEncoder().encode(localName);
    fields.setUint16(22, localNames.length, true);
    const start = concat([0x50, 0x4b, 3, 4], new Uint8Array(fields.buffer), localNames, packed);
    local.push(start);
    fields.setUint16(22, names.length, true);
    const place = new DataView(new ArrayBuffer(14));
    place.setUint32(10, offset, true);
    const numbers = [lies.size ?? bytes.length, lies.packed ?? packed.length, offset];
    const extra = !wide
      ? []
      : [9, 9, 2, 0, 7, 7, 1, 0, 24, 0, ...(wide === true ? numbers.flatMap(eight) : wide)];
    if (wide) {
      for (const at of [14, 18]) fields.setUint32(at, 0xffffffff, true);
      place.setUint32(10, 0xffffffff, true);
      fields.setUint16(24, extra.length, true);
    }
    directory.push(
      concat(
        [0x50, 0x4b, 1, 2, 20, 0],
        new Uint8Array(fields.buffer),
        [...new Uint8Array(place.buffer)],
        names,
        extra,
      ),
    );
    offset += start.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  if (far) {
    const { at = offset + length, disks = 0, count = files.length } = far;
    directory.push(
      concat(
        [0x50, 0x4b, 6, 6, ...eight(far.length ?? 44), 45, 0, 45, 0, disks, 0, 0, 0, 0, 0, 0, 0],
        [count, count, length, offset].flatMap(eight),
        [0x50, 0x4b, 6, 7, 0, 0, 0, 0, ...eight(at), 1, 0, 0, 0],
      ),
    );
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  // Without 64 bits, what does not fit into 16 is lost, as some programs write it.
  const count = far ? Math.min(files.length, 0xffff) : files.length;
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(12, far ? 0xffffffff : length, true);
  end.setUint32(16, far ? 0xffffffff : offset, true);
  end.setUint16(20, comment.length, true);
  return together([
    ...local,
    ...directory,
    new Uint8Array(end.buffer),
    new TextEncoder().encode(comment),
  ]);
}

function pngChunk(type: string, data: Uint8Array): Bytes {
  const body = concat(new TextEncoder().encode(type), data);
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, data.length);
  view.setUint32(4, crc32(body));
  const words = new Uint8Array(view.buffer);
  return concat(words.subarray(0, 4), body, words.subarray(4));
}

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A PNG of 8-bit colours; `pixel` gives red, green and blue. */
export function png(
  width: number,
  height: number,
  pixel: (x: number, y: number) => [number, number, number] = () => [0, 0, 0],
  declared: [number, number] = [width, height],
): Bytes {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, declared[0]);
  header.setUint32(4, declared[1]);
  header.setUint8(8, 8);
  header.setUint8(9, 2);
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...Array.from({ length: width }, (_, x) => pixel(x, y)).flat(),
  ]).flat();
  return concat(
    pngStart,
    pngChunk('IHDR', new Uint8Array(header.buffer)),
    pngChunk('IDAT', deflateSync(new Uint8Array(rows))),
    pngChunk('IEND', new Uint8Array(0)),
  );
}

/** A JPEG's parts without anything that a decoder could show: for the check of its form. */
export function jpeg(width: number, height: number): Bytes {
  const sizes = [height >> 8, height & 255, width >> 8, width & 255];
  return concat(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
    [0xff, 0xc0, 0, 11, 8, ...sizes, 1, 1, 0x11, 0],
    [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0xff, 0xd0, 0x34],
    [0xff, 0xd9],
  );
}

/** Decodes what `png` makes; Node has no decoder of its own. */
export const decodePng: DecodePicture = async (bytes, { width, height }) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(33);
  const rows = inflateSync(bytes.subarray(41, 41 + length), {
    maxOutputLength: height * (width * 3 + 1),
  });
  if (rows.length !== height * (width * 3 + 1)) throw new Error('pixels are missing');
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const from = y * (width * 3 + 1) + 1 + x * 3;
      data.set(rows.subarray(from, from + 3), (y * width + x) * 4);
    }
  }
  return { width, height, data };
};
