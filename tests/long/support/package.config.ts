// The package's tests as in tests/vitest.config.ts, with the package loaded as it is, so that V8's places
// are those of its files.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));

export default defineConfig({
  root: path('.'),
  resolve: {
    alias: {
      'receptive/files': path('build/package/files/index.js'),
      'receptive/catalogue': path('build/package/catalogue'),
      receptive: path('build/package/index.js'),
    },
  },
  test: {
    include: ['tests/wasm/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    setupFiles: [path('tests/long/support/count-package.ts')],
    server: { deps: { external: [/\/build\/package\//] } },
  },
});
