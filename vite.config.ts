import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, minify, type Plugin } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A script without its comments and long names. */
async function small(name: string, script: string): Promise<string> {
  const { code, errors } = await minify(name, script, { module: true });
  const [problem] = errors;
  if (problem) throw new Error(`${name} could not be made small: ${problem.message}`);
  return code;
}

/** Writes the service worker, which keeps the files that it is told of: all that were built. */
function serviceWorker(): Plugin {
  let dist = '';
  return {
    name: 'receptive-service-worker',
    apply: 'build',
    configResolved: ({ root, build }) => void (dist = resolve(root, build.outDir)),
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const hash = createHash('sha256');
        const source = readFileSync(path('web/client/service-worker.js'), 'utf8');
        const files = readdirSync(dist, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !/\.map$|^service-worker\.js$/.test(entry.name))
          .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
          .map((name) => name.replaceAll('\\', '/'))
          .sort();
        hash.update(source);
        for (const name of files) hash.update(name).update(readFileSync(join(dist, name)));
        const engines: Record<string, string[]> = {};
        const listed: string[] = [];
        for (const name of files) {
          const variant = /\/receptive-([a-z-]*simd(?:-threads)?)-.{8}\.(?:js|wasm)$/.exec(
            name,
          )?.[1];
          if (variant) (engines[variant] ??= []).push(name);
          else listed.push(name === 'index.html' ? './' : name);
        }
        const written = source
          .replace('__VERSION__', hash.digest('hex').slice(0, 16))
          .replace("['__FILES__']", JSON.stringify(listed))
          .replace("{ __ENGINES__: [''] }", JSON.stringify(engines));
        const name = 'service-worker.js';
        writeFileSync(join(dist, name), await small(name, written));
      },
    },
  };
}

/**
 * The engine's loaders are files to a bundler, not modules of the worker: they would stay as Emscripten
 * writes them, which is twice as long.
 */
function smallLoaders(): Plugin {
  return {
    name: 'receptive-small-loaders',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !/receptive-[^/]*\.js$/.test(file.fileName)) continue;
        file.source = await small(file.fileName, String(file.source));
      }
    },
  };
}

/** What is needed at once is one file, although parts that come later use some of it. */
const wholeStart = { groups: [{ name: 'start', tags: ['$initial' as const] }] };

export default defineConfig({
  root: path('web/client'),
  // Every address in the built page is relative, so that it works from any folder of any host.
  base: './',
  plugins: [svelte(), serviceWorker()],
  resolve: {
    // The package under its own name, as its users import it.
    alias: {
      'receptive/catalogue': path('build/package/catalogue'),
      receptive: path('build/package/index.js'),
    },
  },
  worker: {
    format: 'es',
    plugins: () => [smallLoaders()],
    rolldownOptions: { output: { codeSplitting: wholeStart } },
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
