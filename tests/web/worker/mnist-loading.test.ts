import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../../web/server/serve.mjs';
import { dataVisit, nothing, picked } from './data-harness';
import { gz, idx, smallMnist } from './idx-bytes';
import { mirror, resuming, serving } from './mirror-server';

const { files, packed } = smallMnist();
const mnist = { data: 'mnist', difficulty: 0.5 } as const;

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

/** The same content in other bytes. */
function repacked(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(gunzipSync(bytes), { level: 0 }));
}

/** Answers with what another server says. */
async function passOn(address: URL, response: ServerResponse): Promise<void> {
  const answer = await fetch(address);
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
  response.end(new Uint8Array(await answer.arrayBuffer()));
}

async function folderWith(names: Iterable<string>, content = packed): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'receptive-mnist-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  for (const name of names) await writeFile(join(folder, name), content.get(name)!);
  return folder;
}

/** A visit to a page of the local server, with these mirrors and this folder. */
async function visit(options: {
  mirrors?: string[];
  mnistDir?: string;
  api?: boolean;
  direct?: string[];
}) {
  const { direct = [], ...serverOptions } = options;
  const server = await serve({ root: site, mirrors: [], ...serverOptions });
  cleanups.push(server.close);
  return dataVisit({ site: server.url, files, mirrors: direct, patienceMilliseconds: 5000 });
}

describe('MNIST by download', () => {
  it('through the local server, kept for the next visit', async () => {
    const source = await mirror(serving(packed));
    const { data, again, store } = await visit({ mirrors: [source.url] });
    expect(await data.mnistAvailability()).toEqual({
      folder: false,
      kept: false,
      begunBytes: 0,
      loaded: false,
      downloadMegabytes: 1,
    });
    const info = await data.loadMnist('download', nothing);
    expect(info).toMatchObject({ id: 'mnist', trainCount: 40, testCount: 20 });
    expect(info.note).toBeUndefined();
    expect(info.classNames.length).toBe(10);
    expect(store.files.size).toBe(4);
    expect(await data.mnistAvailability()).toMatchObject({ kept: true, loaded: true });

    const nextVisit = again();
    const kept = await nextVisit.data.loadMnist('kept', nothing);
    expect(kept).toMatchObject({ trainCount: 40, testCount: 20 });
    expect(source.asked.length).toBe(4);
  });

  it('straight from the mirrors on a static host', async () => {
    const source = await mirror(serving(packed));
    const { data } = await visit({ api: false, direct: [source.url] });
    expect(await data.loadMnist('download', nothing)).toMatchObject({ trainCount: 40 });
    expect(source.asked.length).toBe(4);
  });

  it('asks the second mirror of the local server when the first sends something else', async () => {
    const bad = await mirror((_request, response) => void response.end('surprise'));
    const good = await mirror(serving(packed));
    const { data } = await visit({ mirrors: [bad.url, good.url] });
    expect(await data.loadMnist('download', nothing)).toMatchObject({ trainCount: 40 });
    expect(bad.asked.length).toBe(1);
  });

  it('works on when the browser has no room, and says so', async () => {
    const source = await mirror(serving(packed));
    const { data, store } = await visit({ mirrors: [source.url] });
    store.full = true;
    const info = await data.loadMnist('download', nothing);
    expect(info.note).toMatch('could not be kept');
    expect(info.trainCount).toBe(40);
  });

  it('passes on what the local server says of mirrors that fail', async () => {
    const { host, url } = await mirror((_request, response) => void response.writeHead(500).end());
    const { data, watch, library } = await visit({ mirrors: [url] });
    await expect(data.loadMnist('download', nothing)).rejects.toThrow(
      `the local server says that ${host} answered 500`,
    );
    expect(watch.liveSets).toBe(0);
    await expect(library.take(mnist)).rejects.toThrow('MNIST is not loaded yet');
  });

  it('goes on where it was broken off, also in the next visit', async () => {
    const breaks = resuming(packed, [50]);
    const source = await mirror(breaks);
    const { data, again, store } = await visit({ mirrors: [source.url] });
    await expect(data.loadMnist('download', nothing)).rejects.toThrow(
      /the local server broke off the connection in the middle of train-images.*kept for the next try/,
    );
    expect(await data.mnistAvailability()).toMatchObject({ kept: false, begunBytes: 50 });
    const next = again();
    expect(await next.data.loadMnist('download', nothing)).toMatchObject({ trainCount: 40 });
    expect(breaks.ranges).toEqual([undefined, 'bytes=50-', undefined, undefined, undefined]);
    expect(await next.data.mnistAvailability()).toMatchObject({ kept: true, begunBytes: 0 });
    expect(store.pieces.size).toBe(0);
  });

  it('blames the mirror that breaks off before its first byte', async () => {
    const { url, host } = await mirror(resuming(packed, [0]));
    const { data } = await visit({ mirrors: [url] });
    await expect(data.loadMnist('download', nothing)).rejects.toThrow(
      `the local server says that ${host} broke off the connection before the first byte.`,
    );
  });

  it('can be cancelled, and is done one at a time', async () => {
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const source = await mirror(() => arrived());
    const { data } = await visit({ mirrors: [source.url] });
    const loading = data.loadMnist('download', nothing);
    const refused = expect(loading).rejects.toThrow('cancelled');
    await expect(data.loadMnist('kept', nothing)).rejects.toThrow('loaded already');
    await asked;
    await data.cancelLoading();
    await refused;
    await expect(data.loadMnist('kept', nothing)).rejects.toThrow('download them again');
  });
});

