import { describe, expect, it } from 'vitest';
import * as drafts from '../../../../web/instruments/build/state/drafts';
import { plainProblem } from '../../../../web/instruments/build/state/problem-words';
import { reasonOf } from '../../../../web/instruments/build/state/trials.svelte';
import { settingsText } from '../../../../web/instruments/build/state/build-words';
import type { DraftProblem } from '../../../../web/instruments/build/protocol';

const net = drafts.named([
  { type: 'conv2d', filters: 8, kernelSize: 3, activation: 'relu' },
  { type: 'conv2d', filters: 8, kernelSize: 3, padding: 'same' },
  { type: 'add', inputs: ['conv2d', 'conv2d_1'] },
  { type: 'dense', units: 10 },
]);

const names = (layers: readonly drafts.NamedLayer[]) => layers.map(({ name }) => name);

describe('the list of layers', () => {
  it('names each as the core does, and forgets the names that nobody reads', () => {
    expect(names(net)).toEqual(['conv2d', 'conv2d_1', 'add', 'dense']);
    expect(drafts.unnamed(net).map(({ name }) => name)).toEqual([
      'conv2d',
      'conv2d_1',
      undefined,
      undefined,
    ]);
    expect(drafts.unnamed(drafts.named([{ type: 'relu', name: 'mine' }]))[0]?.name).toBe('mine');
  });

  it('takes a layer in, with a name of its own', () => {
    const longer = drafts.insert(net, 1, 'conv2d');
    expect(names(longer)).toEqual(['conv2d', 'conv2d_2', 'conv2d_1', 'add', 'dense']);
    expect(longer[1]).toMatchObject({ filters: 8, kernelSize: 3 });
    expect(net).toHaveLength(4);
  });

  it('joins the layer before with what that reads: a shortcut', () => {
    expect(drafts.insert(net, 2, 'add')[2]?.inputs).toEqual(['conv2d_1', 'conv2d']);
    expect(drafts.insert(net, 1, 'concatenate')[1]?.inputs).toEqual(['conv2d', 'input']);
    // Where the shapes are known, with one that fits.
    const shapes = [
      [8, 9, 9],
      [8, 5, 5],
      [8, 9, 9],
    ];
    expect(drafts.insert(net, 3, 'add', shapes)[3]?.inputs).toEqual(['add', 'conv2d']);
  });

  it('lets the readers of a removed layer read what it read', () => {
    const shorter = drafts.remove(net, 1);
    expect(shorter[1]?.inputs).toEqual(['conv2d', 'conv2d']);
    expect(drafts.remove(net, 0)[1]?.inputs).toEqual(['input', 'conv2d_1']);
  });

  it('moves, doubles and sets', () => {
    expect(names(drafts.move(net, 0, 3))).toEqual(['conv2d_1', 'add', 'dense', 'conv2d']);
    expect(drafts.move(net, 0, 9)).toEqual(net);
    expect(names(drafts.duplicate(net, 2))).toEqual([
      'conv2d',
      'conv2d_1',
      'add',
      'add_1',
      'dense',
    ]);
    expect(drafts.duplicate(net, 2)[3]?.inputs).toEqual(['conv2d', 'conv2d_1']);
    expect(drafts.set(net, 1, 'padding', undefined)[1]).not.toHaveProperty('padding');
    expect(drafts.set(net, 3, 'units', 5)[3]).toMatchObject({ units: 5 });
  });

  it('says on one line what a layer is made with', () => {
    expect(net.map(settingsText)).toEqual(['8 of 3×3, relu', '8 of 3×3, padding same', '', '10']);
    expect(settingsText({ type: 'maxPooling2d', poolSize: [2, 3], ceilMode: true })).toBe(
      '2×3, last windows may hang over',
    );
    expect(settingsText({ type: 'dropout', rate: 0.25 })).toBe('25 %');
  });
});

