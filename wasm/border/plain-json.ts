import { describe } from './checks.js';
import { ReceptiveError, unexpected } from './errors.js';
import { checkWholeCharacters } from './texts.js';

/** Deeper than any specification; also the end of the road for objects that hold themselves. */
const deepest = 16;
/** Objects that hold others several times over have no end either. */
const mostValues = 1_000_000;

/**
 * A specification as JSON. JSON.stringify alone would turn NaN into null and drop functions without
 * a word; here they are refused, with the place. Properties that are undefined count as left out.
 */
export function toJson(name: string, value: unknown): string {
  let left = mostValues;
  const count = (): void => {
    if (--left < 0) throw unexpected(name, `at most ${mostValues} values`, 'more');
  };
  try {
    check(name, value, 0, count);
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof ReceptiveError) throw error;
    throw unexpected(name, 'plain data', `${describe(value)} that cannot be read`);
  }
}

/** `count` is called for each value. */
function check(place: string, value: unknown, depth: number, count: () => void): void {
  count();
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return checkWholeCharacters(place, value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw unexpected(place, 'a finite number', String(value));
    return;
  }
  if (typeof value !== 'object') throw unexpected(place, 'plain data', describe(value));
  if (depth === deepest) {
    throw unexpected(place, `plain data at most ${deepest} levels deep`, describe(value));
  }
  if (Array.isArray(value)) {
    if ('toJSON' in value) throw unexpected(place, 'a plain Array', 'one with a toJSON');
    // By index: a hole is undefined too.
    for (let i = 0; i < value.length; ++i) check(`${place}[${i}]`, value[i], depth + 1, count);
    return;
  }
  if (ArrayBuffer.isView(value) || !isPlain(value)) {
    throw unexpected(place, 'a plain object or an Array', describe(value));
  }
  for (const [key, item] of Object.entries(value)) {
    checkWholeCharacters(place, key);
    if (item !== undefined) check(`${place}.${key}`, item, depth + 1, count);
  }
}

/** Made by braces, in whatever frame or realm: the last prototype or the one before it. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
