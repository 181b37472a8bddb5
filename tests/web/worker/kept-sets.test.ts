import { describe, expect, it } from 'vitest';
import type { KeptId } from '../../../web/protocol/data-sets';
import type { Change } from '../../../web/worker/data/editing';
import { KeptSets } from '../../../web/worker/data/kept-sets';
import { memorySets } from './memory-store';
import { smallSet } from './small-set';

const relabel = (label: number): Change => ({ kind: 'relabel', split: 'train', index: 0, label });

function visit(store = memorySets(), storage?: ConstructorParameters<typeof KeptSets>[1]) {
  return { store, sets: new KeptSets(store, storage) };
}

describe('own sets', () => {
  it('come back in the next visit', async () => {
    const { store, sets } = visit();
    const set = smallSet([0, 1, 1], [2]);
    const { record, note } = await sets.keep(set, 'From a.idx.');
    expect(note).toBeUndefined();
    expect(record).toMatchObject({
      id: 'kept:small',
      trainCounts: [1, 2, 0],
      testCounts: [0, 0, 1],
    });
    const next = visit(store).sets;
    expect((await next.list()).map((one) => one.record)).toEqual([record]);
    expect(await next.open(record.id)).toEqual({ record, set, stored: { version: 1, set } });
    expect(await next.open('kept:other')).toBeUndefined();
  });

  it.each([
    ['Fashion-MNIST', 'kept:fashion-mnist'],
    ['  Çiçek & Böcek!  ', 'kept:cicek-bocek'],
    ['数字', 'kept:数字'],
    ['***', 'kept:set'],
    ['x'.repeat(80), `kept:${'x'.repeat(40)}`],
  ])('called %s have an id that says so, and outlives the title', async (title, id) => {
    const { sets } = visit();
    expect((await sets.keep(smallSet([], [], title), '')).record.id).toBe(id);
    expect((await sets.keep(smallSet([], [], title), '')).record.id).toBe(`${id}-2`);
    const change: Change = { kind: 'rename', title: 'New', classNames: ['a', 'b', 'c'] };
    const { record } = await sets.change(id as KeptId, () => change);
    expect(record).toMatchObject({ id, title: 'New' });
  });

  it('take the place of none that could not be listed', async () => {
    const { store, sets } = visit();
    await sets.keep(smallSet([0, 1], [2]), '');
    store.list = () => Promise.reject(new Error('does not answer'));
    const { record, note } = await visit(store).sets.keep(smallSet([1], [1]), '');
    expect([record.id, note]).toEqual(['kept:small-2', undefined]);
    expect(store.sets.get('kept:small')!.record.trainCounts).toEqual([1, 1, 0]);
  });

  it('are written as far as they changed', async () => {
    const { store, sets } = visit();
    const { id } = (await sets.keep(smallSet([0, 1], [2]), '')).record;
    await sets.change(id, () => relabel(2));
    await sets.change(id, () => ({ kind: 'remove', split: 'test', indices: [0] }));
    await sets.change(id, () => ({ kind: 'rename', title: 'T', classNames: ['a', 'b', 'c'] }));
    expect(store.written.slice(1)).toEqual([['trainLabels'], ['testPixels', 'testLabels'], []]);
    expect(store.sets.get(id)!.record).toMatchObject({
      title: 'T',
      version: 4,
      testCounts: [0, 0, 0],
    });
  });

  it('change one at a time, each as the one before left it', async () => {
    const { sets } = visit();
    const { id } = (await sets.keep(smallSet([], []), '')).record;
    const add = () =>
      sets.change(id, ({ set }) => ({
        kind: 'insert',
        split: 'train',
        indices: [set.train.labels.length],
        pixels: new Uint8Array(4).fill(set.train.labels.length),
        labels: Uint8Array.of(1),
      }));
    await Promise.all(Array.from({ length: 5 }, add));
    expect([...(await sets.open(id))!.set.train.pixels].filter((_, i) => i % 4 === 0)).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });

  it('go back change by change, to the beginning of the visit', async () => {
    const { store, sets } = visit();
    const first = await sets.keep(smallSet([0, 1], [2]), '');
    const { id } = first.record;
    expect(sets.canUndo(first.record)).toBe(false);
    await sets.change(id, () => relabel(2));
    const second = await sets.change(id, () => ({ kind: 'remove', split: 'train', indices: [1] }));
    expect(sets.canUndo(second.record)).toBe(true);
    expect([...(await sets.undo(id)).set.train.labels]).toEqual([2, 1]);
    const back = await sets.undo(id);
    expect(back.set).toEqual(first.set);
    expect(store.sets.get(id)!.record).toMatchObject({ version: 5, trainCounts: [1, 1, 0] });
    expect(sets.canUndo(back.record)).toBe(false);
    await expect(sets.undo(id)).rejects.toThrow('no change of this visit');
    await sets.change(id, () => relabel(2));
    await expect(visit(store).sets.undo(id)).rejects.toThrow('no change of this visit');
  });

  it('stay as they were when a change does not fit', async () => {
    const { sets } = visit();
    const { record } = await sets.keep(smallSet([0], []), '');
    await expect(sets.change(record.id, () => relabel(9))).rejects.toThrow('found 9');
    expect((await sets.open(record.id))!.record).toEqual(record);
    expect(sets.canUndo(record)).toBe(false);
  });

  it('can be removed', async () => {
    const { store, sets } = visit();
    const { id } = (await sets.keep(smallSet([0], []), '')).record;
    await sets.remove(id);
    expect(store.sets.size).toBe(0);
    expect(await sets.list()).toEqual([]);
    await expect(sets.remove(id)).rejects.toThrow('This browser has no data set “small”');
    await expect(sets.change(id, () => relabel(1))).rejects.toThrow('has no data set “small”');
  });
});

