import { decode } from 'fast-png';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  decodePicture,
  type Picture,
  readPictureHeader,
} from '../../../../../web/worker/data/pictures/picture-file';
import { upright } from '../../../../../web/worker/data/pictures/upright';
import { broken, type Bytes, changed, concat, refusal } from '../opening/bytes';
import {
  channelsOf,
  chunk,
  ihdr,
  lines,
  png,
  type PngForm,
  signature,
  type Value,
} from './png-writer';

const read = async (bytes: Bytes, most?: number): Promise<Picture> =>
  decodePicture(bytes, readPictureHeader('p.png', bytes), most);

/** Values of every size, none like its neighbours. */
const values =
  (depth: number): Value =>
  (x, y, c) =>
    (x * 7919 + y * 104_729 + c * 1_299_709 + x * y) & ((1 << depth) - 1);

const kinds: [PngForm['colour'], number[]][] = [
  [0, [1, 2, 4, 8, 16]],
  [2, [8, 16]],
  [3, [1, 2, 4, 8]],
  [4, [8, 16]],
  [6, [8, 16]],
];
const all = kinds.flatMap(([colour, depths]) => depths.map((depth) => [colour, depth] as const));
const palette = Array.from({ length: 256 }, (_, i) => [i, 255 - i, (i * 7) & 255]).flat();

describe('a PNG', () => {
  for (const [colour, depth] of all) {
    it(`of colour type ${colour} and ${depth} bits is decoded exactly, interlaced or not`, async () => {
      for (const interlaced of [false, true]) {
        for (const [width, height] of [
          [1, 1],
          [5, 3],
          [8, 8],
          [17, 19],
          [33, 2],
        ] as const) {
          const form: PngForm = { width, height, depth, colour, interlaced, parts: 3 };
          if (colour === 3) form.chunks = [['PLTE', palette.slice(0, 3 << depth)]];
          const value = values(depth);
          const picture = await read(png(form, value));
          const channels = colour === 3 ? 3 : channelsOf[colour];
          expect(picture).toMatchObject({ width, height, channels, bits: depth === 16 ? 16 : 8 });
          const expected = Array.from({ length: width * height * channels }, (_, i) => {
            const [x, y, c] = [
              Math.floor(i / channels) % width,
              Math.floor(i / channels / width),
              i % channels,
            ];
            if (colour === 3) return palette[3 * value(x, y, 0) + c]!;
            return depth < 8 ? (value(x, y, c) * 255) / ((1 << depth) - 1) : value(x, y, c);
          });
          expect([...picture.data]).toEqual(expected);
        }
      }
    });
  }

  it('is decoded as another decoder has it, by every filter', async () => {
    for (const [colour, depth] of all.filter(([, bits]) => bits >= 8)) {
      for (const filter of [0, 1, 2, 3, 4]) {
        for (const interlaced of [false, true]) {
          const form: PngForm = {
            width: 23,
            height: 11,
            depth,
            colour,
            interlaced,
            filter: () => filter,
          };
          if (colour === 3) continue;
          const bytes = png(form, values(depth));
          expect([...(await read(bytes)).data]).toEqual([...decode(bytes).data]);
        }
      }
    }
  });

  it('is opaque but for a colour, or for some colours of its palette', async () => {
    const grey: PngForm = { width: 4, height: 1, depth: 2, colour: 0, chunks: [['tRNS', [0, 2]]] };
    const ramp: Value = (x) => x;
    expect(await read(png(grey, ramp))).toEqual({
      ...{ width: 4, height: 1, channels: 2, bits: 8 },
      data: Uint8Array.of(0, 255, 85, 255, 170, 0, 255, 255),
    });
    const wide: PngForm = { ...grey, depth: 16, chunks: [['tRNS', [0, 1]]] };
    expect([...(await read(png(wide, ramp))).data]).toEqual([0, 65535, 1, 0, 2, 65535, 3, 65535]);
    const colour: PngForm = {
      ...{ width: 2, height: 1, depth: 8, colour: 2 },
      chunks: [['tRNS', [0, 1, 0, 2, 0, 3]]],
    };
    const two = png(colour, (x, _, c) => c + 1 + x);
    expect([...(await read(two)).data]).toEqual([1, 2, 3, 0, 2, 3, 4, 255]);
    const indexed: PngForm = {
      ...{ width: 3, height: 1, depth: 8, colour: 3 },
      chunks: [
        ['PLTE', [9, 9, 9, 50, 50, 50]],
        ['tRNS', [7]],
      ],
    };
    // Shades of grey are one channel; a colour beyond the palette is black.
    expect(await read(png(indexed, ramp))).toMatchObject({
      channels: 2,
      data: Uint8Array.of(9, 7, 50, 255, 0, 255),
    });
  });

  it('is the same whatever it says of gamma, profiles, texts and what follows it', async () => {
    const form: PngForm = { width: 9, height: 7, depth: 8, colour: 2 };
    const plain = await read(png(form, values(8)));
    const gamma: [string, number[]][] = [
      ['gAMA', [0, 1, 0x86, 0xa0]],
      ['sRGB', [0]],
      ['cHRM', new Array<number>(32).fill(9)],
      ['iCCP', [65, 0, 0, 1, 2, 3]],
      ['tEXt', [1]],
      ['pHYs', [1]],
    ];
    const said = png({ ...form, chunks: gamma }, values(8));
    expect(await read(said)).toEqual(plain);
    expect(await read(concat(said, new Uint8Array(99), said))).toEqual(plain);
    // A checksum of what no pixel depends on.
    const at = said.indexOf(0x67) + 5;
    expect(await read(changed(said, { [at]: 77 }))).toEqual(plain);
  });

  it('is turned as EXIF says', async () => {
    const form: PngForm = { width: 3, height: 2, depth: 8, colour: 0 };
    const exif = (value: number) => [
      0x4d,
      0x4d,
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      value,
      0,
      0,
      0,
      0,
      0,
      0,
    ];
    // 1 2 3 over 4 5 6.
    const turned: Record<number, [number, number[]]> = {
      1: [3, [1, 2, 3, 4, 5, 6]],
      2: [3, [3, 2, 1, 6, 5, 4]],
      3: [3, [6, 5, 4, 3, 2, 1]],
      4: [3, [4, 5, 6, 1, 2, 3]],
      5: [2, [1, 4, 2, 5, 3, 6]],
      6: [2, [4, 1, 5, 2, 6, 3]],
      7: [2, [6, 3, 5, 2, 4, 1]],
      8: [2, [3, 6, 2, 5, 1, 4]],
    };
    for (const [orientation, [width, pixels]] of Object.entries(turned)) {
      const bytes = png(
        { ...form, chunks: [['eXIf', exif(Number(orientation))]] },
        (x, y) => 1 + x + 3 * y,
      );
      expect(readPictureHeader('p', bytes)).toMatchObject({
        ...{ width, height: 6 / width, orientation: Number(orientation) },
      });
      const picture = await read(bytes);
      expect([picture.width, [...picture.data]]).toEqual([width, pixels]);
    }
    expect(
      upright({ width: 1, height: 1, channels: 1, bits: 8, data: Uint8Array.of(5) }, 6).data[0],
    ).toBe(5);
  });
});