describe('MNIST from what the browser kept', () => {
  it('is checked, and thrown away when it is damaged', async () => {
    const { data, store } = await visit({});
    for (const [name, bytes] of packed) store.files.set(name.slice(0, -3), bytes.slice());
    store.files.get('train-labels-idx1-ubyte')![30]! ^= 1;
    await expect(data.loadMnist('kept', nothing)).rejects.toThrow('are damaged');
    expect(store.files.size).toBe(0);
  });

  it('does without a store that fails', async () => {
    const { data, store } = await visit({});
    store.has = () => Promise.reject(new Error('blocked'));
    store.get = () => Promise.reject(new Error('blocked'));
    expect((await data.mnistAvailability()).kept).toBe(false);
    await expect(data.loadMnist('kept', nothing)).rejects.toThrow('no MNIST files from before');
  });
});

describe("MNIST from the server's folder", () => {
  it('is used as it is', async () => {
    const mnistDir = await folderWith(packed.keys());
    const { data, store } = await visit({ mnistDir });
    expect((await data.mnistAvailability()).folder).toBe(true);
    const info = await data.loadMnist('folder', nothing);
    expect(info.trainCount).toBe(40);
    expect(info.origin).toMatch('published MNIST files');
    expect(store.files.size).toBe(0);
  });

  it('is asked again where a request fails before it is answered', async () => {
    const server = await serve({
      root: site,
      mirrors: [],
      mnistDir: await folderWith(packed.keys()),
    });
    cleanups.push(server.close);
    // The first request for each address fails, as some do in Firefox when a service worker comes.
    const failed = new Set<string>();
    const { url } = await mirror((_request, response, path) => {
      if (failed.has(path)) {
        void passOn(new URL(path, server.url), response);
        return;
      }
      failed.add(path);
      response.destroy();
    });
    const { data } = dataVisit({ site: url, files, mirrors: [], patienceMilliseconds: 5000 });
    expect(await data.mnistAvailability()).toMatchObject({ folder: true });
    expect((await data.loadMnist('folder', nothing)).trainCount).toBe(40);
    expect(failed.size).toBe(5);
  });

  it('is not said to have none where the server does not answer at all', async () => {
    const { url } = await mirror((_request, response) => void response.destroy());
    const { data } = dataVisit({ site: url, files, mirrors: [], patienceMilliseconds: 5000 });
    const said = 'The server that this page came from could not be reached. Is it still running?';
    expect(await data.mnistAvailability()).toMatchObject({ folder: false, serverProblem: said });
    await expect(data.loadMnist('folder', nothing)).rejects.toThrow(said);
  });

  it('may hold other pictures under the same names: they are looked at under the folder’s', async () => {
    const other = new Map(packed);
    other.set('t10k-images-idx3-ubyte.gz', gz(idx([20, 4, 4], (item) => item + 7)));
    const mnistDir = await folderWith(other.keys(), other);
    const { data } = await visit({ mnistDir });
    const title = basename(mnistDir);
    expect(await data.mnistAvailability()).toMatchObject({ folder: false, other: title });
    await expect(data.loadMnist('folder', nothing)).rejects.toThrow(
      `The folder “${title}” given to npm start does not hold MNIST as it was published.`,
    );
    const looked = await data.lookAtFolder(nothing);
    expect(looked).toMatchObject({ kind: 'found', findings: { title, trainCount: 40 } });
    const info = await data.takeFiles({}, nothing);
    expect(info).toMatchObject({ title, trainCount: 40, testCount: 20 });
    expect(info.origin).toMatch(`From ${title}/`);
  });

  it('may hold another set under names of its own', async () => {
    const other = new Map([...packed].map(([name, bytes]) => [`kmnist-${name}`, bytes]));
    other.set('kmnist-t10k-images-idx3-ubyte.gz', gz(idx([20, 4, 4], (item) => item + 7)));
    const mnistDir = await folderWith(other.keys(), other);
    const { data } = await visit({ mnistDir });
    expect((await data.mnistAvailability()).other).toBe(basename(mnistDir));
    expect(await data.lookAtFolder(nothing)).toMatchObject({ findings: { testCount: 20 } });
  });

  it('may hold MNIST packed by somebody else, which is recognised when it is looked at', async () => {
    const other = new Map([...packed].map(([name, bytes]) => [name, repacked(bytes)]));
    const { data } = await visit({ mnistDir: await folderWith(other.keys(), other) });
    expect((await data.mnistAvailability()).folder).toBe(false);
    expect(await data.lookAtFolder(nothing)).toMatchObject({
      kind: 'taken',
      info: { id: 'mnist' },
    });
  });

  it('says which file is broken', async () => {
    const broken = new Map(packed);
    const name = 't10k-images-idx3-ubyte.gz';
    broken.set(name, packed.get(name)!.slice(0, 40));
    const { data, watch } = await visit({
      mnistDir: await folderWith(broken.keys(), broken),
    });
    const looked = await data.lookAtFolder(nothing);
    if (looked.kind !== 'found') throw new Error('It was taken.');
    expect(looked.findings.problem).toMatch(`${name} is cut short or damaged`);
    expect(watch.liveSets).toBe(0);
  });

  it('is missed with advice when there is none', async () => {
    const { data } = await visit({});
    await expect(data.loadMnist('folder', nothing)).rejects.toThrow('npm start -- --mnist');
  });
});

describe('opened files', () => {
  it('that are MNIST become MNIST and are kept, packed or not', async () => {
    const { data, store } = await visit({});
    const looked = await data.lookAtFiles(
      [
        picked('4', packed.get('t10k-labels-idx1-ubyte.gz')!),
        picked('1', idx([40, 4, 4])),
        picked('2', packed.get('train-labels-idx1-ubyte.gz')!),
        picked('3', packed.get('t10k-images-idx3-ubyte.gz')!),
        // What else lies in the folder is nothing to them.
        picked('README.txt', new TextEncoder().encode('About these files')),
        picked(
          '2 (copy)',
          idx([40], (item) => item % 10),
        ),
      ],
      undefined,
      nothing,
    );
    const info = { id: 'mnist', trainCount: 40, testCount: 20 };
    expect(looked).toMatchObject({ kind: 'taken', info });
    expect([...store.files.keys()].sort()).toEqual(files.map((file) => file.name).sort());
    expect(await data.loadMnist('kept', nothing)).toMatchObject({ trainCount: 40 });
  });
});
