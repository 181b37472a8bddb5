// The bench's page with every library in it, built as the real page is.
import { join } from 'node:path';
import { build } from 'vite';
import { repository } from '../../../wasm/toolchain/repository.mjs';

const output = join(repository, 'build/bench/site');

/** @returns {Promise<Record<string, string>>} the folders that the server needs, by address */
export async function buildBenchSite() {
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(repository, 'tests/bench/browser'),
    base: './',
    resolve: { alias: { receptive: join(repository, 'build/package/index.js') } },
    worker: { format: 'es' },
    build: { outDir: output, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 4096 },
  });
  const modules = join(repository, 'node_modules');
  return {
    '': output,
    'vendor/tfjs/': join(modules, '@tensorflow/tfjs-backend-wasm/wasm-out'),
    'vendor/onnxruntime/': join(modules, 'onnxruntime-web/dist'),
    'kernels/': join(repository, 'build/wasm/tests/bench'),
  };
}
