import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tell } from '../../../web/build/plugins/service-worker.mjs';

const text = "['__VERSION__', ['__FILES__'], { __ENGINES__: [''] }]";
let site: string;

beforeEach(() => (site = mkdtempSync(join(tmpdir(), 'receptive-site-'))));
afterEach(() => rmSync(site, { recursive: true }));

function write(name: string, content: string): void {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  writeFileSync(join(site, name), content);
}

/** What the service worker of the site is told. */
function told(): [version: string, files: string[], engines: Record<string, string[]>] {
  return JSON.parse(tell(text, site).replaceAll("'", '"')) as ReturnType<typeof told>;
}

describe('what the service worker is told', () => {
  it('is the page as its folder, and every file but itself and the maps of sources', () => {
    for (const name of ['index.html', 'assets/index-1.js', 'assets/index-1.js.map']) {
      write(name, name);
    }
    write('service-worker.js', text);
    expect(told().slice(1)).toEqual([['assets/index-1.js', './'], {}]);
  });

  it('are the files of each build of the engine apart', () => {
    for (const name of ['simd-12345678.js', 'simd-abcdefgh.wasm', 'relaxed-simd-threads-a_c-e_g_.js'])
      write(`assets/receptive-${name}`, name);
    const [, files, engines] = told();
    expect(files).toEqual([]);
    expect(engines).toEqual({
      simd: ['assets/receptive-simd-12345678.js', 'assets/receptive-simd-abcdefgh.wasm'],
      'relaxed-simd-threads': ['assets/receptive-relaxed-simd-threads-a_c-e_g_.js'],
    });
  });

  it('is another version as soon as a file has another content or another name', () => {
    const versions = new Set<string>();
    write('a.css', 'a');
    versions.add(told()[0]);
    write('a.css', 'b');
    versions.add(told()[0]);
    rmSync(join(site, 'a.css'));
    write('b.css', 'b');
    versions.add(told()[0]);
    expect([...versions]).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
  });
});
