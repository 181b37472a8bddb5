import { describe, listOf } from './checks.js';
import { unexpected } from './errors.js';

/** More than there can be classes: the core says how many that is. */
const mostNames = 1000;

/** A text of JavaScript can hold half a character (a surrogate that stands alone), UTF-8 cannot. */
export function checkWholeCharacters(name: string, text: string): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  throw unexpected(name, 'a text of whole characters', 'half a character (a lone surrogate)');
}

/** Texts as the core reads lists of them: one after the other, each with a zero byte behind it. */
export function textsAsBytes(name: string, texts: readonly string[]): Uint8Array<ArrayBuffer> {
  for (const text of texts) {
    if (text.includes('\0')) {
      throw unexpected(name, 'texts without a zero character', describe(text));
    }
    checkWholeCharacters(name, text);
  }
  return new TextEncoder().encode(texts.map((text) => `${text}\0`).join(''));
}

/** The names of classes; the core checks what they say. */
export function namesAsBytes(names: unknown): Uint8Array<ArrayBuffer> {
  const list = listOf('classNames', names, mostNames, 'names');
  const other = list.find((name) => typeof name !== 'string');
  if (other !== undefined || list.includes(undefined)) {
    throw unexpected('classNames', 'an Array of names', `${describe(other)} among them`);
  }
  return textsAsBytes('classNames', list as string[]);
}
