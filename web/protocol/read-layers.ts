import type { LayerSpec } from 'receptive';
import { isNumber, item, number, word } from './layers-text';
import { readJson } from './plain-json';
import { checkLayers, mostLayers, shorten } from './schemas/layers';

/** What a stranger's text may be at most. */
const mostCharacters = 8000;

const key = /^[A-Za-z][A-Za-z0-9]*$/;

/** The layers, or what is wrong with the text. Whether they fit together, only the core knows. */
export function decodeLayers(text: string): { layers: LayerSpec[] } | { problem: string } {
  if (text.length > mostCharacters) {
    return { problem: `its description is longer than ${mostCharacters} characters` };
  }
  const parts = text.split('*');
  if (parts.length > mostLayers) return { problem: `it has more than ${mostLayers} layers` };
  try {
    return checkLayers(parts.map((part, i) => decodePart(part, `layer ${i + 1}`)));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A specification as people paste it: an array of layers, or an object that has `layers`. */
export function parseLayers(json: string): { layers: LayerSpec[] } | { problem: string } {
  if (json.length > 10 * mostCharacters) {
    return { problem: `expected at most ${10 * mostCharacters} characters` };
  }
  const read = readJson(json);
  if ('problem' in read) return read;
  return checkLayers(isObject(read.value) ? read.value['layers'] : read.value);
}

/** A type and its arguments; throws what is wrong with the text, a part of a sentence. */
export function decodePart(text: string, place: string): { type: string } {
  const [type, ...tokens] = text.split(' ');
  if (type === undefined || !word.test(type)) {
    throw new Error(`${place} has no type: '${shorten(text)}'`);
  }
  if (tokens.length % 2 !== 0) throw new Error(`${type}: an argument has no value`);
  const settings: Record<string, unknown> = {};
  for (let i = 0; i < tokens.length; i += 2) {
    const name = tokens[i]!;
    if (!key.test(name) || name === 'type') {
      throw new Error(`${type}: there is no argument '${shorten(name)}'`);
    }
    settings[name] = decodeValue(tokens[i + 1]!, `${type}: ${name}`);
  }
  return { type, ...settings };
}

function decodeValue(text: string, place: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (number.test(text) && !/^\.\d+$/.test(text)) return Number(text);
  if (word.test(text)) return text;
  if (text.startsWith('.')) {
    const items = text.slice(1).split('.');
    if (items.every((one) => item.test(one))) {
      return items.every(isNumber) ? items.map(Number) : items;
    }
  }
  const read = text.startsWith('%') ? readJson(unescaped(text)) : undefined;
  if (read && 'value' in read) return read.value;
  throw new Error(`${place} cannot be read: '${shorten(text)}'`);
}

/** Nothing where the escapes are broken. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
