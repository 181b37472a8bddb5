import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { open, type Opened } from '../../../../../web/worker/data/opening/open';
import { type Bytes, contents, never, refusal, text } from './bytes';
import { tar } from './tar-writer';
import { zip, type ZipMember } from './zip-writer';

type Picked = Record<string, Uint8Array>;

const opened = (picked: Picked, checks: Parameters<typeof open>[1] = never): Promise<Opened> => {
  const files = Object.entries(picked).map(([path, bytes]) => {
    return { path, file: new File([new Uint8Array(bytes)], path) };
  });
  return open(files, checks);
};
const paths = async (picked: Picked) => (await opened(picked)).files.map(({ path }) => path);
const zipped = (files: Picked, more: Partial<ZipMember> = {}): Bytes =>
  zip(Object.entries(files).map(([name, bytes]) => ({ name, bytes, ...more })));
const gz = (bytes: Uint8Array): Bytes => new Uint8Array(gzipSync(bytes));

describe('what was picked', () => {
  it('is files as they are, also empty ones', async () => {
    const picked = { 'a/x.csv': text(300_000), 'a/empty.png': text(0), '.\\b\\y.idx': text(9) };
    const { files } = await opened(picked);
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['a/x.csv', 300_000],
      ['a/empty.png', 0],
      ['b/y.idx', 9],
    ]);
    expect(await contents(files)).toEqual({
      'a/x.csv': text(300_000),
      'a/empty.png': text(0),
      'b/y.idx': text(9),
    });
    expect(await files[0]!.head(7)).toEqual(text(7));
    expect((await opened({})).files).toEqual([]);
  });

  it('is known by what is in it, not by its name', async () => {
    const archive = zipped({ 'x.npy': text(9) });
    for (const name of ['a.npz', 'a.csv', 'a'])
      expect(await paths({ [name]: archive })).toEqual(['x.npy']);
    expect(await paths({ 'a.zip': text(99) })).toEqual(['a.zip']);
    expect(await paths({ 'a.tar': text(999) })).toEqual(['a.tar']);
  });

  it('is passed over where systems put it', async () => {
    const mine = { 'k/\u00c4/1.png': text(5), 'k/B/2.png': text(6) };
    const litter = {
      ...{ 'k/.DS_Store': text(9), '__MACOSX/k/B/._2.png': text(9), 'k/B/._2.png': text(9) },
      ...{ 'k/.ipynb_checkpoints/1.png': text(5), 'k/Thumbs.db': text(3), 'Desktop.ini': text(3) },
      '.git/x': text(1),
    };
    const all = { ...mine, ...litter };
    for (const picked of [all, { 'k.zip': zipped(all) }]) {
      const { files, litter: passed, notes } = await opened(picked);
      expect(await contents(files)).toEqual(mine);
      expect([passed, notes]).toEqual([7, []]);
    }
  });

  it('lies below the names of archives where there are several', async () => {
    const [one, other] = [zipped({ 'arr_0.npy': text(5) }), zipped({ 'arr_0.npy': text(6) })];
    expect(await paths({ 'd/train.npz': one })).toEqual(['d/arr_0.npy']);
    expect(await paths({ 'd/train.npz': one, 'd/test.npz': other })).toEqual([
      'd/train/arr_0.npy',
      'd/test/arr_0.npy',
    ]);
    const tars = { 'a.tar.gz': gz(tar({ name: 'x' })), 'b.tgz': gz(tar({ name: 'x' })) };
    expect(await paths({ ...tars, 'l.csv': text(5) })).toEqual(['l.csv', 'a/x', 'b/x']);
  });

  it('is opened within archives, three deep', async () => {
    const files = { 'c/x.bin': text(700), 'c/y.png': text(40) };
    for (const stored of [true, false]) {
      const second = zipped({ 'in/b.zip': zipped(files) }, { stored });
      const third = zipped({ 'a.zip': second }, { stored });
      expect(await contents((await opened({ 'o.zip': third })).files)).toEqual({
        'in/c/x.bin': text(700),
        'in/c/y.png': text(40),
      });
      expect(await refusal(() => opened({ 'p.zip': zipped({ 'o.zip': third }) }))).toBe(
        'in/b.zip is an archive within archives: unpack the outer ones first.',
      );
    }
    const idx = { 'g/train-images.gz': gz(text(900)), 'g/data.tar.gz': gz(tar({ name: 't/1' })) };
    expect(await paths({ 'gzip.zip': zipped(idx) })).toEqual(['g/train-images', 'g/t/1']);
  });

  it('is left out where it is broken, and refused where it is all', async () => {
    const cut = zipped({ x: text(99) }).slice(0, -9);
    const { files, notes } = await opened({ 'a.zip': cut, 'b.csv': text(9) });
    expect(files.map(({ path }) => path)).toEqual(['b.csv']);
    expect(notes).toEqual([
      'a.zip is cut short, or has something behind its end: get it anew. It was left out.',
    ]);
    expect(await refusal(() => opened({ 'a.zip': cut }))).toContain('a.zip is cut short');
  });

  it('can be given up', async () => {
    let steps = 0;
    const step = async () => {
      steps += 1;
      if (steps > 5) throw new Error('The load was cancelled.');
    };
    const large = gz(tar({ name: 'x', bytes: text(9e6) }));
    await expect(opened({ 'a.tar.gz': large }, { step })).rejects.toThrow(
      'The load was cancelled.',
    );
    expect(steps).toBe(6);
  });

  it('lets others have a turn at every name of a long archive, and can be given up there', async () => {
    const names = Array.from({ length: 500 }, (_, i) => [`${i % 2}/${i}.png`, text(1)] as const);
    const archive = zipped(Object.fromEntries(names));
    for (const most of [3, 400, 900]) {
      let steps = 0;
      const step = async () => {
        steps += 1;
        if (steps > most) throw new Error('The load was cancelled.');
      };
      await expect(opened({ 'a.zip': archive }, { step })).rejects.toThrow('cancelled');
    }
  });

  it('tells how far its unpacking is', async () => {
    const noise = text(3e6).map((byte, i) => byte ^ ((i * i) >> 7));
    const archive = gz(tar({ name: 'x', bytes: noise }));
    const told: number[] = [];
    const progress = (path: string, done: number, all: number) => {
      expect([path, all]).toEqual(['a.tar', archive.length]);
      told.push(done);
    };
    await opened({ 'a.tar.gz': archive }, { ...never, progress });
    expect(told.at(-1)).toBe(archive.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(new Set(told).size).toBeGreaterThan(2);
  });
});

