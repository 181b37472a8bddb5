import { readJson } from '../../../protocol/plain-json';
import type { FieldKind } from './layerTable';

type Written = Extract<FieldKind, { kind: 'written' }>;

/**
 * What was written into a field: one of its words, a list in JSON's form or without its brackets, or a
 * text as it is; otherwise what is wrong with it.
 */
export function readWritten(
  text: string,
  { json, words }: Written,
): { value: unknown } | { problem: string } {
  if (!json || words.includes(text)) return { value: text };
  return readJson(/^[-\d.].*,/.test(text) ? `[${text}]` : text);
}
