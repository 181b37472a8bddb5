import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { serviceWorker } from './plugins/service-worker.mjs';
import { smallLoaders } from './plugins/small.mjs';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * What is needed at once is one file, although parts that come later use some of it.
 * @type {import('vite').Rolldown.OutputOptions['codeSplitting']}
 */
const wholeStart = { groups: [{ name: 'start', tags: ['$initial'] }] };

/**
 * The worker's, too, but for the module that it is started with (web/worker/entry.ts).
 * @type {typeof wholeStart}
 */
const wholeWorker = {
  groups: [
    { name: 'worker', tags: ['$initial'], test: (id) => !id.endsWith('/worker/entry.ts') },
  ],
};

export default defineConfig({
  root: path('web/client'),
  // Every address in the built page is relative, so that it works from any folder of any host.
  base: './',
  plugins: [svelte(), serviceWorker(path('web/client/service-worker.js'))],
  resolve: {
    // The package under its own name, as its users import it.
    alias: {
      'receptive/files': path('build/package/files/index.js'),
      'receptive/catalogue': path('build/package/catalogue'),
      receptive: path('build/package/index.js'),
    },
  },
  worker: {
    format: 'es',
    plugins: () => [smallLoaders()],
    rolldownOptions: { output: { codeSplitting: wholeWorker } },
  },
  // As web/server does: without these there are no threads.
  preview: { headers: isolated },
  // While it is worked on, the page takes files from the folders beside its own.
  server: { headers: isolated, fs: { allow: [path('.')] } },
  build: {
    outDir: path('dist'),
    emptyOutDir: true,
    // The oldest browsers with WebAssembly SIMD, its exceptions, and modules in workers.
    target: ['chrome95', 'firefox114', 'safari16.4'],
    sourcemap: true,
    rolldownOptions: { output: { codeSplitting: wholeStart } },
  },
});
