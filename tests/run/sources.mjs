// Which files the checks look at.
import { filesUnder } from '../../wasm/toolchain/files.mjs';

const cplusplus = /\.(cpp|h)$/;

/** Every C++ file that is ours. */
export function cplusplusFiles() {
  return ['core', 'wasm', 'tests'].flatMap((folder) => filesUnder(folder, cplusplus));
}

/** Every TypeScript project: a tsconfig.json, at the top or below one of the source folders. */
export function typeScriptProjects() {
  const nested = ['wasm', 'web', 'tests'].flatMap((part) => filesUnder(part, /tsconfig\.json$/));
  return [...filesUnder('tsconfig.json'), ...nested];
}
