// What is made from the core's catalogue is committed, so that somebody without a C++ compiler can
// build the page. It must be what the core says today: `npm run catalogue` writes it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generate, readCatalogue } from '../../wasm/catalogue/generate.mjs';

const committed = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

test('the files that are made from the catalogue are those of the core', async () => {
  const files = await generate(readCatalogue());
  expect(Object.keys(files)).toHaveLength(4);
  for (const [path, text] of Object.entries(files)) {
    expect(committed(path) === text, `${path} is old: npm run catalogue`).toBe(true);
  }
});
