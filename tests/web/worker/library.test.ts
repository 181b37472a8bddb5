import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../../web/server/serve.mjs';
import type { Experiment } from '../../../web/shared/experiment';
import { Library } from '../../../web/worker/data/library';
import { fakeEngine } from './fake-engine';
import { gz, idx, smallMnist, type Bytes } from './idx-bytes';
import { memoryStore } from './memory-store';
import { mirror, serving } from './mirror-server';

const { files, packed } = smallMnist();
const nothing = () => undefined;
const experiment = { data: 'mnist', difficulty: 0.5 } as Experiment;

let site: string;
const cleanups: (() => Promise<void>)[] = [];

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'receptive-site-'));
  await writeFile(join(site, 'index.html'), '<!doctype html><title>x</title>');
  cleanups.push(() => rm(site, { recursive: true }));
});

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function folderWith(names: Iterable<string>, content = packed): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'receptive-mnist-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  for (const name of names) await writeFile(join(folder, name), content.get(name)!);
  return folder;
}

async function library(options: {
  mirrors?: string[];
  mnistDir?: string;
  api?: boolean;
  direct?: string[];
}) {
  const { engine, log } = fakeEngine();
  const store = memoryStore();
  const { direct = [], ...serverOptions } = options;
  const server = await serve({ root: site, mirrors: [], ...serverOptions });
  cleanups.push(server.close);
  const mnist = {
    site: server.url,
    store,
    files,
    mirrors: direct,
    patienceMilliseconds: 5000,
  };
  return {
    library: new Library(engine, mnist),
    again: () => new Library(engine, mnist),
    store,
    log,
  };
}

function picked(name: string, bytes: Bytes): File {
  return new File([bytes], name);
}

describe('MNIST by download', () => {
  it('through the local server, kept for the next visit', async () => {
    const source = await mirror(serving(packed));
    const { library: shelf, again, store } = await library({ mirrors: [source.url] });
    expect(await shelf.availability()).toEqual({
      folder: false,
      kept: false,
      loaded: false,
      downloadMegabytes: 1,
    });
    const info = await shelf.loadMnist('download', nothing);
    expect(info).toMatchObject({ id: 'mnist', trainCount: 40, testCount: 20 });
    expect(info.note).toBeUndefined();
    expect(info.classNames.length).toBe(10);
    expect(store.files.size).toBe(4);
    expect(await shelf.availability()).toMatchObject({ kept: true, loaded: true });

    const nextVisit = again();
    const kept = await nextVisit.loadMnist('kept', nothing);
    expect(kept).toMatchObject({ trainCount: 40, testCount: 20 });
    expect(source.asked.length).toBe(4);
  });

  it('straight from the mirrors on a static host', async () => {
    const source = await mirror(serving(packed));
    const { library: shelf } = await library({ api: false, direct: [source.url] });
    expect(await shelf.loadMnist('download', nothing)).toMatchObject({ trainCount: 40 });
    expect(source.asked.length).toBe(4);
  });

  it('asks the second mirror of the local server when the first sends something else', async () => {
    const bad = await mirror((_request, response) => void response.end('surprise'));
    const good = await mirror(serving(packed));
    const { library: shelf } = await library({ mirrors: [bad.url, good.url] });
    expect(await shelf.loadMnist('download', nothing)).toMatchObject({ trainCount: 40 });
    expect(bad.asked.length).toBe(1);
  });

  it('works on when the browser has no room, and says so', async () => {
    const source = await mirror(serving(packed));
    const { library: shelf, store } = await library({ mirrors: [source.url] });
    store.full = true;
    const info = await shelf.loadMnist('download', nothing);
    expect(info.note).toMatch('could not be kept');
    expect(info.trainCount).toBe(40);
  });

  it('passes on what the local server says of mirrors that fail', async () => {
    const { host, url } = await mirror((_request, response) => void response.writeHead(500).end());
    const { library: shelf, log } = await library({ mirrors: [url] });
    await expect(shelf.loadMnist('download', nothing)).rejects.toThrow(
      `the local server says that ${host} answered 500`,
    );
    expect(log.liveSets).toBe(0);
    expect(() => shelf.take(experiment)).toThrow('MNIST is not loaded yet');
  });

  it('can be cancelled, and is done one at a time', async () => {
    const source = await mirror(() => undefined);
    const { library: shelf } = await library({ mirrors: [source.url] });
    const loading = shelf.loadMnist('download', nothing);
    const refused = expect(loading).rejects.toThrow('cancelled');
    await expect(shelf.loadMnist('kept', nothing)).rejects.toThrow('loaded already');
    while (source.asked.length === 0) await new Promise((done) => setTimeout(done, 5));
    shelf.cancelLoading();
    await refused;
    await expect(shelf.loadMnist('kept', nothing)).rejects.toThrow('download them again');
  });
});

