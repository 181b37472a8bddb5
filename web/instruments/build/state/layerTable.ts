import type { LayerSpec } from 'receptive';
import type { ArgumentDeclaration, LayerDeclaration } from 'receptive/catalogue/declaration';
import { layerGroups as groups, layers } from 'receptive/catalogue/layers';

/**
 * What the builder knows of layers: the core's catalogue, as fields. Whether a choice fits, the core
 * says.
 */

export interface Option {
  /** As in JSON; empty: what holds where nothing is said. */
  value: string;
  title: string;
}

export type FieldKind =
  /** One of a few sizes, and others by hand; applies to height and width alike. */
  | { kind: 'size'; sizes: readonly number[] }
  | { kind: 'number'; whole: boolean; min: number; max: number; belowMax: boolean }
  | { kind: 'choice'; options: readonly Option[] }
  | { kind: 'flag' }
  /** A list, a text or one of a few words, written out. */
  | { kind: 'written'; json: boolean; words: readonly string[] };

export type Argument = FieldKind & {
  name: string;
  title: string;
  /** What the core takes when it is left out; undefined where that depends on others. */
  fallback: number | string | boolean | undefined;
  about: string;
  required: boolean;
  /** Shown only when asked for. */
  rare: boolean;
};

export interface LayerEntry {
  type: string;
  title: string;
  /** One line for the menu. */
  about: string;
  arguments: readonly Argument[];
  /** Reads two layers or more, by name. */
  joins?: boolean;
  /** Its windows lie on rows of values, not on maps. */
  ofRows?: boolean;
  /** What a new one is made with. */
  start: Readonly<Record<string, unknown>>;
}

export interface LayerGroup {
  title: string;
  entries: readonly LayerEntry[];
}

/** Sides of windows that are offered, and the steps between their places. */
const usualSizes = [1, 2, 3, 4, 5, 7, 9, 11];
const usualSteps = [1, 2, 3, 4];

/** What few networks say. */
const rarely = new Set(['groups', 'kernelInitializer', 'fanOutScale', 'depthMultiplier', 'epsilon']);

const titles = new Map<string, string>([
  ...layers.map(({ name, title }) => [name, title] as const),
  ['linear', 'none'],
]);

/** None where there is nothing to choose. */
export function fieldOf(argument: ArgumentDeclaration): Argument[] {
  const { name, title, about, type, required = false } = argument;
  const kind = kindOf(argument);
  if (kind.kind === 'choice' && kind.options.length < 2) return [];
  const written = type === 'numbers' || type === 'text';
  const common = { name, title, about, required, fallback: argument.default };
  return [{ ...common, ...kind, rare: (written && !required) || rarely.has(name) }];
}

function kindOf(argument: ArgumentDeclaration): FieldKind {
  const { name, type, min = -Infinity, max = Infinity, belowMax = false, choices } = argument;
  switch (type) {
    case 'pair': {
      const sizes = name.endsWith('Size') ? usualSizes : usualSteps;
      return { kind: 'size', sizes: sizes.filter((size) => size >= min && size <= max) };
    }
    case 'whole':
      return { kind: 'number', whole: true, min, max, belowMax };
    case 'number':
      return { kind: 'number', whole: false, min, max, belowMax };
    case 'flag':
      return { kind: 'flag' };
    case 'sides':
    case 'ends':
    case 'choice':
      if (!choices) return { kind: 'number', whole: true, min, max, belowMax };
      return { kind: 'choice', options: optionsOf(argument, choices) };
    case 'numbers':
    case 'perMap':
    case 'perClass':
    case 'shape':
      return { kind: 'written', json: true, words: choices ?? [] };
    case 'text':
      return { kind: 'written', json: false, words: [] };
  }
}

function optionsOf(argument: ArgumentDeclaration, choices: readonly string[]): Option[] {
  const options = choices.map((value) => ({ value, title: titles.get(value) ?? value }));
  return argument.default === undefined ? [{ value: '', title: 'as usual' }, ...options] : options;
}

function entryFrom({ name, title, about, joins, start = {}, ...rest }: LayerDeclaration): LayerEntry {
  const fields = rest.arguments.flatMap(fieldOf);
  const ofRows = rest.arguments.some(({ type }) => type === 'ends');
  return { type: name, title, about, arguments: fields, start, ofRows, ...(joins ? { joins } : {}) };
}

export const layerGroups: readonly LayerGroup[] = groups.map(({ name, title }) => ({
  title,
  entries: layers.filter(({ group }) => group === name).map(entryFrom),
}));

const entries = new Map(
  layerGroups.flatMap(({ entries: ones }) => ones.map((entry) => [entry.type, entry] as const)),
);

/** A layer that the catalogue does not have can be kept, moved and removed, and set as text. */
export function entryOf(type: string): LayerEntry {
  const about = 'Can be set in the text form.';
  return entries.get(type) ?? { type, title: type, about, arguments: [], start: {} };
}

/** What a layer says of one argument. */
export function valueOf(layer: LayerSpec, argument: string): unknown {
  return (layer as unknown as Record<string, unknown>)[argument];
}
