import type { LayerSpec, Preset } from 'receptive';
import { describe, expect, it } from 'vitest';
import { keptInfo, lacking, networksFor } from '../../../web/worker/data/kept-info';
import { KeptSets } from '../../../web/worker/data/kept-sets';
import { listSets } from '../../../web/worker/data/listing';
import { checkedNames, checkNewSet } from '../../../web/worker/data/new-set';
import type { SetRecord } from '../../../web/worker/storage/set-record';
import { memorySets } from './memory-store';
import { smallSet } from './small-set';
import { engine } from './watched-engine';

const record = (changes: Partial<SetRecord> = {}): SetRecord => ({
  id: 'kept:small',
  title: 'Small',
  origin: '',
  channels: 1,
  height: 28,
  width: 28,
  classNames: ['a', 'b', 'c'],
  trainCounts: [4, 4, 0],
  testCounts: [1, 0, 0],
  version: 1,
  ...changes,
});

describe('networks for pictures of a size', () => {
  const preset = (name: string, data: string[], kernelSize: number, last = 'dense'): Preset => ({
    name,
    title: name,
    description: '',
    source: '',
    data,
    epochs: 1,
    columns: [],
    spec: {
      input: [1, 28, 28],
      layers: [
        { type: 'conv2d', filters: 1, kernelSize },
        { type: 'flatten' },
        { type: last, units: 10 } as LayerSpec,
      ],
    },
  });
  const presets = [
    preset('xo', ['xo'], 3),
    preset('small', ['mnist', 'xo28'], 5),
    preset('large', ['mnist'], 20),
    preset('codes', ['mnist'], 5, 'radialBasis'),
    preset('words', ['sentences'], 1),
    preset('committee', ['committee'], 3),
  ];
  const these: Parameters<typeof networksFor>[0] = {
    presets: () => presets,
    specProblem: (spec) => engine.specProblem(spec),
  };
  const sized = (channels: number, side: number, classes: number) =>
    networksFor(these, {
      ...{ channels, height: side, width: side },
      classNames: Array.from({ length: classes }, (_, i) => `${i}`),
    });

  it('are MNIST’s for pictures of MNIST’s size', () => {
    expect(sized(1, 28, 10)).toEqual(['small', 'large', 'codes']);
    // Only a dense layer can be given another number of outputs.
    expect(sized(1, 28, 3)).toEqual(['small', 'large']);
  });

  it('are those that can be built for others', () => {
    expect(sized(3, 28, 3)).toEqual(['xo', 'small', 'large']);
    expect(sized(1, 64, 10)).toEqual(['xo', 'small', 'large', 'codes']);
    expect(sized(1, 8, 2)).toEqual(['xo', 'small']);
    expect(sized(1, 2, 2)).toEqual([]);
  });
});

describe('the list of own sets', () => {
  it('has the others where one record is damaged, and says so', async () => {
    const store = memorySets();
    const sets = new KeptSets(store);
    await sets.keep(smallSet([0, 1], [2], 'One'), '');
    await sets.keep(smallSet([0, 1], [2], 'Two'), '');
    Object.assign([...store.sets.values()][0]!.record, { trainCounts: undefined });
    const { kept, problem } = await listSets(engine, new KeptSets(store));
    expect(kept.map(({ title }) => title)).toEqual(['Two']);
    expect(problem).toBe('One kept data set is damaged and cannot be read; the others are here.');
  });

  it('says why there are none where they cannot be read', async () => {
    const store = { ...memorySets(), list: () => Promise.reject(new Error('It is locked.')) };
    expect(await listSets(engine, new KeptSets(store))).toEqual({
      kept: [],
      problem: 'What this browser keeps of your data sets cannot be read: It is locked.',
    });
  });
});

describe('what is said of an own set', () => {
  it('counts pictures and bytes', () => {
    expect(keptInfo(record(), ['small'], 'A note.')).toEqual({
      id: 'kept:small',
      title: 'Small',
      origin: '',
      channels: 1,
      height: 28,
      width: 28,
      classNames: ['a', 'b', 'c'],
      trainCount: 8,
      testCount: 1,
      range: [0, 1],
      bytes: 9 * 785,
      networks: ['small'],
      note: 'A note.',
    });
  });

  it.each([
    [{ classNames: ['a'], trainCounts: [4], testCounts: [1] }, 'It has one class'],
    [
      { trainCounts: [0, 0, 0], testCounts: [0, 0, 0] },
      'at least two classes to learn from; there are none yet.',
    ],
    [{ trainCounts: [9, 0, 0] }, 'there are some of one class only.'],
    [{ testCounts: [0, 0, 0] }, 'no picture for testing yet: the fifth of each class becomes one.'],
    [{ testCounts: [1, 0, 2] }, 'pictures of “c” for testing, and none to learn from'],
  ])('tells what it lacks: %o', (changes, message) => {
    expect(lacking(record(changes))).toMatch(message);
    expect(keptInfo(record(changes), []).lacks).toMatch(message);
  });
});

describe('a new set', () => {
  const wanted = {
    title: ' Signs ',
    classNames: ['left ', 'right'],
    channels: 3 as const,
    height: 32,
    width: 64,
  };

  it('has no pictures yet', () => {
    expect(checkNewSet(wanted)).toEqual({
      title: 'Signs',
      classNames: ['left', 'right'],
      channels: 3,
      height: 32,
      width: 64,
      train: { pixels: new Uint8Array(0), labels: new Uint8Array(0) },
      test: { pixels: new Uint8Array(0), labels: new Uint8Array(0) },
    });
  });

  it.each([
    [{ title: '  ' }, 'The data set needs a name.'],
    [{ title: 'x'.repeat(81) }, 'has 81 letters; 80 are the most'],
    [{ classNames: ['a'] }, 'name two of them at least'],
    [{ classNames: ['a', ' '] }, 'Class 2 needs a name.'],
    [{ classNames: ['a', 'b', 'a '] }, 'Two classes are called “a”.'],
    [{ classNames: Array.from({ length: 257 }, (_, i) => `${i}`) }, 'up to 256 classes, found 257'],
    [{ classNames: ['a', 'x'.repeat(41)] }, 'class 2 has 41 letters'],
    [{ channels: 2 as 1 }, 'found 2'],
    [{ height: 65 }, 'sides of 1 to 64 pixels, found 65'],
    [{ width: 0 }, 'found 0'],
    [{ width: 9.5 }, 'found 9.5'],
  ])('is refused when it cannot be: %o', (changes, message) => {
    expect(() => checkNewSet({ ...wanted, ...changes })).toThrow(message);
  });

  it('may get further classes later, but loses none', () => {
    const set = { title: 'T', classNames: ['a', 'b'] };
    expect(checkedNames(set, {})).toEqual(set);
    expect(checkedNames(set, { title: ' U ' })).toEqual({ ...set, title: 'U' });
    expect(checkedNames(set, { classNames: ['b', 'a', 'c'] }).classNames).toEqual(['b', 'a', 'c']);
    expect(() => checkedNames(set, { classNames: ['a'] })).toThrow('classes can be added, but not');
  });
});
