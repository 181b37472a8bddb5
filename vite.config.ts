import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: path('web/client'),
  // Every address in the built page is relative, so that it works from any folder of any host.
  base: './',
  plugins: [svelte()],
  resolve: {
    // The package under its own name, as its users import it.
    alias: { receptive: path('build/package/index.js') },
  },
  worker: { format: 'es' },
  // As web/server does: without these there are no threads.
  preview: { headers: isolated },
  server: { headers: isolated },
  build: {
    outDir: path('dist'),
    emptyOutDir: true,
    // The oldest browsers with WebAssembly SIMD, its exceptions, and modules in workers.
    target: ['chrome95', 'firefox114', 'safari16.4'],
    sourcemap: true,
  },
});
