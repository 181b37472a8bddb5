/**
 * Between files and a data set stands one look: what was found in them, what is unsure, and what the
 * visitor may choose. The core finds it (core/data/looking); nothing is taken before `take`.
 */
import type { Paint } from './paint';
import type { Split } from './split';

/** What may be chosen, in the order in which it is asked. */
export const choiceNames = [
  'set',
  'labels',
  'test',
  'size',
  'fit',
  'turn',
  'ink',
  'colour',
  'values',
] as const;

export type ChoiceName = (typeof choiceNames)[number];

/** What the visitor wants otherwise than it was found; what is left out stays as found. */
export type Choices = Partial<Record<ChoiceName, string>> & {
  /** In the order of `Findings.classes`. */
  classNames?: string[];
};

/** Something that may be chosen; only what has two options or more is offered. */
export interface Choice {
  name: ChoiceName;
  value: string;
  options: { value: string; title: string }[];
}

export interface FoundClass {
  name: string;
  train: number;
  test: number;
}

/** One of the pictures as it would be taken. */
export interface FoundPicture {
  /** Its class, by place in `classes`. */
  label: number;
  split: Split;
  /** Channel-major bytes of the set's size. */
  pixels: Uint8Array;
}

/** What was found in files, with the choices as they stand. */
export interface Findings {
  title: string;
  channels: number;
  height: number;
  width: number;
  trainCount: number;
  testCount: number;
  classes: FoundClass[];
  choices: Choice[];
  /** As they become; see `DataSetInfo.paint`. */
  paint: Paint;
  /** Sentences: what is unsure, or where people are caught. */
  checks: string[];
  /** Sentences: what was left out, joined, squeezed or rounded. */
  notes: string[];
  /** Why it cannot be taken as it stands, in a sentence; absent when it can. */
  problem?: string;
  /** Four, of as many classes as there are; none where there is a problem with them. */
  pictures: FoundPicture[];
}
