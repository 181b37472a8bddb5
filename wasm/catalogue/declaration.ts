/** How the catalogue tells of an argument: what the core reads it by. */
export interface ArgumentRule {
  name: string;
  type:
    | 'whole'
    | 'number'
    | 'flag'
    | 'choice'
    /** One whole number for both, or [height, width]. */
    | 'pair'
    /** Padding of maps: a choice, a whole number, [vertical, horizontal] or four sides. */
    | 'sides'
    /** Padding of rows: a choice, a whole number or [left, right]. */
    | 'ends'
    /** A list with a number for each value of a parameter. */
    | 'numbers'
    /** A number, or a list with one for each map. */
    | 'perMap'
    /** A choice, or a list with a number for each class. */
    | 'perClass'
    /** [channels, height, width], of which one may be -1. */
    | 'shape'
    | 'text';
  required?: true;
  min?: number;
  max?: number;
  /** `max` itself is too large. */
  belowMax?: true;
  choices?: readonly string[];
  /** What holds where it is left out. */
  default?: number | boolean | string;
  /** The argument whose value is the default. */
  defaultFrom?: string;
  /** As people call it. */
  title: string;
  unit?: string;
}

/** What can be said of an optimizer, a loss, ... */
export interface Rules {
  name: string;
  title: string;
  arguments: readonly ArgumentRule[];
}

export interface ArgumentDeclaration extends ArgumentRule {
  /** A sentence for people. */
  about: string;
}

/** What can be said of a part of the recipe, with its sentences. */
export interface RecipeDeclaration<Name extends string> extends Rules {
  name: Name;
  about: string;
  arguments: readonly ArgumentDeclaration[];
}

/** What a layer is to the maps that it reads. */
export type Role = 'rearranges' | 'keepsMaps' | 'weighs' | 'mixes' | 'remembers';

/** A layer's declaration in short. */
export interface LayerKind {
  role: Role;
  /** It reads two layers or more. */
  joins?: true;
  /** Names of what it takes. */
  arguments: readonly string[];
}

export interface LayerDeclaration extends Rules {
  role: Role;
  /** The name of one of `layerGroups`. */
  group: string;
  /** It reads two layers or more. */
  joins?: true;
  about: string;
  /** What a new one is made with where people build networks by hand. */
  start?: Readonly<Record<string, unknown>>;
  arguments: readonly ArgumentDeclaration[];
}

/** Layers that lists show together. */
export interface LayerGroup {
  name: string;
  title: string;
}

/** The rule of one argument. */
export function ruleOf({ name, arguments: rules }: Rules, argument: string): ArgumentRule {
  const rule = rules.find((one) => one.name === argument);
  if (!rule) throw new Error(`${name} has no argument '${argument}'`);
  return rule;
}
