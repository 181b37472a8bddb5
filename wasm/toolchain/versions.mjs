// The versions of everything that is not an npm package; CMake reads the same file.
import { readFileSync } from 'node:fs';

/** @type {Record<string, { version: string, minimum?: string }>} */
const versions = JSON.parse(readFileSync(new URL('versions.json', import.meta.url), 'utf8'));

/** @param {string} name */
export function versionOf(name) {
  const entry = versions[name];
  if (!entry) throw new Error(`versions.json does not know ${name}`);
  return { version: entry.version, minimum: entry.minimum ?? entry.version };
}
