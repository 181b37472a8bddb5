import { describe } from './checks.js';
import { unexpected } from './errors.js';

/** Texts as the core reads lists of them: one after the other, each with a zero byte behind it. */
export function textsAsBytes(name: string, texts: readonly string[]): Uint8Array<ArrayBuffer> {
  const broken = texts.find((text) => text.includes('\0'));
  if (broken !== undefined) {
    throw unexpected(name, 'texts without a zero character', describe(broken));
  }
  return new TextEncoder().encode(texts.map((text) => `${text}\0`).join(''));
}

/** The names of classes; the core checks what they say. */
export function namesAsBytes(names: unknown): Uint8Array<ArrayBuffer> {
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) {
    throw unexpected('classNames', 'an Array of names', describe(names));
  }
  return textsAsBytes('classNames', names as string[]);
}
