import { crc32, deflateSync } from 'node:zlib';
import { type Bytes, concat, latin } from '../opening/bytes';

export interface PngForm {
  width: number;
  height: number;
  /** Bits of a value. */
  depth: number;
  colour: 0 | 2 | 3 | 4 | 6;
  interlaced?: boolean;
  /** Chunks in front of the pixels, by name. */
  chunks?: [string, Uint8Array | number[]][];
  /** Of a row; all five in turn by default. */
  filter?: (row: number) => number;
  /** Pieces that the pixels are divided into. */
  parts?: number;
}

/** A value of a pixel: 0 to 2^depth - 1. */
export type Value = (x: number, y: number, channel: number) => number;

export const channelsOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

export function chunk(type: string, data: Uint8Array | number[]): Bytes {
  const body = concat(latin(type), data);
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, data.length);
  numbers.setUint32(4, crc32(body));
  const bytes = new Uint8Array(numbers.buffer);
  return concat(bytes.subarray(0, 4), body, bytes.subarray(4));
}

export const signature = latin('\x89PNG\r\n\x1a\n');

export function ihdr({ width, height, depth, colour, interlaced = false }: PngForm): Bytes {
  const data = new DataView(new ArrayBuffer(13));
  data.setUint32(0, width);
  data.setUint32(4, height);
  [depth, colour, 0, 0, interlaced ? 1 : 0].forEach((byte, i) => data.setUint8(8 + i, byte));
  return chunk('IHDR', new Uint8Array(data.buffer));
}

/** A PNG of any kind; what is written is what `value` gives. */
export function png(form: PngForm, value: Value): Bytes {
  const packed = deflateSync(lines(form, value));
  const parts = form.parts ?? 1;
  const size = Math.ceil(packed.length / parts);
  const idat = Array.from({ length: parts }, (_, i) =>
    chunk('IDAT', packed.subarray(i * size, (i + 1) * size)),
  );
  const more = (form.chunks ?? []).map(([type, data]) => chunk(type, data));
  return concat(signature, ihdr(form), ...more, ...idat, chunk('IEND', []));
}

/** From which pixel on, and in which steps, each part of the picture stands in the file. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

export function lines(form: PngForm, value: Value): Bytes {
  const { width, height, depth, colour, filter = (row) => row % 5 } = form;
  const channels = channelsOf[colour];
  const pixelBytes = Math.max(1, (channels * depth) >> 3);
  const all: Bytes[] = [];
  for (const [x0, y0, dx, dy] of form.interlaced ? passes : [[0, 0, 1, 1]]) {
    let above: Bytes | undefined;
    let row = 0;
    for (let y = y0!; y < height && x0! < width; y += dy!) {
      const bits: number[] = [];
      for (let x = x0!; x < width; x += dx!) {
        for (let c = 0; c < channels; ++c) {
          const written = value(x, y, c);
          for (let bit = depth - 1; bit >= 0; --bit) bits.push((written >> bit) & 1);
        }
      }
      const bytes = new Uint8Array(Math.ceil(bits.length / 8));
      bits.forEach((bit, i) => (bytes[i >> 3]! |= bit << (7 - (i & 7))));
      const kind = filter(row);
      all.push(
        concat([kind], filtered(kind, bytes, above ?? new Uint8Array(bytes.length), pixelBytes)),
      );
      above = bytes;
      row += 1;
    }
  }
  return concat(...all);
}

function filtered(kind: number, line: Bytes, above: Bytes, step: number): Bytes {
  return line.map((byte, i) => {
    const [a, b, c] = [line[i - step] ?? 0, above[i]!, above[i - step] ?? 0];
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    return byte - [0, a, b, (a + b) >> 1, paeth][kind]!;
  });
}
