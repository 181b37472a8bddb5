import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { small } from './small.mjs';

const name = 'service-worker.js';

/**
 * Writes the service worker, which keeps the files that it is told of: all that were built.
 * @param {string} source the file that it is written in
 * @returns {import('vite').Plugin}
 */
export function serviceWorker(source) {
  let dist = '';
  return {
    name: 'receptive-service-worker',
    apply: 'build',
    configResolved: ({ root, build }) => void (dist = resolve(root, build.outDir)),
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const written = tell(readFileSync(source, 'utf8'), dist);
        writeFileSync(join(dist, name), await small(name, written));
      },
    },
  };
}

/**
 * The service worker's text with what it is told: the files of a built page, those of the engine's
 * builds apart, of which a visitor gets one; and a version that changes when any of them does.
 * @param {string} text
 * @param {string} dist where they lie
 */
export function tell(text, dist) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map') && entry.name !== name)
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  const hash = createHash('sha256').update(text);
  for (const file of files) hash.update(file).update(readFileSync(join(dist, file)));
  /** @type {Record<string, string[]>} */
  const engines = {};
  /** @type {string[]} */
  const listed = [];
  for (const file of files) {
    const variant = /\/receptive-([a-z-]*simd(?:-threads)?)-.{8}\.(?:js|wasm)$/.exec(file)?.[1];
    if (variant) (engines[variant] ??= []).push(file);
    else listed.push(file === 'index.html' ? './' : file);
  }
  return text
    .replace('__VERSION__', hash.digest('hex').slice(0, 16))
    .replace("['__FILES__']", JSON.stringify(listed))
    .replace("{ __ENGINES__: [''] }", JSON.stringify(engines));
}
