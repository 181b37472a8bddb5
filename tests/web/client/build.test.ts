import { describe, expect, it } from 'vitest';
import * as drafts from '../../../web/client/state/build/drafts';
import { reasonOf } from '../../../web/client/state/build/trials.svelte';
import { settingsText } from '../../../web/client/state/build/words';

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
  const message =
    "conv2d_1: window: expected at most the map's height of 4 (use padding 'same' or a smaller window), found 5";

  it('is explained as people say it', () => {
    expect(drafts.plainProblem(message)).toBe(
      'A 5×5 window does not fit a 4×4 map: use padding same, or a smaller window.',
    );
    expect(drafts.plainProblem(message, 'conv2d')).toBe(
      'A 5×5 filter does not fit a 4×4 map: use padding same, or a smaller filter.',
    );
    // Of a row of values, and of a window that is wider than high.
    expect(
      drafts.plainProblem(
        "conv1d: window: expected at most the map's width of 1 (use padding 'same' or a smaller window), found 3",
        'conv1d',
      ),
    ).toBe('A filter 3 wide does not fit a map 1 wide: use padding same, or a smaller filter.');
    expect(drafts.plainProblem('inputs: expected all of the same shape, 8x7x5, found 3x7x5')).toBe(
      'Only layers of the same shape can be added; these are 7×5×8 and 7×5×3.',
    );
    expect(drafts.plainProblem('inputs: expected maps of the same size, 4x4, found 7x6')).toBe(
      'Only maps of the same size can stand side by side; these are 4×4 and 7×6.',
    );
    expect(drafts.plainProblem('something else')).toBe('something else');
  });

  it('names the layer that it would spoil, if that is another one', () => {
    const found = { message, layer: 1 };
    const trial = { key: '', layers: net };
    expect(reasonOf({ ...trial, place: 1 }, found, undefined)).toMatch(/^A 5×5 filter/);
    expect(reasonOf({ ...trial, place: 0 }, found, undefined)).toMatch(
      /^conv2d_1 would fail. A 5×5 filter/,
    );
    expect(reasonOf({ ...trial, place: 0 }, undefined, undefined)).toBeUndefined();
  });

  it('is not blamed for what is wrong already', () => {
    const trial = { key: '', layers: net, place: 3 };
    const present = { message, layer: 1 };
    expect(reasonOf(trial, { message, layer: 1 }, present)).toBeUndefined();
    expect(reasonOf(trial, { message: 'x', layer: 0 }, present)).toMatch(/x/);
    expect(reasonOf(trial, { message: 'y', layer: 3 }, present)).toBe('y');
    // Where the layer itself is what does not fit, it is said which choices would mend it instead.
    expect(reasonOf({ ...trial, place: 1 }, present, present)).toBeUndefined();
  });
});
