import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mirrorsFromEnvironment, serve } from '../../../web/server/serve.mjs';
import { get } from './http';

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
    for (const taken of ['*', 'br;q=1.0, gzip;q=0.5', 'GZIP', 'x-gzip']) {
      const answer = await get(url, path, { headers: { 'Accept-Encoding': taken } });
      expect(answer.headers['content-encoding'], taken).toBe('gzip');
    }
    for (const refused of ['gzip;q=0', 'gzip; q=0.0, *', 'br', '*;q=0', 'notgzip', '']) {
      const answer = await get(url, path, { headers: { 'Accept-Encoding': refused } });
      expect(answer.headers['content-encoding'], refused).toBeUndefined();
      expect(answer.body.length).toBe(5000);
    }
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

  it('answers to the names of this computer and to those that are allowed, to no other', async () => {
    const { url, port } = await start({ allowedHosts: ['lab.example', '192.0.2.7', 'fe80::1'] });
    const ask = (host: string, path = '/') => get(url, path, { headers: { host } });
    for (const name of [
      '127.0.0.1',
      'localhost',
      'LOCALHOST',
      '[::1]',
      'lab.example.',
      '192.0.2.7',
    ]) {
      for (const host of [name, `${name}:${port}`])
        expect((await ask(host)).status, host).toBe(200);
    }
    expect((await ask('[fe80::1]:80')).status).toBe(200);
    for (const name of ['evil.example', 'localhost.evil.example', '192.0.2.8', 'lab.example.org']) {
      for (const path of ['/', '/api/mnist']) {
        const refused = await ask(`${name}:${port}`, path);
        expect(refused.status, name).toBe(421);
        expect(refused.body.toString()).toBe(
          `This server does not answer to the name “${name}”. To reach it by that name, start it ` +
            `with --allow-host ${name}.\n`,
        );
      }
    }
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
