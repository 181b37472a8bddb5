import { load, type Engine } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNpz } from '../../../../web/worker/data/readers/npz';
import type { PictureSet } from '../../../../web/worker/data/readers/picture-set';
import { readPictureFiles } from '../../../../web/worker/data/readers/read-files';
import { gz, idx } from '../idx-bytes';
import { broken, concat, decodePng, file, png, refusal, zip, type Bytes } from './files';

/** The readers with the real engine. */

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});
afterAll(() => engine.dispose());

const read = (files: Parameters<typeof readPictureFiles>[0], options = {}) =>
  readPictureFiles(files, engine, { decode: decodePng, ...options });
const refused = (...files: ReturnType<typeof file>[]) => refusal(() => read(files));

const ten = Array.from({ length: 10 }, (_, i) => i);
const images = (count: number) => idx([count, 4, 4]);
const labels = (count: number) => idx([count], (item) => item % 10);
/** A table of 2x2 pictures, whose first pixel says which they are. */
const csv = (count: number, label = (i: number) => String(i % 3)) =>
  `label,a,b,c,d\n${Array.from({ length: count }, (_, i) => `${label(i)},${i},200,3,4\n`).join('')}`;

const colourful: PictureSet = {
  title: 'mine',
  channels: 3,
  height: 2,
  width: 3,
  classNames: ['Äpfel', 'b 😀', 'c'],
  train: {
    pixels: new Uint8Array(4 * 18).map((_, i) => i),
    labels: Uint8Array.of(0, 2, 1, 0),
  },
  test: { pixels: new Uint8Array(18).map((_, i) => 255 - i), labels: Uint8Array.of(2) },
  heldOut: false,
};
const plain: PictureSet = {
  ...colourful,
  channels: 1,
  train: { pixels: colourful.train.pixels.slice(0, 24), labels: colourful.train.labels },
  test: { pixels: colourful.test.pixels.slice(0, 6), labels: colourful.test.labels },
};

