// node wasm/bindings/types.mjs writes wasm/border/raw-module.generated.ts: what the bindings export,
// as TypeScript. To be run when they change; a test compares (tests/wasm/raw-module.test.ts).
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { buildForWebAssembly } from '../toolchain/engine.mjs';
import { repository } from '../toolchain/repository.mjs';

export const generatedFile = join(repository, 'wasm/border/raw-module.generated.ts');

const head = `/**
 * What wasm/bindings/*.cpp export, by Emscripten's --emit-tsd. Made by wasm/bindings/types.mjs; do not
 * edit.
 */

`;

/** The text of the generated file as it must be. */
export async function rawModuleTypes() {
  // Not by the environment of the build, by which CMake's configuration is known.
  process.env.PATH = [compilerFolder(), process.env.PATH].join(delimiter);
  await buildForWebAssembly(['receptive_types']);
  const emitted = readFileSync(join(repository, 'build/wasm/raw-module.d.ts'), 'utf8');
  // Without what Emscripten says of its own script, which depends on the options of the link.
  const types = emitted
    .slice(emitted.indexOf('export '), emitted.indexOf('export type MainModule'))
    .replace('interface EmbindModule', 'export interface MainModule');
  const options = await prettier.resolveConfig(generatedFile);
  return prettier.format(head + types, { ...options, filepath: generatedFile });
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(generatedFile, await rawModuleTypes());
}