describe('two tabs', () => {
  it('see what the other did, and do not undo it', async () => {
    const { store, sets: one } = visit();
    const { id } = (await one.keep(smallSet([0, 1], [2]), '')).record;
    const { sets: two } = visit(store);
    await two.open(id);
    const mine = await one.change(id, () => relabel(1));
    const theirs = await two.change(id, () => relabel(2));
    expect(theirs.record.version).toBe(3);
    expect([...(await one.open(id))!.set.train.labels]).toEqual([2, 1]);
    expect(one.canUndo(mine.record)).toBe(true);
    expect(one.canUndo((await one.open(id))!.record)).toBe(false);
    await two.remove(id);
    expect(await one.open(id)).toBeUndefined();
    expect(await one.list()).toEqual([]);
  });

  it('cannot both change what the other has not seen', async () => {
    const { store, sets } = visit();
    const { record } = await sets.keep(smallSet([0, 1], [2]), '');
    const { id } = record;
    await expect(
      sets.change(id, () => {
        const kept = store.sets.get(id)!;
        store.sets.set(id, { ...kept, record: { ...kept.record, version: 7 } });
        return relabel(2);
      }),
    ).rejects.toThrow('“Small” was changed in another tab meanwhile');
    expect((await sets.open(id))!.record.version).toBe(7);
  });
});

describe('without room', () => {
  it('are in memory until the page is closed, and are kept when there is room', async () => {
    const { store, sets } = visit();
    store.full = true;
    const { record, note } = await sets.keep(smallSet([0, 1], [2]), '');
    expect(note).toBe(
      '“Small” could not be kept in this browser (there is no room left for this page): it is here ' +
        'until the page is closed.',
    );
    expect(await sets.list()).toEqual([{ record, note }]);
    // Another set does not push it out.
    await sets.keep(smallSet([1], [], 'Other'), '');
    expect([...(await sets.open(record.id))!.set.train.labels]).toEqual([0, 1]);
    expect(store.sets.size).toBe(0);
    store.full = false;
    const changed = await sets.change(record.id, () => relabel(2));
    expect(changed.note).toBeUndefined();
    expect([...store.sets.get(record.id)!.parts.trainLabels]).toEqual([2, 1]);
    expect((await visit(store).sets.open(record.id))!.set).toEqual(changed.set);
  });

  it('keep a change in memory that could not be written, and what was there as it was', async () => {
    const { store, sets } = visit();
    const { id } = (await sets.keep(smallSet([0, 1], [2]), '')).record;
    store.full = true;
    expect((await sets.change(id, () => relabel(1))).note).toMatch('could not be kept');
    await sets.change(id, () => ({ kind: 'remove', split: 'test', indices: [0] }));
    expect(store.sets.get(id)!.record.version).toBe(1);
    expect((await sets.open(id))!.record).toMatchObject({ version: 3, trainCounts: [0, 2, 0] });
    store.full = false;
    await sets.change(id, () => ({ kind: 'relabel', split: 'train', index: 1, label: 2 }));
    expect(store.written.at(-1)).toEqual(['trainLabels', 'testPixels', 'testLabels']);
    expect((await visit(store).sets.open(id))!.set).toEqual((await sets.open(id))!.set);
  });

  it('are not tried where the browser tells that they will not fit', async () => {
    const { store, sets } = visit(undefined, {
      estimate: async () => ({ usage: 1_000_000, quota: 1_000_010 }),
    });
    const { note } = await sets.keep(smallSet([0, 1], [2]), '');
    expect(note).toMatch('it takes 0.1 MB, and there is room for 0.1 MB');
    expect(store.sets.size).toBe(0);
    await sets.keep(smallSet([], [], 'Empty'), '');
    expect(store.sets.size).toBe(1);
  });

  it('work where the browser’s database fails altogether', async () => {
    const fail = () => Promise.reject(new DOMException('blocked', 'InvalidStateError'));
    const sets = new KeptSets({ list: fail, record: fail, read: fail, write: fail, remove: fail });
    const { record, note } = await sets.keep(smallSet([0, 1], [2]), '');
    expect(note).toMatch('keeps nothing for this page, as in a private window');
    await sets.change(record.id, () => relabel(1));
    expect((await sets.list()).map((one) => one.record.version)).toEqual([2]);
    await sets.remove(record.id);
    expect(await sets.list()).toEqual([]);
  });
});
