// What is made from the core's catalogue: the types of specifications, the data behind the page's
// fields, and README's table of layers. Somebody without a C++ compiler has them as committed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { repository } from '../toolchain/repository.mjs';

/**
 * @typedef {import('./declaration.js').ArgumentDeclaration} Argument
 * @typedef {import('./declaration.js').LayerDeclaration} Layer
 * @typedef {{ name: string, title: string, about: string, arguments: readonly Argument[] }} Entry
 * @typedef {{
 *   layerGroups: { name: string, title: string }[], layers: Layer[],
 *   losses: Entry[], optimizers: Entry[], schedules: Entry[], averagings: Entry[],
 *   penalty: Entry, augmentation: Entry, fit: Entry, run: Entry
 * }} Catalogue
 */

const note = '// Made from the core by `npm run catalogue`.\n\n';
const tableBegin = '<!-- layers: made from the core by `npm run catalogue` -->';
const tableEnd = '<!-- layers end -->';

/** @returns {Catalogue} as the native command line has it */
export function readCatalogue(program = join(repository, 'build/native/receptive')) {
  return JSON.parse(execFileSync(program, ['catalogue'], { encoding: 'utf8' }));
}

/**
 * The files that are made from it, by their path in the repository.
 *
 * @param {Catalogue} catalogue
 * @returns {Promise<Record<string, string>>}
 */
export async function generate(catalogue) {
  /** @type {Record<string, string>} */
  const files = {
    'wasm/catalogue/specs.ts': specs(catalogue),
    'wasm/catalogue/kinds.ts': kindData(catalogue),
    'wasm/catalogue/layers.ts': layerData(catalogue),
    'wasm/catalogue/losses.ts': lossData(catalogue),
    'wasm/catalogue/recipe.ts': recipeData(catalogue),
    'wasm/catalogue/usual.ts': usualData(catalogue),
    'README.md': readme(catalogue),
  };
  for (const [path, text] of Object.entries(files)) {
    const filepath = join(repository, path);
    files[path] = await format(text, { ...(await resolveConfig(filepath)), filepath });
  }
  return files;
}

/** @param {Catalogue} catalogue */
function specs(catalogue) {
  const layers = catalogue.layers.map((layer) => typed(layer, 'Layer', 'LayerCommon'));
  const names = catalogue.layers.map(({ name }) => `${capital(name)}Layer`);
  return `${note}/** What every layer can say. */
export interface LayerCommon {
  /** Unique; by default the type and a number: conv2d, conv2d_1, ... */
  name?: string;
  /** Names of the layers (or 'input') that it reads; by default the layer before it. */
  inputs?: string[];
  /** Uses the weights of this earlier layer. */
  weightsOf?: string;
  /** Whether training changes its weights; by default it does. */
  trainable?: boolean;
}

${layers.join('\n')}
export type LayerSpec = ${names.join(' | ')};
export type LayerType = LayerSpec['type'];

${union(catalogue.losses, 'Loss')}
${union(catalogue.optimizers, 'Optimizer')}
${union(catalogue.schedules, 'Schedule')}
${union(catalogue.averagings, 'Averaging')}
${plain(catalogue.penalty, 'PenaltySpec')}
${plain(catalogue.augmentation, 'AugmentationSpec')}
${plain(catalogue.fit, 'FitSpec')}
${plain(catalogue.run, 'RunSpec')}`;
}

/**
 * @param {Entry[]} entries
 * @param {string} kind
 */
function union(entries, kind) {
  const names = entries.map(({ name }) => `${capital(name)}${kind}`);
  return `${entries.map((entry) => typed(entry, kind)).join('\n')}
export type ${kind}Spec = ${names.join(' | ')};
export type ${kind}Type = ${kind}Spec['type'];
`;
}

/**
 * @param {Entry} entry
 * @param {string} kind
 * @param {string} [base]
 */
