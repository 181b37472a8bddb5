import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../../web/server/serve.mjs';
import { get } from './http';

type Options = Partial<Parameters<typeof serve>[0]>;

let folder: string;
let root: string;
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receptive-serve-'));
  root = join(folder, 'dist');
  await mkdir(root);
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'secret.txt'), 'secret');
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: Options = {}) {
  const server = await serve({ root, mirrors: [], ...options });
  cleanups.push(server.close);
  return server;
}

describe('api/mnist', () => {
  async function mnistFolder(names: string[]): Promise<string> {
    const made = await mkdtemp(join(folder, 'mnist-'));
    for (const name of names) await writeFile(join(made, name), `content of ${name}`);
    return made;
  }
  const list = async (url: string) =>
    JSON.parse((await get(url, '/api/mnist')).body.toString()) as {
      folder: {
        title: string;
        files: { name?: string; file: string; bytes: number; sha256?: string }[];
      } | null;
      mirrors: number;
      direct: boolean;
    };

  it('lists and serves a folder, packed or not, with either way of writing the names', async () => {
    const mnistDir = await mnistFolder([
      'train-images-idx3-ubyte.gz',
      'train-labels.idx1-ubyte',
      't10k-images-idx3-ubyte',
      't10k-images-idx3-ubyte.gz',
      't10k-labels.idx1-ubyte.gz',
      'private.txt',
    ]);
    const { url, notes } = await start({ mnistDir });
    expect(notes).toEqual([]);
    const { files } = (await list(url)).folder!;
    expect(files.map((entry) => entry.file)).toEqual([
      'train-images-idx3-ubyte.gz',
      'train-labels.idx1-ubyte',
      't10k-images-idx3-ubyte.gz',
      't10k-labels.idx1-ubyte.gz',
    ]);
    for (const { file, bytes, sha256 } of files) {
      const answer = await get(url, `/api/mnist/${file}`);
      expect(sha256).toBe(createHash('sha256').update(answer.body).digest('hex'));
      expect(answer.body.toString()).toBe(`content of ${file}`);
      expect(answer.headers['content-length']).toBe(String(bytes));
      expect(answer.headers['content-encoding']).toBeUndefined();
    }
    for (const file of ['private.txt', '..%2fsecret.txt', '../secret.txt', '../../secret.txt']) {
      expect((await get(url, `/api/mnist/${file}`)).status).toBe(404);
    }
  });

  it('serves the rest of a file to whoever has its beginning', async () => {
    const mnistDir = await mnistFolder([
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
    ]);
    const { url } = await start({ mnistDir });
    const ask = (range: string, method = 'GET') => get(url, file, { method, headers: { range } });
    const size = 'content of t10k-labels-idx1-ubyte.gz'.length;
    const rest = await ask('bytes=11-');
    expect([rest.status, rest.body.toString()]).toEqual([206, 't10k-labels-idx1-ubyte.gz']);
    expect(rest.headers).toMatchObject({
      'content-range': `bytes 11-${size - 1}/${size}`,
      'content-length': String(size - 11),
    });
    const last = await ask(`bytes=${size - 1}-`);
    expect([last.status, last.body.toString()]).toEqual([206, 'z']);
    expect((await ask('bytes=11-', 'HEAD')).body.length).toBe(0);
    for (const beyond of [size, size + 1, 999_999_999_999]) {
      const answer = await ask(`bytes=${beyond}-`);
      expect(answer.status).toBe(416);
      expect(answer.headers['content-range']).toBe(`bytes */${size}`);
    }
    for (const other of ['bytes=0-', 'bytes=-5', 'bytes=1-2', 'bytes=1-,5-', 'lines=1-', 'x']) {
      const answer = await ask(other);
      expect([answer.status, answer.body.length], other).toEqual([200, size]);
    }
  });

  it('says at the start what a folder lacks, and goes on without it', async () => {
    const mnistDir = await mnistFolder(['train-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte']);
    const some = await start({ mnistDir });
    expect(some.notes[0]).toMatch(
      'lacks train-labels-idx1-ubyte, t10k-images-idx3-ubyte (with .gz or without)',
    );
    expect((await list(some.url)).folder?.files.length).toBe(2);
    const none = await start({ mnistDir: join(folder, 'nowhere') });
    expect(none.notes[0]).toMatch(
      'holds none of the four MNIST files; the page goes on without it.',
    );
    expect((await list(none.url)).folder).toBeNull();
  });

  it('offers IDX files of another set under the name of their folder, and nothing else', async () => {
    const mnistDir = join(folder, 'kmnist');
    await mkdir(mnistDir);
    const names = [
      'kmnist-test-imgs.idx3-ubyte',
      'kmnist-train-images-idx3-ubyte.gz',
      'kmnist-train-labels-idx1-ubyte',
      'kmnist-train-labels-idx1-ubyte.gz',
    ];
    for (const name of [...names, 'private.txt']) await writeFile(join(mnistDir, name), name);
    const { url, notes } = await start({ mnistDir });
    expect(notes).toEqual([
      `The MNIST folder ${mnistDir} holds none of the four MNIST files; its 3 IDX files are offered as “kmnist”.`,
    ]);
    const listed = (await list(url)).folder!;
    expect(listed).toEqual({
      title: 'kmnist',
      files: names.slice(0, 3).map((file) => ({ file, bytes: file.length })),
    });
    expect((await get(url, `/api/mnist/${names[0]}`)).body.toString()).toBe(names[0]);
    for (const file of [names[3], 'private.txt']) {
      expect((await get(url, `/api/mnist/${file}`)).status).toBe(404);
    }
  });

  async function mirror(
    answer: (path: string, response: ServerResponse, range: string | undefined) => void,
  ): Promise<string> {
    const server = createServer((request, response) =>
      answer(request.url ?? '', response, request.headers.range),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    cleanups.push(async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/data`;
  }
  const file = '/api/mnist/t10k-labels-idx1-ubyte.gz';

  it('fetches from the first mirror that answers, with its length', async () => {
    const asked: string[] = [];
    const mirrors = [
      await mirror((path, response) => void (asked.push(path), response.writeHead(404).end())),
      await mirror((_path, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
      }),
      'http://127.0.0.1:9/',
      await mirror((_path, response) => {
        response.writeHead(200, { 'Content-Length': 5 }).end('bytes');
      }),
    ];
    const { url } = await start({ mirrors });
    expect(await list(url)).toEqual({ folder: null, mirrors: 4, direct: false });
    const answer = await get(url, file);
    expect([answer.status, answer.body.toString()]).toEqual([200, 'bytes']);
    expect(answer.headers['content-length']).toBe('5');
    expect(asked).toEqual(['/data/t10k-labels-idx1-ubyte.gz']);
    expect((await get(url, `${file}?mirror=3`)).status).toBe(200);
    const first = await get(url, `${file}?mirror=0`);
    expect(first.status).toBe(502);
    expect(first.body.toString()).toMatch(/^127\.0\.0\.1:\d+ answered 404 Not Found\.\n$/);
    for (const wrong of ['4', '-1', 'x', '1.5', '']) {
      expect((await get(url, `${file}?mirror=${wrong}`)).status, wrong).not.toBe(200);
    }
  });

  it('follows a mirror to where it or another mirror has the file, and nowhere else', async () => {
    let others = 0;
    const other = await mirror((_path, response) => void (others++, response.end('private')));
    const good = await mirror((path, response) => {
      if (path.startsWith('/data/')) response.writeHead(302, { Location: '/moved' }).end();
      else response.end('bytes');
    });
    const leads = (to: string) =>
      mirror((_path, response) => void response.writeHead(301, { Location: to }).end());
    const toOther = await leads(`${other}/x`);
    const round = await leads('');
    const toGood = await leads(`${good.replace('/data', '')}/moved`);
    const mirrors = [good, toGood, toOther, round, await leads('file:///etc/passwd')];
    const { url } = await start({ mirrors });
    const ask = async (index: number) => {
      const { status, body } = await get(url, `${file}?mirror=${index}`);
      return `${status} ${body}`;
    };
    expect(await ask(0)).toBe('200 bytes');
    expect(await ask(1)).toBe('200 bytes');
    expect(await ask(2)).toMatch(
      /^502 127\.0\.0\.1:\d+ led to 127\.0\.0\.1:\d+, which is no mirror\./,
    );
    expect(await ask(3)).toMatch(/^502 .* without an end\./);
    expect(await ask(4)).toMatch(/^502 .* led to file:, which is no mirror\./);
    expect(others).toBe(0);
  });

  it('says what each mirror did when all fail', async () => {
    const page = await mirror((_path, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
    });
    const { url } = await start({ mirrors: ['http://127.0.0.1:9/', page] });
    const answer = await get(url, file);
    expect(answer.status).toBe(502);
    expect(answer.body.toString()).toMatch(
      /^127\.0\.0\.1:9 could not be reached.*; 127\.0\.0\.1:\d+ answered with a web page instead/,
    );
  });

  it('passes on which part of a file is wanted, and which came', async () => {
    const ranges: (string | undefined)[] = [];
    const answers: [number, Record<string, string>, string][] = [
      [206, { 'Content-Range': 'bytes 3-4/5' }, 'es'],
      [200, {}, 'bytes'],
      [416, {}, ''],
      [206, { 'Content-Range': 'bytes 2-4/5' }, 'tes'],
      [206, {}, 'es'],
    ];
    const partial = await mirror((_path, response, range) => {
      ranges.push(range);
      const [status, headers, body] = answers.shift()!;
      response.writeHead(status, headers).end(body);
    });
    const { url } = await start({ mirrors: [partial] });
    const ask = () => get(url, file, { headers: { range: 'bytes=3-' } });
    const part = await ask();
    expect([part.status, part.body.toString()]).toEqual([206, 'es']);
    expect(part.headers['content-range']).toBe('bytes 3-4/5');
    const whole = await ask();
    expect([whole.status, whole.body.toString()]).toEqual([200, 'bytes']);
    expect(whole.headers['content-range']).toBeUndefined();
    expect((await ask()).status).toBe(416);
    for (let wrong = 0; wrong < 2; ++wrong) {
      const answer = await ask();
      expect(answer.status).toBe(502);
      expect(answer.body.toString()).toMatch('sent another part of the file than it was asked for');
    }
    expect(ranges).toEqual(Array(5).fill('bytes=3-'));
  });

  it('goes on with the next mirror where one breaks off before the first byte', async () => {
    const silent = await mirror((_path, response) => {
      response.writeHead(200, { 'Content-Length': 100 }).flushHeaders();
      response.socket!.end();
    });
    const good = await mirror((_path, response) => void response.end('bytes'));
    const { url } = await start({ mirrors: [silent, good] });
    expect((await get(url, file)).body.toString()).toBe('bytes');
    const alone = await get(url, `${file}?mirror=0`);
    expect(alone.status).toBe(502);
    expect(alone.body.toString()).toMatch(
      /^127\.0\.0\.1:\d+ broke off the connection before the first byte\.\n$/,
    );
  });

  it('breaks off where the mirror breaks off', async () => {
    const broken = await mirror((_path, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('half');
      response.socket!.end();
    });
    const { url } = await start({ mirrors: [broken] });
    await expect(get(url, file)).rejects.toThrow();
  });

  it('does not pass on more than the file has', async () => {
    const endless = await mirror((_path, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write(new Uint8Array(65536)));
        response.once('drain', more);
      };
      more();
    });
    const { url } = await start({ mirrors: [endless] });
    await expect(get(url, file)).rejects.toThrow();
  });

  it('asks no other addresses than its own mirrors', async () => {
    const asked: string[] = [];
    const only = await mirror((path, response) => void (asked.push(path), response.end('x')));
    const { url } = await start({ mirrors: [only] });
    for (const path of ['other.gz', 'http:%2f%2f127.0.0.1:9%2f', '..%2f..%2fx', 'x/y']) {
      expect((await get(url, `/api/mnist/${path}`)).status).toBe(404);
    }
    expect(asked).toEqual([]);
  });
});
