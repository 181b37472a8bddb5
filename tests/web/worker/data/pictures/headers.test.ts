import { describe, expect, it } from 'vitest';
import {
  foreignPicture,
  pictureFormat,
  readPictureHeader,
} from '../../../../../web/worker/data/pictures/picture-file';
import { broken, type Bytes, changed, concat, latin, refusal, text } from '../opening/bytes';
import { ihdr, png, signature } from './png-writer';
import { bmp, exif, gif, heif, jpeg, jpegEnd, jpegWithoutEnd, webp } from './small-pictures';

const header = (bytes: Bytes) => readPictureHeader('p', bytes);
const refused = (bytes: Bytes) => refusal(() => header(bytes));
const size = (bytes: Bytes) => [header(bytes).width, header(bytes).height];

const usual = { orientation: 1, grey: false, mayBeTransparent: false };
const colours = [
  [200, 0, 0],
  [9, 9, 9],
];
const colourJpeg = {
  sampling: [
    [2, 2],
    [1, 1],
    [1, 1],
  ] as [number, number][],
};
const app1 = (data: number[]): [number, number[]] => [0xe1, [...latin('Exif\0\0'), ...data]];

describe('the kind of a picture', () => {
  const pictures: [string, Bytes][] = [
    ['png', png({ width: 1, height: 1, depth: 8, colour: 0 }, () => 1)],
    ['jpeg', jpeg(1, 1)],
    ['gif', gif(1, 1)],
    ['webp', webp.lossy(1, 1)],
    ['bmp', bmp(1, 1, () => [1, 2, 3])],
    ['avif', heif(1, 1)],
    ['heic', heif(1, 1, { brand: 'heic' })],
  ];
  it.each(pictures)('%s is told by its first bytes', (format, bytes) => {
    expect(pictureFormat(bytes.subarray(0, 64))).toBe(format);
    expect(header(bytes).format).toBe(format);
    expect(foreignPicture(bytes)).toBe(undefined);
  });

  it('is none where it begins otherwise', async () => {
    for (const start of ['', 'BM', 'BMW,Audi,VW\n1,2,3\n', 'a,b\n', 'GIF', '\0\0\0\x10ftypmp42']) {
      expect(pictureFormat(latin(start))).toBe(undefined);
    }
    expect(await refused(latin('a,b\n1,2\n'))).toBe('p is damaged and cannot be shown.');
    expect(await refused(new Uint8Array(0))).toBe('p is empty.');
  });

  it.each([
    ['P5\n28 28\n255\n', 'a PGM picture'],
    ['P6 28 28 255 ', 'a PPM picture'],
    ['P4\n1 1\n', 'a PBM picture'],
    ['II*\0abcd', 'a TIFF picture'],
    ['MM\0*abcd', 'a TIFF picture'],
    ['8BPS\0\x01', 'a Photoshop document'],
    ['\0\0\x01\0\x01\0', 'an icon (ICO)'],
    ['\xff\x0a\0\0', 'a JPEG XL picture'],
    ['<svg width="1">', 'an SVG drawing'],
    ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x -->\n<svg>', 'an SVG drawing'],
    [`${'\0'.repeat(128)}DICM`, 'a DICOM picture'],
    ['P5x', undefined],
    ['Pixel,1\n', undefined],
    ['<?xml version="1.0"?><annotation>', undefined],
    ['\0\0\x08\x03\0\0\0\x01', undefined],
  ])('%j is named where no browser shows it', (start, name) => {
    expect(foreignPicture(latin(start))).toBe(name);
  });
});

