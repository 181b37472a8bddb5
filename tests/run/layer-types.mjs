// What a layer is is told by its own file. Who compares names of layer types elsewhere tells it a
// second time: such places are found here.
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesUnder } from '../../wasm/toolchain/files.mjs';
import { repository } from '../../wasm/toolchain/repository.mjs';

/** Where types may be named: what makes layers, what puts networks together, what is generated. */
const rooms = [
  'core/nn/layers/',
  'core/train/presets/',
  'wasm/catalogue/',
  'web/client/words/',
  'web/instruments/tours/',
  // The nets that a lesson compares, and the end that makes a network of a draft.
  'web/instruments/slide/worker/shrink-nets.ts',
  'web/instruments/edit/worker/draft.ts',
];

/**
 * Words that are no layer where they stand: in a file, or in all below a folder.
 * @type {{ file: string, word: string, why: string }[]}
 */
const others = [
  { file: 'core/inspect/explain/layer_rule.cpp', word: 'softmax', why: 'the name of a rule' },
  { file: 'core/io/checkpoint.cpp', word: 'dropout', why: 'a field of the file' },
  { file: 'wasm/bindings/explain_unit.cpp', word: 'softmax', why: 'the name of a rule' },
  { file: 'wasm/border/raw-module.generated.ts', word: 'softmax', why: 'the name of a rule' },
  { file: 'wasm/model/explain.ts', word: 'softmax', why: 'the name of a rule' },
  { file: 'web/instruments/explain/state/words.ts', word: 'softmax', why: 'the name of a rule' },
  { file: 'web/instruments/explain/views/', word: 'softmax', why: 'the name of a rule' },
  { file: 'web/client/data/', word: 'add', why: 'the part of a sheet that takes pictures in' },
  {
    file: 'web/client/data/views/',
    word: 'add',
    why: 'the part of a sheet that takes pictures in',
  },
  { file: 'web/instruments/edit/views/', word: 'add', why: 'a brush' },
  { file: 'web/instruments/build/views/LayerList.svelte', word: 'add', why: 'a class of CSS' },
  { file: 'web/client/recipe/', word: 'dropout', why: 'a field of the recipe' },
  { file: 'web/protocol/experiment-link.ts', word: 'dropout', why: 'a field of links' },
  { file: 'web/protocol/read-link.ts', word: 'dropout', why: 'a field of links' },
  { file: 'web/protocol/schemas/layers.ts', word: 'flatten', why: 'the example of a sentence' },
];

/**
 * All layer types, by the catalogue's own list.
 * @returns {string[]}
 */
export function layerTypes() {
  const catalogue = readFileSync(join(repository, 'wasm/catalogue/layers.ts'), 'utf8');
  return [...catalogue.matchAll(/^ {2}\{\n {4}name: '(\w+)'/gm)].map(([, type = '']) => type);
}

/**
 * The places below these folders where a layer type stands as a text of its own, as "file:line
 * type".
 * @param {string[]} [folders]
 * @returns {string[]}
 */
export function findLayerTypes(folders = ['core']) {
  const named = new RegExp(`(["'\`])(${layerTypes().join('|')})\\1`, 'g');
  return folders
    .flatMap((folder) => filesUnder(folder, /\.(cpp|h|ts|mjs|svelte)$/))
    .map((path) => ({ path, file: relative(repository, path).split(sep).join('/') }))
    .filter(({ file }) => !rooms.some((room) => file.startsWith(room)))
    .flatMap(({ path, file }) => findIn(file, readFileSync(path, 'utf8'), named));
}

/**
 * @param {string} file
 * @param {string} text
 * @param {RegExp} named
 */
export function findIn(file, text, named) {
  const allowed = others.filter((other) => file.startsWith(other.file)).map(({ word }) => word);
  return withoutComments(text)
    .split('\n')
    .flatMap((line, i) =>
      [...line.matchAll(named)]
        .filter(([, , word = '']) => !allowed.includes(word))
        .map(([, , word]) => `${file}:${i + 1} ${word}`),
    );
}

/**
 * With as many lines as before.
 * @param {string} text
 */
function withoutComments(text) {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .replaceAll(/(^|[\s;{}(),])\/\/.*$/gm, '$1');
}
