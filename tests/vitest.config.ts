import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const shared = {
  root: path('.'),
  resolve: {
    alias: {
      'receptive/files': path('build/package/files/index.js'),
      'receptive/catalogue': path('build/package/catalogue'),
      receptive: path('build/package/index.js'),
    },
    // Svelte's client side, as in the page; without this Node gets the one that renders to text.
    conditions: ['browser'],
  },
  plugins: [svelte()],
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['cli', 'run', 'wasm', 'web'].map(
            (folder) => `tests/${folder}/**/*.test.{ts,mjs}`,
          ),
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'peers',
          include: ['tests/peers/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          // Its gradients are modules that Node alone could not load.
          server: { deps: { inline: [/@tensorflow/] } },
          // And so many that they are loaded once for all files.
          isolate: false,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What tests open is in a browser context of its own; the browser is started once for each
          // worker, and what the tests are made of is read once.
          isolate: false,
          // A page waits more than it computes. Two at a time, because a machine may have two cores.
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          name: 'mishaps',
          include: ['tests/mishaps/**/*.test.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          name: 'walks',
          include: ['tests/walks/**/*.test.ts'],
          environment: 'node',
          // Each is fifty actions, and may wait for a busy machine at any of them.
          testTimeout: 600_000,
          hookTimeout: 120_000,
          maxConcurrency: 4,
        },
      },
      {
        ...shared,
        test: {
          name: 'engines',
          include: ['tests/engines/**/*.test.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // One browser in each.
          maxWorkers: 2,
        },
      },
    ],
  },
});