describe('a choice that would not fit', () => {
  const layers = drafts.named([
    { type: 'maxPooling2d' },
    { type: 'conv2d', filters: 8, kernelSize: 5 },
    { type: 'conv1d', filters: 8, kernelSize: 3 },
    { type: 'add', inputs: ['conv2d', 'maxPooling2d'] },
    { type: 'concatenate', inputs: ['conv2d', 'maxPooling2d'] },
  ]);
  const [pool, conv, row, add, beside] = [0, 1, 2, 3, 4];
  const window: Omit<DraftProblem, 'layer'> = {
    message: 'A sentence that nobody takes apart.',
    argument: 'window',
    expected: 'something',
    found: '5',
  };
  const said = (problem: DraftProblem, of = layers) => plainProblem(problem, of);

  it.each<[string, DraftProblem, string]>([
    [
      'a filter',
      { ...window, layer: conv, reads: [[8, 4, 4]] },
      'A 5×5 filter does not fit a 4×4 map: use padding same, or a smaller filter.',
    ],
    [
      'a map that is no square',
      { ...window, layer: conv, reads: [[8, 9, 4]] },
      'A 5×5 filter does not fit a 9×4 map: use padding same, or a smaller filter.',
    ],
    [
      'a window',
      { ...window, layer: pool, reads: [[8, 1, 3]] },
      'A 2×2 window does not fit a 1×3 map: use padding same, or a smaller window.',
    ],
    [
      'a row of values',
      { ...window, layer: row, reads: [[8, 1, 1]] },
      'A filter 3 wide does not fit a row 1 wide: use padding same, or a smaller filter.',
    ],
    [
      'a layer that leaves no map',
      { ...window, layer: conv, reads: [[128, 1, 1]], behind: 0 },
      'A 5×5 filter does not fit behind maxPooling2d, where every map is one square: move it above maxPooling2d.',
    ],
    [
      'other shapes',
      {
        ...window,
        argument: 'inputs',
        layer: add,
        reads: [
          [8, 7, 5],
          [8, 7, 5],
          [3, 7, 5],
        ],
      },
      'Only layers of the same shape can be added; these are 7×5×8 and 7×5×3.',
    ],
    [
      'other sizes',
      {
        ...window,
        argument: 'inputs',
        layer: beside,
        reads: [
          [8, 4, 4],
          [3, 7, 6],
        ],
      },
      'Only maps of the same size can stand side by side; these are 4×4 and 7×6.',
    ],
    [
      'what nobody reads',
      { message: 'conv2d: expected a reader', layer: conv, unread: true },
      'No later layer reads conv2d, and it is not the last one: let one read it, or remove it.',
    ],
    [
      'an argument',
      { message: 'm', argument: 'filters', expected: '1', found: '0', layer: conv },
      'filters: expected 1, found 0',
    ],
    [
      'what has no parts',
      { message: 'conv2d: something else', layer: conv },
      'conv2d: something else',
    ],
  ])('is explained as people say it: %s', (_, problem, sentence) => {
    expect(said(problem)).toBe(sentence);
  });

  it.each<[Record<string, unknown>, string]>([
    [
      { kernelSize: [5, 3] },
      'A 5×3 filter does not fit a 4×4 map: use padding same, or a smaller filter.',
    ],
    [
      { dilationRate: [3, 1] },
      'A 5×5 filter, spread over 13×5, does not fit a 4×4 map: use padding same, or a smaller filter.',
    ],
    [
      { padding: [0, 1] },
      'A 5×5 filter does not fit a 4×4 map with padding 0×1: use a smaller filter.',
    ],
  ])('is told by what the layer says: %o', (more, sentence) => {
    const conv = drafts.named([{ type: 'conv2d', filters: 8, kernelSize: 5, ...more }]);
    expect(said({ ...window, layer: 0, reads: [[1, 4, 4]] }, conv)).toBe(sentence);
  });

  const found: DraftProblem = { ...window, layer: 1, reads: [[8, 4, 4]] };

  it('names the layer that it would spoil, if that is another one', () => {
    const trial = { key: '', layers };
    expect(reasonOf({ ...trial, place: 1 }, found, undefined)).toMatch(/^A 5×5 filter/);
    expect(reasonOf({ ...trial, place: 0 }, found, undefined)).toMatch(
      /^conv2d would fail. A 5×5 filter/,
    );
    const unread = { message: 'conv2d: nobody reads it', layer: 1 };
    expect(reasonOf({ ...trial, place: 0 }, unread, undefined)).toBe('conv2d: nobody reads it');
    expect(reasonOf({ ...trial, place: 0 }, undefined, undefined)).toBeUndefined();
  });

  it('is not blamed for what is wrong already', () => {
    const trial = { key: '', layers, place: 3 };
    expect(reasonOf(trial, found, found)).toBeUndefined();
    expect(reasonOf(trial, { message: 'x', layer: 0 }, found)).toMatch(/x/);
    expect(reasonOf(trial, { message: 'y', layer: 3 }, found)).toBe('y');
    // Where the layer itself is what does not fit, it is said which choices would mend it instead.
    expect(reasonOf({ ...trial, place: 1 }, found, found)).toBeUndefined();
  });
});