describe('a large PNG', () => {
  const mean = (...numbers: number[]) =>
    Math.round(numbers.reduce((a, b) => a + b) / numbers.length);

  it('is reduced to the mean of areas, in its proportions', async () => {
    const form: PngForm = { width: 6, height: 4, depth: 8, colour: 0 };
    const value = values(8);
    for (const interlaced of [false, true]) {
      const bytes = png({ ...form, interlaced }, value);
      const picture = await read(bytes, 3);
      expect(picture).toMatchObject({ width: 3, height: 2, channels: 1 });
      const v = (x: number, y: number) => value(x, y, 0);
      const expected = [0, 1, 2, 3, 4, 5].map((i) => {
        const [x, y] = [2 * (i % 3), 2 * Math.floor(i / 3)];
        return mean(v(x, y), v(x + 1, y), v(x, y + 1), v(x + 1, y + 1));
      });
      expect([...picture.data]).toEqual(expected);
      expect((await read(bytes, 6)).data.length).toBe(24);
    }
    // Pixels that lie in two areas count in both, each by its share.
    const three = png({ ...form, width: 3, height: 1 }, (x) => [0, 90, 240][x]!);
    expect([...(await read(three, 2)).data]).toEqual([30, 190]);
    const long = png({ ...form, width: 1000, height: 1 }, () => 77);
    expect(await read(long, 10)).toMatchObject({ width: 10, height: 1 });
    expect(new Set((await read(long, 7)).data)).toEqual(new Set([77]));
  });

  it('keeps all bits, and colours where something is seen', async () => {
    const deep = png({ width: 2, height: 2, depth: 16, colour: 0 }, (x, y) => 1000 + x + y);
    expect(await read(deep, 1)).toMatchObject({ bits: 16, data: Uint16Array.of(1001) });
    // Red that is not there beside green that is.
    const clear = png({ width: 2, height: 1, depth: 8, colour: 6 }, (x, _, c) =>
      x === 0 ? [255, 0, 0, 0][c]! : [0, 200, 0, 100][c]!,
    );
    expect([...(await read(clear, 1)).data]).toEqual([0, 200, 0, 50]);
    const nothing = png({ width: 2, height: 1, depth: 8, colour: 4 }, (_x, _y, c) => (c ? 0 : 99));
    expect([...(await read(nothing, 1)).data]).toEqual([0, 0]);
  });

  it('takes little memory, whatever its size', async () => {
    const [width, height] = [6000, 6000];
    const raw = new Uint8Array(height * (1 + width * 3));
    for (let y = 0; y < height; ++y)
      raw.fill(y % 200, y * (1 + width * 3) + 1, (y + 1) * (1 + width * 3));
    const form: PngForm = { width, height, depth: 8, colour: 2 };
    const bytes = concat(signature, ihdr(form), chunk('IDAT', deflateSync(raw)), chunk('IEND', []));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 1);
    const picture = await read(bytes);
    clearInterval(watch);
    expect(picture).toMatchObject({ width: 1024, height: 1024, channels: 3 });
    // As many bytes are 108 MB; messages were answered in between, or nothing was watched.
    expect(most).toBeGreaterThan(0);
    expect(most - before).toBeLessThan(64e6);
  });
});

