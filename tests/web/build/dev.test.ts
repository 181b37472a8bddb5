import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const mnist = mkdtempSync(join(tmpdir(), 'receptive-mnist-'));
let server: ChildProcess;
let url = '';

beforeAll(async () => {
  const parts = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];
  for (const part of parts) writeFileSync(join(mnist, `${part}-ubyte`), part);
  const engine = join(repository, 'build/package');
  server = spawn(
    process.execPath,
    ['web/build/dev.mjs', '--port', '0', '--mnist', mnist, '--engine', engine],
    { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface(server.stdout!)) {
    url = /^Receptive is at (\S+)/.exec(line)?.[1] ?? '';
    if (url !== '') break;
  }
}, 60_000);
afterAll(async () => {
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(mnist, { recursive: true });
});

describe('npm run dev', () => {
  it('serves the page from its sources, isolated so that there are threads', async () => {
    const page = await fetch(url);
    expect(await page.text()).toContain('/@vite/client');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  it('serves the engine that was built, which lies beside the page', async () => {
    const wasm = await fetch(`${url}@fs${join(repository, 'build/package/receptive-simd.wasm')}`);
    expect(wasm.status).toBe(200);
    expect(wasm.headers.get('content-type')).toBe('application/wasm');
  });

  it('has MNIST where the built page looks for it, and no service worker', async () => {
    const listing = (await (await fetch(`${url}api/mnist`)).json()) as {
      folder: { files: unknown[] };
    };
    expect(listing.folder.files.length).toBe(4);
    const file = await fetch(`${url}api/mnist/train-labels-idx1-ubyte`);
    expect(await file.text()).toBe('train-labels-idx1');
    expect((await fetch(`${url}service-worker.js`)).status).toBe(404);
  });
});
