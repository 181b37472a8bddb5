import { describe, expect, it } from 'vitest';
import { checkPicture } from '../../../../web/worker/data/readers/picture-header';
import { readPictureFolders } from '../../../../web/worker/data/readers/picture-folders';
import { scaled } from '../../../../web/worker/data/readers/scale';
import { broken, changed, concat, decodePng, file, jpeg, png, refusal, type Bytes } from './files';

const picture = png(5, 4, (x, y) => [x, y, 9]);
const photo = jpeg(5, 4);

const refused = (bytes: Bytes) => refusal(() => checkPicture('p', bytes));
const cutOut = (bytes: Bytes, from: number, to: number) =>
  concat(bytes.subarray(0, from), bytes.subarray(to));

describe("a picture's header", () => {
  it('tells its size', () => {
    expect(checkPicture('p', picture)).toEqual({ type: 'image/png', width: 5, height: 4 });
    expect(checkPicture('p', photo)).toEqual({ type: 'image/jpeg', width: 5, height: 4 });
    expect(checkPicture('p', png(1, 1, undefined, [4096, 4096])).width).toBe(4096);
  });

  it.each<[string, Bytes, string]>([
    ['a PNG with bytes behind it', concat(picture, [0]), 'p has something behind its end.'],
    ['a PNG without pixels', cutOut(picture, 33, picture.length - 12), 'p is damaged'],
    ['a PNG without a header', cutOut(picture, 8, 33), 'p is damaged'],
    ['a PNG of another depth', changed(picture, { [24]: 3 }), 'p is damaged'],
    ['a PNG of no width', png(0, 1), 'p has no pixels.'],
    [
      'a PNG of 4 billion pixels a row',
      png(1, 1, undefined, [0xffffffff, 1]),
      'p has 4294967295 x 1 pixels',
    ],
    ['a PNG of 4097 rows', png(1, 1, undefined, [1, 4097]), 'p has 1 x 4097 pixels'],
    ['a JPEG with bytes behind it', concat(photo, [0]), 'p has something behind its end.'],
    ['a JPEG without pixels', cutOut(photo, 21, photo.length - 2), 'p is damaged'],
    ['a JPEG without a frame', cutOut(photo, 8, 21), 'p is damaged'],
    ['a JPEG of no rows', jpeg(5, 0), 'p has no pixels.'],
    ['a JPEG of 65535 columns', jpeg(65535, 4), 'p has 65535 x 4 pixels'],
    ['a JPEG within a JPEG', concat(photo.subarray(0, 8), photo), 'p is damaged'],
  ])('refuses %s', async (_, bytes, message) => {
    expect(await refused(bytes)).toContain(message);
  });

  it('refuses every beginning', async () => {
    for (const bytes of [picture, photo]) {
      for (let length = 8; length < bytes.length; ++length) {
        expect(await refused(bytes.slice(0, length))).toContain('p is cut short');
      }
    }
  });

  it('takes changed bytes in good or bad part, but knows which', async () => {
    for (const good of [picture, photo]) {
      for await (const { bytes } of broken(good.slice(), { flips: 4000 })) {
        const message = await refused(bytes);
        const sameAsGood = (byte: number, i: number) => byte === good[i];
        // Every byte of a PNG is covered by a checksum.
        const isPng = good === picture && bytes[0] === 0x89 && !bytes.every(sameAsGood);
        if (isPng) expect(message).not.toBe('');
      }
    }
  });
});

describe('scaling', () => {
  const grey = (values: number[]) =>
    new Uint8Array(values.flatMap((value) => [value, value, value, 255]));
  it('gives the mean of the area', () => {
    const two = { width: 4, height: 2, data: grey([0, 100, 10, 20, 200, 100, 30, 60]) };
    expect([...scaled(two, 1, 2).subarray(0, 2)]).toEqual([100, 30]);
    expect([...scaled(two, 2, 4).subarray(0, 8)]).toEqual([0, 100, 10, 20, 200, 100, 30, 60]);
    const three = { width: 3, height: 1, data: grey([0, 90, 240]) };
    expect([...scaled(three, 1, 2).subarray(0, 2)]).toEqual([30, 190]);
    expect([...scaled({ width: 1, height: 1, data: grey([7]) }, 2, 2)]).toEqual(Array(12).fill(7));
  });
});