describe("a JPEG's header", () => {
  it('tells its size, its colours and how it is turned', () => {
    expect(header(jpeg(40, 24))).toEqual({
      ...usual,
      format: 'jpeg',
      width: 40,
      height: 24,
      grey: true,
    });
    expect(header(jpeg(40, 24, colourJpeg))).toMatchObject({ width: 40, height: 24, grey: false });
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      for (const order of ['II', 'MM'] as const) {
        const turned = jpeg(40, 24, { segments: [app1(exif(orientation, order))] });
        const [width, height] = orientation < 5 ? [40, 24] : [24, 40];
        expect(header(turned)).toMatchObject({ width, height, orientation });
      }
    }
    const odd = [exif(9), exif(0), exif(6).slice(0, 9), [1, 2, 3], [...exif(6)].fill(255, 4, 8)];
    for (const data of odd) {
      expect(header(jpeg(40, 24, { segments: [app1(data)] })).orientation).toBe(1);
    }
    // Of two, the first; a preview within EXIF is no part of the picture.
    const preview = [...exif(6), ...jpeg(5, 5)];
    const two = { segments: [app1(preview), app1(exif(3))] };
    expect(header(jpeg(40, 24, two))).toMatchObject({ width: 24, height: 40, orientation: 6 });
  });

  it('does not mind what phones and programs write around it', () => {
    const behind = [
      new Uint8Array(500),
      concat(latin('\0\0\0\x18ftypmp42'), text(999)),
      concat(latin('SEFH'), text(40), latin('SEFT')),
      jpeg(5, 5),
      latin('\xff'),
    ];
    for (const more of behind) expect(size(concat(jpeg(40, 24), more))).toEqual([40, 24]);
    const start = jpeg(40, 24);
    // Bytes between segments, and markers filled up.
    expect(size(concat(start.slice(0, 71), [0, 7, 0xff, 0xff], start.slice(71)))).toEqual([40, 24]);
  });

  it('is taken without the end marker where all blocks are there, and only then', async () => {
    const forms = [{}, colourJpeg, { restart: 3 }, { ...colourJpeg, restart: 2 }];
    for (const form of forms) {
      for (const [width, height] of [
        [8, 8],
        [40, 24],
        [99, 65],
      ] as const) {
        const whole = jpegWithoutEnd(width, height, form);
        expect(size(whole)).toEqual([width, height]);
        expect(size(concat(whole, [0xff]))).toEqual([width, height]);
        for (const missing of [1, 2, 3]) {
          expect(await refused(whole.slice(0, -missing))).toBe(
            'p is cut short: its end is missing.',
          );
        }
      }
    }
    // A progressive one comes in layers: nobody knows which was the last.
    const progressive = jpegWithoutEnd(40, 24, { progressive: true });
    expect(await refused(progressive)).toContain('p is cut short');
    expect(size(concat(progressive, jpegEnd))).toEqual([40, 24]);
  });

  it.each<[string, Bytes, string]>([
    ['without pixels', concat(jpeg(5, 4).slice(0, 71), jpegEnd), 'p is damaged'],
    ['of no rows', jpeg(5, 0), 'p has no pixels.'],
    [
      'of too many columns',
      jpeg(8, 8, { declared: [65_535, 4] }),
      'p has 65535 x 4 pixels, more than browsers show',
    ],
    [
      'of too many pixels',
      jpeg(8, 8, { declared: [16_384, 16_385] }),
      'p has 16384 x 16385 pixels, more than',
    ],
    [
      'with a segment of no length',
      concat([0xff, 0xd8, 0xff, 0xe0, 0, 1], jpegEnd),
      'p is damaged',
    ],
    ['of twelve bits', changed(jpeg(8, 8), { 75: 12 }), 'p is a JPEG of a rare kind (12 bits'],
    ['without losses', changed(jpeg(8, 8), { 72: 0xc3 }), 'p is a JPEG of a rare kind'],
    ['with two frames', concat(jpegWithoutEnd(8, 8), jpeg(8, 8).slice(2)), 'p is damaged'],
  ])('%s is refused', async (_, bytes, message) => {
    expect(await refused(bytes)).toContain(message);
  });
});