describe('what is there twice', () => {
  const idx = text(300_000);
  const read = 'hold the same: read once.';

  it('packed and unpacked is one file', async () => {
    const picked = { 'raw/train-idx3-ubyte': idx, 'raw/train-idx3-ubyte.gz': gz(idx) };
    for (const way of [picked, Object.fromEntries(Object.entries(picked).reverse())]) {
      const { files, notes } = await opened(way);
      expect(files.map(({ path, size }) => [path, size])).toEqual([
        ['raw/train-idx3-ubyte', idx.length],
      ]);
      expect(notes).toEqual([`raw/train-idx3-ubyte and raw/train-idx3-ubyte.gz ${read}`]);
    }
  });

  it('in a folder of its own name, with dots or hyphens, is one file', async () => {
    const names = ['train-images', 'train-labels', 't10k-images', 't10k-labels'];
    const files = names.flatMap((name, i) => {
      const bytes = text(2000 + i);
      return [
        { name: `${name}.idx3-ubyte`, bytes },
        { name: `${name}-idx3-ubyte/${name}-idx3-ubyte`, bytes },
      ];
    });
    const found = await opened({ 'archive.zip': zip(files) });
    expect(found.files.map(({ path }) => path)).toEqual(names.map((name) => `${name}.idx3-ubyte`));
    expect(found.notes).toEqual([
      '4 files are there twice, such as train-images.idx3-ubyte and ' +
        'train-images-idx3-ubyte/train-images-idx3-ubyte: each is read once.',
    ]);
  });

  it('but differs, or is damaged, is two files', async () => {
    const other = idx.map((byte, i) => (i === 250_000 ? 0 : byte));
    for (const twin of [gz(other), gz(idx.slice(1)), gz(idx).slice(0, -3)]) {
      const { files, notes } = await opened({ x: idx, 'x.gz': twin });
      expect(files.map(({ path }) => path)).toEqual(['x', 'x.gz']);
      expect(notes).toEqual([]);
    }
  });

  it('under one path in an archive is the later one', async () => {
    const member = (name: string, bytes: Bytes) => ({ name, bytes });
    const { files, notes } = await opened({
      'a.zip': zip([
        ...[member('x', text(9)), member('y', text(5)), member('./y', text(5))],
        member('x', text(8)),
      ]),
    });
    expect(await contents(files)).toEqual({ x: text(8), y: text(5) });
    expect(notes).toEqual(['Two files are called x: the later one is read.']);
  });

  it('as pictures of one name in different folders is as it is', async () => {
    const same = { 'a/1.png': text(9), 'b/1.png': text(9), 'a/x.npy': text(9), 'b/x.npy': text(9) };
    expect(await paths(same)).toEqual(Object.keys(same));
  });
});
