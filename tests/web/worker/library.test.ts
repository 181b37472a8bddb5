import { load } from 'receptive';
import { describe, expect, it } from 'vitest';
import { dataSetOf } from '../../../web/worker/data/data-set';
import { KeptSets } from '../../../web/worker/data/kept-sets';
import { Library } from '../../../web/worker/data/library';
import { memorySets } from './memory-store';
import { smallSet } from './small-set';
import { Watch } from './watched-engine';

function shelf() {
  const watch = new Watch();
  const { engine } = watch;
  const sets = new KeptSets(memorySets());
  const library = new Library(engine, sets);
  /** Pictures of 2 x 2 whose bytes are their number; the classes take turns. */
  const some = (count: number) => () =>
    engine.bytesDataset({
      channels: 1,
      height: 2,
      width: 2,
      classNames: [...'0123456789'],
      pixels: Uint8Array.from({ length: count * 4 }, (_, i) => Math.floor(i / 4)),
      labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
    });
  const mnist = () => dataSetOf({ id: 'mnist', title: 'MNIST', origin: '' }, some(30), some(10));
  return { library, sets, watch, mnist };
}

const xo = (difficulty: number) => ({ data: 'xo', difficulty }) as const;

describe('the data sets in the engine’s memory', () => {
  it('are made once, and freed when nobody uses them and another is wanted', async () => {
    const { library, watch } = shelf();
    const easy = await library.take(xo(0));
    const same = await library.take(xo(0));
    expect(same).toBe(easy);
    expect(easy.info).toMatchObject({ id: 'xo', trainCount: 2000, testCount: 500 });
    same.release();
    const hard = await library.take(xo(1));
    hard.release();
    expect(watch.liveSets).toBe(4); // the easy one is in use, the hard one was asked for last
    expect(await library.take(xo(0))).toBe(easy);
    easy.release();
    easy.release();
    library.tidy();
    expect(watch.liveSets).toBe(2);
    (await library.take({ data: 'xo28', difficulty: 0 })).release();
    expect(watch.liveSets).toBe(2);
  });

  it('have 12,000 and 2,000 generated digits', async () => {
    const { library } = shelf();
    const digits = await library.take({ data: 'digits', difficulty: 0.5 });
    expect(digits.info).toMatchObject({ trainCount: 12_000, testCount: 2000 });
    expect(digits.info.classNames).toEqual([...'0123456789']);
    // How hard X and O are is nothing to them.
    expect(await library.take({ data: 'digits', difficulty: 1 })).toBe(digits);
  });

  it('keep MNIST, and the one in its place', async () => {
    const { library, watch, mnist } = shelf();
    await expect(library.take({ data: 'mnist', difficulty: 0 })).rejects.toThrow('not loaded yet');
    library.putMnist(mnist());
    (await library.take(xo(0))).release();
    (await library.take(xo(1))).release();
    expect(watch.liveSets).toBe(4);
    const used = await library.take({ data: 'mnist', difficulty: 0 });
    library.putMnist(mnist());
    expect(watch.liveSets).toBe(6);
    used.release();
    expect(watch.liveSets).toBe(4);
    expect(library.hasMnist).toBe(true);
  });

  it('shows X and O as they are in use', async () => {
    const { library } = shelf();
    const used = await library.take(xo(0.9));
    expect(await library.look('xo')).toBe(used);
    expect((await library.look('xo28')).info.id).toBe('xo28');
  });

  it('hold own sets as they were when they were asked for', async () => {
    const { library, sets, watch } = shelf();
    const { id } = (await sets.keep(smallSet([0, 1, 1], [0]), 'Drawn.')).record;
    const wanted = { data: id, difficulty: 0 };
    const before = await library.take(wanted);
    expect(before.info).toMatchObject({ id, title: 'Small', origin: 'Drawn.', trainCount: 3 });
    expect(await library.take(wanted)).toBe(before);
    before.release();
    await sets.change(id, () => ({ kind: 'relabel', split: 'train', index: 1, label: 2 }));
    const after = await library.take(wanted);
    expect([...after.labels('train')]).toEqual([0, 2, 1]);
    expect([...before.labels('train')]).toEqual([0, 1, 1]);
    expect(watch.liveSets).toBe(4);
    before.release();
    library.tidy();
    expect(watch.liveSets).toBe(2);
  });

  it('are no own sets that are not there, or lack something', async () => {
    const { library, sets, watch } = shelf();
    await expect(library.take({ data: 'kept:nowhere', difficulty: 0 })).rejects.toThrow(
      'This browser has no data set “nowhere”: it was removed, or made in another browser.',
    );
    const { id } = (await sets.keep(smallSet([0, 0], [0]), '')).record;
    await expect(library.take({ data: id, difficulty: 0 })).rejects.toThrow(
      '“Small” cannot be trained yet. It needs pictures of at least two classes',
    );
    expect(watch.liveSets).toBe(0);
  });

  it('go along to another engine where they cannot be had anew', async () => {
    const { library, mnist } = shelf();
    library.putMnist(mnist());
    const data = await library.take({ data: 'mnist', difficulty: 0 });
    const next = new Watch(await load({ variant: 'simd' }));
    const copy = await library.copyTo(next.engine).take({ data: 'mnist', difficulty: 0 });
    expect(next.liveSets).toBe(2);
    expect(copy.info).toEqual(data.info);
    expect(copy.pictures()).toEqual(data.pictures());
  });
});