describe('a header of another kind', () => {
  it('of a GIF tells its size and colours', () => {
    expect(header(gif(30, 20))).toEqual({
      ...usual,
      format: 'gif',
      width: 30,
      height: 20,
      grey: true,
    });
    expect(header(gif(30, 20, colours))).toMatchObject({ grey: false, mayBeTransparent: false });
    expect(header(gif(30, 20, colours, { clear: true })).mayBeTransparent).toBe(true);
    // Around a frame that is smaller there is nothing.
    expect(header(gif(30, 20, colours, { frame: [8, 8] })).mayBeTransparent).toBe(true);
    // What follows the first frame is no part of the picture.
    expect(size(concat(gif(30, 20).slice(0, -1), [0x2c, 1, 2]))).toEqual([30, 20]);
  });

  it('of a WebP tells its size', () => {
    const of = { ...usual, format: 'webp', width: 300, height: 200 };
    expect(header(webp.lossy(300, 200))).toEqual(of);
    expect(header(webp.lossless(300, 200, false))).toEqual(of);
    expect(header(webp.lossless(300, 200, true))).toEqual({ ...of, mayBeTransparent: true });
    expect(header(webp.extended(300, 200, 0))).toEqual(of);
    expect(header(webp.extended(300, 200, 0x10))).toEqual({ ...of, mayBeTransparent: true });
  });

  it('of a BMP tells its size', () => {
    const of = { ...usual, format: 'bmp', width: 30, height: 20 };
    for (const topDown of [false, true]) {
      expect(header(bmp(30, 20, () => [1, 2, 3], topDown))).toEqual(of);
    }
  });

  it('of AVIF and HEIC tells the size of the primary picture, as it is turned', () => {
    const of = { ...usual, format: 'avif', width: 64, height: 48 };
    expect(header(heif(64, 48))).toEqual(of);
    expect(header(heif(64, 48, { brand: 'heic' }))).toEqual({ ...of, format: 'heic' });
    expect(header(heif(64, 48, { turned: 1 }))).toEqual({ ...of, width: 48, height: 64 });
    expect(header(heif(64, 48, { turned: 2 }))).toEqual(of);
    expect(header(heif(64, 48, { channels: 1 }))).toEqual({ ...of, grey: true });
    expect(header(heif(64, 48, { opacity: true }))).toEqual({ ...of, mayBeTransparent: true });
  });

  const cut: [string, Bytes][] = [
    ['gif', gif(30, 20).slice(0, -1)],
    ['webp', webp.lossless(30, 20, false)],
    ['bmp', bmp(30, 20, () => [1, 2, 3])],
    ['avif', heif(30, 20)],
  ];
  it.each(cut)('of a %s that is cut short says so, wherever it is', async (_, whole) => {
    expect(await refused(whole)).toBe('');
    for (let length = 32; length < whole.length; ++length) {
      expect(await refused(whole.slice(0, length))).toMatch(/^p is (cut short|damaged)/);
    }
  });

  it('of too many pixels or bytes says so', async () => {
    const large = concat(signature, ihdr({ width: 20_000, height: 5, depth: 8, colour: 0 }));
    expect(await refused(large)).toContain('p is cut short');
    expect(await refused(webp.extended(16_385, 2, 0))).toContain('p has 16385 x 2 pixels');
    const file = new Uint8Array(256e6 + 1e6);
    expect(await refused(file)).toBe('p has 257 MB; pictures of up to 256 MB are read.');
  });

  it('is a header or a sentence, whatever becomes of its bytes', async () => {
    const segments = [app1(exif(6)), [0xe2, text(50)] as [number, Bytes]];
    const all = [
      ...[jpeg(40, 24, { ...colourJpeg, segments }), jpegWithoutEnd(99, 65, { restart: 3 })],
      ...[
        gif(30, 20, colours),
        webp.lossy(9, 9),
        webp.lossless(9, 9, true),
        webp.extended(9, 9, 2),
      ],
      ...[bmp(9, 9, () => [1, 2, 3]), heif(64, 48, { turned: 1, opacity: true })],
    ];
    for (const whole of all) {
      for (const { bytes } of broken(whole, { changes: 2000 })) {
        await refusal(() => {
          const { width, height, orientation } = header(bytes);
          expect(Math.min(width, height)).toBeGreaterThan(0);
          expect(Math.max(width, height)).toBeLessThanOrEqual(16_384);
          expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(orientation);
        });
      }
    }
    expect(size(changed(jpeg(40, 24), {}))).toEqual([40, 24]);
  });
});
