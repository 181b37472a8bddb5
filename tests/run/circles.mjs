// node tests/run/circles.mjs [FOLDER ...]: fails where files of TypeScript import each other in a
// circle, be it for types alone. Without folders: wasm.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';

/**
 * Every circle once, as the files on it.
 * @param {string} folder below the repository
 */
export function circlesIn(folder) {
  const files = new Set(filesUnder(folder, /\.(ts|svelte)$/));
  /** @type {Map<string, string[]>} */
  const imports = new Map();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    // What is fetched later, by a call of import(), closes no circle.
    const { importedFiles } = ts.preProcessFile(text.replace(/\bimport\(/g, 'later('));
    const targets = importedFiles.flatMap(({ fileName }) => {
      const target = join(dirname(file), fileName);
      const written = [target, `${target}.ts`, target.replace(/\.js$/, '.ts')];
      return written.find((one) => files.has(one)) ?? [];
    });
    imports.set(file, targets);
  }
  /** @type {string[][]} */
  const circles = [];
  /** @type {Set<string>} */
  const done = new Set();
  const visit = (/** @type {string} */ file, /** @type {string[]} */ path) => {
    const begin = path.indexOf(file);
    if (begin >= 0) circles.push(path.slice(begin).map((on) => relative(repository, on)));
    if (begin >= 0 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return circles;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folders = process.argv.slice(2);
  const circles = (folders.length > 0 ? folders : ['wasm']).flatMap(circlesIn);
  for (const circle of circles) console.error(`a circle of imports: ${circle.join(' -> ')}`);
  process.exitCode = circles.length > 0 ? 1 : 0;
}