describe('what is read', () => {
  it('IDX, plain, packed or in an archive', async () => {
    const files = [
      file('train-images', images(60)),
      file('train-labels.gz', gz(labels(60))),
      file('test-images.gz', gz(images(20))),
      file('test-labels', labels(20)),
    ];
    const set = await read(files);
    expect(set).toMatchObject({ title: 'Opened files', channels: 1, height: 4, width: 4 });
    expect(set).toMatchObject({ classNames: ten.map(String), heldOut: false });
    expect(set.train.labels.length).toBe(60);
    expect([...set.test.pixels.subarray(16, 32)]).toEqual(Array(16).fill(1));
    const packed = await read([file('digits.zip', zip(files))]);
    expect(packed).toEqual({ ...set, title: 'digits' });
  });

  it('one CSV table, a tenth of it for testing; or two', async () => {
    const one = await read([file('mine.csv', csv(30))]);
    expect(one).toMatchObject({ title: 'mine', height: 2, width: 2, channels: 1, heldOut: true });
    expect([one.train.labels.length, one.test.labels.length]).toEqual([27, 3]);
    one.test.labels.forEach((label, i) => expect(one.test.pixels[4 * i]! % 3).toBe(label));
    const words = (i: number) => ['cat', 'dog', 'owl'][i % 3]!;
    const two = await read([
      file('a_test.csv', csv(2, words)),
      file('a_train.csv.gz', gz(new TextEncoder().encode(csv(6, words)))),
    ]);
    expect(two).toMatchObject({ classNames: ['cat', 'dog', 'owl'], heldOut: false });
    expect([...two.train.labels, ...two.test.labels]).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
  });

  it('NPZ, ours and that of Keras', async () => {
    for (const set of [colourful, plain]) {
      const bytes = writeNpz(set);
      expect(await read([file('mine.npz', bytes)])).toEqual(set);
      expect(writeNpz(set)).toEqual(bytes);
    }
    const npy = (shape: string, values: number[]) =>
      concat(
        [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 70, 0],
        new TextEncoder().encode(
          `{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(70),
        ),
        values,
      );
    const keras = zip([
      { name: 'x_test.npy', bytes: npy('(1, 1, 2)', [7, 8]) },
      { name: 'x_train.npy', bytes: npy('(2, 1, 2)', [1, 2, 3, 4]) },
      { name: 'y_train.npy', bytes: npy('(2,)', [4, 1]) },
      { name: 'y_test.npy', bytes: npy('(1,)', [2]) },
    ]);
    const set = await read([file('mnist.npz', keras)]);
    expect(set).toMatchObject({ title: 'mnist', classNames: ['0', '1', '2', '3', '4'] });
    expect([...set.train.pixels, ...set.test.pixels]).toEqual([1, 2, 3, 4, 7, 8]);
    const inside = await read([file('outer.zip', zip([{ name: 'mnist.npz', bytes: keras }]))]);
    expect(inside.train).toEqual(set.train);
  });

  it('pictures in folders, from a disk or in an archive', async () => {
    const files = ten.map((i) => file(`d/${i % 2 ? 'x' : 'o'}/${i}.png`, png(3, 3)));
    const clutter = [file('d/.DS_Store', 'x'), file('d/README.txt', 'pictures, mine')];
    const set = await read([...files, ...clutter]);
    expect(set).toMatchObject({ title: 'd', classNames: ['o', 'x'], height: 3, heldOut: true });
    const archive = zip([...files, ...clutter, file('__MACOSX/d/x/._1.png', 'y')]);
    expect(await read([file('d.zip', archive)])).toEqual(set);
    expect(await read([file('d.zip', concat([0x4d, 0x5a, 1, 2, 3], archive))])).toEqual(set);
    expect(await read([{ name: 'd.zip', file: new Blob([archive]) }])).toEqual(set);
  });

  it('classes whose accents are letters of their own or not', async () => {
    const files = ten.map((i) => file(`d/${i % 2 ? 'A\u0308' : '\u00c4'}/${i}.png`, png(3, 3)));
    const others = ten.map((i) => file(`d/b/${i}.png`, png(3, 3)));
    const { classNames } = await read([...files, ...others]);
    expect(classNames).toEqual(['\u00c4', 'b']);
  });
});

describe('what is refused', () => {
  it.each<[string, ReturnType<typeof file>[], string]>([
    ['nothing', [], 'No files were chosen.'],
    ['an empty file', [file('e', '')], 'e is empty.'],
    ['a web page', [file('e', '<!DOCTYPE html>')], 'e is a web page'],
    ['a GIF', [file('e', 'GIF89a...')], 'e is a GIF; PNG and JPEG pictures are read.'],
    ['anything else', [file('e', Uint8Array.of(1, 2))], 'e is none of the files that are read'],
    ['an empty archive', [file('e.zip', zip([]))], 'e.zip is an archive without files.'],
    [
      'an archive of nothing but clutter',
      [file('e.zip', zip([file('.x', 'y')]))],
      'e.zip holds no pictures.',
    ],
    [
      'archives in archives',
      [file('e.zip', zip([file('f.zip', zip([file('g.zip', zip([file('h', 'i')]))]))]))],
      'g.zip is an archive within archives',
    ],
    ['files of two kinds', [file('a', csv(3)), file('b', images(3))], 'a is csv, b is idx.'],
    [
      'pictures among tables',
      [file('a/b.png', png(1, 1)), file('c', images(3))],
      'c lies among pictures and is none.',
    ],
    ['pictures alone', [file('i', images(9))], 'Choose two IDX files'],
    ['three tables', [file('a', csv(1)), file('b', csv(1)), file('c', csv(1))], 'found more.'],
    [
      'pictures given as labels',
      [file('i', images(9)), file('j', images(9))],
      'needs one of labels',
    ],
    [
      'labels that no training picture has',
      [
        file('i', images(9)),
        file(
          'l',
          idx([9], () => 0),
        ),
        file('ti', images(3)),
        file(
          'tl',
          idx([3], () => 7),
        ),
      ],
      'tl has labels up to 7, the training set only up to 1',
    ],
    [
      'IDX of two channels',
      [file('i', idx([10, 2, 4, 4])), file('l', labels(10))],
      'i has pictures of 2 channels',
    ],
    [
      'IDX of 65 rows',
      [file('i', idx([10, 65, 4])), file('l', labels(10))],
      'i has pictures of 65 x 4 pixels',
    ],
    [
      'a table with a line too short',
      [file('t.csv', `${csv(12)}1,2\n`)],
      't.csv: CSV line 14: expected 5 columns as in the first line, found 2.',
    ],
    [
      'a table with NaN',
      [file('t.csv', `${csv(12)}1,2,nan,4,5\n`)],
      "t.csv: CSV line 14: expected a value from 0 to 255 in column 3, found 'nan'.",
    ],
    [
      'a test table of another size',
      [file('train.csv', csv(12)), file('test.csv', '1,2\n')],
      'train.csv has pictures of 2 x 2, test.csv of 1 x 1',
    ],
    [
      'arrays of unknown names',
      [file('a.npz', zip([{ name: 'z.npy', bytes: Uint8Array.of(0x93, 78, 85, 77, 80, 89) }]))],
      'a.npz has no arrays x_train and y_train, images and labels, or x and y; it has z.',
    ],
    [
      'arrays that are none',
      [
        file(
          'a.npz',
          zip(['x', 'y'].map((name) => ({ name, bytes: Uint8Array.of(0x93, 78, 85, 77, 80, 89) }))),
        ),
      ],
      'a.npz (x, y): NPY images: expected a whole NumPy header, found only 6 bytes.',
    ],
  ])('%s', async (_, files, message) => {
    expect(await refused(...files)).toContain(message);
  });

  it('what unpacks to more than there is room for, over all files', async () => {
    const bomb = () => file('b.gz', gz(new Uint8Array(400_000)));
    expect(await refusal(() => read([bomb()], { maxBytes: 300_000 }))).toContain('b.gz holds 0 MB');
    const twice = [file('a.gz', gz(concat([0, 0, 8], new Uint8Array(200_000)))), bomb()];
    expect(await refusal(() => read(twice, { maxBytes: 500_000 }))).toContain('b.gz holds 0 MB');
  });

  it('every broken form of IDX files', async () => {
    const pair = [file('i', images(12)), file('l', labels(12))] as const;
    for (const place of [0, 1]) {
      for await (const { bytes, cut } of broken(pair[place]!.bytes, { flips: 500 })) {
        const other = pair[1 - place]!;
        const message = await refusal(async () => {
          const { train, test } = await read([file('broken', bytes), other]);
          expect(train.labels.length + test.labels.length).toBe(12);
        });
        if (cut) expect(message).toMatch(/^broken |broken\.$/);
      }
    }
  });

  it('every broken form of an archive, a table and a file of arrays', async () => {
    const reserved = engine.memory().reserved;
    const sources: [string, Bytes][] = [
      ['s.npz', writeNpz(colourful)],
      ['s.zip', zip([file('t/train.csv', csv(20)), file('t/test.csv', csv(4))])],
      ['s.csv', file('', csv(12)).bytes],
      ['s.gz', gz(new TextEncoder().encode(csv(12)))],
      ['s.png.zip', zip(ten.map((i) => file(`${i % 2}/${i}`, png(2, 2))))],
    ];
    for (const [name, good] of sources) {
      let refusals = 0;
      for await (const { bytes, cut } of broken(good, { most: 400, flips: 400 })) {
        const message = await refusal(async () => {
          const set = await read([file(name, bytes)]);
          for (const { pixels, labels: of } of [set.train, set.test]) {
            expect(pixels.length).toBe(of.length * set.channels * set.height * set.width);
            for (const label of of) expect(label).toBeLessThan(set.classNames.length);
          }
        });
        if (message) refusals += 1;
        // A table may end after any line.
        if (cut && name !== 's.csv') expect(message).not.toBe('');
      }
      expect(refusals).toBeGreaterThan(400);
    }
    // Nothing was kept in the engine, and no memory taken for what was only declared.
    expect(engine.memory().reserved).toBe(reserved);
  });
});