describe('a PNG that is broken', () => {
  const form: PngForm = { width: 5, height: 4, depth: 8, colour: 2 };
  const good = png(form, values(8));
  const with_ = (...chunks: Bytes[]) => concat(signature, ...chunks, chunk('IEND', []));
  const pixels = (bytes: Uint8Array) => chunk('IDAT', deflateSync(bytes));
  const raw = lines(form, values(8));
  const head = ihdr(form);
  it.each<[string, Bytes, string]>([
    ['without pixels', with_(head), 'p.png is damaged'],
    ['without a header', with_(pixels(raw)), 'p.png is damaged'],
    ['of another depth', with_(ihdr({ ...form, depth: 3 }), pixels(raw)), 'p.png is damaged'],
    ['of no width', with_(ihdr({ ...form, width: 0 }), pixels(raw)), 'p.png has no pixels.'],
    [
      'of 4 billion pixels a row',
      with_(ihdr({ ...form, width: 0xffffffff }), pixels(raw)),
      'p.png has 4294967295 x 4 pixels, more than browsers show',
    ],
    [
      'without its palette',
      with_(ihdr({ ...form, colour: 3 }), pixels(raw)),
      'p.png is damaged and cannot be shown.',
    ],
    [
      'with too few lines',
      with_(head, pixels(raw.slice(0, -1))),
      'not all of its pixels are there',
    ],
    [
      'with an unknown filter',
      with_(head, pixels(changed(raw, { 16: 5 }))),
      'is damaged and cannot',
    ],
    ['that is not packed', with_(head, chunk('IDAT', raw)), 'is damaged and cannot'],
  ])('%s says so', async (_, bytes, message) => {
    expect(await refusal(() => read(bytes))).toContain(message);
  });

  it('with more than its lines is shown without it, in no more time or memory', async () => {
    const more = with_(head, pixels(concat(raw, new Uint8Array(20e6))));
    expect(await read(more)).toEqual(await read(good));
    const large = { ...form, width: 3000, height: 3000 };
    const much = with_(ihdr(large), pixels(new Uint8Array(40e6)));
    expect(await read(much, 64)).toMatchObject({ width: 64, height: 64 });
  });

  it('is refused, or shows the same, whatever becomes of its bytes', async () => {
    for (const kind of [form, { ...form, width: 600, height: 700, interlaced: true }]) {
      const whole = png(kind, (x, y) => (x < 40 ? values(8)(x, y, 0) : 7));
      const shown = await read(whole, 40);
      const some = kind === form ? {} : { cuts: 40, changes: 40 };
      for (const { bytes, cut } of broken(whole, some)) {
        // The first bytes say what kind of picture it is.
        if (!signature.every((byte, i) => byte === bytes[i])) continue;
        const message = await refusal(async () => expect(await read(bytes, 40)).toEqual(shown));
        if (cut) expect(message).toContain('p.png is cut short');
      }
    }
  });

  it('is refused, or has the pixels that it says, where checksums are right', async () => {
    for (let round = 0; round < 400; ++round) {
      const bytes = raw.slice();
      bytes[(round * 7919) % bytes.length] = (round * 31) & 255;
      const packed = new Uint8Array(deflateSync(bytes));
      if (round % 2) packed[(round * 104_729) % packed.length]! ^= 1 << (round % 8);
      const message = await refusal(async () => {
        const picture = await read(with_(head, chunk('IDAT', packed)));
        expect(picture.data.length).toBe(60);
      });
      if (message) expect(message).toMatch(/^The picture is damaged/);
    }
  });
});
