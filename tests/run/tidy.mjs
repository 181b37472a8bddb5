// clang-tidy, on every C++ file of the library and of the bindings.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { emscriptenEnvironment, ensureEmscripten } from '../../wasm/toolchain/emscripten.mjs';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';
import { run } from '../../wasm/toolchain/run.mjs';

/** @typedef {import('./lint.mjs').Check} Check */

/**
 * One run for each file; headers come with the files that include them.
 * @param {string} clangTidy
 * @returns {Check[]}
 */
export function tidyChecks(clangTidy) {
  return [...coreChecks(clangTidy), ...bindingChecks(clangTidy)];
}

/**
 * The library as the native build compiles it. A kernel is compiled for several instruction sets
 * and would be read for each of them; a list of our own names it once.
 * @param {string} clangTidy
 * @returns {Check[]}
 */
function coreChecks(clangTidy) {
  /** @type {{ file: string }[]} */
  const commands = JSON.parse(
    readFileSync(join(repository, 'build/native/compile_commands.json'), 'utf8'),
  );
  const onceEach = new Map(commands.map((entry) => [entry.file, entry]));
  const folder = join(repository, 'build/tidy');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'compile_commands.json'), JSON.stringify([...onceEach.values()]));
  return filesUnder('core', /\.cpp$/)
    .filter((file) => onceEach.has(file))
    .map((file) => ({
      title: relative(repository, file),
      program: clangTidy,
      // The list is g++'s: clang does not know all of its warnings, and reads precompiled headers as
      // text.
      args: [
        ...['--quiet', '-p', folder],
        ...['--extra-arg=-Wno-unknown-warning-option', '--extra-arg=-Wno-ignored-gch'],
        file,
      ],
    }));
}

/**
 * The bindings are compiled by emcc, which adds what makes clang compile for WebAssembly; here the
 * same is told to clang-tidy.
 * @param {string} clangTidy
 * @returns {Check[]}
 */
function bindingChecks(clangTidy) {
  const files = filesUnder('wasm/bindings', /\.cpp$/);
  if (files.length === 0) return [];
  const emscripten = ensureEmscripten();
  const cache = run(join(emscripten, 'em-config'), ['CACHE'], {
    env: emscriptenEnvironment(emscripten),
  }).trim();
  const flags = [
    ...['--target=wasm32-unknown-emscripten', `--sysroot=${join(cache, 'sysroot')}`],
    ...['-Xclang', '-iwithsysroot/include/compat'],
    ...['-std=c++20', '-fwasm-exceptions', '-msimd128', `-I${join(repository, 'core')}`],
    ...['-isystem', join(repository, 'build/native/third-party/nlohmann-json')],
  ];
  return files.map((file) => ({
    title: relative(repository, file),
    program: clangTidy,
    args: ['--quiet', file, '--', ...flags],
  }));
}