function typed(entry, kind, base) {
  return `/** ${entry.about} */
export interface ${capital(entry.name)}${kind}${base ? ` extends ${base}` : ''} {
  type: '${entry.name}';
${entry.arguments.map(property).join('')}}
`;
}

/**
 * @param {Entry} entry
 * @param {string} name
 */
function plain(entry, name) {
  return `/** ${entry.about} */
export interface ${name} {
${entry.arguments.map(property).join('')}}
`;
}

/** @param {Argument} argument */
function property(argument) {
  const { name, required, about, unit, defaultFrom } = argument;
  const notes = [about];
  if (unit) notes.push(`In ${unit}.`);
  const range = rangeText(argument);
  if (range) notes.push(`${range}.`);
  if (argument.default !== undefined) notes.push(`Default ${valueText(argument.default)}.`);
  if (defaultFrom) notes.push(`Default: ${defaultFrom}.`);
  return `  /** ${notes.join(' ')} */\n  ${name}${required ? '' : '?'}: ${typeText(argument)};\n`;
}

/** @param {Argument} argument */
function rangeText({ min, max, belowMax }) {
  if (min === undefined) return '';
  if (max === undefined) return `At least ${min}`;
  return `From ${min} to ${belowMax ? 'below ' : ''}${max}`;
}

