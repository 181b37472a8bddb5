// node wasm/bindings/types.mjs writes wasm/border/raw-module.generated.ts and raw-files.generated.ts:
// what the bindings export, as TypeScript. To be run when they change. With --print NAME it only prints
// what it would write into one of them, with which tests/wasm/raw-types.test.ts compares the file.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import prettier from 'prettier';
import { buildForWebAssembly } from '../toolchain/engine.mjs';
import { repository } from '../toolchain/repository.mjs';

/** @param {string} name of the module, "raw-module" or "raw-files" */
const generatedFile = (name) => join(repository, `wasm/border/${name}.generated.ts`);

/** What makes them: the link, and the bindings that it reads. */
const modules = {
  'raw-module': 'wasm/bindings/*.cpp',
  'raw-files': 'wasm/bindings/files/*.cpp',
};

const head = (/** @type {string} */ bindings) => `/**
 * What ${bindings} export, by Emscripten's --emit-tsd. Made by wasm/bindings/types.mjs; do not
 * edit.
 */

`;

/**
 * The text of a generated file as it must be.
 * @param {keyof typeof modules} name
 */
async function rawTypes(name) {
  await buildForWebAssembly([name]);
  const emitted = readFileSync(join(repository, `build/wasm/${name}.d.ts`), 'utf8');
  // Without what Emscripten says of its own script, which depends on the options of the link.
  const blocks = emitted
    .slice(emitted.indexOf('export '), emitted.indexOf('export type MainModule'))
    .replace('interface EmbindModule', 'export interface MainModule')
    .split(/\n(?=export )/);
  const types = blocks.map(withSortedMembers).sort().join('\n');
  const options = await prettier.resolveConfig(generatedFile(name));
  const text = head(modules[name]) + types;
  return prettier.format(text, { ...options, filepath: generatedFile(name) });
}

/**
 * Emscripten writes in the order in which files were linked and types became known. Fields of
 * structures keep theirs.
 */
function withSortedMembers(/** @type {string} */ block) {
  const found = /^(export interface .*\{\n)([^]*)\n\}\n+$/.exec(block);
  if (!found) return block.trimEnd() + '\n';
  const members = (found[2] ?? '').split(/\n(?= {2}\w)/);
  return `${found[1]}${members.sort().join('\n')}\n}\n`;
}

/** A folder with the `tsc` that Emscripten looks for, told to bear with the options that it uses. */
function compilerFolder() {
  const folder = join(repository, 'build/wasm/typescript');
  mkdirSync(folder, { recursive: true });
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const script = join(folder, 'tsc');
  writeFileSync(
    script,
    `#!/bin/sh\nexec "${process.execPath}" "${compiler}" --ignoreDeprecations 6.0 "$@"\n`,
  );
  chmodSync(script, 0o755);
  return folder;
}

// Not by the environment of the build, by which CMake's configuration is known.
process.env.PATH = [compilerFolder(), process.env.PATH].join(delimiter);
const only = process.argv[process.argv.indexOf('--print') + 1];
for (const name of /** @type {(keyof typeof modules)[]} */ (Object.keys(modules))) {
  if (!process.argv.includes('--print')) writeFileSync(generatedFile(name), await rawTypes(name));
  else if (name === only) process.stdout.write(await rawTypes(name));
}
