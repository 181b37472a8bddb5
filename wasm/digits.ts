import { checkOptions, checkSeed, checkWhole } from './checks.js';
import type { Core } from './core.js';
import { CoreDataset } from './dataset.js';
import type { DigitOptions, DrawnDigit } from './types.js';

const mostDigits = 1_000_000;

export function digitsDataset(core: Core, options: DigitOptions): CoreDataset {
  checkOptions('digits', options ?? null, ['count', 'seed']);
  const { count, seed = 1 } = options;
  checkWhole('count', count, 1, mostDigits);
  checkSeed('seed', seed);
  const object = core.call((module) => module.makeDigits(count, seed));
  return new CoreDataset(core, object);
}

export function drawnDigit(
  core: Core,
  options: { seed?: number; index?: number } = {},
): DrawnDigit {
  checkOptions('drawnDigit', options, ['seed', 'index']);
  const { seed = 1, index = 0 } = options;
  checkSeed('seed', seed);
  checkSeed('index', index);
  const text = core.call((module) => module.drawnDigitJson(seed, index));
  return JSON.parse(text) as DrawnDigit;
}
