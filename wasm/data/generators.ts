import { checkNumber, readOptions, checkSeed, checkWhole } from '../border/checks.js';
import type { Core } from '../border/core.js';
import { CoreDataset } from './dataset.js';
import type { PenStroke } from './drawing.js';

const largestInt = 2 ** 31 - 1;
const mostExamples = 1_000_000;

export interface XoOptions {
  count: number;
  seed?: number;
  /** Height and width in pixels, 7..64; default 9. */
  size?: number;
  /** 0 the plain figures, 0.5 (default) as in the course texts, 1 hard. */
  difficulty?: number;
}

export interface DigitOptions {
  /** 1..1,000,000 */
  count: number;
  seed?: number;
}

/** A digit as somebody draws it on a pad. */
export interface DrawnDigit {
  label: number;
  /** In the order of drawing; pressure is 0.5, as of a device that does not tell. */
  strokes: PenStroke[];
}

export interface SentenceOptions {
  count: number;
  seed?: number;
}

export function xoDataset(core: Core, options: XoOptions): CoreDataset {
  const given = readOptions('xo', options, ['count', 'seed', 'size', 'difficulty']);
  const { count, seed = 1, size = 9, difficulty = 0.5 } = given;
  checkWhole('count', count, 1, largestInt);
  checkSeed('seed', seed);
  checkWhole('size', size, 7, 64);
  checkNumber('difficulty', difficulty, 0, 1);
  return new CoreDataset(
    core,
    core.call((raw) => raw.makeXo(count, seed, size, difficulty)),
  );
}

export function sentenceDataset(core: Core, options: SentenceOptions): CoreDataset {
  const { count, seed = 1 } = readOptions('sentences', options, ['count', 'seed']);
  checkWhole('count', count, 1, mostExamples);
  checkSeed('seed', seed);
  return new CoreDataset(
    core,
    core.call((raw) => raw.makeSentences(count, seed)),
  );
}

export function digitsDataset(core: Core, options: DigitOptions): CoreDataset {
  const { count, seed = 1 } = readOptions('digits', options, ['count', 'seed']);
  checkWhole('count', count, 1, mostExamples);
  checkSeed('seed', seed);
  return new CoreDataset(
    core,
    core.call((raw) => raw.makeDigits(count, seed)),
  );
}

export function drawnDigit(
  core: Core,
  options: { seed?: number; index?: number } = {},
): DrawnDigit {
  const { seed = 1, index = 0 } = readOptions('drawnDigit', options, ['seed', 'index']);
  checkSeed('seed', seed);
  checkSeed('index', index);
  const { label, points, lengths } = core.call((raw) => raw.drawnDigit(seed, index));
  let next = 0;
  const strokes = Array.from(lengths, (length) =>
    Array.from({ length }, () => {
      const [x, y, pressure] = points.subarray(next, (next += 3));
      return [x!, y!, pressure!] as const;
    }),
  );
  return { label, strokes };
}
