import { describe } from './checks.js';
import { unexpected } from './errors.js';

/** Deeper than any specification; also the end of the road for objects that hold themselves. */
const deepest = 16;

/**
 * A specification as JSON. JSON.stringify alone would turn NaN into null and drop functions without
 * a word; here they are refused, with the place. Properties that are undefined count as left out.
 */
export function toJson(name: string, value: unknown): string {
  check(name, value, 0);
  return JSON.stringify(value);
}

function check(place: string, value: unknown, depth: number): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return checkText(place, value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw unexpected(place, 'a finite number', String(value));
    return;
  }
  if (typeof value !== 'object') throw unexpected(place, 'plain data', describe(value));
  if (depth === deepest) {
    throw unexpected(place, `plain data at most ${deepest} levels deep`, describe(value));
  }
  if (Array.isArray(value)) {
    // By index: a hole is undefined too.
    for (let i = 0; i < value.length; ++i) check(`${place}[${i}]`, value[i], depth + 1);
    return;
  }
  if (ArrayBuffer.isView(value) || !isPlain(value)) {
    throw unexpected(place, 'a plain object or an Array', describe(value));
  }
  for (const [key, item] of Object.entries(value)) {
    checkText(place, key);
    if (item !== undefined) check(`${place}.${key}`, item, depth + 1);
  }
}

/** JSON can write half a character (a surrogate that stands alone), but no UTF-8 can hold it. */
function checkText(place: string, text: string): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  throw unexpected(place, 'a text of whole characters', 'half a character (a lone surrogate)');
}

/** Made by braces, in whatever frame or realm: the last prototype or the one before it. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
