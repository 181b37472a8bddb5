import type { LayerSpec } from 'receptive';
import { readJson } from './plain-json';

/**
 * A network of one's own as a short text that reads well in an address:
 *
 *     conv2d filters 8 kernelSize 3 activation relu*flatten*dense units 10
 *
 * Layers are separated by '*', a type and its arguments by spaces (which become '+' in an address). A
 * value is a number, true, false or a plain word; a list of words or whole numbers begins with a dot
 * (.conv2d.relu_1); anything else is JSON, escaped with '%'. These characters need no escape in a URL.
 */

/** What a stranger's text may be at most. */
const mostCharacters = 8000;
export const mostLayers = 120;

const word = /^[A-Za-z_][\w-]*$/;
const item = /^(?:[A-Za-z_][\w-]*|-?\d{1,9})$/;
const number = /^-?(?:\d{1,15}(?:\.\d{1,17})?|\.\d{1,17})(?:e[+-]?\d{1,3})?$/i;
const key = /^[A-Za-z][A-Za-z0-9]*$/;
/** Words that would be read as something else. */
const taken = ['true', 'false', 'null'];

export function encodeLayers(layers: readonly LayerSpec[]): string {
  return layers
    .map(({ type, ...settings }) => {
      const pairs = Object.entries(settings).filter(([, value]) => value !== undefined);
      return [type, ...pairs.flatMap(([name, value]) => [name, encodeValue(value)])].join(' ');
    })
    .join('*');
}

/** The layers, or what is wrong with the text. Whether they fit together, only the core knows. */
export function decodeLayers(text: string): { layers: LayerSpec[] } | { problem: string } {
  if (text.length > mostCharacters) {
    return { problem: `its description is longer than ${mostCharacters} characters` };
  }
  const parts = text.split('*');
  if (parts.length > mostLayers) return { problem: `it has more than ${mostLayers} layers` };
  try {
    return { layers: parts.map(decodeLayer) };
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
  const list = isObject(read.value) ? read.value['layers'] : read.value;
  if (!Array.isArray(list)) {
    return { problem: 'expected an array of layers, or an object with `layers`' };
  }
  if (list.length > mostLayers) return { problem: `it has more than ${mostLayers} layers` };
  for (const [i, layer] of list.entries()) {
    const problem = problemWith(layer, `layer ${i + 1}`);
    if (problem !== undefined) return { problem };
  }
  return { layers: list as LayerSpec[] };
}

/** @param called What the sentence calls the layer. */
function problemWith(layer: unknown, called: string): string | undefined {
  if (!isObject(layer) || typeof layer['type'] !== 'string') {
    return `${called} is no object with a type, such as {"type": "flatten"}`;
  }
  const bad = Object.keys(layer).find((name) => !key.test(name));
  if (bad !== undefined) return `${called} has no argument '${shorten(bad)}'`;
  const { name, inputs } = layer;
  if (name !== undefined && typeof name !== 'string') return `${called}: its name is no text`;
  const named = Array.isArray(inputs) && inputs.every((input) => typeof input === 'string');
  return inputs === undefined || named ? undefined : `${called}: its inputs are no array of names`;
}

function decodeLayer(text: string, place: number): LayerSpec {
  const [type, ...tokens] = text.split(' ');
  if (type === undefined || !word.test(type)) {
    throw new Error(`layer ${place + 1} has no type: '${shorten(text)}'`);
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
  const layer = { type, ...settings };
  const problem = problemWith(layer, type);
  if (problem !== undefined) throw new Error(problem);
  return layer as LayerSpec;
}

function encodeValue(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && number.test(String(value))) return String(value);
  if (typeof value === 'string' && word.test(value) && !taken.includes(value)) return value;
  if (Array.isArray(value) && value.length > 0) {
    const items = value.map((one: unknown) =>
      typeof one === 'string' || typeof one === 'number' ? String(one) : '',
    );
    const same = value.every((one) => typeof one === typeof value[0]);
    const right = items.every(
      (one, i) => item.test(one) && isNumber(one) === (typeof value[i] === 'number'),
    );
    if (same && right) return items.map((one) => `.${one}`).join('');
  }
  return encodeURIComponent(JSON.stringify(value))
    .replace(/[*.!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
    .replace(/^(?!%)/, '%20');
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

function isNumber(item: string): boolean {
  return /^-?\d+$/.test(item);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
