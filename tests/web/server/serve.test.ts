import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mirrorsFromEnvironment, serve } from '../../../web/server/serve.mjs';

type Options = Partial<Parameters<typeof serve>[0]>;

let folder: string;
let root: string;
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receptive-serve-'));
  root = join(folder, 'dist');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(
    join(root, 'index.html'),
    '<!doctype html><script>theme()</script><script type="module" src="./assets/a.js"></script>',
  );
  await writeFile(join(root, 'assets', 'index-Ab3_dE9x.js'), `// ${'x'.repeat(5000)}`);
  await writeFile(join(root, 'assets', 'core-12345678.wasm'), new Uint8Array(5000));
  await writeFile(join(root, 'assets', 'plain.js'), 'short');
  await writeFile(join(root, '.hidden'), 'secret');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
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

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request with the path as it stands: `fetch` would tidy it up. */
function get(url: string, path: string, options: { method?: string; headers?: object } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise<Got>((done, fail) => {
    const { method = 'GET', headers = {} } = options;
    const asked = httpRequest(
      { hostname, port, path, method, headers: { ...headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', fail);
        answer.on('end', () => {
          const { statusCode: status = 0, headers: got } = answer;
          done({ status, headers: got, body: Buffer.concat(parts) });
        });
      },
    );
    asked.on('error', fail);
    asked.end();
  });
}

describe('the site', () => {
  it('comes with the headers that isolate it and say what it may do', async () => {
    const { url } = await start();
    const page = await get(url, '/');
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+';/);
    expect(policy.match(/'sha256-/g)).toHaveLength(1);
    expect(policy).toMatch(/connect-src 'self' https:\/\/\S+ https:\/\/\S+;/);
  });

  it('has the right media types, and hashed names are kept for ever', async () => {
    const { url } = await start();
    const script = await get(url, '/assets/index-Ab3_dE9x.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toMatch('immutable');
    const wasm = await get(url, '/assets/core-12345678.wasm');
    expect(wasm.headers['content-type']).toBe('application/wasm');
    expect((await get(url, '/assets/plain.js')).headers['cache-control']).toBe('no-cache');
  });

  it('is packed for those who take it so', async () => {
    const { url } = await start();
    const path = '/assets/core-12345678.wasm';
    const packed = await get(url, path, { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.body.length).toBeLessThan(1000);
    expect(gunzipSync(packed.body).length).toBe(5000);
    const plain = await get(url, path);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.length).toBe(5000);
  });

  it('is not sent again when it has not changed', async () => {
    const { url } = await start();
    const { etag } = (await get(url, '/')).headers;
    const again = await get(url, '/', { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
    expect(again.body.length).toBe(0);
  });

  it('answers GET and HEAD only', async () => {
    const { url } = await start();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const refused = await get(url, '/', { method });
      expect(refused.status).toBe(405);
      expect(refused.headers.allow).toBe('GET, HEAD');
    }
    const head = await get(url, '/', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(0);
    expect(head.body.length).toBe(0);
  });

  it('never leaves its folder', async () => {
    const { url } = await start();
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/..\\secret.txt',
      '/..%5csecret.txt',
      '//etc/passwd',
      '/link.txt',
      '/.hidden',
      '/assets',
      '/assets/',
      '/index.html%00.txt',
      '/%',
      '/missing.html',
      '/index.html/',
    ]) {
      const answer = await get(url, path);
      expect(answer.status, path).toBe(404);
      expect(answer.body.toString()).not.toMatch('secret');
    }
    expect((await get(url, '/index.html?x=/../secret.txt')).status).toBe(200);
  });

  it('can lie below another path, as on a static host', async () => {
    const { url } = await start({ base: '/some/where/', api: false });
    expect(url).toMatch(/\/some\/where\/$/);
    expect((await get(url, '/some/where/')).status).toBe(200);
    expect((await get(url, '/')).status).toBe(404);
    expect((await get(url, '/some/where/api/mnist')).status).toBe(404);
  });
});

describe('starting', () => {
  it('says when the port is taken', async () => {
    const { port } = await start();
    await expect(serve({ root, port, mirrors: [] })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken by another program. Choose another with --port N`,
    );
  });

  it('says when there is no built page', async () => {
    await expect(serve({ root: join(folder, 'nowhere') })).rejects.toThrow('npm run build');
  });

  it('says when a mirror is no address', async () => {
    await expect(serve({ root, mirrors: ['nonsense'] })).rejects.toThrow("'nonsense/' is not");
  });

  it('reads other mirrors from the environment', () => {
    expect(mirrorsFromEnvironment({})).toBeUndefined();
    expect(
      mirrorsFromEnvironment({ RECEPTIVE_MNIST_MIRRORS: 'http://127.0.0.1:1/a/, http://b/ ,' }),
    ).toEqual(['http://127.0.0.1:1/a/', 'http://b/']);
  });
});

describe('api/mnist', () => {
  async function mnistFolder(names: string[]): Promise<string> {
    const made = await mkdtemp(join(folder, 'mnist-'));
    for (const name of names) await writeFile(join(made, name), `content of ${name}`);
    return made;
  }
  const list = async (url: string) =>
    JSON.parse((await get(url, '/api/mnist')).body.toString()) as {
      folder: { name: string; file: string; bytes: number }[] | null;
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
    const { folder: files } = await list(url);
    expect(files!.map((entry) => entry.file)).toEqual([
      'train-images-idx3-ubyte.gz',
      'train-labels.idx1-ubyte',
      't10k-images-idx3-ubyte.gz',
      't10k-labels.idx1-ubyte.gz',
    ]);
    for (const { file, bytes } of files!) {
      const answer = await get(url, `/api/mnist/${file}`);
      expect(answer.body.toString()).toBe(`content of ${file}`);
      expect(answer.headers['content-length']).toBe(String(bytes));
      expect(answer.headers['content-encoding']).toBeUndefined();
    }
    for (const file of ['private.txt', '..%2fsecret.txt', '../secret.txt', '../../secret.txt']) {
      expect((await get(url, `/api/mnist/${file}`)).status).toBe(404);
    }
  });

  it('says at the start what a folder lacks, and goes on without it', async () => {
    const mnistDir = await mnistFolder(['train-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte']);
    const some = await start({ mnistDir });
    expect(some.notes[0]).toMatch(
      'lacks train-labels-idx1-ubyte, t10k-images-idx3-ubyte (with .gz or without)',
    );
    expect((await list(some.url)).folder).toBeNull();
    const none = await start({ mnistDir: join(folder, 'nowhere') });
    expect(none.notes[0]).toMatch('holds none of the four MNIST files');
  });

  async function mirror(
    answer: (path: string, response: import('node:http').ServerResponse) => void,
  ): Promise<string> {
    const server = createServer((request, response) => answer(request.url ?? '', response));
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

  it('breaks off where the mirror breaks off', async () => {
    const broken = await mirror((_path, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('half', () => setTimeout(() => response.destroy(), 20));
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
