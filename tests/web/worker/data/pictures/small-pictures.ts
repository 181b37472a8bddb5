// Picture files of each kind but PNG, as small as their formats allow.
import { type Bytes, concat, latin } from '../opening/bytes';

/** Big-endian and little-endian numbers. */
const big = (number: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(number / 256 ** (bytes - 1 - i)) & 255);
const little = (number: number, bytes: number) => big(number, bytes).reverse();

/** EXIF's structure with an orientation, in either order of bytes. */
export function exif(orientation: number, order: 'II' | 'MM' = 'MM'): number[] {
  const number = order === 'MM' ? big : little;
  return [
    ...[...latin(order), ...number(42, 2), ...number(8, 4), ...number(2, 2)],
    ...[...number(0x010f, 2), ...number(2, 2), ...number(2, 4), 65, 0, 0, 0],
    ...[...number(0x0112, 2), ...number(3, 2), ...number(1, 4), ...number(orientation, 2), 0, 0],
    ...number(0, 4),
  ];
}

const segment = (marker: number, data: ArrayLike<number>) => [
  ...[0xff, marker, ...big(data.length + 2, 2)],
  ...Array.from(data),
];

export interface JpegForm {
  /** Blocks side by side and above each other, of each component. */
  sampling?: [number, number][];
  restart?: number;
  progressive?: boolean;
  /** What it says of its size, where that is not so. */
  declared?: [number, number];
  /** Segments behind the first marker: a marker and what is in it. */
  segments?: [number, ArrayLike<number>][];
}

/**
 * A grey JPEG without its end marker. Its tables have one code each: a block is two bits of zero
 * (a mean like the last, nothing else).
 */
export function jpegWithoutEnd(width: number, height: number, form: JpegForm = {}): Bytes {
  const { sampling = [[1, 1]], restart = 0, progressive = false, segments = [] } = form;
  const [columns, rows] = form.declared ?? [width, height];
  const across = Math.max(...sampling.map(([x]) => x));
  const down = Math.max(...sampling.map(([, y]) => y));
  const alone = sampling.length === 1;
  const units = alone
    ? Math.ceil(width / 8) * Math.ceil(height / 8)
    : Math.ceil(width / 8 / across) * Math.ceil(height / 8 / down);
  const blocks = alone ? 1 : sampling.reduce((sum, [x, y]) => sum + x * y, 0);
  const scan: number[] = [];
  const between = restart || units;
  for (let unit = 0, part = 0; unit < units; unit += between, ++part) {
    if (part > 0) scan.push(0xff, 0xd0 + ((part - 1) % 8));
    const bits = 2 * blocks * Math.min(between, units - unit);
    scan.push(...new Array<number>(bits >> 3).fill(0));
    // What is left of the last byte is filled with ones.
    if (bits & 7) scan.push(0xff >> (bits & 7));
  }
  const code = [1, ...new Array<number>(15).fill(0), 0];
  const parts = sampling.map(([x, y], i) => [i + 1, (x << 4) | y, 0]);
  return concat([
    ...[0xff, 0xd8],
    ...segments.flatMap(([marker, data]) => segment(marker, data)),
    ...segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    ...segment(progressive ? 0xc2 : 0xc0, [
      8,
      ...big(rows, 2),
      ...big(columns, 2),
      parts.length,
      ...parts.flat(),
    ]),
    ...segment(0xc4, [0, ...code, 0x10, ...code]),
    ...(restart ? segment(0xdd, big(restart, 2)) : []),
    ...segment(0xda, [parts.length, ...parts.flatMap(([id]) => [id!, 0]), 0, 63, 0]),
    ...scan,
  ]);
}

export const jpegEnd = [0xff, 0xd9];

export const jpeg = (width: number, height: number, form?: JpegForm): Bytes =>
  concat(jpegWithoutEnd(width, height, form), jpegEnd);

/** Two colours, all pixels of the first; `frame` is a part of the whole, `later` a second frame's. */
export function gif(
  width: number,
  height: number,
  colours: number[][] = [
    [0, 0, 0],
    [9, 9, 9],
  ],
  { clear = false, frame = [width, height], later = [] as number[][] } = {},
): Bytes {
  // Codes of three bits: clear (4), 0 for each pixel; and again before codes would grow; end (5).
  const codes = [4];
  for (let i = 0; i < frame[0]! * frame[1]!; ++i) codes.push(0, ...(i % 2 ? [4] : []));
  codes.push(5);
  const bytes: number[] = new Array<number>(Math.ceil((codes.length * 3) / 8)).fill(0);
  codes.forEach((code, i) => {
    for (let bit = 0; bit < 3; ++bit) {
      const at = 3 * i + bit;
      if ((code >> bit) & 1) bytes[at >> 3]! |= 1 << (at & 7);
    }
  });
  const blocks: number[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(block.length, ...block);
  }
  const image = (own: number[][]) => [
    ...[0x21, 0xf9, 4, clear ? 1 : 0, 0, 0, 1, 0],
    ...[0x2c, 0, 0, 0, 0, ...little(frame[0]!, 2), ...little(frame[1]!, 2), own.length ? 0x80 : 0],
    ...[...own.flat(), 2, ...blocks, 0],
  ];
  return concat([
    ...[...latin('GIF89a'), ...little(width, 2), ...little(height, 2), 0x80, 0, 0],
    ...[...colours.flat(), ...image([]), ...(later.length ? image(later) : []), 0x3b],
  ]);
}

