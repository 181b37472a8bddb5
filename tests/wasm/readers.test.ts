import { load, type CsvOptions, type Engine, type NpyOptions } from 'receptive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftBehind } from './support/left-behind';
import { expectRefusal } from './support/refusals';

/** Tables and NumPy arrays through the package; the readers themselves are tested in C++. */

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});
afterAll(() => engine.dispose());

const bytes = (text: string) => new TextEncoder().encode(text);

/** A .npy file of bytes. */
function npy(shape: string, values: number[] | Uint8Array, descr = '|u1'): Uint8Array {
  const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  return Uint8Array.from([
    ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length, 0],
    ...bytes(head),
    ...values,
  ]);
}

const images = npy('(2, 1, 3)', [1, 2, 3, 4, 5, 6]);
const labels = npy('(2,)', [1, 0]);
const names = npy('(2,)', new Uint8Array(new Uint32Array([97, 0x1f600]).buffer), '<U1');

describe('a table', () => {
  it('becomes a data set with its words as classes', () => {
    const data = engine.csvDataset(bytes('dog,1,2,3,255\ncat,0,0,0,0\n').buffer);
    expect(data).toMatchObject({ count: 2, channels: 1, height: 2, width: 2, range: [0, 1] });
    expect(data.classNames).toEqual(['cat', 'dog']);
    expect(data.bytes()).toEqual({
      pixels: Uint8Array.of(1, 2, 3, 255, 0, 0, 0, 0),
      labels: Uint8Array.of(1, 0),
    });
    data.dispose();
  });

  it('is read as the options say', () => {
    const options = { channels: 3, height: 1, width: 2, channelsLast: true } as const;
    const data = engine.csvDataset(bytes('ü,1,2,3,4,5,6'), { ...options, classNames: ['o', 'ü'] });
    expect(data).toMatchObject({ channels: 3, height: 1, width: 2, classNames: ['o', 'ü'] });
    expect(data.bytes()).toEqual({
      pixels: Uint8Array.of(1, 4, 2, 5, 3, 6),
      labels: Uint8Array.of(1),
    });
    data.dispose();
  });

  it.each<[unknown, unknown, string | RegExp]>([
    ['label', {}, "CSV: expected an ArrayBuffer or a Uint8Array, found 'label'"],
    [bytes(''), {}, 'CSV: expected a table of pictures, found an empty file'],
    [bytes('1,2\n3'), {}, 'CSV line 2: expected 2 columns as in the first line, found 1'],
    [bytes('1,2'), { channels: 2 }, 'channels: expected 1 or 3, found 2'],
    [bytes('1,2'), { height: 65 }, 'height: expected a whole number from 1 to 64, found 65'],
    [bytes('1,2'), { width: 1 }, /^CSV: height and width must both be 1 to 64/],
    [bytes('1,2'), { channelsLast: 1 }, 'channelsLast: expected true or false, found 1'],
    [bytes('1,2'), { classNames: 'a' }, "classNames: expected an Array of names, found 'a'"],
    [bytes('1,2'), { classNames: ['a'] }, 'CSV: expected 2 to 256 classes, found 1'],
    [bytes('1,2'), { classNames: ['a', ''] }, /expected class names .* found an empty name/],
    [bytes('1,2'), { seed: 1 }, /^options: expected only channels, .*, found 'seed'/],
  ])('%# is refused', (file, options, message) => {
    const refused = () => engine.csvDataset(file as Uint8Array, options as CsvOptions);
    // What the first refusal makes for good (texts of the library) is not counted.
    expect(leftBehind(engine, () => expectRefusal(refused, message))).toBe(0);
  });
});

describe('NumPy arrays', () => {
  it('become a data set, with names from a list or a file', () => {
    const plain = engine.npyDataset(images, labels, { classes: 5 });
    expect(plain).toMatchObject({ count: 2, height: 1, width: 3, classes: 5 });
    expect(plain.bytes()).toEqual({
      pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
      labels: Uint8Array.of(1, 0),
    });
    const listed = engine.npyDataset(images, labels, { classNames: ['x', 'y', 'z'] });
    expect(listed.classNames).toEqual(['x', 'y', 'z']);
    const filed = engine.npyDataset(images, labels, { classNames: names });
    expect(filed.classNames).toEqual(['a', '😀']);
    for (const data of [plain, listed, filed]) data.dispose();
  });

  it.each<[unknown, unknown, unknown, string | RegExp]>([
    [labels, images, {}, /^NPY: expected images first .* swapped$/],
    [images, 3, {}, 'labels: expected an ArrayBuffer or a Uint8Array, found 3'],
    [images.subarray(0, 9), labels, {}, /^NPY images: expected a whole NumPy header/],
    [images, labels, { classes: 257 }, /^classes: expected a whole number from 2 to 256/],
    [images, labels, { classNames: images }, /^NPY class names: expected an array of texts/],
    [images, labels, { classNames: new Uint8Array(0) }, /^classNames: expected names, or/],
    [images, labels, { classNames: ['a', 'a'] }, /all different, found 'a' twice/],
    [images, npy('(2,)', [0, 2]), { classNames: names }, /whole numbers from 0 to 1, found 2/],
    [npy('(4294967296, 4294967296)', []), labels, {}, /a size that fits into 64 bits/],
    [npy('(65535, 64, 64)', []), labels, {}, /268431\d{3} bytes .* the file is cut short/],
  ])('%# are refused', (first, second, options, message) => {
    const refused = () =>
      engine.npyDataset(first as Uint8Array, second as Uint8Array, options as NpyOptions);
    expectRefusal(refused, message);
    const { reserved } = engine.memory();
    expect(leftBehind(engine, () => expectRefusal(refused, message))).toBe(0);
    expect(engine.memory().reserved).toBe(reserved);
  });
});
