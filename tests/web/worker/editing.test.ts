import { describe, expect, it } from 'vitest';
import { addition, edit, type Change } from '../../../web/worker/data/editing';
import type { PictureSet } from '../../../web/worker/data/picture-set';
import { smallSet } from './small-set';

const before = smallSet([0, 1, 2, 0, 1], [2, 0]);
const numbers = ({ pixels }: { pixels: Uint8Array }) => [...pixels].filter((_, i) => i % 4 === 0);

describe('a change of a set', () => {
  it.each<[string, Change, number[], number[]]>([
    [
      'takes pictures out',
      { kind: 'remove', split: 'train', indices: [3, 0, 3] },
      [1, 2, 4],
      [1, 2, 1],
    ],
    ['takes all out', { kind: 'remove', split: 'train', indices: [0, 1, 2, 3, 4] }, [], []],
    [
      'puts pictures in',
      {
        kind: 'insert',
        split: 'train',
        indices: [0, 3, 6, 7],
        pixels: Uint8Array.from([50, 51, 52, 53].flatMap((value) => [value, value, value, value])),
        labels: Uint8Array.of(2, 2, 1, 1),
      },
      [50, 0, 1, 51, 2, 3, 52, 53, 4],
      [2, 0, 1, 2, 2, 0, 1, 1, 1],
    ],
    [
      'gives another class',
      { kind: 'relabel', split: 'train', index: 1, label: 2 },
      [0, 1, 2, 3, 4],
      [0, 2, 2, 0, 1],
    ],
  ])('%s, and can be taken back', (_what, change, pictures, labels) => {
    const given = structuredClone(before);
    const { set, back } = edit(given, change);
    expect(numbers(set.train)).toEqual(pictures);
    expect([...set.train.labels]).toEqual(labels);
    expect(set.test).toEqual(before.test);
    expect(given).toEqual(before);
    expect(edit(set, back).set).toEqual(before);
  });

  it('gives other names', () => {
    const classNames = ['x', 'y', 'z', 'new'];
    const { set, back } = edit(before, { kind: 'rename', title: 'Other', classNames });
    expect(set).toEqual({ ...before, title: 'Other', classNames });
    expect(edit(set, back).set).toEqual(before);
  });

  it('shares the bytes that stay as they are', () => {
    const { set } = edit(before, { kind: 'relabel', split: 'train', index: 0, label: 1 });
    expect(set.train.pixels).toBe(before.train.pixels);
    expect(set.test.pixels).toBe(before.test.pixels);
  });

  it.each<[Change, string]>([
    [
      { kind: 'remove', split: 'test', indices: [2] },
      'no picture 2: the pictures have numbers, from 0 to 1',
    ],
    [{ kind: 'remove', split: 'test', indices: [0.5] }, 'no picture 0.5'],
    [{ kind: 'relabel', split: 'train', index: -1, label: 0 }, 'no picture -1'],
    [{ kind: 'relabel', split: 'train', index: 0, label: 3 }, 'from 0 to 2, found 3'],
  ])('that does not fit is refused: %o', (change, message) => {
    expect(() => edit(before, change)).toThrow(message);
  });
});

describe('a picture more', () => {
  const add = (set: PictureSet, label: number) =>
    edit(set, addition(set, label, new Uint8Array(4))).set;

  it('is for testing when it is the 5th, 15th, 25th ... of its class', () => {
    let set = smallSet([], []);
    const tested: number[] = [];
    for (let picture = 1; picture <= 40; ++picture) {
      const { length } = set.test.labels;
      // Another class in between has its own count.
      set = add(add(set, 1), 0);
      if (set.test.labels.length > length) tested.push(picture);
    }
    expect(tested).toEqual([5, 15, 25, 35]);
    expect(set.train.labels.length + set.test.labels.length).toBe(80);
    expect(set.test.labels.length).toBe(8);
  });

  it('takes the place of a test picture that was deleted', () => {
    const set = smallSet([0, 0, 0, 0, 0, 0], []);
    expect(add(set, 0).test.labels.length).toBe(1);
  });

  it('must be of the size and of a class of the set', () => {
    expect(() => addition(before, 3, new Uint8Array(4))).toThrow('from 0 to 2, found 3');
    expect(() => addition(before, 0, new Uint8Array(5))).toThrow('1 x 2 x 2 = 4 values, found 5');
  });
});