/** Rows from the bottom upwards, blue before green before red; or from the top where it says so. */
export function bmp(
  width: number,
  height: number,
  pixel: (x: number, y: number) => [number, number, number],
  topDown = false,
): Bytes {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const pixels = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const row = topDown ? y : height - 1 - y;
      pixels.set([...pixel(x, y)].reverse(), row * rowBytes + 3 * x);
    }
  }
  return concat(
    [...latin('BM'), ...little(54 + pixels.length, 4), ...little(0, 4), ...little(54, 4)],
    [...little(40, 4), ...little(width, 4), ...little(topDown ? 2 ** 32 - height : height, 4)],
    [...little(1, 2), ...little(24, 2), ...little(0, 24)],
    pixels,
  );
}

const riff = (...chunks: [string, ArrayLike<number>][]): Bytes => {
  const body = chunks.flatMap(([type, data]) => [
    ...[...latin(type), ...little(data.length, 4), ...Array.from(data)],
    ...(data.length % 2 ? [0] : []),
  ]);
  return concat(latin('RIFF'), little(body.length + 4, 4), latin('WEBP'), body);
};

/** Headers of WebP's three ways to begin; no pixels. */
export const webp = {
  lossy: (width: number, height: number) =>
    riff(['VP8 ', [0x10, 0, 0, 0x9d, 1, 0x2a, ...little(width, 2), ...little(height, 2)]]),
  lossless: (width: number, height: number, alpha: boolean) =>
    riff([
      'VP8L',
      [
        0x2f,
        ...little(width - 1 + (height - 1) * 2 ** 14 + (alpha ? 2 ** 28 : 0), 4),
        0,
        0,
        0,
        0,
        0,
      ],
    ]),
  extended: (width: number, height: number, flags: number) =>
    riff(['VP8X', [flags, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]]),
};

/** A part of HEIF's files. */
export const box = (type: string, ...content: ArrayLike<number>[]): number[] => {
  const data = content.flatMap((part) => Array.from(part));
  return [...big(data.length + 8, 4), ...latin(type), ...data];
};
export const fullBox = (type: string, ...content: ArrayLike<number>[]) =>
  box(type, [0, 0, 0, 0], ...content);

export interface HeifForm {
  brand?: string;
  /** Quarters of a turn against the clock. */
  turned?: number;
  channels?: number;
  opacity?: boolean;
  /** What unpacks the picture: av1C or hvcC. */
  codec?: number[];
  data?: ArrayLike<number>;
}

/** One picture (item 1), described and stored as AVIF's and HEIC's are. */
export function heif(width: number, height: number, form: HeifForm = {}): Bytes {
  const {
    brand = 'avif',
    turned = 0,
    channels = 3,
    opacity = false,
    codec,
    data = [1, 2, 3],
  } = form;
  const kind = brand === 'avif' ? 'av01' : 'hvc1';
  const start = box('ftyp', latin(brand), big(0, 4), latin('mif1'), latin(brand));
  // A thumbnail's size stands first, and is not the picture's.
  const properties = [
    fullBox('ispe', big(3, 4), big(2, 4)),
    fullBox('ispe', big(width, 4), big(height, 4)),
    fullBox('pixi', [channels, ...new Array<number>(channels).fill(8)]),
    codec ?? box(kind === 'av01' ? 'av1C' : 'hvcC', [0x81, 0, 0, 0]),
    ...(turned ? [box('irot', [turned])] : []),
    ...(opacity ? [fullBox('auxC', latin('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0'))] : []),
  ];
  const own = [2, 3, 0x80 | 4, ...(turned ? [0x80 | 5] : [])];
  const meta = (at: number) =>
    fullBox(
      'meta',
      fullBox('hdlr', big(0, 4), latin('pict'), big(0, 12), [0]),
      fullBox('pitm', big(1, 2)),
      fullBox(
        'iloc',
        [0x44, 0, ...big(1, 2), ...big(1, 2), ...big(0, 2), ...big(1, 2)],
        big(at, 4),
        big(data.length, 4),
      ),
      fullBox('iinf', big(1, 2), box('infe', [2, 0, 0, 0, ...big(1, 2), 0, 0, ...latin(kind), 0])),
      box(
        'iprp',
        box('ipco', ...properties),
        fullBox('ipma', big(1, 4), big(1, 2), [own.length, ...own]),
      ),
    );
  const before = start.length + meta(0).length + 8;
  return concat(start, meta(before), box('mdat', data));
}