describe('folders of pictures', () => {
  const shade = (value: number) => png(6, 6, () => [value, value, value]);
  const named = (name: string, bytes = shade(50)) => file(name, bytes);
  const read = (files: ReturnType<typeof file>[], options = {}) =>
    readPictureFolders(files, { decode: decodePng, ...options });

  it('named by class become a set, a tenth of it for testing', async () => {
    const files = Array.from({ length: 20 }, (_, i) =>
      named(`d/${i % 2 ? 10 : 2}/${i}.png`, shade(i)),
    );
    const set = await read(files);
    expect(set).toMatchObject({
      channels: 1,
      height: 6,
      width: 6,
      classNames: ['2', '10'],
      heldOut: true,
    });
    expect(set.train.labels.length).toBe(18);
    expect(set.test.labels.length).toBe(2);
    for (const part of [set.train, set.test]) {
      part.labels.forEach((label, i) => expect(part.pixels[i * 36]! % 2).toBe(label));
    }
  });

  it('train and test are the split; colour and size are what the pictures have', async () => {
    const red = png(9, 7, () => [200, 10, 30]);
    const files = ['train/a', 'train/b', 'Test/a', 'Test/b'].map((path) =>
      named(`d/${path}/1.png`, red),
    );
    const set = await read(files);
    expect(set).toMatchObject({ channels: 3, height: 7, width: 9, heldOut: false });
    expect([...set.train.labels, ...set.test.labels]).toEqual([0, 1, 0, 1]);
    expect([0, 63, 126].map((at) => set.train.pixels[at])).toEqual([200, 10, 30]);
    const small = await read(files, { side: 4, channels: 1 });
    expect(small).toMatchObject({ channels: 1, height: 4, width: 4 });
    expect(
      small.test.pixels.every((value) => value === Math.round(0.299 * 200 + 5.87 + 3.42)),
    ).toBe(true);
  });

  it('tell how far they are, and end when they are told to', async () => {
    const seen: string[] = [];
    const files = [named('train/a/1'), named('train/b/1'), named('test/a/1')];
    const progress = (done: number, all: number) => {
      seen.push(`${done} of ${all}`);
      if (done === 2) throw new Error('The load was cancelled.');
    };
    expect(await refusal(() => read(files, { progress }))).toBe('The load was cancelled.');
    expect(seen).toEqual(['1 of 3', '2 of 3']);
  });

  it('mixed sizes become 28 x 28', async () => {
    const set = await read([
      named('train/a/1', png(80, 70)),
      named('train/b/1'),
      named('test/a/1'),
    ]);
    expect(set).toMatchObject({ height: 28, width: 28 });
  });

  it.each<[string, string[], string]>([
    ['outside of any folder', ['1.png'], '1.png lies in no folder of a class'],
    ['in train itself', ['train/1.png', 'train/2.png'], 'train/1.png lies in no folder of a class'],
    ['in one class', ['a/1.png', 'a/2.png'], 'All pictures lie in folders called a; there must be'],
    ['in train and elsewhere', ['train/a/1.png', 'b/1.png'], 'Some pictures lie in train and test'],
    [
      'of a class for testing only',
      ['train/a/1', 'train/b/1', 'test/c/1'],
      'The class c has pictures in the test',
    ],
    ['too few to hold any out', ['a/1', 'b/1'], 'The folder has 2 pictures; a tenth is kept'],
    [
      'of too many classes',
      Array.from({ length: 257 }, (_, i) => `c${i}/1`),
      'There are 257 classes',
    ],
  ])('%s are refused', async (_, names, message) => {
    expect(await refusal(() => read(names.map((name) => named(name))))).toContain(message);
  });

  it('that the decoder refuses are named', async () => {
    const lying = png(1, 1, undefined, [64, 64]);
    expect(await refusal(() => read([named('a/1'), named('b/bad', lying)]))).toBe(
      'b/bad is damaged and cannot be shown.',
    );
    const sides = [0, 65, 1.5];
    for (const side of sides) {
      expect(await refusal(() => read([named('a/1'), named('b/1')], { side }))).toContain(
        'Pictures can be scaled to',
      );
    }
  });
});
