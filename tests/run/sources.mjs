// Which files the checks look at.
import { readFileSync } from 'node:fs';
import { filesUnder } from '../../wasm/toolchain/files.mjs';

const cplusplus = /\.(cpp|h)$/;

/** Every C++ file that is ours. */
export function cplusplusFiles() {
  return ['core', 'wasm', 'tests'].flatMap((folder) => filesUnder(folder, cplusplus));
}

/** Every TypeScript project of its own: not those that only refer an editor to others. */
export function typeScriptProjects() {
  return ['wasm', 'web', 'tests']
    .flatMap((part) => filesUnder(part, /tsconfig(\.package)?\.json$/))
    .filter((path) => !readFileSync(path, 'utf8').includes('"references"'));
}
