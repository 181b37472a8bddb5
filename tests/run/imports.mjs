// What files of TypeScript, JavaScript, Svelte and C++ import.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import ts from 'typescript';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';

/** @typedef {{ target: string, later: boolean }} Import `later`: by a call, when it is wanted */
/** @typedef {Map<string, Import[]>} Imports by file; all paths are relative to the repository */

/** Where `#include "..."` is looked for, after the file's own folder. */
const roots = ['core', 'wasm/bindings', 'tests'];

/** Every source's imports of other sources. */
export function importsOfSources() {
  const sources = ['core', 'wasm', 'web', 'tests']
    .flatMap((folder) => filesUnder(folder, /\.(ts|mjs|js|svelte|cpp|h|json|css)$/))
    .map((path) => relative(repository, path).replaceAll('\\', '/'));
  return importsIn(
    new Map(sources.map((path) => [path, () => readFileSync(join(repository, path), 'utf8')])),
  );
}

/**
 * @param {Map<string, () => string>} texts by path
 * @returns {Imports} what is not among the texts is left out, but for C++ libraries: `<xsimd/xsimd.hpp>`
 */
export function importsIn(texts) {
  /** @type {Imports} */
  const imports = new Map();
  for (const [path, text] of texts) {
    if (/\.(cpp|h)$/.test(path)) imports.set(path, included(path, text(), texts));
    else if (!/\.(json|css)$/.test(path)) imports.set(path, imported(path, text(), texts));
  }
  return imports;
}

/**
 * @param {string} path
 * @param {string} text
 * @param {Map<string, unknown>} known
 * @returns {Import[]}
 */
function imported(path, text, known) {
  // Types in comments of JavaScript are imported by such calls too.
  const calls = /\bimport(?:\.meta\.glob)?(?:<[^;]*?>)?\(\s*['"]([^'"]+)['"]/g;
  const { importedFiles } = ts.preProcessFile(text.replace(/\bimport\(/g, 'later('), true, true);
  const names = [
    ...importedFiles.map(({ fileName }) => ({ name: fileName, later: false })),
    ...[...text.matchAll(calls)].map(([, name = '']) => ({ name, later: true })),
  ];
  return names.flatMap(({ name, later }) => {
    if (!name.startsWith('.')) return [];
    const target = normalize(join(dirname(path), name.replace(/\?\w+$/, ''))).replaceAll('\\', '/');
    if (target.includes('*')) {
      const some = new RegExp(`^${target.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`);
      return [...known.keys()]
        .filter((one) => some.test(one))
        .map((one) => ({ target: one, later }));
    }
    const written = [
      ...[target, `${target}.ts`, `${target}.d.ts`, `${target}/index.ts`],
      target.replace(/\.js$/, '.ts'),
    ];
    const found = written.find((one) => known.has(one));
    return found === undefined ? [] : [{ target: found, later }];
  });
}

/**
 * @param {string} path
 * @param {string} text
 * @param {Map<string, unknown>} known
 * @returns {Import[]}
 */
function included(path, text, known) {
  const lines = text.matchAll(/^\s*#\s*include\s*(?:"([^"]+)"|(<[^>]+\/[^>]+>))/gm);
  return [...lines].flatMap(([, name = '', library]) => {
    if (library !== undefined) return [{ target: library, later: false }];
    const places = [dirname(path), ...roots].map((root) => normalize(join(root, name)));
    const found = places.map((one) => one.replaceAll('\\', '/')).find((one) => known.has(one));
    return found === undefined ? [] : [{ target: found, later: false }];
  });
}