/** @param {unknown} value */
function valueText(value) {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** @param {Argument} argument */
function typeText({ type, choices = [] }) {
  const words = choices.map((choice) => `'${choice}'`);
  switch (type) {
    case 'whole':
    case 'number':
      return 'number';
    case 'flag':
      return 'boolean';
    case 'choice':
      return words.join(' | ');
    case 'pair':
      return 'number | readonly [height: number, width: number]';
    case 'sides':
      return [
        ...words,
        'number',
        'readonly [vertical: number, horizontal: number]',
        'readonly [top: number, bottom: number, left: number, right: number]',
      ].join(' | ');
    case 'ends':
      return [...words, 'number', 'readonly [left: number, right: number]'].join(' | ');
    case 'numbers':
      return 'readonly number[]';
    case 'perMap':
      return 'number | readonly number[]';
    case 'perClass':
      return [...words, 'readonly number[]'].join(' | ');
    case 'shape':
      return 'readonly [channels: number, height: number, width: number]';
    case 'text':
      return 'string';
  }
}

/** @param {Catalogue} catalogue */
function layerData({ layerGroups, layers }) {
  return `${note}import type { LayerDeclaration, LayerGroup } from './declaration.js';

/** In the order in which they are shown. */
export const layerGroups: readonly LayerGroup[] = ${JSON.stringify(layerGroups)};

export const layers: readonly LayerDeclaration[] = ${JSON.stringify(layers)};
`;
}

/** With the sentences: who builds networks by hand chooses a loss and sets its arguments. */
function lossData(/** @type {Catalogue} */ { losses }) {
  return `${note}import type { RecipeDeclaration } from './declaration.js';
import type { LossType } from './specs.js';

export const losses: readonly RecipeDeclaration<LossType>[] = ${JSON.stringify(losses)};
`;
}

/**
 * What a layer is, and what a loss takes, in a few words, for who reads specifications before there is
 * a network.
 */
function kindData(/** @type {Catalogue} */ { layers, losses }) {
  const kinds = layers.map(({ name, role, joins, arguments: all }) => {
    const kind = { role, ...(joins && { joins }), arguments: all.map((one) => one.name) };
    return `${name}: ${JSON.stringify(kind)}`;
  });
  const taken = losses.map(
    ({ name, arguments: all }) => `${name}: ${JSON.stringify(all.map((one) => one.name))}`,
  );
  return `${note}import type { LayerKind } from './declaration.js';

export const kinds: Readonly<Record<string, LayerKind>> = { ${kinds.join(', ')} };

/** Names of the arguments of each. */
export const lossArguments: Readonly<Record<string, readonly string[]>> = { ${taken.join(', ')} };
`;
}

/** Without the sentences: what the page's recipe has at hand. */
function recipeData(/** @type {Catalogue} */ catalogue) {
  const parts = ['optimizers', 'schedules', 'averagings'].map((part) => {
    const entries = catalogue[/** @type {'optimizers'} */ (part)].map(
      (entry) => `${entry.name}: ${JSON.stringify(rules(entry))}`,
    );
    return `export const ${part} = { ${entries.join(', ')} } satisfies Record<string, Rules>;\n`;
  });
  const plain = ['penalty', 'augmentation', 'fit', 'run'].map((part) => {
    const entry = catalogue[/** @type {'fit'} */ (part)];
    return `export const ${part}: Rules = ${JSON.stringify(rules(entry))};\n`;
  });
  // Of layers only what can be changed while a network trains: how much is left out.
  const [rate] = catalogue.layers.flatMap((layer) => rateOf(layer) ?? []);
  if (!rate) throw new Error('The catalogue has no layer with a rate.');
  const dropout = `export const dropoutRate: ArgumentRule = ${JSON.stringify(quiet(rate))};\n`;
  const types = `import type { ArgumentRule, Rules } from './declaration.js';\n\n`;
  return `${note}${types}${[...parts, ...plain, dropout].join('\n')}`;
}

const rateOf = (/** @type {Entry} */ entry) => entry.arguments.find(({ name }) => name === 'rate');

/** The few values that a page needs before anything is changed. */
function usualData(/** @type {Catalogue} */ catalogue) {
  const valueOf = (/** @type {Entry} */ entry, /** @type {string} */ name) =>
    entry.arguments.find((one) => one.name === name)?.default;
  const leaving = catalogue.layers.filter(rateOf);
  const usual = {
    batchSize: valueOf(catalogue.run, 'batchSize'),
    learningRate: Object.fromEntries(
      catalogue.optimizers.map((one) => [one.name, valueOf(one, 'learningRate')]),
    ),
    withMomentum: catalogue.optimizers
      .filter((one) => valueOf(one, 'momentum') !== undefined)
      .map(({ name }) => name),
    dropouts: leaving.map(({ name }) => name),
    dropoutRate: leaving.map((one) => rateOf(one)?.default)[0],
  };
  return `${note}import type { OptimizerType } from './specs.js';

export interface Usual {
  batchSize: number;
  learningRate: Readonly<Record<OptimizerType, number>>;
  /** Optimizers that have one. */
  withMomentum: readonly string[];
  /** Types of the layers that leave values out. */
  dropouts: readonly string[];
  dropoutRate: number;
}

export const usual: Usual = ${JSON.stringify(usual)};
`;
}

/** @param {Entry} entry */
function rules({ name, title, arguments: all }) {
  return { name, title, arguments: all.map(quiet) };
}

/** @param {Argument} argument */
function quiet({ about, ...rule }) {
  void about;
  return rule;
}

/** @param {Catalogue} catalogue */
function readme({ layerGroups, layers }) {
  const rows = layerGroups.flatMap(({ name, title }) => [
    `| **${title}** | | |`,
    ...layers
      .filter(({ group }) => group === name)
      .map(
        (layer) => `| ${layer.name} | ${layer.about} | ${layer.arguments.map(shown).join(', ')} |`,
      ),
  ]);
  const table = `| layer | what it does | arguments |\n| --- | --- | --- |\n${rows.join('\n')}`;
  const text = readFileSync(join(repository, 'README.md'), 'utf8');
  const [before, rest] = text.split(tableBegin);
  const after = rest?.split(tableEnd)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`README.md: expected a line ${tableBegin} and a line ${tableEnd}`);
  }
  return `${before}${tableBegin}\n\n${table}\n\n${tableEnd}${after}`;
}

/** @param {Argument} argument */
function shown({ name, required }) {
  return required ? `**${name}**` : name;
}

/** @param {string} name */
function capital(name) {
  return name[0]?.toUpperCase() + name.slice(1);
}
