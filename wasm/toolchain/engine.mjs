// The engine's package, build/package: the browser modules from C++, and the loader and its types
// from TypeScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cmakeBuild } from './cmake.mjs';
import { emscriptenEnvironment, ensureEmscripten } from './emscripten.mjs';
import { filesUnder, whenChanged } from './files.mjs';
import { buildStep } from './jobs.mjs';
import { repository } from './repository.mjs';

export async function buildEngine() {
  await buildForWebAssembly(['receptive_modules']);
  await buildLoader();
}

/** @param {string[]} targets of CMake, none for all */
export async function buildForWebAssembly(targets) {
  const title = 'the engine for WebAssembly';
  await cmakeBuild('wasm', title, targets, emscriptenEnvironment(ensureEmscripten()));
}

/** The TypeScript half alone, from which the page also takes its types. */
export async function buildLoader() {
  if (!existsSync(join(repository, 'wasm/tsconfig.json'))) return;
  await whenChanged(
    'loader',
    () => [
      ...filesUnder('wasm', /^wasm\/(?!bindings|toolchain).*(\.ts|tsconfig\.json)$/),
      ...filesUnder('tsconfig.base.json'),
      ...filesUnder('package-lock.json'),
    ],
    // The compiler's own scripts, one for each variant, lie there too.
    () => filesUnder('build/package', /^build\/package\/(?!receptive-).*\.(js|d\.ts|map)$/),
    () =>
      buildStep("Building the engine's loader", process.execPath, [
        join(repository, 'node_modules/typescript/bin/tsc'),
        ...['-p', join(repository, 'wasm/tsconfig.json')],
        ...['--outDir', join(repository, 'build/package')],
      ]),
  );
}