describe('MNIST from what the browser kept', () => {
  it('is checked, and thrown away when it is damaged', async () => {
    const { library: shelf, store } = await library({});
    for (const [name, bytes] of packed) store.files.set(name.slice(0, -3), bytes.slice());
    store.files.get('train-labels-idx1-ubyte')![30]! ^= 1;
    await expect(shelf.loadMnist('kept', nothing)).rejects.toThrow('are damaged');
    expect(store.files.size).toBe(0);
  });

  it('does without a store that fails', async () => {
    const { library: shelf, store } = await library({});
    store.has = () => Promise.reject(new Error('blocked'));
    store.get = () => Promise.reject(new Error('blocked'));
    expect((await shelf.availability()).kept).toBe(false);
    await expect(shelf.loadMnist('kept', nothing)).rejects.toThrow('no MNIST files from before');
  });
});

describe("MNIST from the server's folder", () => {
  it('is used as it is', async () => {
    const mnistDir = await folderWith(packed.keys());
    const { library: shelf, store } = await library({ mnistDir });
    expect((await shelf.availability()).folder).toBe(true);
    const info = await shelf.loadMnist('folder', nothing);
    expect(info.trainCount).toBe(40);
    expect(info.origin).toMatch('published MNIST files');
    expect(store.files.size).toBe(0);
  });

  it('may hold other pictures under the same names, which is said', async () => {
    const other = new Map(packed);
    other.set('t10k-images-idx3-ubyte.gz', gz(idx([20, 4, 4], () => 7)));
    const { library: shelf } = await library({
      mnistDir: await folderWith(other.keys(), other),
    });
    const info = await shelf.loadMnist('folder', nothing);
    expect(info.origin).toMatch('not the published MNIST files');
  });

  it('says which file is broken', async () => {
    const broken = new Map(packed);
    const name = 't10k-images-idx3-ubyte.gz';
    broken.set(name, packed.get(name)!.slice(0, 40));
    const { library: shelf, log } = await library({
      mnistDir: await folderWith(broken.keys(), broken),
    });
    await expect(shelf.loadMnist('folder', nothing)).rejects.toThrow(`${name} is cut short`);
    expect(log.liveSets).toBe(0);
  });

  it('is missed with advice when there is none', async () => {
    const { library: shelf } = await library({});
    await expect(shelf.loadMnist('folder', nothing)).rejects.toThrow('npm start -- --mnist');
  });
});

describe('opened files', () => {
  it('that are MNIST become MNIST and are kept, packed or not', async () => {
    const { library: shelf, store } = await library({});
    const info = await shelf.openIdxFiles(
      [
        picked('4', packed.get('t10k-labels-idx1-ubyte.gz')!),
        picked('1', idx([40, 4, 4])),
        picked('2', packed.get('train-labels-idx1-ubyte.gz')!),
        picked('3', packed.get('t10k-images-idx3-ubyte.gz')!),
      ],
      nothing,
    );
    expect(info).toMatchObject({ id: 'mnist', trainCount: 40, testCount: 20 });
    expect([...store.files.keys()].sort()).toEqual(files.map((file) => file.name).sort());
    expect(await shelf.loadMnist('kept', nothing)).toMatchObject({ trainCount: 40 });
  });

  it('of another kind are a data set of their own', async () => {
    const { library: shelf, store } = await library({});
    const info = await shelf.openIdxFiles(
      [
        picked('a.idx', idx([50, 4, 4])),
        picked(
          'b.idx',
          idx([50], (i) => i % 3),
        ),
      ],
      nothing,
    );
    expect(info).toMatchObject({ id: 'files', trainCount: 45, testCount: 5 });
    expect(info.origin).toBe('From a.idx, b.idx. A tenth of the pictures is kept for testing.');
    expect(store.files.size).toBe(0);
  });

  it('leave what was open when they are refused', async () => {
    const { library: shelf, log } = await library({});
    const good = () => [
      picked('a', idx([50, 4, 4])),
      picked(
        'b',
        idx([50], (i) => i % 3),
      ),
    ];
    await shelf.openIdxFiles(good(), nothing);
    const sets = log.liveSets;
    await expect(
      shelf.openIdxFiles([picked('a', idx([50, 4, 4])), picked('b', idx([49]))], nothing),
    ).rejects.toThrow('as many');
    await expect(
      shelf.openIdxFiles(
        [...good(), picked('c', idx([20, 4, 4])), picked('d', idx([20]))],
        nothing,
      ),
    ).rejects.toThrow('never shown');
    expect(log.liveSets).toBe(sets);
    const kept = shelf.take({ ...experiment, data: 'files' });
    expect(kept.info.trainCount).toBe(45);
    kept.release();
  });
});

describe('memory', () => {
  it('is freed when a data set is replaced, and not before its last run is over', async () => {
    const { library: shelf, log } = await library({});
    const open = () =>
      shelf.openIdxFiles([picked('a', idx([50, 4, 4])), picked('b', idx([50]))], nothing);
    await open();
    const used = shelf.take({ ...experiment, data: 'files' });
    await open();
    expect(log.liveSets).toBe(4);
    used.release();
    expect(log.liveSets).toBe(2);
    const easy = shelf.take({ ...experiment, data: 'xo', difficulty: 0 });
    const same = shelf.take({ ...experiment, data: 'xo', difficulty: 0 });
    expect(same).toBe(easy);
    same.release();
    easy.release();
    shelf.take({ ...experiment, data: 'xo28', difficulty: 0 }).release();
    expect(log.liveSets).toBe(4);
  });
});
