// What is made from the core's catalogue is committed, so that somebody without a C++ compiler can
// build the page. It must be what the core says today: `npm run catalogue` writes it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { generate, readCatalogue } from '../../wasm/catalogue/generate.mjs';

const path = (inRepository: string) =>
  fileURLToPath(new URL(`../../${inRepository}`, import.meta.url));

function receptive(...words: string[]) {
  const run = spawnSync(path('build/native/receptive'), words, { encoding: 'utf8' });
  return { status: run.status, out: run.stdout, error: run.stderr };
}

describe('the catalogue', () => {
  test('is what the committed files were made from', async () => {
    const files = await generate(readCatalogue());
    expect(Object.keys(files)).toHaveLength(7);
    for (const [file, text] of Object.entries(files)) {
      const same = readFileSync(path(file), 'utf8') === text;
      expect(same, `${file} is old: npm run catalogue`).toBe(true);
    }
  });

  test('is printed for people: all layers, one layer, the recipe', () => {
    const { layers } = readCatalogue();
    const all = receptive('layers');
    expect(all.status).toBe(0);
    for (const { name, about } of layers) {
      expect(all.out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
      expect(all.out).toContain(about);
    }
    const one = receptive('layers', 'dropout');
    expect(one.out).toContain('a number from 0 to below 1 (default 0.5)');
    const adam = receptive('recipe', 'adam');
    expect(adam.out).toContain('a number from 0 to below 1 (default 0.9)');
    expect(receptive('recipe').out).toContain('batchSize');
  });

  test('refuses a name that it does not have, and lists those that it has', () => {
    const { status, error } = receptive('layers', 'conv3d');
    expect(status).toBe(1);
    expect(error).toMatch(/^receptive: layers: expected one of conv2d, .*, found conv3d$/m);
  });
});
